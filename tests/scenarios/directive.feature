Feature: A directive takes effect
  A post can ask the domain to change its rules. A governance vote takes 20 blocks here. A fifth of
  all REP must be in favour, and two thirds of the votes. The decision then waits for 30
  blocks, so that all can see it before it counts.

  Scenario: The domain gives authors a larger part
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Alice posts "more for authors", by which authors get 80 % of new REP
    And Alice opens a governance vote on "more for authors"
    And Alice stakes 240 REP for it
    And Bob stakes 80 REP against it
    And the vote ends
    Then the verdict is passed
    And the directive of "more for authors" waits for 30 blocks
    When 29 blocks pass
    Then authors get 50 % of new REP
    When the next block comes
    Then the directive of "more for authors" is enacted
    And authors get 80 % of new REP
    When Charlie posts "a study"
    And Grace pays 90 WIT for a vote on "a study"
    And Alice stakes 100 REP for it
    And the vote ends
    Then the verdict is passed
    # Bob has objected in the first vote, and lost nothing.
    And REP and WIT have changed by:
      | person  | REP | WIT |
      | Alice   | +18 | 0   |
      | Bob     | 0   | 0   |
      | Charlie | +72 | 0   |
      | Grace   | 0   | -90 |
    And the domain has 890 REP in all

  Scenario: Less than two thirds are in favour
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Alice posts "more for authors", by which authors get 80 % of new REP
    And Alice opens a governance vote on "more for authors"
    And Alice stakes 239 REP for it
    And Bob stakes 120 REP against it
    And the vote ends
    Then the verdict is not quorate
    When 31 blocks pass
    Then authors get 50 % of new REP
    And REP and WIT have changed by:
      | person | REP | WIT |
      | Alice  | 0   | 0   |
      | Bob    | 0   | 0   |

  Scenario: The domain rejects it
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Alice posts "more for authors", by which authors get 80 % of new REP
    And Alice opens a governance vote on "more for authors"
    And Alice stakes 300 REP for it
    And Bob stakes 240 REP against it
    And Charlie stakes 160 REP against it
    And the vote ends
    # More are against it than for it, and a fifth of all REP. Only who supported it loses a tenth.
    Then the verdict is rejected
    And REP and WIT have changed by:
      | person  | REP | WIT |
      | Alice   | -30 | 0   |
      | Bob     | 0   | 0   |
      | Charlie | 0   | 0   |
    And the domain has 770 REP in all
