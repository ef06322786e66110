//! The RPC method `client_ratified`.

use super::RatifiedClient;
use crate::client::FullClient;
use jsonrpsee::{
	core::{RegisterMethodError, RpcResult},
	types::ErrorObjectOwned,
	RpcModule,
};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_blockchain::{BlockStatus, HeaderBackend};
use std::sync::Arc;
use witan_experts::ids::DomainId;
use witan_primitives::Hash;
use witan_runtime_apis::governance::GovernanceApi;

/// The method's name.
pub const METHOD: &str = "client_ratified";

/// Returns the method. It takes a domain and optionally a block, by default the last finalised one.
/// Its answer is the client bundle that the domain had ratified last in that block, or null.
///
/// Errors:
///
/// - 20001 if the node has no such block;
/// - 20002 if the block's runtime can't be asked: its state is pruned, or it has no governance;
/// - 20003 if the database failed.
///
/// Written without the RPC macro, whose code for a trait does not compile where only this crate has
/// debug assertions.
pub fn module(client: Arc<FullClient>) -> Result<RpcModule<ClientBundle>, RegisterMethodError> {
	let mut module = RpcModule::new(ClientBundle { client });
	module.register_blocking_method(METHOD, |params, bundle, _| {
		let mut params = params.sequence();
		let (domain, at) = (params.next()?, params.optional_next()?);
		bundle.ratified(domain, at)
	})?;
	Ok(module)
}

/// A failure of the method.
#[derive(Debug)]
pub enum Error {
	/// The node has no such block.
	UnknownBlock(Hash),
	/// The database failed.
	Database(sp_blockchain::Error),
	/// The runtime of the block could not be asked.
	Runtime(ApiError),
}

impl Error {
	/// The number that the codes count from. The SDK's own end at 9 000.
	const BASE: i32 = 20_000;
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		match error {
			Error::UnknownBlock(block) => {
				Self::owned(Error::BASE + 1, format!("the node has no block {block:?}"), None::<()>)
			},
			Error::Runtime(cause) => Self::owned(
				Error::BASE + 2,
				"the block's runtime can't tell the ratified client",
				Some(cause.to_string()),
			),
			Error::Database(cause) => {
				Self::owned(Error::BASE + 3, "the node's database failed", Some(cause.to_string()))
			},
		}
	}
}

/// The node's own state, from which the method answers.
pub struct ClientBundle {
	client: Arc<FullClient>,
}

impl ClientBundle {
	fn block(&self, at: Option<Hash>) -> Result<Hash, Error> {
		let Some(block) = at else { return Ok(self.client.info().finalized_hash) };
		match self.client.status(block).map_err(Error::Database)? {
			BlockStatus::InChain => Ok(block),
			BlockStatus::Unknown => Err(Error::UnknownBlock(block)),
		}
	}

	fn ratified(&self, domain: DomainId, at: Option<Hash>) -> RpcResult<Option<RatifiedClient>> {
		let block = self.block(at)?;
		let ratified = self.client.runtime_api().client(block, domain).map_err(Error::Runtime)?;
		Ok(ratified.map(|client| RatifiedClient {
			hash: client.hash,
			uri: String::from_utf8_lossy(&client.uri).into_owned(),
			post: client.post,
			at: client.at,
		}))
	}
}
