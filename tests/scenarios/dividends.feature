Feature: Dividends
  Half of the fee for a job, and all of the fee for a vote on a post, is for those who have REP when
  it is paid, each by their part of it. It waits until somebody claims it for them. REP that a vote
  makes has no part in that vote's fee, but in the next.

  Scenario: Two fees are paid
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Dave posts "a study"
    And Grace pays 100 WIT for a vote on "a study"
    And Alice stakes 100 REP for it
    And the vote ends
    Then these dividends can be claimed:
      | member  | WIT |
      | Alice   | 50  |
      | Bob     | 30  |
      | Charlie | 20  |
      | Dave    | 0   |
    When Bob claims the dividends of Bob
    And Grace claims the dividends of Charlie
    Then these dividends can be claimed:
      | member  | WIT |
      | Alice   | 50  |
      | Bob     | 0   |
      | Charlie | 0   |
    And REP and WIT have changed by:
      | person  | REP | WIT  |
      | Alice   | +50 | 0    |
      | Bob     | 0   | +30  |
      | Charlie | 0   | +20  |
      | Dave    | +50 | 0    |
      | Grace   | 0   | -100 |
    When Charlie posts "a review"
    And Grace pays 225 WIT for a vote on "a review"
    And Alice stakes 100 REP for it
    And the vote ends
    # A quarter of a WIT for each of 900 REP.
    Then these dividends can be claimed:
      | member  | WIT   |
      | Alice   | 162.5 |
      | Bob     | 60    |
      | Charlie | 40    |
      | Dave    | 12.5  |
