//! Parameters as they were before domains set the rules of their market and the pace of minting,
//! for migrations.

use super::{FeeSplit, PoolBounds, MAX_DURATION};
use crate::shares::Ppm;
use sp_runtime::traits::AtLeast32BitUnsigned;
use witan_primitives::Balance;

/// Bounds on the terms of a domain's services.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct WorkBounds<BlockNumber> {
	/// Minimum fee.
	pub min_fee: Balance,
	/// Minimum time to do a job, in blocks.
	pub min_period: BlockNumber,
	/// Maximum part of its stake that an expert loses for not submitting, in parts per million.
	pub max_no_show_penalty: Ppm,
}

impl<BlockNumber> WorkBounds<BlockNumber> {
	/// Returns the present bounds, with what these don't have taken from `rest`.
	pub fn with(self, rest: super::WorkBounds<BlockNumber>) -> super::WorkBounds<BlockNumber> {
		let Self { min_fee, min_period, max_no_show_penalty } = self;
		super::WorkBounds { min_fee, min_period, max_no_show_penalty, ..rest }
	}
}

/// Minimum parameters of a pool that can let the directive of its post take effect.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct GovernanceBounds<BlockNumber> {
	/// Minimum duration, in blocks.
	pub duration: BlockNumber,
	/// Minimum quorum, in parts per million of the domain's REP.
	pub quorum: Ppm,
	/// Minimum win ratio, in parts per million.
	pub win_ratio: Ppm,
}

impl<BlockNumber> GovernanceBounds<BlockNumber> {
	/// Returns the present bounds with this age.
	pub fn with(self, age: BlockNumber) -> super::GovernanceBounds<BlockNumber> {
		let Self { duration, quorum, win_ratio } = self;
		super::GovernanceBounds { duration, quorum, win_ratio, age }
	}
}

/// Parameters that a domain sets for itself.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct DomainParameters<BlockNumber> {
	/// Bounds on the parameters of every pool.
	pub pool: PoolBounds<BlockNumber>,
	/// Bounds on the terms of services.
	pub work: WorkBounds<BlockNumber>,
	/// Minimum parameters of governance pools.
	pub governance: GovernanceBounds<BlockNumber>,
	/// REP minted for each token of a pool's fee, in parts per million.
	pub minting_ratio: Ppm,
	/// Authors' part of the minted REP, in parts per million.
	pub author_share: Ppm,
	/// Division of fees.
	pub fee_split: FeeSplit,
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> DomainParameters<BlockNumber> {
	/// Returns the present parameters, with what these don't have taken from `rest`, and
	/// [room for two votes](with_room_for_votes).
	pub fn with(
		self,
		rest: super::DomainParameters<BlockNumber>,
	) -> super::DomainParameters<BlockNumber> {
		let Self { pool, work, governance, minting_ratio, author_share, fee_split } = self;
		with_room_for_votes(super::DomainParameters {
			pool,
			work: work.with(rest.work),
			governance: governance.with(rest.governance.age),
			minting_ratio,
			author_share,
			fee_split,
			minting: rest.minting,
		})
	}
}

/// Returns parameters whose longest pool is as long as two votes of governance, one of which may
/// answer the other, or longer.
///
/// If that would be too long, votes become shorter. The age is a quarter of the longest pool at
/// most.
pub fn with_room_for_votes<BlockNumber: AtLeast32BitUnsigned + Copy>(
	parameters: super::DomainParameters<BlockNumber>,
) -> super::DomainParameters<BlockNumber> {
	let super::DomainParameters { mut pool, mut governance, .. } = parameters;
	governance.duration = governance.duration.min((MAX_DURATION / 2).into());
	let twice = governance.duration.saturating_mul(2u32.into());
	pool.max_duration = pool.max_duration.max(twice);
	let oldest = pool.max_duration.checked_div(&4u32.into()).unwrap_or(pool.max_duration);
	governance.age = governance.age.min(oldest);
	super::DomainParameters { pool, governance, ..parameters }
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		domain::{Minting, MAX_FAILURE_SHARE},
		shares::MILLION,
	};
	use proptest::prelude::*;

	const REST: super::super::DomainParameters<u32> = super::super::DomainParameters {
		pool: PoolBounds {
			min_duration: 2,
			max_duration: 2,
			min_quorum: 2,
			max_quorum: 2,
			min_win_ratio: 2,
			max_win_ratio: 2,
			min_binding: 2,
			max_binding: 2,
		},
		work: super::super::WorkBounds {
			min_fee: 2,
			min_period: 2,
			max_no_show_penalty: 2,
			open: false,
			max_stake: 3,
			min_offer: 4,
			no_show_share: MAX_FAILURE_SHARE,
			rejected_share: 5,
		},
		governance: super::super::GovernanceBounds {
			duration: 2,
			quorum: 2,
			win_ratio: 2,
			age: 28_800,
		},
		minting_ratio: 2,
		author_share: 2,
		fee_split: FeeSplit { worker: 2, holders: 2, treasury: MILLION - 4 },
		minting: Minting { depth: 6, rate: 7 },
	};

	proptest! {
		// Protects: whatever a domain had chosen, it can work with its parameters after the
		// migration, and has all that it had chosen but a maximum that is too short for two votes.
		#[test]
		fn domain_should_keep_what_it_chose_and_pass_the_check(
			min_duration in 1..=1_000u32,
			longer in 0..MAX_DURATION - 1_000,
			vote in 1..=MAX_DURATION,
			quorum in 1..=600_000u32,
			win_ratio in 1..=800_000u32,
		) {
			let pool = PoolBounds {
				min_duration,
				max_duration: (min_duration + longer).max(vote),
				min_quorum: 0,
				max_quorum: MILLION,
				min_win_ratio: 0,
				max_win_ratio: MILLION,
				min_binding: 10,
				max_binding: MILLION,
			};
			let work = WorkBounds { min_fee: 9, min_period: 10, max_no_show_penalty: 11 };
			let governance = GovernanceBounds { duration: vote, quorum, win_ratio };
			let fee_split = FeeSplit { worker: 1, holders: 2, treasury: MILLION - 3 };
			let (minting_ratio, author_share) = (12, 13);
			let old =
				DomainParameters { pool, work, governance, minting_ratio, author_share, fee_split };
			let new = old.with(REST);

			prop_assert_eq!(new.check(), Ok(()));
			let duration = vote.min(MAX_DURATION / 2);
			let max_duration = pool.max_duration.max(2 * duration);
			prop_assert_eq!(new.pool, PoolBounds { max_duration, ..pool });
			prop_assert_eq!(
				(new.work.min_fee, new.work.min_period, new.work.max_no_show_penalty),
				(9, 10, 11)
			);
			prop_assert_eq!(
				(new.work.open, new.work.max_stake, new.work.min_offer, new.work.rejected_share),
				(false, 3, 4, 5)
			);
			prop_assert_eq!(
				(new.governance.duration, new.governance.quorum, new.governance.win_ratio),
				(duration, quorum, win_ratio)
			);
			prop_assert_eq!(new.governance.age, (max_duration / 4).min(28_800));
			prop_assert_eq!((new.minting_ratio, new.author_share), (12, 13));
			prop_assert_eq!((new.fee_split, new.minting), (fee_split, REST.minting));
		}
	}
}
