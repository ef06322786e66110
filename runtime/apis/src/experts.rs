//! Bodies of experts: what view functions of their pallets tell.

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use pallet_availability::OfferInfo;
use pallet_business::{RequestInfo, ServiceInfo};
use pallet_forum::{Conservation, PostInfo};
use pallet_reputation::DomainInfo;
use pallet_validation_pool::{BallotInfo, OpenPools, PoolInfo, Preview, VoteInfo};
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

/// What an account has in a domain, in one answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Standing<HoldReason> {
	/// REP that it can stake.
	pub free: Balance,
	/// REP that it has staked, by what for.
	pub held: Vec<(HoldReason, Balance)>,
	/// All its REP.
	pub total: Balance,
	/// REP that it owes: its next free REP pays it.
	pub debt: Balance,
	/// Tokens that it can claim.
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
		/// All about a domain but its accounts.
		fn domain(domain: DomainId) -> Option<DomainInfo<AccountId, BlockNumber>>;
		/// What a domain has decided for itself.
		fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>>;
		/// What an account has in a domain: free, held and by what, owed, and dividends to claim.
		fn standing(domain: DomainId, who: AccountId) -> Standing<HoldReason>;
		/// What units, as events have them, are worth.
		fn to_amount(domain: DomainId, shares: Shares) -> Balance;
	}

	/// Posts.
	pub trait ForumApi<AccountId, BlockNumber, Directive>
	where
		AccountId: Codec,
		BlockNumber: Codec,
		Directive: Codec,
	{
		/// A post with its value and what went along its citations.
		fn post_info(post: PostId) -> Option<PostInfo<AccountId, BlockNumber, Directive>>;
		/// What went along a citation so far.
		fn edge(citing: PostId, cited: PostId) -> Option<Balance>;
		/// How many steps of propagation wait.
		fn queue_length() -> u64;
		/// What was done with REP in a domain's forum.
		fn conservation(domain: DomainId) -> Conservation;
		/// The id that a post gets which says this.
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
		/// A pool that is not settled.
		fn pool(pool: PoolId) -> Option<PoolInfo<AccountId, BlockNumber>>;
		/// An account's stake in a pool.
		fn vote(pool: PoolId, who: AccountId) -> Option<VoteInfo>;
		/// What a pool of a domain must demand at least, and with `governance` for its post's directive to take effect.
		fn least_params(domain: DomainId, governance: bool) -> Option<PoolParams<BlockNumber>>;
		/// How much more REP an account can stake in a pool now.
		fn countable(pool: PoolId, who: AccountId) -> Balance;
		/// Who voted what in a governance pool that passed: up to `limit` ballots after an account's, in an order of their own.
		fn ballots(pool: PoolId, after: Option<AccountId>, limit: u32) -> Vec<BallotInfo<AccountId>>;
		/// Pools that are not settled, after one of them in no particular order.
		fn open_pools(after: Option<PoolId>, limit: u32) -> Vec<PoolId>;
		/// The pools in which an account can do something now: those among up to `limit` pools after one of them.
		fn pools_open_to(who: AccountId, after: Option<PoolId>, limit: u32) -> OpenPools<AccountId, BlockNumber>;
		/// What would come of a stake if it were made and the pool decided then.
		fn preview_stake(pool: PoolId, who: AccountId, side: Side, amount: Balance) -> Option<Preview>;
		/// What would come of an account's stake if the pool were decided now.
		fn preview(pool: PoolId, who: AccountId) -> Option<Preview>;
		/// What to commit for a side, an amount and a salt.
		fn commit_hash(pool: PoolId, who: AccountId, side: Side, amount: Balance, salt: [u8; 32]) -> H256;
	}

	/// Experts on offer.
	pub trait AvailabilityApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// An account's offer in a domain.
		fn offer_of(domain: DomainId, who: AccountId) -> Option<OfferInfo<BlockNumber>>;
		/// REP on offer in a domain.
		fn total_offered(domain: DomainId) -> Balance;
		/// How many offers a domain has.
		fn offers_count(domain: DomainId) -> u32;
		/// Works under way that an expert was drawn for.
		fn assigned(domain: DomainId, who: AccountId) -> u32;
	}

	/// Services and requests.
	pub trait BusinessApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// A service.
		fn service(service: ServiceId) -> Option<ServiceInfo<AccountId, BlockNumber>>;
		/// A request that has not ended.
		fn request_info(request: RequestId) -> Option<RequestInfo<AccountId, BlockNumber>>;
		/// A customer's requests that have not ended, after one of them in no particular order.
		fn requests_of(customer: AccountId, after: Option<RequestId>, limit: u32) -> Vec<RequestId>;
		/// The requests that wait for an expert's evidence.
		fn waiting_for(expert: AccountId, after: Option<RequestId>, limit: u32) -> Vec<RequestId>;
	}
}
