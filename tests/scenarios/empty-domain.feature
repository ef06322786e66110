Feature: The first job of an empty domain
  In a new domain nobody has REP, so nobody can vote: its founder decides. Only the founder can
  order, and experts who have nothing to stake are drawn. If the founder accepts the evidence, the
  fee is the expert's, and its REP is the domain's first.

  Scenario: The founder accepts the evidence
    Given a domain that Alice has founded and in which nobody has REP
    And Alice sells a job on these terms:
      | term              | value           |
      | the expert stakes | 50 REP          |
      | the expert has    | 20 blocks       |
      | a no-show costs   | 20 % of a stake |
      | draws             | 2 at most       |
      | a vote takes      | 10 blocks       |
      | the quorum        | 10 % of all REP |
    When Bob offers 0 REP for jobs
    And Alice orders the job for 50 WIT
    And the draw is made
    Then Bob has the job
    When Bob submits "the survey" as evidence
    And Alice decides for it as the founder
    Then the verdict is passed
    And the job is paid
    And REP and WIT have changed by:
      | person | REP | WIT    |
      | Alice  | 0   | -50.01 |
      | Bob    | +50 | +50    |
    And the domain has 50 REP in all
