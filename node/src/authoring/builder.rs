//! A block in the making. The runtime applies each extrinsic that is added.
//!
//! Knows the runtime's APIs. Knows nothing of the pool or of time.
//!
//! The SDK's builder calls the runtime once for each extrinsic. Each call sets a new instance's
//! memory up and clears it away. Ours adds many in one call, if the chain's runtime has the API for
//! it.

use crate::client::FullClient;
use codec::Encode;
use sp_api::{
	ApiError, ApiExt, ApiRef, CallApiAt, Core, ProvideRuntimeApi, StorageChanges,
	TransactionOutcome::{Commit, Rollback},
};
use sp_block_builder::BlockBuilder as _;
use sp_blockchain::{ApplyExtrinsicFailed, Error};
use sp_core::traits::CallContext;
use sp_inherents::InherentData;
use sp_runtime::{
	traits::{Block as _, Header as _},
	ApplyExtrinsicResult, Digest, ExtrinsicInclusionMode, OpaqueExtrinsic, Weight,
};
use witan_primitives::{Hash, Header, OpaqueBlock as Block};
use witan_runtime_apis::authoring::AuthoringApi;

/// The weight by which one call may let the block grow before it takes no more extrinsics: 10 ms.
/// An author looks at the clock only between calls. So it is late by at most 10 ms and the
/// extrinsic that exceeds them.
const BUDGET: Weight = Weight::from_parts(10_000_000_000, u64::MAX);

/// A block in the making.
pub struct Builder<'a> {
	client: &'a FullClient,
	runtime: ApiRef<'a, <FullClient as ProvideRuntimeApi<Block>>::Api>,
	parent: Hash,
	/// The encoded size of the header in bytes.
	header_size: usize,
	mode: ExtrinsicInclusionMode,
	/// True if the runtime applies many extrinsics in one call.
	applies_many: bool,
	extrinsics: Vec<OpaqueExtrinsic>,
}

impl<'a> Builder<'a> {
	/// Begins a block on top of a parent.
	pub fn new(client: &'a FullClient, parent: &Header, digest: Digest) -> Result<Self, Error> {
		let parent_hash = parent.hash();
		let header = Header::new(
			parent.number.saturating_add(1),
			Default::default(),
			Default::default(),
			parent_hash,
			digest,
		);
		let mut runtime = client.runtime_api();
		runtime.set_call_context(CallContext::Onchain { import: false });
		let mode = runtime.initialize_block(parent_hash, &header)?;
		let applies_many = runtime.has_api::<dyn AuthoringApi<Block>>(parent_hash)?;
		Ok(Self {
			client,
			runtime,
			parent: parent_hash,
			header_size: header.encoded_size(),
			mode,
			applies_many,
			extrinsics: Vec::new(),
		})
	}

	/// Returns the kinds of extrinsics that the runtime takes in this block.
	pub fn mode(&self) -> ExtrinsicInclusionMode {
		self.mode
	}

	/// Returns the encoded size of the block so far, in bytes.
	pub fn size(&self) -> usize {
		self.header_size.saturating_add(self.extrinsics.encoded_size())
	}

	/// Returns the inherents that the runtime makes of the data.
	pub fn create_inherents(&self, data: InherentData) -> Result<Vec<OpaqueExtrinsic>, Error> {
		let inherents = self.runtime.execute_in_transaction(|runtime| {
			Rollback(runtime.inherent_extrinsics(self.parent, data))
		})?;
		Ok(inherents)
	}

	/// Adds an extrinsic. Fails if the runtime refuses it.
	pub fn push(&mut self, extrinsic: OpaqueExtrinsic) -> Result<(), Error> {
		match self.apply(vec![extrinsic])?.pop() {
			Some(Err(reason)) => Err(ApplyExtrinsicFailed::Validity(reason).into()),
			_ => Ok(()),
		}
	}

	/// Adds extrinsics in their order, until the runtime refuses one or has done enough for one
	/// call. Returns the results of those that it came to, at least of the first. An extrinsic is
	/// in the block if its result is `Ok`.
	///
	/// Fails if the runtime does. Then none of them is in the block.
	pub fn apply(
		&mut self,
		extrinsics: Vec<OpaqueExtrinsic>,
	) -> Result<Vec<ApplyExtrinsicResult>, Error> {
		let results = match extrinsics.first() {
			Some(first) if !self.applies_many => vec![self.apply_one(first.clone())?],
			_ => self.apply_many(extrinsics.clone())?,
		};
		let tried = extrinsics.into_iter().zip(&results);
		let accepted = tried.filter(|(_, result)| result.is_ok());
		self.extrinsics.extend(accepted.map(|(extrinsic, _)| extrinsic));
		Ok(results)
	}

	/// Lets the runtime apply an extrinsic. If it is refused, no trace of it remains.
	fn apply_one(&self, extrinsic: OpaqueExtrinsic) -> Result<ApplyExtrinsicResult, ApiError> {
		self.runtime.execute_in_transaction(|runtime| {
			match runtime.apply_extrinsic(self.parent, extrinsic) {
				accepted @ Ok(Ok(_)) => Commit(accepted),
				refused => Rollback(refused),
			}
		})
	}

	/// Lets the runtime apply extrinsics in one call of its API. If the call fails, no trace of it
	/// remains.
	///
	/// The transaction is ours, because the SDK opens one around a call only as long as nobody has
	/// used `execute_in_transaction`. From then on it takes one for open.
	fn apply_many(
		&self,
		extrinsics: Vec<OpaqueExtrinsic>,
	) -> Result<Vec<ApplyExtrinsicResult>, Error> {
		let possible = 1..=extrinsics.len();
		self.runtime.execute_in_transaction(|runtime| {
			match runtime.apply_extrinsics(self.parent, extrinsics, BUDGET) {
				Ok(results) if possible.contains(&results.len()) => Commit(Ok(results)),
				Ok(results) => {
					let wrong = format!("the runtime returned {} results", results.len());
					Rollback(Err(Error::Application(wrong.into())))
				},
				Err(error) => Rollback(Err(error.into())),
			}
		})
	}

	/// Ends the block. Returns it with its changes of the state.
	pub fn build(self) -> Result<(Block, StorageChanges<Block>), Error> {
		let header = self.runtime.finalize_block(self.parent)?;
		let state = CallApiAt::<Block>::state_at(self.client, self.parent)?;
		let changes = self
			.runtime
			.into_storage_changes(&state, self.parent)
			.map_err(Error::StorageChanges)?;
		Ok((Block::new(header, self.extrinsics), changes))
	}
}
