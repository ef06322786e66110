//! Directives, which posts carry, and the trait by which pallets check them.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(rustdoc::broken_intra_doc_links)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{AccountId32, BoundedVec, DispatchResult};
use sp_weights::Weight;
use witan_experts::{domain::DomainParameter, forum::MAX_URI, ids::DomainId};

/// The domain whose ratified directives take effect on the chain itself.
pub const CONSTITUTION: DomainId = 0;

/// An instruction in a post, which takes effect when a governance pool has ratified the post.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Directive<Parameter, BlockNumber> {
	/// The instruction.
	pub action: Action<Parameter, BlockNumber>,
	/// Earliest block in which it takes effect. It also waits for the end of the enactment delay,
	/// which begins when the post is ratified.
	pub activate_at: Option<BlockNumber>,
}

/// Effect of a directive.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Action<Parameter, BlockNumber> {
	/// Sets a parameter of the chain, or resets it to its default if there is no value. Only for
	/// the [`CONSTITUTION`].
	SetParameter(Parameter),
	/// Sets a parameter of the post's own domain.
	SetDomain(DomainParameter<BlockNumber>),
	/// Lets anyone replace the chain's runtime by the one with this hash, if its version is
	/// higher. Only for the [`CONSTITUTION`].
	AuthorizeUpgrade {
		/// BLAKE2b-256 of the code.
		code_hash: H256,
	},
	/// Dispatches a call that is noted as a preimage, with the origin `Ratified`. Only for the
	/// [`CONSTITUTION`].
	Dispatch {
		/// BLAKE2b-256 of the encoded call.
		hash: H256,
		/// Length of the encoded call, in bytes.
		len: u32,
		/// Maximum weight of the call.
		weight: Weight,
	},
	/// Replaces the client that the domain recommends. The chain's client is the one that the
	/// [`CONSTITUTION`] recommends.
	ReplaceClient {
		/// BLAKE2b-256 of the bundle.
		hash: H256,
		/// Address of the bundle.
		uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	},
	/// Undoes what the chain or a directive has done. Only for the [`CONSTITUTION`].
	Undo(Undo<BlockNumber>),
}

/// Maximum number of validators whose slashes one directive cancels. A fault of a client can hit
/// all that have a seat.
pub const MAX_SPARED: u32 = 100;

/// Undoing, which can do nothing else. It is decided fast.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Undo<BlockNumber> {
	/// Cancels slashes that are not applied yet, with what nominators would lose by them.
	///
	/// It names validators and not places in the list of slashes: those change when another
	/// directive cancels some.
	CancelSlash {
		/// Era at whose start they are due: that of the offence, the deferral and one more.
		era: u32,
		/// Validators, all of whose slashes of that era are cancelled.
		validators: BoundedVec<AccountId32, ConstU32<MAX_SPARED>>,
	},
	/// Cancels a scheduled task, unless it is a directive's.
	CancelTask(Task<BlockNumber>),
	/// Voids the authorised upgrade.
	VoidUpgrade,
}

/// Task of the chain's scheduler.
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
pub enum Task<BlockNumber> {
	/// Task with a name.
	Named([u8; 32]),
	/// Task at a place of a block's agenda.
	At {
		/// Block for which it was scheduled.
		block: BlockNumber,
		/// Place in the agenda of that block.
		index: u32,
	},
}

/// Checks directives before posts carry them.
pub trait CheckDirective<Directive> {
	/// Checks that a directive of a domain's post could take effect as things are now.
	fn check(domain: DomainId, directive: &Directive) -> DispatchResult;

	/// Returns the maximum weight of [`Self::check`].
	fn weight() -> Weight;
}
