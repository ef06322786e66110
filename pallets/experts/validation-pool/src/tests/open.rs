use super::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::Preservation,
};
use witan_experts::shares::Shares;
use witan_mocks::domains::{default_parameters, set_parameters, MockBody, FOUNDER};

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

// Protects: opening holds the fee and the deposit from the opener, pins the post, and says all of
// it in one event.
#[test]
fn pool_should_be_opened_when_everything_is_in_bounds() {
	chain().build_and_execute(|| {
		let post = post();
		call(10, Call::open { post, params: params(), fee: 1_000 }).unwrap();
		assert_eq!(held(10, HoldReason::Fee), 1_000);
		assert_eq!(held(10, HoldReason::Deposit), DEPOSIT);
		assert_eq!(MockPosts::pins(&post), 1);
		assert_eq!(
			events(),
			vec![Event::Opened {
				pool: 0,
				post,
				domain: DOMAIN,
				opener: 10,
				worker: None,
				params: params(),
				fee: 1_000,
				mint: 1_000,
				deposit: DEPOSIT,
				stakes_until: 11,
				decides_at: 11,
				tier: None,
				snapshot: None,
			}]
		);
	});
}

// Protects: any number of pools may be open on one post, and ids are not used again.
#[test]
fn pools_should_count_up_when_they_are_on_one_post() {
	chain().build_and_execute(|| {
		let post = post();
		for _ in 0..3 {
			call(10, Call::open { post, params: params(), fee: 0 }).unwrap();
		}
		assert_eq!(MockPosts::pins(&post), 3);
		assert_eq!(crate::NextPool::<Test>::get(), 3);
		settle_when_due(1);
		assert!(Pools::<Test>::get(1).is_none());
		assert_eq!(MockPosts::pins(&post), 2);
		assert_eq!(crate::NextPool::<Test>::get(), 3);
	});
}

// Protects: an id never means two pools: when every id is given, no more pools are opened.
#[test]
fn pool_should_be_refused_when_every_id_was_given() {
	chain().build_and_execute(|| {
		let post = post();
		let open = || Call::open { post, params: params(), fee: 1_000 };
		crate::NextPool::<Test>::put(PoolId::MAX - 1);
		call(10, open()).unwrap();
		assert!(Pools::<Test>::contains_key(PoolId::MAX - 1));
		assert_refused(10, open(), Error::<Test>::NoMoreIds);
	});
}

// Protects: a pool without a post decides nothing.
#[test]
fn pool_should_be_refused_when_the_post_is_unknown() {
	chain().build_and_execute(|| {
		let post = PostId::repeat_byte(7);
		let open = Call::open { post, params: params(), fee: 0 };
		assert_refused(10, open, Error::<Test>::UnknownPost);
	});
}

// Protects: a post of a domain that does not exist is not voted on.
#[test]
fn pool_should_be_refused_when_the_domain_is_unknown() {
	chain().build_and_execute(|| {
		let post = MockPosts::make(77, 9, "elsewhere");
		let open = Call::open { post, params: params(), fee: 0 };
		assert_refused(10, open, Error::<Test>::UnknownDomain);
	});
}

// Protects: a domain's bounds hold for each parameter, to the block and the millionth.
#[test]
fn pool_should_be_refused_when_a_parameter_is_out_of_bounds() {
	chain().build_and_execute(|| {
		let mut bounds = default_parameters();
		bounds.pool.min_quorum = 10;
		bounds.pool.max_quorum = 900_000;
		bounds.pool.min_win_ratio = 400_000;
		bounds.pool.max_win_ratio = 800_000;
		bounds.pool.min_binding = 1_000;
		bounds.pool.max_binding = 700_000;
		set_parameters(DOMAIN, bounds);
		let post = post();
		let refused = |params, error: Error<Test>| {
			assert_refused(10, Call::open { post, params, fee: 0 }, error);
		};
		let with = |change: fn(&mut PoolParams<BlockNumber>)| {
			let mut params = PoolParams { binding: 500_000, ..secret() };
			change(&mut params);
			params
		};
		refused(with(|p| p.duration = 1), Error::DurationOutOfBounds);
		refused(with(|p| p.duration = 1_001), Error::DurationOutOfBounds);
		refused(with(|p| p.quorum = 9), Error::QuorumOutOfBounds);
		refused(with(|p| p.quorum = 900_001), Error::QuorumOutOfBounds);
		refused(with(|p| p.win_ratio = 399_999), Error::WinRatioOutOfBounds);
		refused(with(|p| p.win_ratio = 800_001), Error::WinRatioOutOfBounds);
		refused(with(|p| p.binding = 999), Error::BindingOutOfBounds);
		refused(with(|p| p.binding = 700_001), Error::BindingOutOfBounds);
		refused(with(|p| p.quorum = MILLION + 1), Error::RatioOutOfRange);
		refused(with(|p| p.win_ratio = MILLION + 1), Error::RatioOutOfRange);
		refused(with(|p| p.binding = MILLION + 1), Error::RatioOutOfRange);
		for reveal_period in [0, 1, 1_001] {
			let secrecy = Secrecy::CommitReveal { reveal_period };
			let params = PoolParams { secrecy, binding: 500_000, ..params() };
			refused(params, Error::RevealPeriodOutOfBounds);
		}
		for params in [
			with(|p| (p.duration, p.quorum) = (2, 10)),
			with(|p| (p.duration, p.win_ratio) = (1_000, 400_000)),
			with(|p| (p.quorum, p.binding) = (900_000, 700_000)),
			with(|p| (p.win_ratio, p.binding) = (800_000, 1_000)),
		] {
			call(10, Call::open { post, params, fee: 0 }).unwrap();
		}
	});
}

// Protects: no fee can mint more than a ledger counts.
#[test]
fn pool_should_be_refused_when_the_fee_mints_too_much() {
	chain().build_and_execute(|| {
		let mut parameters = default_parameters();
		parameters.minting_ratio = u32::MAX;
		set_parameters(DOMAIN, parameters);
		let post = post();
		for fee in [u128::MAX, 1 << 90] {
			let open = Call::open { post, params: params(), fee };
			assert_refused(10, open, Error::<Test>::FeeTooHigh);
		}
	});
}

// Protects: an opener who lacks the fee or the deposit opens nothing.
#[test]
fn pool_should_be_refused_when_the_opener_lacks_tokens() {
	chain().build_and_execute(|| {
		let open = Call::open { post: post(), params: params(), fee: TOKENS };
		assert_refused(10, open, sp_runtime::TokenError::FundsUnavailable);
	});
}

// Protects: fee and deposit are held one beside the other, and the account keeps the least balance.
// An account with just enough for one of them opens nothing and has nothing held, whichever it is.
#[test]
fn pool_should_be_refused_when_the_opener_has_only_the_fee_or_the_deposit() {
	chain().build_and_execute(|| {
		let least = <Balances as Inspect<AccountId>>::minimum_balance();
		let post = post();
		let refused = |who, tokens, fee| {
			Balances::transfer(&10, &who, least + tokens, Preservation::Preserve).unwrap();
			let open = Call::open { post, params: params(), fee };
			assert_refused(who, open, sp_runtime::TokenError::FundsUnavailable);
			assert_eq!(Balances::total_balance_on_hold(&who), 0);
		};
		// Enough for the fee, which is less than the deposit; for the deposit; and for either, but
		// one unit less than for both.
		refused(31, DEPOSIT - 1, DEPOSIT - 1);
		refused(32, DEPOSIT, 1);
		refused(33, DEPOSIT + 999, 1_000);
		Balances::transfer(&10, &33, 1, Preservation::Preserve).unwrap();
		call(33, Call::open { post, params: params(), fee: 1_000 }).unwrap();
		assert_eq!((held(33, HoldReason::Fee), held(33, HoldReason::Deposit)), (1_000, DEPOSIT));
		assert_eq!(Balances::free_balance(33), least);
	});
}

// Protects: nobody but its founder captures a body that has just been made.
#[test]
fn pool_should_be_refused_when_the_domain_is_empty_and_another_opens_it() {
	chain().build_and_execute(|| {
		let post = MockPosts::make(EMPTY, 9, "first");
		let open = Call::open { post, params: params(), fee: 0 };
		assert_refused(10, open, Error::<Test>::NotFounder);
	});
}

// Protects: a body's first REP is minted by a pool that passes at once, to the post only. Its fee
// goes to the authors, and the deposit is returned.
#[test]
fn pool_should_pass_at_once_when_the_domain_is_empty() {
	chain().build_and_execute(|| {
		let post = MockPosts::make(EMPTY, 9, "first");
		call(FOUNDER, Call::open { post, params: secret(), fee: 700 }).unwrap();
		assert_eq!(verdict_of(0), Some(Verdict::Passed));
		assert_eq!(Outcomes::told(), vec![(0, post, Verdict::Passed)]);
		assert_eq!(MockPosts::rewards(), vec![(post, 0, Shares::new(700, 0))]);
		assert_eq!(
			MockBody::<Balances>::payments(),
			vec![(EMPTY, FOUNDER, 700, None, vec![(9, MILLION)])]
		);
		assert_eq!(held(FOUNDER, HoldReason::Deposit), 0);
		assert!(has_event(Event::DepositReturned { pool: 0, opener: FOUNDER, deposit: DEPOSIT }));
		idle();
		assert!(Pools::<Test>::get(0).is_none());
		assert_eq!(MockPosts::pins(&post), 0);
	});
}

// Protects: the rules under which a pool was opened don't change under its voters.
#[test]
fn pool_should_mint_by_the_rules_of_its_opening_when_they_change() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 1_000);
		let mut parameters = default_parameters();
		parameters.minting_ratio = 5 * MILLION;
		parameters.author_share = MILLION;
		set_parameters(DOMAIN, parameters);
		stake(1, pool, Side::Aye, 300);
		settle_when_due(pool);
		assert_eq!(free(1), 600 + 500);
		assert_eq!(
			MockPosts::rewards().iter().map(|(_, _, shares)| shares.value).sum::<u128>(),
			500
		);
	});
}
