Feature: A post takes back what another earned
  A post can say that another was wrong, and take REP from it. If the members ratify that, the
  author of the other post loses the REP. It can't be hidden in a stake: then the author owes it,
  and pays as soon as the stake comes back. What is paid so late comes to nobody.

  Scenario: All REP of the author is on offer
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Bob posts "a study"
    And Grace pays 100 WIT for a vote on "a study"
    And Alice stakes 100 REP for it
    And the vote ends
    Then the verdict is passed
    And Bob has 290 REP
    When Bob offers 290 REP for jobs
    And Charlie posts "an objection", which takes 50 % of its reward from "a study"
    And Grace pays 100 WIT for a vote on "an objection"
    And Alice stakes 100 REP for it
    And the vote ends
    Then the verdict is passed
    # Of 100 REP, the post gets 50, and takes half as much from Bob's. He has none of it free, so
    # that nobody gets it.
    And Charlie has 210 REP
    And Bob has 290 REP
    And Bob owes 25 REP
    When Bob withdraws the offer
    Then Bob has 265 REP
    And Bob owes 0 REP
    And REP and WIT have changed by:
      | person  | REP  | WIT  |
      | Alice   | +100 | 0    |
      | Bob     | +25  | 0    |
      | Charlie | +50  | 0    |
      | Grace   | 0    | -200 |
    And the domain has 975 REP in all
