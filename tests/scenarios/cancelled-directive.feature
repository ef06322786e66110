Feature: A directive is cancelled in its delay
  While a decision waits, members can take it back: by a governance vote on a post that takes half
  of its reward, or more, from the post that was decided on. That takes as much REP as stands for the
  decision, also if its supporters sleep. Nothing is held for such votes, and nobody loses anything
  unless a post is rejected.

  Scenario: The members change their minds
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
    When Charlie posts "too much", which takes 50 % of its reward from "more for authors"
    And Charlie opens a governance vote on "too much"
    And Bob stakes 230 REP for it
    And Charlie stakes 160 REP for it
    And Alice stakes 100 REP against it
    And the vote ends
    Then the verdict is passed
    And the directive of "more for authors" is cancelled
    When 30 blocks pass
    Then the directive of "more for authors" is cancelled
    And authors get 50 % of new REP
    And REP and WIT have changed by:
      | person  | REP | WIT |
      | Alice   | 0   | 0   |
      | Bob     | 0   | 0   |
      | Charlie | 0   | 0   |

  Scenario: Fewer than have ratified it can't cancel it
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Alice posts "more for authors", by which authors get 80 % of new REP
    And Alice opens a governance vote on "more for authors"
    And Alice stakes 240 REP for it
    And the vote ends
    Then the verdict is passed
    When Charlie posts "too much", which takes 50 % of its reward from "more for authors"
    And Charlie opens a governance vote on "too much"
    And Bob stakes 239.999999999 REP for it
    And the vote ends
    # Alice is away, but what she has pledged stands.
    Then the verdict is rejected
    When 30 blocks pass
    Then the directive of "more for authors" is enacted
    And authors get 80 % of new REP
    And REP and WIT have changed by:
      | person  | REP | WIT |
      | Alice   | 0   | 0   |
      | Bob     | 0   | 0   |
      | Charlie | 0   | 0   |

  Scenario: Who has ratified it changes the mind
    Given a domain with these members:
      | member  | REP |
      | Alice   | 400 |
      | Bob     | 240 |
      | Charlie | 160 |
    When Alice posts "more for authors", by which authors get 80 % of new REP
    And Alice opens a governance vote on "more for authors"
    And Alice stakes 240 REP for it
    And the vote ends
    Then the verdict is passed
    When Charlie posts "too much", which takes 50 % of its reward from "more for authors"
    And Charlie opens a governance vote on "too much"
    And Alice stakes 80 REP for it
    And the vote ends
    # A tenth of all REP is enough to cancel what nobody stands for any more.
    Then the verdict is passed
    And the directive of "more for authors" is cancelled
