Feature: A reward flows on along a citation
  Anyone can pay for a vote on a post. If the members ratify it, the post is rewarded. A post that
  builds on another says so, and passes on a part of its reward to the author of the other.

  Scenario: A study builds on a source
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Charlie posts "a source"
    And Bob posts "a study", which gives 30 % of its reward to "a source"
    And Grace pays 100 WIT for a vote on "a study"
    And Alice stakes 100 REP for it
    And the vote ends
    Then the verdict is passed
    # Of 100 REP, Alice gets the voters' half, and the posts share theirs by 70 to 30.
    And REP and WIT have changed by:
      | person  | REP | WIT  |
      | Alice   | +50 | 0    |
      | Bob     | +35 | 0    |
      | Charlie | +15 | 0    |
      | Grace   | 0   | -100 |
    And the domain has 900 REP in all
