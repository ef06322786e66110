//! What a user interface shows of bodies of experts, as runtime APIs: what view functions of the pallets tell.
//! polkadot.js has them as `api.call.reputationApi.domain(0)` and so on.
//!
//! Amounts of tokens and of REP are in units of 10^-9, and of the block that is asked.

use crate::{
	configs::governance::Directive, AccountId, Balance, BlockNumber, RuntimeHoldReason,
	RuntimeParameters,
};
use alloc::vec::Vec;
use pallet_availability::OfferInfo;
use pallet_business::{RequestInfo, ServiceInfo};
use pallet_forum::{Conservation, PostInfo};
use pallet_governance::{Client, RatificationInfo};
use pallet_reputation::DomainInfo;
use pallet_validation_pool::{BallotInfo, OpenPools, PoolInfo, Preview, VoteInfo};
use sp_core::H256;
use sp_runtime::DispatchError;
use witan_primitives::{
	forum::{Authors, Citations, Content, PostId},
	pool::{PoolId, PoolParams, Side},
	reputation::{DomainId, DomainParameters, Units},
	work::{RequestId, ServiceId},
};

/// What an account has in a domain, in one answer.
#[derive(Clone, Debug, PartialEq, Eq, codec::Encode, codec::Decode, scale_info::TypeInfo)]
pub struct Standing {
	/// REP that it can stake.
	pub free: Balance,
	/// REP that it has staked, by what for.
	pub held: Vec<(RuntimeHoldReason, Balance)>,
	/// All its REP.
	pub total: Balance,
	/// REP that it owes: its next free REP pays it.
	pub debt: Balance,
	/// Tokens that it can claim.
	pub pending_dividends: Balance,
}

/// See [`Standing`].
pub(crate) fn standing(domain: DomainId, who: AccountId) -> Standing {
	use crate::Reputation;

	Standing {
		free: Reputation::balance(domain, who.clone()),
		held: Reputation::held(domain, who.clone()),
		total: Reputation::total(domain, who.clone()),
		debt: Reputation::debt(domain, who.clone()),
		pending_dividends: Reputation::pending_dividends(domain, who),
	}
}

/// The terms on which a service is sold.
pub type Service = ServiceInfo<AccountId, BlockNumber>;
/// A request that has not ended.
pub type Request = RequestInfo<AccountId, BlockNumber>;
/// A ratified post.
pub type Ratification = RatificationInfo<RuntimeParameters, BlockNumber>;
/// A post.
pub type Post = PostInfo<AccountId, BlockNumber, Directive>;

sp_api::decl_runtime_apis! {
	/// Domains and reputation.
	pub trait ReputationApi {
		/// All about a domain but its accounts.
		fn domain(domain: DomainId) -> Option<DomainInfo<AccountId, BlockNumber>>;
		/// What a domain has decided for itself.
		fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>>;
		/// What an account has in a domain: free, held and by what, owed, and dividends to claim.
		fn standing(domain: DomainId, who: AccountId) -> Standing;
		/// What units, as events have them, are worth.
		fn to_amount(domain: DomainId, units: Units) -> Balance;
	}

	/// Posts.
	pub trait ForumApi {
		/// A post with its value and what went along its citations.
		fn post(post: PostId) -> Option<Post>;
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
	pub trait ValidationPoolApi {
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

	/// Posts that governance pools ratified, and what became of their directives.
	pub trait GovernanceApi {
		/// How a post was ratified, what it asks for, and what became of that.
		fn ratification(post: PostId) -> Option<Ratification>;
		/// The client that a domain recommends; the constitution's is the chain's.
		fn client(domain: DomainId) -> Option<Client<BlockNumber>>;
		/// Whether a post of a domain could carry a directive now, and if not why.
		fn check(domain: DomainId, directive: Directive) -> Result<(), DispatchError>;
	}

	/// Experts on offer.
	pub trait AvailabilityApi {
		/// An account's offer in a domain.
		fn offer(domain: DomainId, who: AccountId) -> Option<OfferInfo<BlockNumber>>;
		/// REP on offer in a domain.
		fn total_offered(domain: DomainId) -> Balance;
		/// How many offers a domain has.
		fn offers_count(domain: DomainId) -> u32;
		/// Works under way that an expert was drawn for.
		fn assigned(domain: DomainId, who: AccountId) -> u32;
	}

	/// Services and requests.
	pub trait BusinessApi {
		/// A service.
		fn service(service: ServiceId) -> Option<Service>;
		/// A request that has not ended.
		fn request(request: RequestId) -> Option<Request>;
		/// A customer's requests that have not ended, after one of them in no particular order.
		fn requests_of(customer: AccountId, after: Option<RequestId>, limit: u32) -> Vec<RequestId>;
		/// The requests that wait for an expert's evidence.
		fn waiting_for(expert: AccountId, after: Option<RequestId>, limit: u32) -> Vec<RequestId>;
	}
}
