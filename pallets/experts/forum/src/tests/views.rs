use crate::{mock::*, *};
use witan_experts::{
	forum::{Posts as _, INCINERATOR},
	ids::PostId,
	ledger::StakeReputation,
	shares::MILLION,
};

// Protects: the question "why does this account have this REP?": a post shows its value and the
// amount that moved along each citation, in REP.
#[test]
fn view_should_show_a_post_with_the_amounts_along_its_citations() {
	ExtBuilder::build_and_execute(|| {
		let leached = post(BOB, &[]);
		give(leached, 1_000);
		let given = post(BOB, &[]);
		let citing = post(
			CAROL,
			&[(leached, -100_000), (given, 200_000), (INCINERATOR, 300_000), (post(BOB, &[]), 0)],
		);
		give(citing, 1_000);
		Forum::pin(&citing).expect("it is there");
		let info = Forum::post_info(citing).expect("it is there");
		let along: Vec<_> = info.citations.iter().map(|edge| (edge.weight, edge.balance)).collect();
		assert_eq!(along, [(-100_000, 100), (200_000, 200), (300_000, 300), (0, 0)]);
		assert_eq!((info.value, info.received, info.cited_by, info.pins), (600, 1_000, 0, 1));
		assert_eq!((info.poster, info.authors), (ALICE, authors(&[(CAROL, MILLION)])));
		assert_eq!((info.domain, info.at, info.directive), (DOMAIN, 1, None));
		assert_eq!(info.content, Contents::<Test>::get(citing).expect("it is there"));
		assert_eq!(Forum::edge(citing, leached), Some(100));
		assert_eq!(Forum::edge(citing, INCINERATOR), Some(300));
		assert_eq!(Forum::edge(leached, citing), None);
		assert_eq!(Forum::edge(PostId::repeat_byte(9), leached), None);
		assert_eq!(Forum::post_info(PostId::repeat_byte(9)), None);
	});
}

// Protects: the totals of a domain's forum can be read at any block, including amounts on their
// way, and they decay.
#[test]
fn view_should_show_a_domains_conservation() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		give(cited, 100 << 16);
		Ledger::open_stake(DOMAIN, &BOB, &1, 60 << 16).expect("it is free");
		let citing = post(CAROL, &[(cited, -500_000), (INCINERATOR, 250_000)]);
		reward(citing, 100 << 16);
		assert_eq!(Forum::conservation(DOMAIN).queued, 100 << 16);
		Forum::do_step();
		let now = Forum::conservation(DOMAIN);
		assert_eq!((now.reserved, now.leached, now.queued), (50 << 16, 0, 0));
		run();
		let whole = |scale: u32| Conservation {
			put_in: 200 << scale,
			reserved: 50 << scale,
			leached: 40 << scale,
			owed: 10 << scale,
			minted: 215 << scale,
			incinerated: 25 << scale,
			queued: 0,
		};
		assert_eq!(Forum::conservation(DOMAIN), whole(16));
		Ledger::set_era(DOMAIN, 1);
		assert_eq!(Forum::conservation(DOMAIN), whole(0));
		let none = Conservation {
			put_in: 0,
			reserved: 0,
			leached: 0,
			owed: 0,
			minted: 0,
			incinerated: 0,
			queued: 0,
		};
		assert_eq!(Forum::conservation(OTHER_DOMAIN), none);
		assert_eq!(Forum::queue_length(), 0);
	});
}

// Protects: the number of waiting steps can be read, of all domains and of one, after every
// operation.
#[test]
fn view_should_show_how_many_steps_wait() {
	ExtBuilder::build_and_execute(|| {
		let waiting = || {
			let domains = [DOMAIN, OTHER_DOMAIN, THIRD_DOMAIN].map(Forum::waiting);
			(Forum::queue_length(), domains)
		};
		assert_eq!(waiting(), (0, [0, 0, 0]));
		let cited = post(BOB, &[]);
		let citing = post(BOB, &[(cited, 1), (post(BOB, &[]), 1)]);
		let other = post_in(OTHER_DOMAIN, &[(BOB, MILLION)], &[]);
		reward(citing, u128::from(MILLION));
		reward(other, 1);
		reward(other, 1);
		assert_eq!(waiting(), (3, [1, 2, 0]));
		Forum::do_step();
		assert_eq!(waiting(), (4, [2, 2, 0]));
		run();
		assert_eq!(waiting(), (0, [0, 0, 0]));
	});
}
