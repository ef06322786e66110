Feature: REP decays
  A domain can have a half-life, so that REP tells of recent work. In that time everybody's REP
  halves, used or not. WIT does not decay.

  Scenario: Two half-lives pass
    Given a domain that Alice has founded and in which REP halves in 40 blocks
    When Bob posts "a study"
    And Alice pays 80 WIT for a vote on "a study"
    # While nobody has REP a vote that the founder pays for passes at once.
    Then the verdict is passed
    And Bob has 80 REP
    And the domain has 80 REP in all
    When 40 blocks pass
    Then Bob has 40 REP
    And the domain has 40 REP in all
    When 40 blocks pass
    Then REP and WIT have changed by:
      | person | REP | WIT |
      | Alice  | 0   | -80 |
      | Bob    | +20 | +80 |
