Feature: A secret vote
  In a secret vote each member first commits REP to a side that nobody sees. When all have, they
  reveal their sides. A stake whose side is not revealed is lost, whatever the verdict: otherwise one
  could wait for the others.

  Scenario: One voter does not reveal
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 80  |
      | Dave    | 80  |
    When Charlie posts "a study"
    And Grace pays 100 WIT for a secret vote on "a study"
    And Alice commits 100 REP for it
    And Bob commits 40 REP against it
    And Dave commits 60 REP for it
    And no more commitments are taken
    And Alice reveals the side
    And Bob reveals the side
    And the vote ends
    Then the verdict is passed
    # Alice alone wins: 50 new REP. Bob loses a tenth of the stake, and Dave all of it.
    And REP and WIT have changed by:
      | person  | REP | WIT  |
      | Alice   | +50 | 0    |
      | Bob     | -4  | 0    |
      | Charlie | +50 | 0    |
      | Dave    | -60 | 0    |
      | Grace   | 0   | -100 |
    And the domain has 836 REP in all
