#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![deny(rustdoc::broken_intra_doc_links)]

mod extension;
pub mod prices;
pub mod weights;

// Benchmarks calculate with values that they chose.
#[cfg(feature = "runtime-benchmarks")]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use extension::{ChargeTransactionPayment, Payment};
pub use pallet::*;
pub use prices::{Prices, Size};
pub use weights::WeightInfo;

use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision,
		Contains, Get,
	},
	weights::{Weight, WeightToFee},
};
use pallet_transaction_payment::OnChargeTransaction;
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use witan_primitives::Balance;

/// Payments that a block has collected, in token units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Takings {
	/// Fees, without tips.
	pub fees: Balance,
	/// Tips for the author.
	pub tips: Balance,
}

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>>
		+ pallet_transaction_payment::Config<
			OnChargeTransaction: OnChargeTransaction<Self, Balance = Balance>,
		>
	{
		/// The tokens in which transactions are paid.
		type Currency: Inspect<Self::AccountId, Balance = Balance> + Unbalanced<Self::AccountId>;

		/// Price of a millisecond of weight, in token units, without the multiplier.
		type PerMillisecond: Get<Balance>;

		/// Price of a byte, in token units, without the multiplier.
		type PerByte: Get<Balance>;

		/// The treasury's part of fees. The rest is burned.
		type TreasuryShare: Get<Perbill>;

		/// The account of the treasury.
		type Treasury: Get<Self::AccountId>;

		/// The author of this block, who gets its tips. They are burned if it is unknown.
		type Author: Get<Option<Self::AccountId>>;

		/// The operational calls that a transaction may have. All others are for the chain's own
		/// origins, and fail for a sender.
		type OperationalCalls: Contains<Self::RuntimeCall>;

		/// The calls that a transaction may have: those whose weight says what they take. It is
		/// asked before a sender pays, and its time is at most proportional to the call's size.
		type PricedCalls: Contains<Self::RuntimeCall>;

		/// The most proof size, in bytes, that a transaction's call may claim.
		type ProofLimit: Get<u64>;

		/// Weights of a payment and of the end of a block.
		type WeightInfo: WeightInfo;
	}

	/// Prices of the next block's transactions. Written at the end of a block if they change, never
	/// removed. Absent until the first block ends: then the parameters' own.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type NextPrices<T: Config> = StorageValue<_, Prices>;

	/// Payments of this block's transactions. Written by each of them, removed at the end of the
	/// block.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Collected<T: Config> = StorageValue<_, Takings, ValueQuery>;

	/// Changes that this pallet makes.
	#[pallet::event]
	#[pallet::generate_deposit(fn deposit_event)]
	pub enum Event<T: Config> {
		/// The payments of a block's transactions were distributed. Amounts are in token units.
		Distributed {
			/// The treasury's part of fees.
			treasury: Balance,
			/// The author of the block, if it is known.
			author: Option<T::AccountId>,
			/// Tips that the author received.
			tips: Balance,
			/// Fees and tips that nobody received.
			burned: Balance,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Returns the weight of the block's end.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			<T as Config>::WeightInfo::on_finalize()
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::distribute(Collected::<T>::take());
			let next = Self::parameters();
			if NextPrices::<T>::get() != Some(next) {
				NextPrices::<T>::put(next);
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T: Config> Pallet<T> {
		/// Returns the prices of this block's transactions; at the end of a block, of the next
		/// block's.
		pub fn prices() -> Prices {
			NextPrices::<T>::get().unwrap_or_else(Self::parameters)
		}

		/// Returns the prices of the parameters and the multiplier as they are now.
		fn parameters() -> Prices {
			Prices {
				per_millisecond: T::PerMillisecond::get(),
				per_byte: T::PerByte::get(),
				multiplier: pallet_transaction_payment::NextFeeMultiplier::<T>::get(),
			}
		}

		/// Adds a payment to those of this block.
		pub(crate) fn collect(fee: Balance, tip: Balance) {
			if fee == 0 && tip == 0 {
				return;
			}
			Collected::<T>::mutate(|takings| {
				takings.fees = takings.fees.saturating_add(fee);
				takings.tips = takings.tips.saturating_add(tip);
			});
		}

		/// Distributes what a block has collected. It is in the issuance, but in no account.
		fn distribute(Takings { fees, tips }: Takings) {
			let all = fees.saturating_add(tips);
			if all == 0 {
				return;
			}
			let treasury =
				deliver::<T>(&T::Treasury::get(), T::TreasuryShare::get().mul_floor(fees));
			let author = T::Author::get();
			let tips = author.as_ref().map_or(0, |author| deliver::<T>(author, tips));
			let burned = all.saturating_sub(treasury).saturating_sub(tips);
			let issued = T::Currency::total_issuance();
			T::Currency::set_total_issuance(issued.saturating_sub(burned));
			Self::deposit_event(Event::Distributed { treasury, author, tips, burned });
		}

		/// Checks that nothing is collected between blocks.
		#[cfg(any(test, feature = "try-runtime"))]
		pub(crate) fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
			let left = Collected::<T>::get();
			frame_support::ensure!(left == Takings::default(), "payments were not distributed");
			Ok(())
		}
	}
}

/// Adds collected tokens to an account. Returns the amount that it received: all, or nothing if
/// the account would have less than the existential deposit.
fn deliver<T: Config>(who: &T::AccountId, amount: Balance) -> Balance {
	T::Currency::increase_balance(who, amount, Precision::Exact).unwrap_or_default()
}

/// The price of weight without the multiplier, for `pallet_transaction_payment`, which announces
/// fees.
pub struct PriceOfWeight<T>(PhantomData<T>);

impl<T: Config> WeightToFee for PriceOfWeight<T> {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		Pallet::<T>::prices().of_weight(*weight)
	}
}

/// The price of a transaction's bytes, for `pallet_transaction_payment`, which announces fees.
pub struct PriceOfBytes<T>(PhantomData<T>);

impl<T: Config> WeightToFee for PriceOfBytes<T> {
	type Balance = Balance;

	fn weight_to_fee(length: &Weight) -> Balance {
		Pallet::<T>::prices().of_bytes(length.ref_time())
	}
}
