//! Migrations over many blocks, in steps that each have a known weight.

use crate::{
	formulas,
	pallet::{Config, Draws, Requests, Turns, TurnsCursor},
	types::{prepaid_draws, State},
	weights::WeightInfo,
	RequestOf,
};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	defensive,
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	weights::WeightMeter,
};
use sp_runtime::traits::Saturating;
use witan_experts::{domain::InspectDomains, ids::RequestId, migration::take_steps};

/// The records as they were before draws were paid for and taken in turns.
pub mod v0 {
	use crate::{
		pallet::{Config, Pallet},
		types::JobTerms,
		AccountIdOf,
	};
	use frame_support::{pallet_prelude::OptionQuery, storage_alias, Twox64Concat};
	use frame_system::pallet_prelude::BlockNumberFor;
	use sp_core::ConstU32;
	use sp_runtime::BoundedVec;
	use witan_experts::{
		ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
		job::MAX_DRAWS,
		shares::Shares,
	};
	use witan_primitives::Balance;

	/// A request that has not ended.
	#[frame_support::stored(no_skip_type_params)]
	pub struct Request<AccountId, BlockNumber, Ticket> {
		/// The ordered service.
		pub service: ServiceId,
		/// The service's domain.
		pub domain: DomainId,
		/// The account that ordered.
		pub customer: AccountId,
		/// The fee.
		pub fee: Balance,
		/// The terms at the time of the request.
		pub terms: JobTerms<BlockNumber>,
		/// The number of draws so far.
		pub attempts: u32,
		/// Experts who did not submit.
		pub excluded: BoundedVec<AccountId, ConstU32<MAX_DRAWS>>,
		/// The event for which the request waits.
		pub state: State<AccountId, BlockNumber>,
		/// The block under which it is listed.
		pub deadline: BlockNumber,
		/// The deposit.
		pub ticket: Ticket,
	}

	/// An event for which a request waits.
	#[frame_support::stored(no_skip_type_params)]
	pub enum State<AccountId, BlockNumber> {
		/// A draw.
		Requested {
			/// The block in which the draw was scheduled.
			since: BlockNumber,
			/// The first block in which to make the draw.
			draw_at: BlockNumber,
			/// The block from which on a draw that finds nobody is the last.
			gives_up_at: BlockNumber,
		},
		/// The evidence.
		Assigned {
			/// The expert.
			expert: AccountId,
			/// Its stake.
			stake: Shares,
			/// The first block in which it is too late to submit.
			due: BlockNumber,
		},
		/// The verdict.
		Validating {
			/// The expert.
			expert: AccountId,
			/// The evidence.
			post: PostId,
			/// The pool.
			pool: PoolId,
			/// True if this is the second pool.
			reopened: bool,
		},
	}

	/// Requests by their ids.
	#[storage_alias]
	pub type Requests<T: Config> = StorageMap<
		Pallet<T>,
		Twox64Concat,
		RequestId,
		Request<AccountIdOf<T>, BlockNumberFor<T>, <T as Config>::RequestConsideration>,
	>;

	/// Requests by the block of their draw.
	#[storage_alias]
	pub type Draws<T: Config> = StorageDoubleMap<
		Pallet<T>,
		Twox64Concat,
		BlockNumberFor<T>,
		Twox64Concat,
		RequestId,
		(),
		OptionQuery,
	>;

	/// The first block of the draws that is not finished.
	#[storage_alias]
	pub type DrawsCursor<T: Config> = StorageValue<Pallet<T>, BlockNumberFor<T>, OptionQuery>;
}

/// A migration of requests: each gets what requests keep since draws are paid for, and its domain a
/// turn for its draw.
///
/// A request that was ordered before pays nothing for its draws, and has as many as one that did.
/// It keeps what its domain's `work.no_show_share` is now.
pub struct TakeTurns<T>(PhantomData<T>);

impl<T: Config> TakeTurns<T> {
	/// Migrates the request after this one, in the order of the map, or the first. Returns its id,
	/// or `None` if there is none.
	fn advance(last: Option<RequestId>) -> Option<Option<RequestId>> {
		let request = match last {
			None => Requests::<T>::iter_keys().next()?,
			Some(last) => {
				Requests::<T>::iter_keys_from(Requests::<T>::hashed_key_for(last)).next()?
			},
		};
		match v0::Requests::<T>::get(request) {
			Some(old) => Self::migrate(request, old),
			None => {
				defensive!("a request can't be read");
			},
		}
		Some(Some(request))
	}

	fn migrate(
		request: RequestId,
		old: v0::Request<
			crate::AccountIdOf<T>,
			frame_system::pallet_prelude::BlockNumberFor<T>,
			T::RequestConsideration,
		>,
	) {
		let v0::Request { domain, terms, deadline, .. } = old;
		let mut attempts = old.attempts;
		let state = match old.state {
			v0::State::Requested { since, draw_at, gives_up_at } => {
				v0::Draws::<T>::remove(deadline, request);
				Draws::<T>::insert((domain, deadline, request), ());
				Turns::<T>::insert(deadline, domain, ());
				// One draw is left at least.
				attempts = attempts.min(prepaid_draws(terms.max_draws).saturating_sub(1));
				State::Requested { since, draw_at, gives_up_at }
			},
			v0::State::Assigned { expert, stake, due } => {
				let drawn = due.saturating_sub(terms.job_period);
				let decline_by = formulas::decline_by(drawn, terms.job_period);
				State::Assigned { expert, stake, decline_by, due }
			},
			v0::State::Validating { expert, post, pool, reopened } => {
				State::Validating { expert, post, pool, reopened }
			},
		};
		let shares = T::Domains::parameters(domain).map(|of| of.work.no_show_share);
		let record = RequestOf::<T> {
			service: old.service,
			domain,
			customer: old.customer,
			fee: old.fee,
			terms,
			no_show_share: shares.unwrap_or_default(),
			draw_fee: 0,
			attempts: attempts.min(prepaid_draws(terms.max_draws)),
			excluded: old.excluded,
			state,
			deadline,
			ticket: old.ticket,
		};
		Requests::<T>::insert(request, record);
	}
}

impl<T: Config> SteppedMigration for TakeTurns<T> {
	type Cursor = Option<RequestId>;
	type Identifier = MigrationId<8>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"business", version_from: 0, version_to: 1 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// Ordering does all that a step does, and also holds.
		let required = T::WeightInfo::request();
		let cursor = cursor.unwrap_or_else(|| {
			if let Some(first) = v0::DrawsCursor::<T>::take() {
				TurnsCursor::<T>::put(first);
			}
			None
		});
		take_steps(cursor, meter, required, Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		use codec::Encode;

		let requests = v0::Requests::<T>::iter().map(|(id, of)| (id, of.customer, of.fee));
		Ok(requests.collect::<Vec<_>>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		use codec::Decode;

		type Ordered<T> = (RequestId, crate::AccountIdOf<T>, witan_primitives::Balance);
		let before = Vec::<Ordered<T>>::decode(&mut &state[..]).map_err(|_| "no state")?;
		let after = Requests::<T>::iter().map(|(id, of)| (id, of.customer, of.fee));
		frame_support::ensure!(before == after.collect::<Vec<_>>(), "a request has changed");
		crate::Pallet::<T>::do_try_state()
	}
}
