//! Governance: what a post can ask for, and what pallets say to each other about it.

#![cfg_attr(not(feature = "std"), no_std)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, DispatchResult};
use sp_weights::Weight;
use witan_experts::{domain::DomainParameter, forum::MAX_URI, ids::DomainId};

/// The domain whose ratified directives reach the chain itself.
pub const CONSTITUTION: DomainId = 0;

/// An instruction in a post, which takes effect when a governance pool has ratified the post.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Directive<Parameter, BlockNumber> {
	/// What to do.
	pub action: Action<Parameter, BlockNumber>,
	/// The block in which it takes effect at the earliest. It never does before the enactment delay is over, which begins when
	/// the post is ratified.
	pub activate_at: Option<BlockNumber>,
}

/// What a directive does.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Action<Parameter, BlockNumber> {
	/// Sets a parameter of the chain, or without a value resets it to its default. Of the [`CONSTITUTION`] alone.
	SetParameter(Parameter),
	/// Sets a parameter of the post's own domain.
	SetDomain(DomainParameter<BlockNumber>),
	/// Lets anyone replace the chain's runtime by the one with this hash, if its version is higher. Of the [`CONSTITUTION`]
	/// alone.
	AuthorizeUpgrade {
		/// BLAKE2b-256 of the code.
		code_hash: H256,
	},
	/// Makes a call that is noted as a preimage, with the origin `Ratified`. Of the [`CONSTITUTION`] alone.
	Dispatch {
		/// BLAKE2b-256 of the encoded call.
		hash: H256,
		/// Bytes of the encoded call.
		len: u32,
		/// What the call weighs at most.
		weight: Weight,
	},
	/// Replaces the client that the domain recommends, which is the chain's if the domain is the [`CONSTITUTION`].
	ReplaceClient {
		/// BLAKE2b-256 of the bundle.
		hash: H256,
		/// Where it can be had.
		uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	},
}

/// Says whether a post may carry a directive.
pub trait CheckDirective<Directive> {
	/// Whether a directive of a domain's post could take effect as things are now.
	fn check(domain: DomainId, directive: &Directive) -> DispatchResult;

	/// The most weight that [`Self::check`] takes.
	fn weight() -> Weight;
}
