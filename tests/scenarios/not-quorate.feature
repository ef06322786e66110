Feature: Too few vote, twice
  A verdict needs the quorum: here 10 % of the REP that can judge. The expert's own can't, so that is
  56 of 560. Without it the vote on a job is repeated once, for up to twice as long. If too few vote
  again, nobody wins or loses: fee and stakes come back, and the draw alone is paid.

  Scenario: Both votes miss the quorum
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
    And Bob submits "the survey" as evidence
    And Charlie stakes 29 REP against it
    And the vote ends
    Then the verdict is not quorate
    And the vote is repeated for 20 blocks
    And 50.17 WIT of Grace are held as the fee
    When the vote ends
    Then the verdict is not quorate
    And the job is given up
    And 0 WIT of Grace are held as the fee
    And REP and WIT have changed by:
      | person  | REP | WIT   |
      | Alice   | 0   | 0     |
      | Bob     | 0   | 0     |
      | Charlie | 0   | 0     |
      | Grace   | 0   | -0.01 |
    And the domain has 800 REP in all
