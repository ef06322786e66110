//! RPC methods beyond those that `sc-service` gives every node: accounts' nonces, fees, BABE,
//! GRANDPA, sync state, and the ratified client.
//!
//! Knows what the methods answer from. Knows nothing of the network, nor of the servers, which
//! `sc-service` runs.

use crate::{
	client::{FullBackend, GrandpaLink, Handles},
	client_bundle,
};
use jsonrpsee::RpcModule;
use sc_chain_spec::ChainSpec;
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::Error as ServiceError;
use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
use std::sync::Arc;
use witan_primitives::{BlockNumber, Hash, OpaqueBlock as Block};

/// A maker of the methods. The SDK calls it for its servers, and for calls within the process.
pub type Builder = Box<dyn Fn(SubscriptionTaskExecutor) -> Result<RpcModule<()>, ServiceError>>;

/// The parts of a node that the methods need.
pub struct RpcParams<'a> {
	pub handles: Handles,
	pub chain_spec: Box<dyn ChainSpec>,
	pub babe_worker_handle: BabeWorkerHandle<Block>,
	pub grandpa_link: &'a GrandpaLink,
	pub voter_state: SharedVoterState,
}

/// Returns the maker of the methods.
pub fn builder(params: RpcParams) -> Builder {
	let RpcParams { handles, chain_spec, babe_worker_handle, grandpa_link, voter_state } = params;
	let grandpa = GrandpaMethods::new(&handles, grandpa_link, voter_state);
	let methods = Methods { handles, chain_spec, babe_worker_handle, grandpa };
	Box::new(move |executor| methods.module(executor).map_err(Into::into))
}

/// The sources of the methods' answers.
struct Methods {
	handles: Handles,
	chain_spec: Box<dyn ChainSpec>,
	babe_worker_handle: BabeWorkerHandle<Block>,
	grandpa: GrandpaMethods,
}

/// The sources of the GRANDPA methods' answers.
struct GrandpaMethods {
	voter_state: SharedVoterState,
	authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	justifications: GrandpaJustificationStream<Block>,
	finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

impl GrandpaMethods {
	/// Takes what the methods need from the link, before the voter consumes that.
	fn new(handles: &Handles, link: &GrandpaLink, voter_state: SharedVoterState) -> Self {
		let authority_set = link.shared_authority_set().clone();
		Self {
			voter_state,
			justifications: link.justification_stream(),
			finality_proofs: FinalityProofProvider::new_for_service(
				handles.backend.clone(),
				Some(authority_set.clone()),
			),
			authority_set,
		}
	}
}

impl Methods {
	/// Returns all of the methods. Subscriptions run on `executor`.
	fn module(
		&self,
		executor: SubscriptionTaskExecutor,
	) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
		use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
		use substrate_frame_rpc_system::{System, SystemApiServer};

		let Handles { client, select_chain, transaction_pool, keystore, .. } = self.handles.clone();
		let babe = self.babe_worker_handle.clone();
		let authority_set = self.grandpa.authority_set.clone();
		let mut module = RpcModule::new(());
		module.merge(System::new(client.clone(), transaction_pool).into_rpc())?;
		module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
		module.merge(client_bundle::rpc::module(client.clone())?)?;
		module.merge(Babe::new(client.clone(), babe.clone(), keystore, select_chain).into_rpc())?;
		module.merge(
			Grandpa::new(
				executor,
				authority_set.clone(),
				self.grandpa.voter_state.clone(),
				self.grandpa.justifications.clone(),
				self.grandpa.finality_proofs.clone(),
			)
			.into_rpc(),
		)?;
		let chain_spec = self.chain_spec.cloned_box();
		module.merge(SyncState::new(chain_spec, client, authority_set, babe)?.into_rpc())?;
		Ok(module)
	}
}
