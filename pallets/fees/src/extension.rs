//! The transaction extension by which a sender pays.

use crate::{
	pallet::{Config, Pallet},
	prices::{Prices, Size},
	weights::WeightInfo,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::{fmt, marker::PhantomData};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, Pays, PostDispatchInfo},
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::{Fortitude, Precision, Preservation},
		Contains, Get,
	},
	weights::Weight,
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use frame_system::{ensure_signed, Pallet as System};
use pallet_transaction_payment::{
	ChargeTransactionPayment as Priority, Pallet as TransactionPayment,
};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		DispatchInfoOf, DispatchOriginOf, Dispatchable, PostDispatchInfoOf, TransactionExtension,
	},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
	},
	DispatchResult,
};
use witan_primitives::Balance;

/// The payment of a transaction's fee, with a tip for the block's author.
#[derive(
	Encode, Decode, DecodeWithMemTracking, CloneNoBound, EqNoBound, PartialEqNoBound, TypeInfo,
)]
#[scale_info(skip_type_params(T))]
pub struct ChargeTransactionPayment<T: Config>(
	#[codec(compact)] Balance,
	// A function, which is `Send` and `Sync` whatever the runtime is.
	#[codec(skip)] PhantomData<fn() -> T>,
);

impl<T: Config> ChargeTransactionPayment<T> {
	/// Makes the payment of a fee and this tip, in token units.
	pub fn from(tip: Balance) -> Self {
		Self(tip, PhantomData)
	}
}

impl<T: Config> fmt::Debug for ChargeTransactionPayment<T> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "ChargeTransactionPayment<{:?}>", self.0)
	}
}

/// A payment that was checked, or made.
#[derive(DebugNoBound)]
pub enum Payment<T: Config> {
	/// A sender's.
	By {
		who: T::AccountId,
		prices: Prices,
		/// Fee and tip, in token units.
		amount: Balance,
		tip: Balance,
	},
	/// None: no account sent the transaction. The extension's weight is given back.
	None(Weight),
}

/// Returns what a transaction takes of a block, whose call and extensions have this weight.
fn size<T: Config>(len: usize, weight: Weight, info: &DispatchInfo) -> Size {
	let limits = T::BlockWeights::get();
	Size {
		bytes: u32::try_from(len).unwrap_or(u32::MAX),
		weight: weight.min(limits.max_block),
		base: limits.get(info.class).base_extrinsic,
	}
}

impl<T: Config> TransactionExtension<T::RuntimeCall> for ChargeTransactionPayment<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
{
	const IDENTIFIER: &'static str = "ChargeTransactionPayment";
	type Implicit = ();
	type Val = Payment<T>;
	type Pre = Payment<T>;

	fn weight(&self, _: &T::RuntimeCall) -> Weight {
		<T as Config>::WeightInfo::charge_transaction_payment()
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		(): (),
		_implication: &impl Encode,
		_source: TransactionSource,
	) -> Result<
		(ValidTransaction, Payment<T>, DispatchOriginOf<T::RuntimeCall>),
		TransactionValidityError,
	> {
		let Ok(who) = ensure_signed(origin.clone()) else {
			return Ok((ValidTransaction::default(), Payment::None(self.weight(call)), origin));
		};
		let is_operational = info.class == DispatchClass::Operational;
		let is_open = !is_operational || T::OperationalCalls::contains(call);
		if !is_open || !T::PricedCalls::contains(call) {
			return Err(InvalidTransaction::Call.into());
		}
		if info.call_weight.proof_size() > T::ProofLimit::get() {
			return Err(InvalidTransaction::ExhaustsResources.into());
		}
		let (prices, tip) = (Pallet::<T>::prices(), self.0);
		let fee = match info.pays_fee {
			Pays::Yes => prices.fee(size::<T>(len, info.total_weight(), info)),
			Pays::No => 0,
		};
		let amount = fee.saturating_add(tip);
		let most = T::Currency::reducible_balance(&who, Preservation::Preserve, Fortitude::Polite);
		if amount > most {
			return Err(InvalidTransaction::Payment.into());
		}
		let priority = Priority::<T>::get_priority(info, len, tip, amount);
		let valid = ValidTransaction { priority, ..Default::default() };
		Ok((valid, Payment::By { who, prices, amount, tip }, origin))
	}

	fn prepare(
		self,
		payment: Payment<T>,
		_origin: &DispatchOriginOf<T::RuntimeCall>,
		_call: &T::RuntimeCall,
		_info: &DispatchInfoOf<T::RuntimeCall>,
		_len: usize,
	) -> Result<Payment<T>, TransactionValidityError> {
		if let Payment::By { who, amount, .. } = &payment {
			T::Currency::decrease_balance(
				who,
				*amount,
				Precision::Exact,
				Preservation::Preserve,
				Fortitude::Polite,
			)
			.map_err(|_| InvalidTransaction::Payment)?;
		}
		Ok(payment)
	}

	fn post_dispatch_details(
		payment: Payment<T>,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		_result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		let (who, prices, paid, tip) = match payment {
			Payment::By { who, prices, amount, tip } => (who, prices, amount, tip),
			Payment::None(refund) => return Ok(refund),
		};
		let fee = match post_info.pays_fee(info) {
			Pays::Yes => prices.fee(size::<T>(len, post_info.calc_actual_weight(info), info)),
			Pays::No => 0,
		};
		let due = fee.saturating_add(tip).min(paid);
		let kept = due.saturating_add(not_returned::<T>(&who, paid.saturating_sub(due)));
		Pallet::<T>::collect(kept.saturating_sub(tip), tip);
		TransactionPayment::<T>::deposit_fee_paid_event(who, kept, tip);
		Ok(Weight::zero())
	}
}

/// Pays back to a sender what it paid too much. Returns the part that it could not be paid, because
/// its account was reaped.
fn not_returned<T: Config>(who: &T::AccountId, excess: Balance) -> Balance {
	if excess == 0 {
		return 0;
	}
	let returned = System::<T>::account_exists(who)
		&& T::Currency::increase_balance(who, excess, Precision::Exact).is_ok();
	if returned {
		0
	} else {
		excess
	}
}
