Feature: An authorised upgrade is undone in time
  What can't wait is undone fast. A post of domain 0 that can do nothing but undo takes a vote of a
  third of the usual, a fifth of all REP and three quarters of the pledges. Then it waits for 5
  blocks here.

  Scenario: Domain 0 voids what it has authorised
    Given domain 0 with these members:
      | member  | REP   |
      | Alice   | 1 000 |
      | Bob     | 1 000 |
      | Charlie | 1 000 |
      | Dave    | 1 000 |
      | Eve     | 1 000 |
      | Ferdie  | 1 000 |
    When Alice posts "a wrong runtime", by which the next runtime is authorised
    And Alice opens a governance vote on "a wrong runtime"
    And Bob stakes 1 000 REP for it
    And Charlie stakes 1 000 REP for it
    And Dave stakes 400 REP for it
    And the vote ends
    And 40 blocks pass
    Then the directive of "a wrong runtime" is enacted
    And the next runtime is authorised
    When Bob posts "not that one", by which no upgrade is authorised any more
    And Bob opens a governance vote on "not that one"
    And Eve stakes 900 REP for it
    And Ferdie stakes 600 REP for it
    And Alice stakes 500 REP against it
    And the vote ends
    # 1 500 of 2 000 REP are three quarters.
    Then the verdict is passed
    And the directive of "not that one" waits for 5 blocks
    When 5 blocks pass
    Then the directive of "not that one" is enacted
    And the code of the next runtime is refused
    And the domain has 6 000 REP in all
