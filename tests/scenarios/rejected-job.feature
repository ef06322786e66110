Feature: A job is rejected
  The members find that the evidence does not prove the job. A tenth of the fee stays with the body
  for its judgement, and the customer gets the rest back. The expert loses the stake. Those who voted
  against the evidence get REP for that tenth, and at most as much again of the stake.

  Scenario: The members reject the evidence
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    And Alice sells a job on these terms:
      | term              | value           |
      | the expert stakes | 50 REP          |
      | the expert has    | 20 blocks       |
      | a no-show costs   | 20 % of a stake |
      | draws             | 2 at most       |
      | a vote takes      | 10 blocks       |
      | the quorum        | 10 % of all REP |
    When Bob offers 200 REP for jobs
    And Grace orders the job for 50 WIT
    And the draw is made
    Then Bob has the job
    When Bob submits "a page of nothing" as evidence
    And Alice stakes 40 REP against it
    And Charlie stakes 40 REP against it
    And the vote ends
    Then the verdict is rejected
    And the job is rejected
    And REP and WIT have changed by:
      | person  | REP | WIT   |
      | Alice   | +5  | 0     |
      | Bob     | -50 | 0     |
      | Charlie | +5  | 0     |
      | Grace   | 0   | -5.01 |
    And the domain has 760 REP in all
    And these dividends can be claimed:
      | member  | WIT         |
      | Alice   | 2.499999999 |
      | Bob     | 1.499999999 |
      | Charlie | 0.999999999 |
