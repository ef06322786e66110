Feature: A job is paid
  Grace orders a job, and the chain holds her fee, and 0.01 WIT for each draw that there may be: one
  for each expert, and 16 more. She pays for one, and gets the rest back. An expert who has offered
  REP is drawn, does the job, and proves it. The members vote on the evidence. If they ratify it,
  half of the fee is the expert's and half of it all members'. Each WIT of the fee also makes one
  REP: half of it for the author of the evidence, half for those who voted for it.

  Scenario: The members ratify the evidence
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
    Then 50.18 WIT of Grace are held as the fee
    When the draw is made
    Then Bob has the job
    When Bob submits "the survey" as evidence
    And Alice stakes 75 REP for it
    And Charlie stakes 20 REP against it
    And the vote ends
    Then the verdict is passed
    And the job is paid
    And 0 WIT of Grace are held as the fee
    # 25 REP are for the evidence. 25 are for those in favour: Alice with 75 and Bob with 50. Charlie loses a tenth of the stake.
    And REP and WIT have changed by:
      | person  | REP | WIT    |
      | Alice   | +15 | 0      |
      | Bob     | +35 | +25    |
      | Charlie | -2  | 0      |
      | Grace   | 0   | -50.01 |
    And the domain has 848 REP in all
    And these dividends can be claimed:
      | member  | WIT  |
      | Alice   | 12.5 |
      | Bob     | 7.5  |
      | Charlie | 5    |
