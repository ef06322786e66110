//! The limit of calls within calls of a transaction.
//!
//! A batch asks for the weight of each call in it before it makes that, and so for those of all
//! calls within. A multisig's call is encoded to weigh it. So what is in `n` levels of both is
//! looked at up to `n²/4` times. A transaction of 16 kB, as deep as one can be decoded, took 1.1 s.
//! It paid for 0.9 ms: a batch that ends early pays for what it made.

use crate::*;
use frame_support::traits::Contains;

/// The most levels of calls within the call of a transaction. A batch by a proxy for a multisig has
/// three.
pub const MAX_NESTING: u32 = 8;

/// The calls with at most [`MAX_NESTING`] levels of calls within them.
pub struct NotTooDeep;
impl Contains<RuntimeCall> for NotTooDeep {
	fn contains(call: &RuntimeCall) -> bool {
		has_at_most(call, MAX_NESTING)
	}
}

/// Returns true if at most so many levels of calls are within a call. Looks no deeper.
fn has_at_most(call: &RuntimeCall, levels: u32) -> bool {
	use pallet_governance::Call as Governance;
	use pallet_multisig::Call as Multisig;
	use pallet_proxy::Call as Proxy;
	use pallet_scheduler::Call as Scheduler;
	use pallet_utility::Call as Utility;
	match call {
		RuntimeCall::Utility(
			Utility::batch { calls }
			| Utility::batch_all { calls }
			| Utility::force_batch { calls },
		) => calls.iter().all(|inner| fits_within(inner, levels)),
		RuntimeCall::Utility(Utility::if_else { main, fallback }) => {
			fits_within(main, levels) && fits_within(fallback, levels)
		},
		RuntimeCall::Utility(
			Utility::as_derivative { call, .. }
			| Utility::dispatch_as { call, .. }
			| Utility::dispatch_as_fallible { call, .. }
			| Utility::with_weight { call, .. },
		)
		| RuntimeCall::Multisig(
			Multisig::as_multi_threshold_1 { call, .. } | Multisig::as_multi { call, .. },
		)
		| RuntimeCall::Proxy(Proxy::proxy { call, .. } | Proxy::proxy_announced { call, .. })
		| RuntimeCall::Scheduler(
			Scheduler::schedule { call, .. }
			| Scheduler::schedule_named { call, .. }
			| Scheduler::schedule_after { call, .. }
			| Scheduler::schedule_named_after { call, .. },
		)
		| RuntimeCall::Governance(Governance::dispatch_as_root { call }) => fits_within(call, levels),
		_ => true,
	}
}

/// Returns true if a call may be within one that has at most so many levels.
fn fits_within(inner: &RuntimeCall, levels: u32) -> bool {
	levels.checked_sub(1).is_some_and(|left| has_at_most(inner, left))
}
