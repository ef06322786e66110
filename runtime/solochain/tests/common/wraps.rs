//! Calls that make others.

use frame_support::{traits::OriginTrait, weights::Weight};
use witan_runtime::{systems::governance::MaxDispatchWeight, *};

/// A function that makes a call of another.
pub type Wrap = fn(RuntimeCall) -> RuntimeCall;

/// Calls that make another call with the origin of a post or as root, at once or later.
pub const WRAPS: [(&str, Wrap); 12] = [
	("Utility.batch", |call| {
		RuntimeCall::Utility(pallet_utility::Call::batch { calls: vec![remark(), call] })
	}),
	("Utility.batch_all", |call| {
		RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![remark(), call] })
	}),
	("Utility.force_batch", |call| {
		RuntimeCall::Utility(pallet_utility::Call::force_batch { calls: vec![remark(), call] })
	}),
	("Utility.if_else", |call| {
		let (main, fallback) = (Box::new(remark()), Box::new(call));
		RuntimeCall::Utility(pallet_utility::Call::if_else { main, fallback })
	}),
	("Utility.dispatch_as", |call| {
		let as_origin = Box::new(RuntimeOrigin::root().into_caller());
		RuntimeCall::Utility(pallet_utility::Call::dispatch_as { as_origin, call: Box::new(call) })
	}),
	("Utility.dispatch_as_fallible", |call| {
		let (as_origin, call) = (Box::new(RuntimeOrigin::root().into_caller()), Box::new(call));
		RuntimeCall::Utility(pallet_utility::Call::dispatch_as_fallible { as_origin, call })
	}),
	("Utility.with_weight", |call| {
		// No transaction may claim that much proof.
		let weight = MaxDispatchWeight::get().set_proof_size(0);
		let call = Box::new(call);
		RuntimeCall::Utility(pallet_utility::Call::with_weight { call, weight })
	}),
	("Scheduler.schedule", |call| {
		RuntimeCall::Scheduler(pallet_scheduler::Call::schedule {
			when: 9,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(call),
		})
	}),
	("Scheduler.schedule_named", |call| {
		RuntimeCall::Scheduler(pallet_scheduler::Call::schedule_named {
			id: [1; 32],
			when: 9,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(call),
		})
	}),
	("Scheduler.schedule_after", |call| {
		RuntimeCall::Scheduler(pallet_scheduler::Call::schedule_after {
			after: 9,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(call),
		})
	}),
	("Scheduler.schedule_named_after", |call| {
		RuntimeCall::Scheduler(pallet_scheduler::Call::schedule_named_after {
			id: [1; 32],
			after: 9,
			maybe_periodic: None,
			priority: 0,
			call: Box::new(call),
		})
	}),
	("Governance.dispatch_as_root", |call| {
		RuntimeCall::Governance(pallet_governance::Call::dispatch_as_root { call: Box::new(call) })
	}),
];

/// Calls that make another call as an account, which plans no slots.
pub const AS_AN_ACCOUNT: [(&str, Wrap); 5] = [
	("Utility.as_derivative", |call| {
		let call = Box::new(call);
		RuntimeCall::Utility(pallet_utility::Call::as_derivative { index: 0, call })
	}),
	("Multisig.as_multi_threshold_1", |call| {
		let (other_signatories, call) = (vec![other()], Box::new(call));
		RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories,
			call,
		})
	}),
	("Multisig.as_multi", |call| {
		RuntimeCall::Multisig(pallet_multisig::Call::as_multi {
			threshold: 2,
			other_signatories: vec![other()],
			maybe_timepoint: None,
			call: Box::new(call),
			max_weight: Weight::zero(),
		})
	}),
	("Proxy.proxy", |call| {
		RuntimeCall::Proxy(pallet_proxy::Call::proxy {
			real: other().into(),
			force_proxy_type: None,
			call: Box::new(call),
		})
	}),
	("Proxy.proxy_announced", |call| {
		RuntimeCall::Proxy(pallet_proxy::Call::proxy_announced {
			delegate: other().into(),
			real: other().into(),
			force_proxy_type: None,
			call: Box::new(call),
		})
	}),
];

fn other() -> AccountId {
	AccountId::new([1; 32])
}

/// Returns a call that makes no other.
pub fn remark() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}
