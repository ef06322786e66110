//! Storage before the migration, and the payouts of its decisions.

use crate::{outcome::Payout, Config, Pallet, PoolState, Tally};
use frame_support::{storage_alias, Twox64Concat};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::U256;
use sp_runtime::Permill;
use witan_experts::{
	ids::{DomainId, PoolId, PostId},
	ledger::Snapshot,
	pool::{PoolParams, Side, Verdict},
	shares::Ppm,
};
use witan_primitives::Balance;

#[frame_support::stored(no_skip_type_params)]
pub struct Pool<AccountId, BlockNumber> {
	pub opener: AccountId,
	pub post: PostId,
	#[codec(compact)]
	pub domain: DomainId,
	pub params: PoolParams<BlockNumber>,
	#[codec(compact)]
	pub fee: Balance,
	#[codec(compact)]
	pub mint: Balance,
	pub author_share: Ppm,
	pub sponsor: Sponsor<AccountId>,
	pub snapshot: Option<Snapshot>,
	pub tally: Tally,
	#[codec(compact)]
	pub voters: u32,
	pub opened_at: BlockNumber,
	pub stakes_until: BlockNumber,
	pub decides_at: BlockNumber,
	pub state: PoolState,
}

#[frame_support::stored(no_skip_type_params)]
pub enum Sponsor<AccountId> {
	Opener {
		#[codec(compact)]
		deposit: Balance,
	},
	Work {
		worker: AccountId,
	},
}

#[frame_support::stored(no_skip_type_params)]
pub struct Settlement<AccountId> {
	#[codec(compact)]
	pub domain: DomainId,
	#[codec(compact)]
	pub era: u32,
	pub outcome: Outcome,
	pub keeps_ballots: bool,
	#[codec(compact)]
	pub unsettled: u32,
	#[codec(compact)]
	pub collected: u128,
	#[codec(compact)]
	pub paid: u128,
	pub cursor: Option<AccountId>,
	#[codec(compact)]
	pub position: u64,
}

#[frame_support::stored]
#[derive(Copy)]
pub struct Outcome {
	pub verdict: Verdict,
	pub binding: Ppm,
	pub redistribute: bool,
	#[codec(compact)]
	pub winning: u128,
	#[codec(compact)]
	pub minted: u128,
	#[codec(compact)]
	pub forfeited: u128,
	#[codec(compact)]
	pub to_post: u128,
}

impl Outcome {
	/// Returns the losses and gains of a stake. `side` is `None` if it was not shown.
	pub fn payout(&self, side: Option<Side>, stake: u128) -> Payout {
		let loses = match (self.verdict, side) {
			(_, None) => true,
			(Verdict::Passed, Some(side)) => side == Side::Nay,
			(Verdict::Rejected, Some(side)) => side == Side::Aye,
			(Verdict::NotQuorate, Some(_)) => false,
		};
		if loses {
			let burned = Permill::from_parts(self.binding).mul_ceil(stake);
			return Payout { burned, minted: 0 };
		}
		let pot = U256::from(self.minted.saturating_add(self.forfeited));
		let minted = pot
			.saturating_mul(stake.min(self.winning).into())
			.checked_div(self.winning.into())
			.unwrap_or_default();
		Payout { burned: 0, minted: minted.low_u128() }
	}

	/// Returns the REP that is left for the post when losers have lost `collected` and winners
	/// have received `paid`.
	pub fn remainder(&self, collected: u128, paid: u128) -> u128 {
		if self.verdict != Verdict::Passed {
			return 0;
		}
		let collected = if self.redistribute { collected } else { 0 };
		self.minted.saturating_add(collected).saturating_sub(paid)
	}
}

#[cfg(any(test, feature = "runtime-benchmarks"))]
impl<AccountId, BlockNumber> From<crate::Pool<AccountId, BlockNumber>>
	for Pool<AccountId, BlockNumber>
{
	fn from(pool: crate::Pool<AccountId, BlockNumber>) -> Self {
		Self {
			snapshot: pool.snapshot(),
			opener: pool.opener,
			post: pool.post,
			domain: pool.domain,
			params: pool.params,
			fee: pool.fee,
			mint: pool.mint,
			author_share: pool.author_share,
			sponsor: match pool.sponsor {
				crate::Sponsor::Opener { deposit } => Sponsor::Opener { deposit },
				crate::Sponsor::Work { worker, .. } => Sponsor::Work { worker },
			},
			tally: pool.tally,
			voters: pool.voters,
			opened_at: pool.schedule.opened_at,
			stakes_until: pool.schedule.stakes_until,
			decides_at: pool.schedule.decides_at,
			state: pool.state,
		}
	}
}

pub type PoolOf<T> = Pool<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
pub type SettlementOf<T> = Settlement<<T as frame_system::Config>::AccountId>;

#[storage_alias]
pub type Pools<T: Config> = StorageMap<Pallet<T>, Twox64Concat, PoolId, PoolOf<T>>;

#[storage_alias]
pub type Settlements<T: Config> = StorageMap<Pallet<T>, Twox64Concat, PoolId, SettlementOf<T>>;
