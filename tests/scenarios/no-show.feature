Feature: An expert does not show up
  Whoever is drawn has a number of blocks to submit evidence. An expert who does not loses a part of
  the stake, and it is destroyed. Another expert is drawn for the same job. If the last of them
  stays away too, the customer gets the fee back, but for a twentieth, which the treasury keeps: so a
  brief that nobody can do costs who wrote it. Each draw costs the customer 0.01 WIT.

  Background:
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    And Alice sells a job on these terms:
      | term              | value           |
      | the expert stakes | 50 REP          |
      | the expert has    | 5 blocks        |
      | a no-show costs   | 20 % of a stake |
      | draws             | 2 at most       |
      | a vote takes      | 10 blocks       |
      | the quorum        | 10 % of all REP |

  Scenario: The next expert does the job
    When Bob offers 200 REP for jobs
    And Grace orders the job for 50 WIT
    And the draw is made
    Then Bob has the job
    When Charlie offers 150 REP for jobs
    And the time for the job is over
    Then REP and WIT have changed by:
      | person | REP | WIT   |
      | Bob    | -10 | 0     |
      | Grace  | 0   | -0.01 |
    When the draw is made
    Then Charlie has the job
    When Charlie submits "the survey" as evidence
    And Alice stakes 75 REP for it
    And the vote ends
    Then the verdict is passed
    And the job is paid
    And REP and WIT have changed by:
      | person  | REP | WIT    |
      | Alice   | +15 | 0      |
      | Bob     | -10 | 0      |
      | Charlie | +35 | +25    |
      | Grace   | 0   | -50.02 |
    And the domain has 840 REP in all

  Scenario: Nobody does the job
    When Bob offers 200 REP for jobs
    And Grace orders the job for 50 WIT
    And the draw is made
    Then Bob has the job
    When Charlie offers 150 REP for jobs
    And the time for the job is over
    And the draw is made
    Then Charlie has the job
    When the time for the job is over
    Then the job is given up
    And 0 WIT of Grace are held as the fee
    And REP and WIT have changed by:
      | person  | REP | WIT   |
      | Alice   | 0   | 0     |
      | Bob     | -10 | 0     |
      | Charlie | -10 | 0     |
      | Grace   | 0   | -2.52 |
    And the domain has 780 REP in all
