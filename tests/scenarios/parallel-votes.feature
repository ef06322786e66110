Feature: Many votes at once
  In a governance vote nothing is held, and the same REP counts in every one that is open. So who
  objects does so with all REP in each, however many somebody opens. And each that is rejected costs
  a tenth of what was pledged for it.

  Scenario: Half of the domain opens two votes at once
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Alice posts "four fifths", by which authors get 80 % of new REP
    And Alice posts "nine tenths", by which authors get 90 % of new REP
    And Alice opens a governance vote on "four fifths"
    And Bob stakes 240 REP against it
    And Charlie stakes 160 REP against it
    And Alice stakes 350 REP for it
    And Alice opens a governance vote on "nine tenths"
    And Bob stakes 240 REP against it
    And Charlie stakes 160 REP against it
    And Alice stakes 350 REP for it
    And the vote ends
    Then the verdict on "four fifths" is rejected
    And the verdict on "nine tenths" is rejected
    And REP and WIT have changed by:
      | person  | REP | WIT |
      | Alice   | -70 | 0   |
      | Bob     | 0   | 0   |
      | Charlie | 0   | 0   |
    And the domain has 730 REP in all
