//! The types that the pallet stores and shows.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::BoundedVec;
use scale_info::TypeInfo;
use sp_core::ConstU32;

/// The most bytes of a domain's metadata.
pub const MAX_METADATA: u32 = 256;
/// The description that a domain has of itself: text, or a reference to it.
pub type Metadata = BoundedVec<u8, ConstU32<MAX_METADATA>>;

/// The identity of a domain, with its deposit.
#[frame_support::stored(no_skip_type_params)]
pub struct Profile<AccountId, Ticket> {
	/// The account that made the domain.
	pub founder: AccountId,
	pub metadata: Metadata,
	/// The founder's deposit. `None` if it is a genesis domain.
	pub ticket: Option<Ticket>,
}

/// The identity of a domain as users see it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProfileInfo<AccountId> {
	/// The account that made the domain.
	pub founder: AccountId,
	pub metadata: Vec<u8>,
}

impl<AccountId, Ticket> From<Profile<AccountId, Ticket>> for ProfileInfo<AccountId> {
	fn from(Profile { founder, metadata, .. }: Profile<AccountId, Ticket>) -> Self {
		Self { founder, metadata: metadata.into_inner() }
	}
}
