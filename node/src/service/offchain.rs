//! Off-chain workers: code of the runtime that runs after a block and may submit transactions.
//!
//! Knows the pool, the keystore and the off-chain database. Knows nothing of consensus, and gives
//! workers no HTTP: they learn only what the chain and this node hold.

use crate::client::Handles;
use futures::FutureExt;
use sc_client_api::Backend;
use sc_network::service::traits::NetworkService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{Error as ServiceError, TaskManager};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::sync::Arc;

/// The parts of a node that off-chain workers need.
pub struct OffchainParams<'a> {
	pub handles: &'a Handles,
	pub network: &'a Arc<dyn NetworkService>,
	pub is_validator: bool,
	pub task_manager: &'a TaskManager,
}

/// Starts the task that runs the runtime's off-chain workers after each block.
pub fn start(params: OffchainParams) -> Result<(), ServiceError> {
	let OffchainParams { handles, network, is_validator, task_manager } = params;
	let transaction_pool = handles.transaction_pool.clone();
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: handles.client.clone(),
		keystore: Some(handles.keystore.clone()),
		offchain_db: handles.backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool)),
		network_provider: Arc::new(network.clone()),
		is_validator,
		enable_http_requests: false,
		custom_extensions: |_| vec![],
	})?;
	task_manager.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-worker",
		workers.run(handles.client.clone(), task_manager.spawn_handle()).boxed(),
	);
	Ok(())
}
