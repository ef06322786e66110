//! The ledger of reputation (REP), and fees: what pallets ask of them.

use crate::{
	ids::DomainId,
	shares::{Ppm, Shares},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};
use witan_primitives::Balance;

/// How a stake ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StakeEnd {
	/// What of the stake is destroyed; the rest becomes free. At most the stake.
	pub burned: Shares,
	/// What is minted to its owner on top.
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

/// Why an account can't stake what it wants to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
	/// It has no REP in the domain.
	Membership,
	/// It has less free REP in the domain.
	Reputation,
}

/// A moment to which a domain's accounts can be compared.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Snapshot {
	/// Later moments have higher ids.
	#[codec(compact)]
	pub id: u32,
	/// All REP of the domain at that moment.
	pub supply: Shares,
}

/// Reads the ledger of reputation.
///
/// Whatever is kept over time is kept in [`Shares`]; amounts of REP are of the block that asks.
pub trait InspectReputation<AccountId> {
	/// Returns all REP of a domain. Zero if there is no such domain, or if what is left after it has decayed is less than
	/// the smallest amount: such a domain begins anew, like one that never had any.
	fn supply(domain: DomainId) -> Shares;

	/// Returns the era that a domain is in. 0 if there is no such domain.
	fn era(domain: DomainId) -> u32;

	/// Returns all that an account has, free and held.
	fn total(domain: DomainId, who: &AccountId) -> Shares;

	/// Returns what an account can stake.
	fn free(domain: DomainId, who: &AccountId) -> Shares;

	/// Returns what an account owes: its next free REP pays it. See [`MintReputation::burn_or_owe`].
	fn debt(domain: DomainId, who: &AccountId) -> Shares;

	/// Converts an amount of REP to units, rounded up, so that [`Self::to_amount`] returns the same amount.
	fn to_shares(domain: DomainId, amount: Balance) -> Result<Shares, DispatchError>;

	/// Converts units to an amount of REP, rounded down.
	fn to_amount(domain: DomainId, shares: Shares) -> Balance;

	/// Returns why an account can't stake `amount`. `None` if a lack of REP is not the reason.
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
/// A stake is an amount held with a reason. Its owner's account knows, of each reason, the sum and the number of stakes. The
/// pallet that took a stake remembers its [`Shares`], and returns them whole when it ends it. What rounding leaves in the sum
/// at new eras becomes free with the reason's last stake.
///
/// Every function either does all it says or returns an error and changes nothing.
pub trait StakeReputation<AccountId>: InspectReputation<AccountId> {
	/// The reasons for stakes.
	type Reason;

	/// Opens a stake of `amount` of the account's free REP. An amount of 0 opens a stake of nothing.
	fn open_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		amount: Balance,
	) -> Result<Shares, DispatchError>;

	/// Adds `amount` of the account's free REP to an open stake, and returns the whole.
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

	/// Ends a stake: burns a part of it, frees the rest and mints on top, in one touch of the account.
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
/// Every function either does all it says or returns an error and changes nothing.
pub trait MintReputation<AccountId>: InspectReputation<AccountId> {
	/// Mints to an account's free REP. What the account owes is paid from it first.
	fn mint(domain: DomainId, who: &AccountId, shares: Shares) -> DispatchResult;

	/// Burns an account's free REP, and returns what was burned. The shortfall becomes a debt that the account's next free
	/// REP pays.
	fn burn_or_owe(
		domain: DomainId,
		who: &AccountId,
		shares: Shares,
	) -> Result<Shares, DispatchError>;
}

/// Takes snapshots of a domain, by which REP that is minted later can be told apart.
pub trait SnapshotReputation<AccountId>: InspectReputation<AccountId> {
	/// Returns a snapshot of a domain that has REP, for which [`Self::minted_since`] answers for at least
	/// [`MAX_DURATION`](crate::domain::MAX_DURATION) blocks from now: a new one, or the last one if it is so young that it would be one too many. Never one
	/// of a later block.
	fn snapshot(domain: DomainId) -> Result<Snapshot, DispatchError>;

	/// Returns what was minted to an account since a snapshot, and maybe a little more, but never less. What an account had
	/// before and still has is at least [`InspectReputation::total`] less this.
	fn minted_since(domain: DomainId, who: &AccountId, snapshot: u32) -> Shares;
}

/// Where the fee for a work went, in tokens. Sums to the fee.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct FeePaid {
	/// To the worker, or to the authors while the domain has no holders.
	pub worker: Balance,
	/// To the holders of REP, as a dividend.
	pub holders: Balance,
	/// To the treasury.
	pub treasury: Balance,
}

/// Pays fees to a body of experts.
pub trait PayBody<AccountId> {
	/// Shares `amount` of the payer's free tokens by the domain's [`FeeSplit`](crate::domain::FeeSplit). Without a worker its part joins the
	/// holders'. While nobody holds REP all of it goes to the worker, or without one to `authors` by their weights. What an
	/// account can't receive, because it is less than the least balance, joins the treasury's.
	fn pay(
		domain: DomainId,
		payer: &AccountId,
		amount: Balance,
		worker: Option<&AccountId>,
		authors: &[(AccountId, Ppm)],
	) -> Result<FeePaid, DispatchError>;
}
