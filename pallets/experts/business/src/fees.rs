//! Fees: from the customer's hold to the body, to the treasury or back.

use crate::{
	formulas,
	pallet::{Config, HoldReason, Pallet},
	AccountIdOf, RequestOf,
};
use frame_support::{
	defensive,
	storage::with_storage_layer,
	traits::{
		fungible::{InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Restriction},
		Get,
	},
};
use sp_runtime::{traits::AccountIdConversion, DispatchError, DispatchResult};
use witan_experts::{
	ids::RequestId,
	ledger::{FeePaid, PayBody},
	shares::{Ppm, MILLION},
};
use witan_primitives::Balance;

/// The part of the fee that is not returned when a request ends without a ratified job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
	/// Nothing: all of the fee returns.
	Nothing,
	/// This part, to the body that judged the evidence.
	ToBody(Ppm),
	/// This part, to the treasury.
	ToTreasury(Ppm),
}

impl<T: Config> Pallet<T> {
	/// Returns the account through which fees are paid.
	pub fn pot() -> AccountIdOf<T> {
		T::PalletId::get().into_account_truncating()
	}

	/// Holds a fee, and tokens for draws. Until the request ends, nothing else that happens to the
	/// account can take them.
	pub(crate) fn hold_fee(customer: &AccountIdOf<T>, fee: Balance) -> DispatchResult {
		let reason = HoldReason::Fee.into();
		T::Currency::ensure_can_hold(&reason, customer, fee)?;
		T::Currency::hold(&reason, customer, fee)
	}

	/// Returns the part of the fee that the customer does not get back when a request ends without
	/// evidence. That is nothing if nobody was drawn for it.
	pub(crate) fn left_without_evidence(record: &RequestOf<T>) -> Left {
		match record.excluded.is_empty() {
			true => Left::Nothing,
			false => Left::ToTreasury(record.no_show_share),
		}
	}

	/// Pays the part of a fee that is not returned, and returns the rest to the customer. If the
	/// payment fails, all of it returns. Returns the amount that returned, and the payment.
	pub(crate) fn settle_fee(
		request: RequestId,
		record: &RequestOf<T>,
		left: Left,
	) -> (Balance, FeePaid) {
		let part = |share| formulas::part(record.fee, share);
		let (part, paid) = match left {
			Left::Nothing => (0, Ok(FeePaid::default())),
			Left::ToBody(share) => {
				let part = part(share);
				(part, with_storage_layer(|| Self::pay_body(record, part, None)))
			},
			Left::ToTreasury(share) => {
				let part = part(share);
				(part, with_storage_layer(|| Self::pay_treasury(record, part)))
			},
		};
		let (part, paid) = paid.map(|paid| (part, paid)).unwrap_or_else(|error| {
			log::error!(
				target: "witan::business",
				"request {request}: its part of the fee can't be paid: {error:?}"
			);
			(0, FeePaid::default())
		});
		(Self::release(&record.customer, record.fee.saturating_sub(part)), paid)
	}

	/// Pays the treasury for a draw. What it can't receive returns to the customer. Called before
	/// the draw is counted.
	pub(crate) fn pay_for_draw(record: &RequestOf<T>) {
		let RequestOf::<T> { customer, draw_fee, .. } = record;
		if *draw_fee == 0 || record.draws_left() == 0 {
			return;
		}
		let treasury = T::Treasury::get();
		if with_storage_layer(|| Self::transfer_held(customer, &treasury, *draw_fee)).is_err() {
			Self::release(customer, *draw_fee);
		}
	}

	/// Returns to the customer what was held for draws that were not made.
	pub(crate) fn return_prepaid(record: &RequestOf<T>) {
		let prepaid = record.prepaid();
		if prepaid > 0 {
			Self::release(&record.customer, prepaid);
		}
	}

	/// Pays a part of the fee from the customer's hold to the body. It goes through the pallet's
	/// account, so that no freeze of the customer's tokens keeps the body from its pay. Without a
	/// worker, its part is the holders', or the treasury's while nobody has REP.
	pub(crate) fn pay_body(
		record: &RequestOf<T>,
		amount: Balance,
		worker: Option<&AccountIdOf<T>>,
	) -> Result<FeePaid, DispatchError> {
		if amount == 0 && worker.is_none() {
			return Ok(FeePaid::default());
		}
		let pot = Self::pot();
		Self::transfer_held(&record.customer, &pot, amount)?;
		let author = worker.map(|worker| (worker.clone(), MILLION));
		T::Body::pay(record.domain, &pot, amount, worker, author.as_slice())
	}

	/// Pays an amount from the customer's hold to the treasury.
	fn pay_treasury(record: &RequestOf<T>, amount: Balance) -> Result<FeePaid, DispatchError> {
		if amount > 0 {
			Self::transfer_held(&record.customer, &T::Treasury::get(), amount)?;
		}
		Ok(FeePaid { treasury: amount, ..FeePaid::default() })
	}

	fn transfer_held(
		customer: &AccountIdOf<T>,
		to: &AccountIdOf<T>,
		amount: Balance,
	) -> DispatchResult {
		let reason = HoldReason::Fee.into();
		let (exact, free, force) = (Precision::Exact, Restriction::Free, Fortitude::Force);
		T::Currency::transfer_on_hold(&reason, customer, to, amount, exact, free, force).map(|_| ())
	}

	/// Releases an amount of a customer's hold. Returns the amount that was released.
	fn release(customer: &AccountIdOf<T>, amount: Balance) -> Balance {
		let reason = HoldReason::Fee.into();
		let released = with_storage_layer(|| {
			T::Currency::release(&reason, customer, amount, Precision::BestEffort)
		})
		.unwrap_or_default();
		if released != amount {
			defensive!("a request's fee is not held");
		}
		released
	}
}
