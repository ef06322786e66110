//! Votes weighed by the REP of their voters, for referenda and other users of `VoteTally`.

use crate::{Config, Pallet};
use core::marker::PhantomData;
use frame_support::traits::VoteTally;
use sp_runtime::Perbill;
use witan_experts::{ids::DomainId, ledger::InspectReputation, shares::Shares};
use witan_primitives::Balance;

/// Votes for and against, in shares, so that early and late votes decay alike. The class is the
/// domain.
#[frame_support::stored]
#[codec(mel_bound())]
pub struct Tally<T: Config> {
	pub ayes: Shares,
	pub nays: Shares,
	/// The runtime, by which votes become amounts.
	pub marker: PhantomData<T>,
}

impl<T: Config> Tally<T> {
	/// Returns a tally of votes for and against.
	pub fn from_votes(ayes: Shares, nays: Shares) -> Self {
		Self { ayes, nays, marker: PhantomData }
	}

	fn side(&mut self, aye: bool) -> &mut Shares {
		if aye {
			&mut self.ayes
		} else {
			&mut self.nays
		}
	}

	/// Adds a vote. `None`, without a change, if the sum is too large.
	pub fn add(&mut self, aye: bool, vote: Shares) -> Option<()> {
		let side = self.side(aye);
		*side = side.checked_add(vote)?;
		Some(())
	}

	/// Removes a vote. `None`, without a change, if fewer shares have voted.
	pub fn remove(&mut self, aye: bool, vote: Shares) -> Option<()> {
		let side = self.side(aye);
		*side = side.checked_sub(vote)?;
		Some(())
	}
}

fn ratio(part: u128, whole: u128) -> Perbill {
	if whole == 0 {
		Perbill::zero()
	} else {
		Perbill::from_rational(part, whole)
	}
}

impl<T: Config> VoteTally<Balance, DomainId> for Tally<T> {
	fn new(_: DomainId) -> Self {
		Self::from_votes(Shares::zero(), Shares::zero())
	}

	fn ayes(&self, domain: DomainId) -> Balance {
		<Pallet<T> as InspectReputation<T::AccountId>>::to_amount(domain, self.ayes)
	}

	/// Returns the part of the domain's REP that votes for.
	fn support(&self, domain: DomainId) -> Perbill {
		let supply = Pallet::<T>::supply(domain);
		ratio(self.ayes.in_era(supply.era), supply.value)
	}

	/// Returns the part of the votes that is for.
	fn approval(&self, domain: DomainId) -> Perbill {
		let era = Pallet::<T>::era(domain);
		let (ayes, nays) = (self.ayes.in_era(era), self.nays.in_era(era));
		// Votes are parts of the supply: the sum doesn't reach the limit.
		ratio(ayes, ayes.saturating_add(nays))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn unanimity(domain: DomainId) -> Self {
		Self::from_votes(Pallet::<T>::supply(domain), Shares::zero())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn rejection(domain: DomainId) -> Self {
		Self::from_votes(Shares::zero(), Pallet::<T>::supply(domain))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn from_requirements(support: Perbill, approval: Perbill, domain: DomainId) -> Self {
		let supply = Pallet::<T>::supply(domain);
		let ayes = support.mul_ceil(supply.value);
		let all = approval.saturating_reciprocal_mul_floor(ayes);
		Self::from_votes(
			Shares::new(ayes, supply.era),
			Shares::new(all.saturating_sub(ayes), supply.era),
		)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn setup(domain: DomainId, _: Perbill) {
		use frame_support::traits::fungibles::Mutate;
		let who: T::AccountId = frame_benchmarking::whitelisted_caller();
		let amount = witan_experts::shares::REP.saturating_mul(1_000_000);
		Pallet::<T>::mint_into(domain, &who, amount).expect("the domain is there");
	}
}
