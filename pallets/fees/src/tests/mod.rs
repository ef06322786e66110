//! Payments, and their distribution.

mod charge;
mod distribute;

use crate::{mock::*, ChargeTransactionPayment};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, DispatchResultWithPostInfo, Pays, PostDispatchInfo},
	weights::Weight,
};
use sp_runtime::{
	traits::DispatchTransaction, transaction_validity::TransactionValidityError, DispatchError,
};
use witan_primitives::Balance;

/// The length of transactions, in bytes.
const BYTES: u32 = 100;

/// Returns the announcement of a call of so many milliseconds.
fn info(milliseconds: u64) -> DispatchInfo {
	DispatchInfo { call_weight: time(milliseconds), ..Default::default() }
}

fn time(milliseconds: u64) -> Weight {
	Weight::from_parts(milliseconds * 1_000_000_000, 0)
}

/// Returns the fee that the SDK's pallet announces.
fn announced(info: &DispatchInfo) -> Balance {
	TransactionPayment::compute_fee(BYTES, info, 0)
}

/// Runs a transaction of `who` that does `call`.
fn run(
	who: u64,
	tip: Balance,
	info: &DispatchInfo,
	call: impl FnOnce() -> DispatchResultWithPostInfo,
) -> Result<DispatchResultWithPostInfo, TransactionValidityError> {
	let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
	let origin = RuntimeOrigin::signed(who);
	let payment = ChargeTransactionPayment::<Test>::from(tip);
	payment.test_run(origin, &remark, info, BYTES as usize, 0, |_| call())
}

/// Returns the tokens of an account that are not reserved.
fn free(who: u64) -> Balance {
	frame_system::Account::<Test>::get(who).data.free
}

fn operational(milliseconds: u64) -> DispatchInfo {
	DispatchInfo { class: DispatchClass::Operational, ..info(milliseconds) }
}

fn without_fee() -> PostDispatchInfo {
	PostDispatchInfo { actual_weight: None, pays_fee: Pays::No }
}

fn used(milliseconds: u64) -> PostDispatchInfo {
	PostDispatchInfo { actual_weight: Some(time(milliseconds)), pays_fee: Pays::Yes }
}

fn failed(post_info: PostDispatchInfo) -> DispatchResultWithPostInfo {
	let error = DispatchError::Other("a call that fails");
	Err(sp_runtime::DispatchErrorWithPostInfo { post_info, error })
}
