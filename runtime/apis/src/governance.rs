//! Governance: ratified posts, the recommended client, and the check of a directive before it is
//! posted.

use codec::Codec;
use pallet_governance::{Client, RatificationInfo, UpgradeExpiry};
use sp_runtime::DispatchError;
use witan_experts::ids::{DomainId, PostId};
use witan_governance::Directive;

sp_api::decl_runtime_apis! {
	/// Posts that governance pools ratified, and the fate of their directives.
	pub trait GovernanceApi<BlockNumber, Parameter>
	where
		BlockNumber: Codec,
		Parameter: Codec,
	{
		/// Returns how a post was ratified, what it asks for, and what became of that.
		fn ratification(post: PostId) -> Option<RatificationInfo<Parameter, BlockNumber>>;
		/// Returns the authorised upgrade, and the block from which it can't be applied.
		fn authorized_upgrade() -> Option<UpgradeExpiry<BlockNumber>>;
		/// Returns the client that a domain recommends. The constitution's is the chain's.
		fn client(domain: DomainId) -> Option<Client<BlockNumber>>;
		/// Checks that a post of a domain could carry a directive now. The error says why not.
		fn check(domain: DomainId, directive: Directive<Parameter, BlockNumber>) -> Result<(), DispatchError>;
	}
}
