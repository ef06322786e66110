//! The ledger of reputation (REP), and fees: the traits by which other pallets use them.

use crate::{
	ids::DomainId,
	shares::{Ppm, Shares},
};
use frame_support::traits::Footprint;
use sp_runtime::{DispatchError, DispatchResult};
use witan_primitives::Balance;

/// Longest half-life, in blocks. With a longer one the worth of a share might stay the same from
/// one block to the next.
pub const MAX_HALF_LIFE: u64 = u32::MAX as u64;

/// Opens the ledgers of new domains.
pub trait OpenLedger<BlockNumber> {
	/// Opens the ledger of a new domain, in which nobody has REP. If this fails, nothing has
	/// changed.
	///
	/// `half_life` is the number of blocks in which REP halves, from 1 to [`MAX_HALF_LIFE`].
	/// Without one, REP doesn't decay.
	fn open_ledger(domain: DomainId, half_life: Option<BlockNumber>) -> DispatchResult;

	/// Takes over a domain's parameters: at its making, and whenever one of them has changed.
	///
	/// A domain that demands an age of snapshots gets one now, unless it has a young one.
	fn follow_parameters(domain: DomainId);

	/// Returns the number of records that a ledger has for ever, with the most bytes that they can
	/// have.
	fn footprint() -> Footprint;
}

/// Settlement of a stake that ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StakeEnd {
	/// Part of the stake that is destroyed; the rest becomes free. At most the stake.
	pub burned: Shares,
	/// REP minted to the stake's owner on top.
	pub minted: Shares,
}

/// The two stakes that a split leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StakeSplit {
	/// The stake that was split, less the part.
	pub rest: Shares,
	/// The part, a stake of its own.
	pub part: Shares,
}

/// A lack that keeps an account from staking an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
	/// The account has no REP in the domain.
	Membership,
	/// The account has less free REP in the domain than the amount.
	Reputation,
}

/// A moment to which the accounts of a domain can be compared.
#[frame_support::stored]
#[derive(Copy)]
pub struct Snapshot {
	/// Id of the snapshot. Later moments have higher ids.
	#[codec(compact)]
	pub id: u32,
	/// All REP of the domain at that moment.
	pub supply: Shares,
}

/// Reads the ledger of reputation.
///
/// Amounts that are kept over time are in [`Shares`]; amounts of REP are as of the block that asks.
pub trait InspectReputation<AccountId> {
	/// Returns all REP of a domain, or zero if there is no such domain.
	///
	/// Also returns zero if decay has left less than the smallest amount: such a domain begins
	/// again like one that never had any REP.
	fn supply(domain: DomainId) -> Shares;

	/// Returns the era that a domain is in, or 0 if there is no such domain.
	fn era(domain: DomainId) -> u32;

	/// Returns true if the records of an account and of its domain's ledger are of the present era,
	/// so that the account's next change need not carry them over. It costs more if it must.
	fn is_in_era(domain: DomainId, who: &AccountId) -> bool;

	/// Returns all REP of an account, free and held.
	fn total(domain: DomainId, who: &AccountId) -> Shares;

	/// Returns the REP that an account can stake.
	fn free(domain: DomainId, who: &AccountId) -> Shares;

	/// Returns the debt of an account, which its next free REP pays. See
	/// [`MintReputation::burn_or_owe`].
	fn debt(domain: DomainId, who: &AccountId) -> Shares;

	/// Converts an amount of REP to shares, rounded up so that [`Self::to_amount`] returns the same
	/// amount.
	fn to_shares(domain: DomainId, amount: Balance) -> Result<Shares, DispatchError>;

	/// Converts shares to an amount of REP, rounded down.
	fn to_amount(domain: DomainId, shares: Shares) -> Balance;

	/// Returns the lack that keeps an account from staking `amount`, or `None` if it lacks no REP.
	fn lacks(domain: DomainId, who: &AccountId, amount: Balance) -> Option<Lack> {
		if Self::total(domain, who).is_zero() {
			return Some(Lack::Membership);
		}
		let free = Self::to_amount(domain, Self::free(domain, who));
		(free < amount).then_some(Lack::Reputation)
	}
}

/// Holds reputation as stakes.
///
/// A stake is an amount held with a reason. For each reason, the owner's account has the sum and
/// the number of its stakes. The pallet that took a stake remembers its [`Shares`], and returns
/// them whole when it ends the stake. New eras round the sum; the remainder becomes free with the
/// reason's last stake.
///
/// A function that returns an error has changed nothing.
pub trait StakeReputation<AccountId>: InspectReputation<AccountId> {
	/// The reasons for stakes.
	type Reason;

	/// Opens a stake of `amount` of the account's free REP. An amount of 0 opens a stake of zero.
	fn open_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		amount: Balance,
	) -> Result<Shares, DispatchError>;

	/// Adds `amount` of the account's free REP to an open stake, and returns the whole stake.
	fn raise_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Shares,
		amount: Balance,
	) -> Result<Shares, DispatchError>;

	/// Makes `part` of an open stake a stake of its own, for the same reason or another.
	fn split_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Shares,
		part: Shares,
		to: &Self::Reason,
	) -> Result<StakeSplit, DispatchError>;

	/// Holds an open stake for another reason.
	fn move_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Shares,
		to: &Self::Reason,
	) -> Result<Shares, DispatchError>;

	/// Ends a stake: burns a part of it, frees the rest and mints on top, in one write of the
	/// account.
	fn end_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Shares,
		end: StakeEnd,
	) -> DispatchResult;
}

/// Mints and burns reputation.
///
/// A function that returns an error has changed nothing.
pub trait MintReputation<AccountId>: InspectReputation<AccountId> {
	/// Mints to an account's free REP. The account's debt is paid from it first.
	fn mint(domain: DomainId, who: &AccountId, shares: Shares) -> DispatchResult;

	/// Burns an account's free REP, and returns the part that was burned. The shortfall becomes a
	/// debt, which the account's next free REP pays.
	fn burn_or_owe(
		domain: DomainId,
		who: &AccountId,
		shares: Shares,
	) -> Result<Shares, DispatchError>;
}

/// The part of what a domain may mint that a fee may take from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
	/// All of it, for the fees of jobs.
	Whole,
	/// The part above half of the maximum, for the fees of sponsors, so that jobs find some.
	UpperHalf,
}

/// Limits what a domain mints against fees in a time, by its
/// [`Minting`](crate::domain::Minting).
pub trait MintBudget {
	/// Returns the part of `asked` REP that may be minted against one fee now. In a domain without
	/// REP it is all.
	fn mintable(domain: DomainId, asked: Shares, budget: Budget) -> Shares;

	/// Takes that part out of what the domain may mint, and returns it.
	fn take_mintable(domain: DomainId, asked: Shares, budget: Budget) -> Shares;
}

/// Takes snapshots of a domain, which tell REP that is minted later apart.
pub trait SnapshotReputation<AccountId>: InspectReputation<AccountId> {
	/// Returns a snapshot of a domain that has REP. [`Self::minted_since`] answers for it for at
	/// least [`MAX_DURATION`](crate::domain::MAX_DURATION) blocks from now.
	///
	/// It is the newest one that is as old as the domain's
	/// [`GovernanceBounds::age`](crate::domain::GovernanceBounds::age) demands, or the oldest that
	/// is left. Without an age it is a new one, or the last one if that is so recent that a new one
	/// would be one too many.
	fn snapshot(domain: DomainId) -> Result<Snapshot, DispatchError>;

	/// Returns the REP minted to an account since a snapshot: never less, but maybe a little more.
	///
	/// REP that an account had before and still has is at least [`InspectReputation::total`] less
	/// this.
	fn minted_since(domain: DomainId, who: &AccountId, snapshot: u32) -> Shares;
}

/// Payments of a job's fee, in units of 10^-9 tokens. They sum to the fee.
#[frame_support::stored]
#[derive(Default)]
pub struct FeePaid {
	/// Paid to the worker, or to the authors while the domain has no holders.
	pub worker: Balance,
	/// Paid to the holders of REP, as a dividend.
	pub holders: Balance,
	/// Paid to the treasury.
	pub treasury: Balance,
}

/// Pays fees to a body of experts.
pub trait PayBody<AccountId> {
	/// Divides `amount` of the payer's free tokens by the domain's
	/// [`FeeSplit`](crate::domain::FeeSplit).
	///
	/// - Without a worker its part joins the holders'.
	/// - While nobody holds REP, all of it goes to the worker, or without one to `authors` by their
	///   weights.
	/// - A part that an account can't receive, because it is below the existential deposit, joins
	///   the treasury's.
	fn pay(
		domain: DomainId,
		payer: &AccountId,
		amount: Balance,
		worker: Option<&AccountId>,
		authors: &[(AccountId, Ppm)],
	) -> Result<FeePaid, DispatchError>;
}
