//! The migration of ratifications.

use super::*;
use crate::migrations::{v0, RememberVotes};
use frame_support::storage::unhashed;
use witan_mocks::migrations::migrate;

/// Writes all ratifications as they were. Returns them as they are.
fn go_back() -> Vec<(PostId, Ratification<u64>)> {
	let all: Vec<_> = Ratifications::<Test>::iter().collect();
	for (post, record) in &all {
		let Ratification { domain, pool, at, ayes, nays, supply, voters, state, .. } =
			record.clone();
		let old = v0::Ratification { domain, pool, at, ayes, nays, supply, voters, state };
		unhashed::put(&Ratifications::<Test>::hashed_key_for(post), &old);
	}
	all
}

// Protects: what was ratified before the upgrade stays ratified, by whom and when, and what waits
// takes effect; however little room the blocks of the migration leave.
#[test]
fn ratifications_should_be_what_they_were_and_know_the_vote() {
	let one_step = <() as WeightInfo>::on_pool_outcome();
	for (steps, blocks) in [(1, 4), (100, 1)] {
		ExtBuilder.build_and_execute(|| {
			vote_lasts(1, 17);
			let posts = [(0, 1), (1, 2), (1, 3)]
				.map(|(domain, share)| ratified(domain, author_share(share)));
			run_to(DUE - 1);
			let before = go_back();
			assert_eq!(before.len(), 3);
			assert_eq!(migrate::<RememberVotes<Test>>(one_step * steps), blocks);
			let after: Vec<_> = Ratifications::<Test>::iter().collect();
			let tier = Tier::Parameter;
			let before: Vec<_> = before
				.into_iter()
				.map(|(post, record)| (post, Ratification { tier, ..record }))
				.collect();
			assert_eq!(after, before);
			let vote =
				|post| Governance::ratification(post).expect("it is there").ratification.vote;
			assert_ne!(vote(posts[0]), 17);
			assert_eq!([vote(posts[1]), vote(posts[2])], [17, 17]);
			run_to(2 * DUE + 17);
			assert!(posts.iter().all(|post| matches!(state(*post), State::Enacted { .. })));
		});
	}
}
