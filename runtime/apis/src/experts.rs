//! Bodies of experts: the answers of their pallets' view functions.

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use pallet_availability::OfferInfo;
use pallet_business::{RequestInfo, ServiceInfo};
use pallet_forum::{Conservation, PostInfo};
use pallet_reputation::SnapshotRecord;
use pallet_validation_pool::{BallotInfo, MotionInfo, OpenPools, PoolInfo, Preview, VoteInfo};
use scale_info::TypeInfo;
use sp_core::H256;
use witan_experts::{
	domain::DomainParameters,
	forum::{Authors, Citations, Content},
	ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
	pool::{PoolParams, Side},
	shares::Shares,
};
use witan_primitives::Balance;

/// A domain with its ledger, in one answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DomainInfo<AccountId, BlockNumber> {
	/// The account that made the domain.
	pub founder: AccountId,
	/// The description that it has of itself.
	pub metadata: Vec<u8>,
	/// Blocks in which its REP halves, if it decays.
	pub half_life: Option<BlockNumber>,
	/// The parameters that the domain has decided for itself.
	pub parameters: DomainParameters<BlockNumber>,
	/// All its REP, free and held, in units of 10^-9 REP.
	pub supply: Balance,
	/// All its REP, in shares.
	pub shares: Shares,
	/// The current era.
	pub era: u32,
	/// The block in which the current era started.
	pub era_start: BlockNumber,
	/// The number of accounts with a record.
	pub accounts: u64,
	/// Tokens that were paid in as dividends.
	pub paid_in: Balance,
	/// Tokens of these that were paid out to accounts.
	pub claimed: Balance,
	/// The last snapshot, if any was ever taken.
	pub snapshot: Option<SnapshotRecord<BlockNumber>>,
}

/// An account's holdings in a domain, in one answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Standing<HoldReason> {
	/// REP that it can stake.
	pub free: Balance,
	/// REP that it has staked, by the reason of the stake.
	pub held: Vec<(HoldReason, Balance)>,
	/// All its REP.
	pub total: Balance,
	/// REP that it owes. Its next free REP pays the debt.
	pub debt: Balance,
	/// Tokens that it has earned and not claimed. It can't receive less than the existential
	/// deposit while it has no tokens.
	pub pending_dividends: Balance,
}

sp_api::decl_runtime_apis! {
	/// Domains and reputation.
	pub trait ReputationApi<AccountId, BlockNumber, HoldReason>
	where
		AccountId: Codec,
		BlockNumber: Codec,
		HoldReason: Codec,
	{
		/// Returns a domain with its ledger, without its accounts.
		fn domain(domain: DomainId) -> Option<DomainInfo<AccountId, BlockNumber>>;
		/// Returns the parameters that a domain has decided for itself.
		fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>>;
		/// Returns an account's holdings in a domain: free, held by reason, owed, and dividends to
		/// claim.
		fn standing(domain: DomainId, who: AccountId) -> Standing<HoldReason>;
		/// Returns the amount of REP that shares, as stored and as events have them, are worth.
		fn to_amount(domain: DomainId, shares: Shares) -> Balance;
	}

	/// Posts.
	pub trait ForumApi<AccountId, BlockNumber, Directive>
	where
		AccountId: Codec,
		BlockNumber: Codec,
		Directive: Codec,
	{
		/// Returns a post with its value and the REP that went along its citations.
		fn post_info(post: PostId) -> Option<PostInfo<AccountId, BlockNumber, Directive>>;
		/// Returns the REP that went along a citation so far.
		fn edge(citing: PostId, cited: PostId) -> Option<Balance>;
		/// Returns the number of steps of propagation that wait.
		fn queue_length() -> u64;
		/// Returns the totals by which REP in a domain's forum is conserved.
		fn conservation(domain: DomainId) -> Conservation;
		/// Returns the id of a post with this content.
		fn post_id(
			domain: DomainId,
			authors: Authors<AccountId>,
			citations: Citations,
			content: Content,
			directive: Option<Directive>,
		) -> PostId;
	}

	/// Validation pools.
	pub trait ValidationPoolApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// Returns a pool that is not settled.
		fn pool(pool: PoolId) -> Option<PoolInfo<AccountId, BlockNumber>>;
		/// Returns an account's stake in a pool.
		fn vote(pool: PoolId, who: AccountId) -> Option<VoteInfo>;
		/// Returns the least parameters that a pool of a domain must have. With `governance` they
		/// let a post's directive take effect.
		fn least_params(domain: DomainId, governance: bool) -> Option<PoolParams<BlockNumber>>;
		/// Returns the rules of a pool for governance that is opened on a post now.
		fn motion(post: PostId) -> Option<MotionInfo<BlockNumber>>;
		/// Returns how much more REP an account can stake in a pool in the next block.
		fn countable(pool: PoolId, who: AccountId) -> Balance;
		/// Returns who voted what in a governance pool that passed: up to `limit` ballots after an
		/// account's. Their order is their own.
		fn ballots(pool: PoolId, after: Option<AccountId>, limit: u32) -> Vec<BallotInfo<AccountId>>;
		/// Returns pools that are not settled, after one of them in no particular order.
		fn open_pools(after: Option<PoolId>, limit: u32) -> Vec<PoolId>;
		/// Returns the pools in which an account can do something in the next block, among up to
		/// `limit` pools after one of them.
		fn pools_open_to(who: AccountId, after: Option<PoolId>, limit: u32) -> OpenPools<AccountId, BlockNumber>;
		/// Returns the outcome of a stake if it were made in the next block and the pool decided
		/// then.
		fn preview_stake(pool: PoolId, who: AccountId, side: Side, amount: Balance) -> Option<Preview>;
		/// Returns the outcome of an account's stake if the pool were decided now.
		fn preview(pool: PoolId, who: AccountId) -> Option<Preview>;
		/// Returns the hash to commit for a side, an amount and a salt.
		fn commit_hash(pool: PoolId, who: AccountId, side: Side, amount: Balance, salt: [u8; 32]) -> H256;
	}

	/// Experts on offer.
	pub trait AvailabilityApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// Returns an account's offer in a domain.
		fn offer_of(domain: DomainId, who: AccountId) -> Option<OfferInfo<BlockNumber>>;
		/// Returns the REP on offer in a domain.
		fn total_offered(domain: DomainId) -> Balance;
		/// Returns the number of offers in a domain.
		fn offers_count(domain: DomainId) -> u32;
		/// Returns the number of jobs under way that an expert was drawn for.
		fn assigned(domain: DomainId, who: AccountId) -> u32;
		/// Returns true if an order with this stake is not refused for it: enough of what is on
		/// offer is large enough, or nothing is on offer.
		fn can_draw(domain: DomainId, stake: Balance) -> bool;
	}

	/// Services and requests.
	pub trait BusinessApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// Returns a service.
		fn service(service: ServiceId) -> Option<ServiceInfo<AccountId, BlockNumber>>;
		/// Returns a request that has not ended.
		fn request_info(request: RequestId) -> Option<RequestInfo<AccountId, BlockNumber>>;
		/// Returns a customer's requests that have not ended, after one of them in no particular
		/// order.
		fn requests_of(customer: AccountId, after: Option<RequestId>, limit: u32) -> Vec<RequestId>;
		/// Returns the requests that wait for an expert's evidence.
		fn waiting_for(expert: AccountId, after: Option<RequestId>, limit: u32) -> Vec<RequestId>;
	}
}
