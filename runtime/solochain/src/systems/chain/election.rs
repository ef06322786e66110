//! The election of validators, which growth can't stop.
//!
//! An election hears a bounded number of voters, those with the most stake. Among the candidates it
//! hears the best [`MAX_CANDIDATES`], by the stake of these voters behind them. A candidate whom
//! none of them names could not win. So the number of candidates is unbounded, none is refused, and
//! the election can't fail for it.
//!
//! Nobody is kept from being heard who could have a seat. A voter stands with its whole stake
//! behind each of up to 16 names. So all candidates together have at most 16 times the stake of all
//! voters behind them. Of 16 times as many candidates as seats, not all can have more than a seat's
//! part of that stake. So whoever has such a part behind it is heard. By what candidates bond
//! themselves it would be otherwise: a few hundred accounts that bond a little more would keep all
//! others out.

use super::{consensus::MAX_AUTHORITIES, staking::MAX_NOMINATIONS};
use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use core::cmp::Reverse;
use frame_election_provider_support::{
	bounds::{DataProviderBounds, ElectionBounds, ElectionBoundsBuilder},
	onchain::{Error, OnChainExecution},
	BoundedSupportsOf, ElectionDataProvider, ElectionProvider, InstantElectionProvider, PageIndex,
	SequentialPhragmen, VoteWeight, WeightInfo,
};
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstBool, ConstU32},
	weights::Weight,
};
use sp_runtime::Perbill;

/// The most voters that an election hears: bonded accounts, by stake. It runs in one block.
pub const MAX_VOTERS: u32 = 1_000;
/// The most candidates that an election hears, by the stake behind them: so many that whoever has a
/// seat's part of all stake behind it is among them.
pub const MAX_CANDIDATES: u32 = MAX_NOMINATIONS * MAX_AUTHORITIES;

// Every validator votes for itself. So all that have seats can be heard.
const _: () = assert!(MAX_VOTERS >= MAX_AUTHORITIES);

/// The error of an election: none that the number of voters or candidates could cause.
type ElectionError = Error;

parameter_types! {
	/// Not asked for: [`BestBacked`] hands voters and candidates over itself.
	pub Bounds: ElectionBounds = ElectionBoundsBuilder::default()
		.voters_count(MAX_VOTERS.into())
		.targets_count(MAX_CANDIDATES.into())
		.build();
}

/// Sequential Phragmén, run within the block that ends a session.
pub struct Phragmen;
impl frame_election_provider_support::onchain::Config for Phragmen {
	type Sort = ConstBool<true>;
	type System = Runtime;
	type Solver = SequentialPhragmen<AccountId, Perbill>;
	type MaxBackersPerWinner = ConstU32<MAX_VOTERS>;
	type MaxWinnersPerPage = ConstU32<MAX_AUTHORITIES>;
	type DataProvider = Staking;
	type WeightInfo = ElectionWeight;
	type Bounds = Bounds;
}

/// The time of a look at a vote or a candidate in a round of Phragmén, in picoseconds. Each seat
/// has a round.
///
/// With 100 seats, 100 candidates and 1 000 voters of 16 names, all of candidates that were heard,
/// a node made the blocks of four elections in 121 to 188 ms by its wasm, all else included. That
/// is at most 117 ns for each of 1.6 million looks, the reading of the voters in it, which has a
/// weight of its own.
const LOOK: u64 = 100_000;

/// The weight of an election: that of Phragmén's rounds, and of the order of candidates before
/// them.
pub struct ElectionWeight;
impl WeightInfo for ElectionWeight {
	fn phragmen(voters: u32, candidates: u32, names: u32) -> Weight {
		let votes = u64::from(voters).saturating_mul(names.into());
		let looks = votes.saturating_add(candidates.into());
		// The order of candidates takes less than ten rounds.
		let rounds = u64::from(MAX_AUTHORITIES).saturating_add(10);
		Weight::from_parts(LOOK.saturating_mul(looks).saturating_mul(rounds), 0)
	}

	fn phragmms(voters: u32, candidates: u32, names: u32) -> Weight {
		Self::phragmen(voters, candidates, names)
	}
}

/// The election of the candidates with the most stake behind them.
pub struct BestBacked;
impl ElectionProvider for BestBacked {
	type AccountId = AccountId;
	type BlockNumber = BlockNumber;
	type Error = ElectionError;
	type MaxWinnersPerPage = ConstU32<MAX_AUTHORITIES>;
	type MaxBackersPerWinner = ConstU32<MAX_VOTERS>;
	type MaxBackersPerWinnerFinal = ConstU32<MAX_VOTERS>;
	type Pages = ConstU32<1>;
	type DataProvider = Staking;

	fn elect(page: PageIndex) -> Result<BoundedSupportsOf<Self>, ElectionError> {
		let most = DataProviderBounds { count: Some(MAX_VOTERS.into()), size: None };
		let voters = Staking::electing_voters(most, page).map_err(Error::DataProvider)?;
		let seats = Staking::desired_targets().map_err(Error::DataProvider)?;
		let backed = by_stake_behind(voters.iter().map(|(_, stake, named)| (*stake, &named[..])));
		let looked_at = core::cell::Cell::new(0);
		let is_candidate = |who: &AccountId| {
			looked_at.set(looked_at.get() + 1);
			pallet_staking::Validators::<Runtime>::contains_key(who)
		};
		let candidates =
			backed.into_iter().filter(is_candidate).take(MAX_CANDIDATES as usize).collect();
		System::register_extra_weight_unchecked(
			<Runtime as frame_system::Config>::DbWeight::get().reads(looked_at.get()),
			DispatchClass::Mandatory,
		);
		OnChainExecution::<Phragmen>::instant_elect(voters, candidates, seats)
	}

	fn start() -> Result<(), ElectionError> {
		Ok(())
	}

	fn duration() -> BlockNumber {
		0
	}

	fn status() -> Result<Option<Weight>, ()> {
		Ok(Some(Weight::zero()))
	}
}

/// Returns the accounts that voters name, those with most stake behind them first. Each voter names
/// at most [`MAX_NOMINATIONS`], and stands behind each of them with its whole stake.
fn by_stake_behind<'a>(
	voters: impl Iterator<Item = (VoteWeight, &'a [AccountId])>,
) -> Vec<AccountId> {
	let mut behind = BTreeMap::<&AccountId, u128>::new();
	for (stake, named) in voters {
		// A name that is given twice counts once.
		for candidate in named.iter().take(MAX_NOMINATIONS as usize).collect::<BTreeSet<_>>() {
			let sum = behind.entry(candidate).or_default();
			*sum = sum.saturating_add(stake.into());
		}
	}
	let mut backed: Vec<_> = behind.into_iter().collect();
	// Accounts with as much behind them stay in the order of their ids.
	backed.sort_by_key(|(_, stake)| Reverse(*stake));
	backed.into_iter().map(|(candidate, _)| candidate.clone()).collect()
}
