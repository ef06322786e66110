Feature: The chain's runtime is upgraded
  The rules of the chain are a program, its runtime. Only the members of domain 0 can replace it, by
  a vote on a post that names the new one. That decision waits for 40 blocks. Then anyone can submit
  the program, and no other is accepted.

  Scenario: Domain 0 authorises the next runtime
    Given domain 0 with these members:
      | member  | REP   |
      | Alice   | 1 000 |
      | Bob     | 1 000 |
      | Charlie | 1 000 |
      | Dave    | 1 000 |
      | Eve     | 1 000 |
      | Ferdie  | 1 000 |
    When Alice posts "the next runtime", by which the next runtime is authorised
    And Alice opens a governance vote on "the next runtime"
    And Bob stakes 1 000 REP for it
    And Charlie stakes 1 000 REP for it
    And Dave stakes 400 REP for it
    And Eve stakes 1 000 REP against it
    And the vote ends
    # An upgrade needs two fifths of all REP in the shortest vote, which 2 400 of 6 000 are, and two
    # thirds of the votes. Nobody loses anything.
    Then the verdict is passed
    And the directive of "the next runtime" waits for 40 blocks
    When 40 blocks pass
    Then the directive of "the next runtime" is enacted
    And the next runtime is authorised
    When Grace submits the code of the next runtime
    Then the chain has the code of the next runtime
    And the domain has 6 000 REP in all
