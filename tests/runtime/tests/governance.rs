//! Governance on the real runtime: it can change again whatever it set, and what it scheduled.

use codec::{Decode, Encode};
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::{dynamic_params::AggregatedKeyValue, Get},
	weights::Weight,
};
use pallet_governance::{SetParameter, State, UpgradeExpiry, UPGRADE_PERIOD};
use pallet_migrations::{ActiveCursor, MigrationCursor};
use pallet_scheduler::{Agenda, IncompleteSince};
use pallet_staking::{UnappliedSlash, UnappliedSlashes};
use sp_core::H256;
use sp_runtime::{traits::BadOrigin, DispatchError};
use witan_experts::{
	domain::{
		DomainParameter, GovernanceBounds, PoolBounds, MAX_DURATION, MAX_GOVERNANCE_QUORUM,
		MAX_GOVERNANCE_WIN_RATIO,
	},
	ids::PostId,
	shares::MILLION,
};
use witan_governance::{Action, Task, Undo};
use witan_primitives::{BlockNumber, WIT};
use witan_runtime::{
	dynamic_params::{forum, governance},
	parameters::ChainParameters,
	*,
};
use witan_runtime_common::parameters::PARAMETERS;
use witan_runtime_tests::{
	chain::{begin_block, genesis, issuance, pass_blocks, player, run, run_to, PLAYERS, PLENTY},
	check::check_all,
	scene::{self, direct, dispatch_of, govern, vote},
};

type RuntimeAction = Action<RuntimeParameters, BlockNumber>;

const ALICE: u8 = 0;

/// Runs a test in block 1, and checks every invariant after it.
fn on_a_chain(test: impl FnOnce()) {
	run(genesis(), || {
		let issuance = issuance();
		test();
		check_all(issuance);
	})
}

/// Ratifies a post of domain 0 with this directive by all that can vote, in this block. Returns the
/// post and the block in which its directive is due.
fn ratified(action: RuntimeAction) -> (PostId, BlockNumber) {
	let post = direct(0, ALICE, action, None, &[]);
	let pool = govern(post);
	for who in 0..PLAYERS.len() as u8 {
		vote(pool, who, ValidationPool::countable(pool, player(who)));
	}
	(post, Governance::enacts_at(post).expect("all have voted, so that it waits"))
}

fn state(post: PostId) -> State<BlockNumber> {
	Governance::ratification(post).expect("it is ratified").ratification.state
}

/// Leaps to a future block, as if those before it had passed and none had anything to do.
fn leap_to(block: BlockNumber) {
	pass_blocks(1, PLENTY);
	if System::block_number() < block {
		System::set_block_number(block - 1);
		IncompleteSince::<Runtime>::put(block);
		pallet_validation_pool::AgendaCursor::<Runtime>::put(block);
		begin_block();
	}
}

/// Has a directive ratified, and waits until it took effect.
fn enact(action: RuntimeAction) {
	let (post, at) = ratified(action);
	leap_to(at);
	assert_eq!(state(post), State::Enacted { at });
}

/// Sets whether a migration of many blocks is under way from now on.
fn migrates(ongoing: bool) {
	let started_at = System::block_number();
	let cursor = ActiveCursor { index: 0, inner_cursor: None, started_at };
	pallet_migrations::Cursor::<Runtime>::set(ongoing.then_some(MigrationCursor::Active(cursor)));
}

/// Returns each parameter that is a number: its name, how to have the default again, and how to set
/// the least and the greatest value.
fn ends() -> Vec<(&'static str, RuntimeParameters, [RuntimeParameters; 2])> {
	let mut ends = Vec::new();
	let (mut group, mut index, mut last) = (0, 0, "inflation");
	for info in PARAMETERS {
		let (name, _) = info.name.split_once('.').expect("group and name");
		(group, index) = if name == last { (group, index) } else { (group + 1, 0) };
		last = name;
		let decode =
			|bytes: Vec<u8>| RuntimeParameters::decode(&mut &bytes[..]).expect("it is one");
		let key = [group, index];
		if let Some((least, greatest)) = info.range {
			let set = |value: u128| decode([&key[..], &[1], &value.encode()].concat());
			let reset = decode([&key[..], &[0]].concat());
			ends.push((info.name, reset, [set(least), set(greatest)]));
		}
		index += 1;
	}
	assert_eq!(ends.len(), 19);
	ends
}

// Protects: a parameter at an end of its range never keeps governance from changing it. It is
// bounded so that posts, pools and votes stay possible and can be paid for.
#[test]
fn governance_should_set_a_parameter_anew_when_it_is_at_an_end_of_its_range() {
	for (name, reset, values) in ends() {
		for value in values {
			on_a_chain(|| {
				enact(Action::SetParameter(value.clone()));
				let (key, set) = value.clone().into_parts();
				assert!(set.is_some(), "{name}");
				assert_eq!(pallet_parameters::Parameters::<Runtime>::get(&key), set, "{name}");
				enact(Action::SetParameter(reset.clone()));
				assert_eq!(pallet_parameters::Parameters::<Runtime>::get(&key), None, "{name}");
			});
		}
	}
}

// Protects: the same if all of them are at their ends together. A transaction of a vote never costs
// more than a member of a body can be expected to have.
#[test]
fn governance_should_work_when_all_parameters_are_at_their_ends() {
	for end in [0, 1] {
		on_a_chain(|| {
			for (_, _, values) in ends() {
				assert_ok!(ChainParameters::set(values[end].clone()));
			}
			let side = witan_experts::pool::Side::Aye;
			let stake = pallet_validation_pool::Call::stake { pool: 0, side, amount: u128::MAX };
			let stake = RuntimeCall::from(stake);
			let fee = TransactionPayment::compute_fee(200, &stake.get_dispatch_info(), 0);
			assert!(fee > 0 && fee < 10 * WIT, "a vote costs {fee}");
			for (name, reset, _) in ends() {
				enact(Action::SetParameter(reset.clone()));
				let (key, _) = reset.into_parts();
				assert_eq!(pallet_parameters::Parameters::<Runtime>::get(&key), None, "{name}");
			}
		});
	}
}

// Protects: a domain that demands of its governance all that it may can still ratify that it
// demands less.
#[test]
fn domain_should_demand_less_again_when_it_demands_all_that_it_may() {
	on_a_chain(|| {
		let of_domain = Domains::parameters(0).expect("it is there");
		let strictest = PoolBounds {
			min_duration: MAX_DURATION,
			max_duration: MAX_DURATION,
			min_quorum: MAX_GOVERNANCE_QUORUM,
			max_quorum: MILLION,
			min_win_ratio: MAX_GOVERNANCE_WIN_RATIO,
			max_win_ratio: MILLION,
			min_binding: MILLION,
			max_binding: MILLION,
		};
		let governance = GovernanceBounds {
			duration: MAX_DURATION / 2,
			quorum: MAX_GOVERNANCE_QUORUM,
			win_ratio: MAX_GOVERNANCE_WIN_RATIO,
			age: 0,
		};
		for parameter in [
			// As long as any pool may be at first, or governance's could not be.
			DomainParameter::Pool(PoolBounds { max_duration: MAX_DURATION, ..of_domain.pool }),
			DomainParameter::Governance(governance),
			DomainParameter::Pool(strictest),
			DomainParameter::MintingRatio(1),
			DomainParameter::AuthorShare(MILLION),
			DomainParameter::MintingRatio(u32::MAX),
			DomainParameter::AuthorShare(0),
			DomainParameter::Pool(PoolBounds { max_duration: MAX_DURATION, ..of_domain.pool }),
			DomainParameter::Governance(of_domain.governance),
			DomainParameter::Pool(of_domain.pool),
			DomainParameter::MintingRatio(of_domain.minting_ratio),
			DomainParameter::AuthorShare(of_domain.author_share),
		] {
			enact(Action::SetDomain(parameter));
		}
		assert_eq!(Domains::parameters(0), Some(of_domain));
	});
}

// Protects: nothing that is scheduled meets state that a migration has only partly converted. It is
// done when the migration is, and not lost.
#[test]
fn directive_should_wait_when_a_migration_is_under_way() {
	on_a_chain(|| {
		let depth = forum::Parameters::MaxDepth(forum::MaxDepth, Some(1));
		let (post, at) = ratified(Action::SetParameter(RuntimeParameters::Forum(depth)));
		run_to(at - 1);
		migrates(true);
		pass_blocks(5, Weight::zero());
		assert_eq!((state(post), forum::MaxDepth::get()), (State::Scheduled { at }, 3));
		migrates(false);
		pass_blocks(1, PLENTY);
		assert_eq!((state(post), forum::MaxDepth::get()), (State::Enacted { at: at + 5 }, 1));
	});
}

// Protects: a vote that cancels a directive in time is not too late because a long migration kept
// both waiting.
#[test]
fn directive_should_be_cancelled_when_the_vote_on_that_ended_while_a_migration_was_under_way() {
	on_a_chain(|| {
		let depth = forum::Parameters::MaxDepth(forum::MaxDepth, Some(1));
		let (post, at) = ratified(Action::SetParameter(RuntimeParameters::Forum(depth)));
		pass_blocks(1, PLENTY);
		let by = scene::post(0, ALICE, &[(post, -500_000)]);
		let pool = govern(by);
		for who in 0..4 {
			vote(pool, who, ValidationPool::countable(pool, player(who)));
		}
		let stakes_until = ValidationPool::pool(pool).expect("it is open").stakes_until;
		assert!(stakes_until > System::block_number());
		migrates(true);
		pass_blocks(500, Weight::zero());
		assert!(stakes_until < System::block_number() && at < System::block_number());
		assert_eq!(state(post), State::Scheduled { at });
		migrates(false);
		let decided = System::block_number();
		pass_blocks(2, PLENTY);
		assert_eq!(state(post), State::Cancelled { at: decided, by });
		assert_eq!(forum::MaxDepth::get(), 3);
	});
}

// Protects: what a post has scheduled, and repeats, can be ended by a later one, wherever the
// repetition has got to. It takes a post that can do nothing else, so that no post undoes another's
// work by the way.
#[test]
fn task_of_a_post_should_be_cancelled_by_undoing_and_by_no_call_of_another_post() {
	on_a_chain(|| {
		let dispatched =
			|call: RuntimeCall| dispatch_of(&call, call.get_dispatch_info().call_weight);
		let (id, when) = ([7; 32], System::block_number() + 20);
		let remark = frame_system::Call::remark { remark: vec![] };
		let schedule = pallet_scheduler::Call::schedule_named {
			id,
			when,
			maybe_periodic: Some((10, 50)),
			priority: 0,
			call: Box::new(remark.into()),
		};
		enact(dispatched(schedule.into()));
		let next = || pallet_scheduler::Lookup::<Runtime>::get(id).map(|(block, _)| block);
		assert_eq!(next(), Some(when));

		let cancel = RuntimeCall::from(pallet_scheduler::Call::cancel_named { id });
		let (post, at) = ratified(dispatched(cancel));
		run_to(at.max(when + 1));
		let error = DispatchError::from(BadOrigin);
		assert_eq!((state(post), next()), (State::Failed { at, error }, Some(when + 10)));

		enact(Action::Undo(Undo::CancelTask(Task::Named(id))));
		assert_eq!(next(), None);
		let left = |block| Agenda::<Runtime>::get(block).iter().flatten().count();
		assert_eq!((when..when + 60).map(left).sum::<usize>(), 0);
	});
}

// Protects: a task without a name can be ended, too, by its place. The place of a directive does
// not end that.
#[test]
fn task_without_a_name_should_be_cancelled_by_its_place_unless_it_is_a_directive() {
	on_a_chain(|| {
		let when = System::block_number() + 60;
		let remark = frame_system::Call::remark { remark: vec![7; 200] };
		let call = Box::new(remark.into());
		let schedule =
			pallet_scheduler::Call::schedule { when, maybe_periodic: None, priority: 0, call };
		let schedule = RuntimeCall::from(schedule);
		enact(dispatch_of(&schedule, schedule.get_dispatch_info().call_weight));
		let depth = forum::Parameters::MaxDepth(forum::MaxDepth, Some(1));
		let depth = Action::SetParameter(RuntimeParameters::Forum(depth));
		let directive = direct(0, ALICE, depth, Some(when), &[]);
		let pool = govern(directive);
		for who in 0..PLAYERS.len() as u8 {
			vote(pool, who, ValidationPool::countable(pool, player(who)));
		}
		assert_eq!(state(directive), State::Scheduled { at: when });
		let task = |index| Action::Undo(Undo::CancelTask(Task::At { block: when, index }));
		enact(task(0));
		let (post, at) = ratified(task(1));
		leap_to(at);
		let error = pallet_governance::Error::<Runtime>::IsADirective.into();
		assert_eq!(state(post), State::Failed { at, error });
		assert_eq!(Agenda::<Runtime>::get(when).iter().flatten().count(), 1);
		leap_to(when);
		assert_eq!((state(directive), forum::MaxDepth::get()), (State::Enacted { at: when }, 1));
	});
}

// Protects: a wrong slash is undone before it is applied: all those of who is named, and nobody
// else's. The vote and the delay are short.
#[test]
fn slash_should_be_cancelled_when_its_undoing_is_ratified() {
	on_a_chain(|| {
		let slash = |who| UnappliedSlash { own: WIT, ..UnappliedSlash::default_from(player(who)) };
		let of_era = |era: u32| UnappliedSlashes::<Runtime>::get(era);
		UnappliedSlashes::<Runtime>::insert(1_000, vec![slash(1), slash(2), slash(1), slash(3)]);
		UnappliedSlashes::<Runtime>::insert(1_001, vec![slash(1)]);
		let undo = |ids: &[u8]| {
			let validators: Vec<_> = ids.iter().map(|id| player(*id)).collect();
			let validators = validators.try_into().expect("few enough");
			Action::Undo(Undo::CancelSlash { era: 1_000, validators })
		};
		let now = System::block_number();
		let (post, at) = ratified(undo(&[1, 3, 4]));
		assert_eq!(at, now + governance::UndoDelay::get());
		leap_to(at);
		assert_eq!(state(post), State::Enacted { at });
		assert_eq!((of_era(1_000), of_era(1_001)), (vec![slash(2)], vec![slash(1)]));

		let (again, at) = ratified(undo(&[1, 3]));
		leap_to(at);
		let error = pallet_governance::Error::<Runtime>::NoSuchSlash.into();
		assert_eq!(state(again), State::Failed { at, error });
		assert_eq!(of_era(1_000), [slash(2)]);
		UnappliedSlashes::<Runtime>::insert(1_000, vec![slash(5); 1_001]);
		let (many, at) = ratified(undo(&[5]));
		leap_to(at);
		let error = pallet_governance::Error::<Runtime>::TooManySlashes.into();
		assert_eq!(state(many), State::Failed { at, error });
	});
}

// Protects: code that was authorised can be applied for 30 days and no longer, whether a directive
// authorised it or a call as root, and is void at once if that is ratified.
#[test]
fn upgrade_should_be_void_when_its_time_is_over_or_it_is_undone() {
	on_a_chain(|| {
		let code_hash = H256::repeat_byte(1);
		let as_root = pallet_governance::Call::dispatch_as_root {
			call: Box::new(frame_system::Call::authorize_upgrade { code_hash }.into()),
		};
		let as_root = RuntimeCall::from(as_root);
		let weight = as_root.get_dispatch_info().call_weight;
		for action in [Action::AuthorizeUpgrade { code_hash }, dispatch_of(&as_root, weight)] {
			enact(action.clone());
			let until = System::block_number() + UPGRADE_PERIOD;
			let authorized = Some(UpgradeExpiry { code_hash, at: until });
			assert_eq!(Governance::authorized_upgrade(), authorized);
			leap_to(until - 1);
			assert_eq!(Governance::authorized_upgrade(), authorized);
			leap_to(until);
			assert_eq!(Governance::authorized_upgrade(), None);
		}
		enact(Action::AuthorizeUpgrade { code_hash });
		assert!(Governance::authorized_upgrade().is_some());
		enact(Action::Undo(Undo::VoidUpgrade));
		assert_eq!(Governance::authorized_upgrade(), None);
	});
}
