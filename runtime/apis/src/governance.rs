//! Governance: ratified posts, the client that is recommended, and whether a directive could be posted.

use codec::Codec;
use pallet_governance::{Client, RatificationInfo};
use sp_runtime::DispatchError;
use witan_experts::ids::{DomainId, PostId};
use witan_governance::Directive;

sp_api::decl_runtime_apis! {
	/// Posts that governance pools ratified, and what became of their directives.
	pub trait GovernanceApi<BlockNumber, Parameter>
	where
		BlockNumber: Codec,
		Parameter: Codec,
	{
		/// How a post was ratified, what it asks for, and what became of that.
		fn ratification(post: PostId) -> Option<RatificationInfo<Parameter, BlockNumber>>;
		/// The client that a domain recommends; the constitution's is the chain's.
		fn client(domain: DomainId) -> Option<Client<BlockNumber>>;
		/// Whether a post of a domain could carry a directive now, and if not why.
		fn check(domain: DomainId, directive: Directive<Parameter, BlockNumber>) -> Result<(), DispatchError>;
	}
}
