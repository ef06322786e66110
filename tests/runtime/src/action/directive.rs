//! Directives, mostly possible ones near the current state, so that the rest of a sequence stays
//! worthwhile.

use super::{easy, player};
use crate::governed::HALF_DONE;
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	Perbill,
};
use witan_experts::{
	domain::{DomainParameter, FeeSplit, GovernanceBounds, Minting, PoolBounds, WorkBounds},
	ids::DomainId,
	shares::MILLION,
};
use witan_governance::{Action, Directive, Task, Undo};
use witan_primitives::{AccountId, Balance, BlockNumber, MILLI_WIT};
use witan_runtime::{
	dynamic_params::{deposits, domains, fees, forum, governance, inflation, work},
	systems::governance::{Directive as RuntimeDirective, MaxDispatchWeight},
	*,
};

/// The number of kinds of actions that directives have.
pub const ACTIONS: u8 = 9;
/// The number of kinds that any domain may take. They come first.
pub const ACTIONS_OF_ALL: u8 = 3;

/// A directive, and the call that it dispatches.
pub struct Order {
	/// The post's directive.
	pub directive: RuntimeDirective,
	/// The call to be noted as a preimage.
	pub call: Option<Vec<u8>>,
}

/// Builds one of the [`ACTIONS`], varied by `way` and `amount`.
pub fn order(domain: DomainId, action: u8, way: u8, amount: u16) -> Order {
	let mut call = None;
	let action = match action {
		0 | 1 => Action::SetDomain(domain_parameter(domain, way, amount)),
		2 => {
			let uri = if amount % 8 == 1 { Vec::new() } else { b"ipfs://client".to_vec() };
			let uri = uri.try_into().expect("short enough");
			Action::ReplaceClient { hash: H256::repeat_byte(way), uri }
		},
		3 => Action::AuthorizeUpgrade { code_hash: H256::repeat_byte(way) },
		4 | 5 => {
			let dispatched = dispatched(way, amount);
			call = Some(dispatched.encode());
			dispatch(&dispatched, amount / 64)
		},
		6 | 7 => Action::SetParameter(chain_parameter(way, amount)),
		_ => Action::Undo(undo(way, amount)),
	};
	let now = System::block_number();
	let activate_at = match amount / 512 % 8 {
		0..=3 => None,
		4 => Some(now + 40),
		// The block has passed when the directive is ratified.
		5 => Some(now),
		_ => Some(now + BlockNumber::from(amount % 24)),
	};
	Order { directive: Directive { action, activate_at }, call }
}

/// Returns an undoing: mostly one that fails, because there is nothing to undo.
fn undo(way: u8, amount: u16) -> Undo<BlockNumber> {
	match way % 3 {
		0 => Undo::VoidUpgrade,
		1 => {
			let waiting = crate::state::waiting();
			let name = waiting.first().map_or([way; 32], |(post, ..)| post.0);
			Undo::CancelTask(match amount % 8 {
				// A directive, if one waits.
				1 => Task::Named(name),
				2..=5 => task_without_name(amount),
				_ => Task::Named([way; 32]),
			})
		},
		_ => {
			let validators = vec![player(way)].try_into().expect("few enough");
			Undo::CancelSlash { era: u32::from(amount % 4), validators }
		},
	}
}

/// Returns a place of one of the agendas: a call's, a directive's, or an empty one.
fn task_without_name(amount: u16) -> Task<BlockNumber> {
	let agendas: Vec<_> = pallet_scheduler::Agenda::<Runtime>::iter()
		.map(|(block, agenda)| (block, agenda.len() as u32))
		.collect();
	match agendas.get(usize::from(amount / 8) % agendas.len().max(1)) {
		Some((block, tasks)) => Task::At { block: *block, index: u32::from(amount) % (tasks + 1) },
		None => Task::At { block: System::block_number(), index: 0 },
	}
}

/// Returns a parameter's new value: seldom the default, seldom a value that it can't have.
fn value<V>(amount: u16, good: V, bad: V) -> Option<V> {
	match amount % 8 {
		0 => None,
		1 => Some(bad),
		_ => Some(good),
	}
}

/// Returns a parameter of one of the chain's groups.
fn chain_parameter(way: u8, amount: u16) -> RuntimeParameters {
	match way % 14 {
		way @ 0..=1 => RuntimeParameters::Inflation(inflation_parameter(way, amount)),
		way @ 2..=3 => RuntimeParameters::Fees(fee_parameter(way, amount)),
		way @ 4..=5 => RuntimeParameters::Deposits(deposit_parameter(way, amount)),
		way @ 6..=9 => RuntimeParameters::Domains(default_parameter(way, amount)),
		10 => {
			let depth = value(amount, (amount / 8 % 5) as u8, 5);
			RuntimeParameters::Forum(forum::Parameters::MaxDepth(forum::MaxDepth, depth))
		},
		way @ 11..=12 => RuntimeParameters::Governance(delay_parameter(way, amount)),
		_ if amount.is_multiple_of(16) => {
			let fee = value(amount / 16, (1 + Balance::from(amount % 7)) * MILLI_WIT, 0);
			RuntimeParameters::Work(work::Parameters::DrawFee(work::DrawFee, fee))
		},
		_ => {
			let period = value(amount, 28_800 + u32::from(amount / 8), 28_799);
			RuntimeParameters::Work(work::Parameters::MaxPeriod(work::MaxPeriod, period))
		},
	}
}

/// Returns a percentage that can be between these bounds.
fn percent(amount: u16, least: u32, greatest: u32) -> Option<Perbill> {
	let number = u32::from(amount / 8);
	let good = Perbill::from_percent(least + number % (greatest - least + 1));
	value(amount, good, Perbill::from_percent(greatest + 1))
}

fn inflation_parameter(way: u8, amount: u16) -> inflation::Parameters {
	use inflation::{IdealStake, Minimum, Parameters};
	match way % 2 {
		0 => Parameters::Minimum(Minimum, percent(amount, 0, 20)),
		_ => Parameters::IdealStake(IdealStake, percent(amount, 10, 90)),
	}
}

fn fee_parameter(way: u8, amount: u16) -> fees::Parameters {
	use fees::{Parameters, PerByte, TreasuryShare};
	match way % 2 {
		0 => Parameters::PerByte(PerByte, value(amount, 1 + u128::from(amount / 8), 0)),
		_ => Parameters::TreasuryShare(TreasuryShare, percent(amount, 0, 90)),
	}
}

fn deposit_parameter(way: u8, amount: u16) -> deposits::Parameters {
	use deposits::{Parameters, PerItem, Pool};
	let tokens = |most| value(amount, MILLI_WIT * (1 + u128::from(amount / 8) % most), 0);
	match way % 2 {
		0 => Parameters::PerItem(PerItem, tokens(100)),
		_ => Parameters::Pool(Pool, tokens(4_000)),
	}
}

/// Returns one of the parameters that new domains start with.
fn default_parameter(way: u8, amount: u16) -> domains::Parameters {
	use domains::{AuthorShare, Governance, MintingRatio, Parameters, Pool};
	let number = u32::from(amount / 8);
	match way % 4 {
		2 => Parameters::MintingRatio(MintingRatio, value(amount, 1 + number * 1_000, 0)),
		3 => {
			let good = PoolBounds { min_duration: 1 + number % 3, ..easy().pool };
			let bad = PoolBounds { min_quorum: MILLION, ..good };
			Parameters::Pool(Pool, value(amount, good, bad))
		},
		0 => {
			let good = GovernanceBounds { duration: 1 + number % 4, ..easy().governance };
			let bad = GovernanceBounds { win_ratio: MILLION, ..good };
			Parameters::Governance(Governance, value(amount, good, bad))
		},
		_ => Parameters::AuthorShare(AuthorShare, value(amount, number % MILLION, MILLION + 1)),
	}
}

fn delay_parameter(way: u8, amount: u16) -> governance::Parameters {
	use governance::{EnactmentDelay, Parameters, UndoDelay, UpgradeDelay};
	let number = u32::from(amount / 8);
	match way % 2 {
		1 if amount.is_multiple_of(5) => {
			Parameters::UndoDelay(UndoDelay, value(amount, 1 + number % 4, 0))
		},
		1 => Parameters::EnactmentDelay(EnactmentDelay, value(amount, 1 + number % 4, 0)),
		_ => Parameters::UpgradeDelay(UpgradeDelay, value(amount, 1 + number % 8, 0)),
	}
}

/// Returns a part of a domain's parameters, unchanged except for one thing.
fn domain_parameter(domain: DomainId, way: u8, amount: u16) -> DomainParameter<BlockNumber> {
	let parameters = Domains::parameters(domain).unwrap_or_else(easy);
	let number = u32::from(amount / 8);
	let one_of = |values: [u32; 4]| values[number as usize % 4];
	let bad = amount % 8 == 1;
	match way % 7 {
		0 => DomainParameter::Pool(PoolBounds {
			min_duration: 1 + number % 3,
			// The shorter pools may be, the more snapshots there are.
			max_duration: one_of([24, 36, 60, 864_000]),
			min_quorum: if bad { MILLION } else { number % 2 },
			max_quorum: if number % 8 == 5 { MILLION / 4 } else { MILLION },
			min_win_ratio: number % 3,
			..parameters.pool
		}),
		1 => DomainParameter::Work(WorkBounds {
			min_fee: MILLI_WIT * u128::from(number % 500),
			min_period: if bad { 0 } else { 1 + number % 3 },
			max_no_show_penalty: one_of([MILLION, MILLION, MILLION / 2, MILLION / 5]),
			open: !number.is_multiple_of(16),
			..parameters.work
		}),
		2 => {
			let locks_out = if number.is_multiple_of(2) { (MILLION, 1) } else { (1, MILLION) };
			let possible = (
				one_of([1, MILLION / 10, MILLION / 5, MILLION / 3]),
				one_of([MILLION / 2, MILLION / 2, 2 * MILLION / 3, 3 * MILLION / 4]),
			);
			let (quorum, win_ratio) = if bad { locks_out } else { possible };
			DomainParameter::Governance(GovernanceBounds {
				duration: 2 + number % 4,
				quorum,
				win_ratio,
				age: number / 4 % 3,
			})
		},
		3 => DomainParameter::MintingRatio(match number % 64 {
			_ if bad => 0,
			0 => u32::MAX,
			_ => one_of([MILLION / 2, MILLION, MILLION, 2 * MILLION]),
		}),
		4 => DomainParameter::AuthorShare(if bad {
			MILLION + 1
		} else {
			one_of([0, 1, MILLION / 2, MILLION])
		}),
		5 => DomainParameter::Minting(Minting {
			depth: if bad { 0 } else { one_of([MILLION / 100, MILLION / 10, MILLION, MILLION]) },
			rate: one_of([MILLION / 50, MILLION, MILLION, MILLION]),
		}),
		_ => {
			let holders = one_of([0, MILLION / 3, MILLION / 2, MILLION]);
			let treasury = (MILLION - holders) / 3;
			let worker = MILLION - holders - treasury;
			let holders = if bad { holders + 1 } else { holders };
			DomainParameter::FeeSplit(FeeSplit { worker, holders, treasury })
		},
	}
}

/// Builds a dispatch of a call, mostly with its length and at least its weight.
fn dispatch(call: &RuntimeCall, amount: u16) -> Action<RuntimeParameters, BlockNumber> {
	let encoded = call.encode();
	let weight = call.get_dispatch_info().call_weight;
	let len = encoded.len() as u32;
	let hash = sp_io::hashing::blake2_256(&encoded).into();
	let (len, weight) = match amount % 8 {
		0 => (len, weight.div(2)),
		1 => (len + 1, weight),
		// Two such calls are too much for a block.
		2..=4 => (len, MaxDispatchWeight::get().max(weight)),
		5 => (len, MaxDispatchWeight::get().saturating_add(Weight::from_parts(0, 1))),
		_ => (len, weight),
	};
	Action::Dispatch { hash, len, weight }
}

/// Returns a call. The constitution can't make some, some fail half way, some do what players do,
/// and some lead back to governance.
fn dispatched(way: u8, amount: u16) -> RuntimeCall {
	let who = player(way / 8);
	match way % 8 {
		0 => as_root(frame_system::Call::set_storage {
			items: vec![(b"done".to_vec(), amount.encode())],
		}),
		1 | 2 => failing_call(),
		3 => {
			// A pool that exists or will exist when the call is made.
			let next = pallet_validation_pool::NextPool::<Runtime>::get() + 1;
			let pool = next.saturating_sub(u64::from(amount % 4));
			let side = witan_experts::pool::Side::Aye;
			let stake = pallet_validation_pool::Call::stake { pool, side, amount: 1_000_000_000 };
			let settle = pallet_validation_pool::Call::settle { pool };
			all(vec![dispatched_as(who.clone(), stake), dispatched_as(who, settle)])
		},
		4 => {
			let call = frame_system::Call::set_storage {
				items: vec![(b"later".to_vec(), amount.encode())],
			};
			let after = u32::from(amount % 16);
			let call = Box::new(as_root(call));
			pallet_scheduler::Call::schedule_after {
				after,
				maybe_periodic: None,
				priority: amount as u8,
				call,
			}
			.into()
		},
		5 => {
			let dest = player(amount as u8).into();
			let value = MILLI_WIT * u128::from(amount);
			dispatched_as(who, pallet_balances::Call::transfer_keep_alive { dest, value })
		},
		6 if amount.is_multiple_of(2) => heavy_call(way),
		// A call that another directive may wait for.
		6 if amount.is_multiple_of(3) => {
			let hash = BlakeTwo256::hash_of(&heavy_call(way));
			pallet_preimage::Call::unrequest_preimage { hash }.into()
		},
		6 => pallet_preimage::Call::note_preimage { bytes: vec![way; 8] }.into(),
		_ => frame_system::Call::remark { remark: vec![way] }.into(),
	}
}

/// Returns a call of the constitution's that fails when it has written [`HALF_DONE`].
pub fn failing_call() -> RuntimeCall {
	let items = vec![(HALF_DONE.to_vec(), vec![1])];
	all(vec![
		as_root(frame_system::Call::set_storage { items }),
		pallet_scheduler::Call::cancel_named { id: [0; 32] }.into(),
	])
}

/// Returns a call of the constitution's that does nothing and has the maximum weight: a block has
/// room for one, and not for two. Calls of different marks differ.
pub fn heavy_call(mark: u8) -> RuntimeCall {
	let removing =
		|subkeys| as_root(frame_system::Call::kill_prefix { prefix: vec![mark; 9], subkeys });
	let fits = |subkeys| {
		removing(subkeys).get_dispatch_info().call_weight.all_lte(MaxDispatchWeight::get())
	};
	let subkeys = (0..24).rev().map(|bit| 1 << bit).fold(0, |sum: u32, power| {
		let more = sum + power;
		if fits(more) {
			more
		} else {
			sum
		}
	});
	removing(subkeys)
}

fn all(calls: Vec<RuntimeCall>) -> RuntimeCall {
	pallet_utility::Call::batch_all { calls }.into()
}

fn as_root(call: impl Into<RuntimeCall>) -> RuntimeCall {
	pallet_governance::Call::dispatch_as_root { call: Box::new(call.into()) }.into()
}

fn dispatched_as(who: AccountId, call: impl Into<RuntimeCall>) -> RuntimeCall {
	let as_origin = Box::new(OriginCaller::system(RawOrigin::Signed(who)));
	as_root(pallet_utility::Call::dispatch_as { as_origin, call: Box::new(call.into()) })
}
