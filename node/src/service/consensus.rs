//! A node's part in consensus: making blocks with BABE, and voting with GRANDPA for those that
//! become final.
//!
//! Knows whether this node is a validator. Knows nothing of RPC, and makes no blocks on demand:
//! that is `sealing`, which takes the place of both.

use super::{network::GrandpaProtocol, parts::JUSTIFICATION_PERIOD};
use crate::{
	authoring::{time::patience, AuthorFactory, AuthorParams},
	client::{GrandpaLink, Handles},
};
use sc_consensus::BoxBlockImport;
use sc_consensus_babe::{BabeLink, BabeParams};
use sc_consensus_grandpa::{GrandpaParams, SharedVoterState, VotingRulesBuilder};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_network::service::traits::NetworkService;
use sc_network_sync::SyncingService;
use sc_service::{Error as ServiceError, Role, TaskManager};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::inherents::InherentDataProvider as SlotInherent;
use sp_core::crypto::key_types;
use sp_keystore::KeystorePtr;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::{PrometheusError, Registry};
use witan_primitives::OpaqueBlock as Block;

/// The time that a vote may take to the other voters. A GRANDPA round takes four times as long.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// Returns the factory of authors, who make blocks whenever BABE or sealing asks for one. Fails if
/// its metrics are registered already.
pub fn new_authors(
	handles: &Handles,
	babe_link: &BabeLink<Block>,
	task_manager: &TaskManager,
	registry: Option<&Registry>,
	telemetry: Option<TelemetryHandle>,
) -> Result<AuthorFactory, PrometheusError> {
	AuthorFactory::new(AuthorParams {
		client: handles.client.clone(),
		pool: handles.transaction_pool.clone(),
		spawner: task_manager.spawn_handle(),
		slot: babe_link.config().slot_duration().as_duration(),
		registry,
		telemetry,
	})
}

/// The parts of a node that authoring needs.
pub struct AuthoringParams<'a> {
	pub handles: &'a Handles,
	pub authors: AuthorFactory,
	pub block_import: BoxBlockImport<Block>,
	pub babe_link: BabeLink<Block>,
	pub sync: Arc<SyncingService<Block>>,
	/// True if blocks are made even without peers.
	pub force: bool,
	pub task_manager: &'a TaskManager,
	pub telemetry: Option<TelemetryHandle>,
}

/// Starts the task that makes this validator's blocks.
pub fn start_authoring(params: AuthoringParams) -> Result<(), ServiceError> {
	let slot_duration = params.babe_link.config().slot_duration();
	let babe = sc_consensus_babe::start_babe(BabeParams {
		keystore: params.handles.keystore.clone(),
		client: params.handles.client.clone(),
		select_chain: params.handles.select_chain.clone(),
		env: params.authors,
		block_import: params.block_import,
		sync_oracle: params.sync.clone(),
		justification_sync_link: params.sync,
		create_inherent_data_providers: move |_, ()| async move {
			let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
			let slot = SlotInherent::from_timestamp_and_slot_duration(*timestamp, slot_duration);
			Ok((slot, timestamp))
		},
		force_authoring: params.force,
		backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging::default()),
		babe_link: params.babe_link,
		block_proposal_slot_portion: patience(),
		// After missed slots an author has more time, for work that the runtime must do. With a
		// bound here, a block whose `on_initialize` takes longer could never be made.
		max_block_proposal_slot_portion: None,
		telemetry: params.telemetry,
	})?;
	params.task_manager.spawn_essential_handle().spawn_blocking(
		"babe-proposer",
		Some("block-authoring"),
		babe,
	);
	Ok(())
}

/// The parts of a node that finality needs.
pub struct FinalityParams<'a> {
	pub handles: Handles,
	/// The node's name in telemetry.
	pub name: String,
	pub role: Role,
	pub grandpa_link: GrandpaLink,
	pub protocol: GrandpaProtocol,
	pub network: Arc<dyn NetworkService>,
	pub sync: Arc<SyncingService<Block>>,
	pub voter_state: SharedVoterState,
	pub task_manager: &'a TaskManager,
	pub registry: Option<&'a Registry>,
	pub telemetry: Option<TelemetryHandle>,
}

/// Starts the task that follows the votes on finality, and as a validator casts its own.
pub fn start_finality(params: FinalityParams) -> Result<(), ServiceError> {
	let Handles { transaction_pool, keystore, .. } = params.handles;
	let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
		config: sc_consensus_grandpa::Config {
			gossip_duration: GOSSIP_DURATION,
			justification_generation_period: JUSTIFICATION_PERIOD,
			name: Some(params.name),
			observer_enabled: false,
			// A node that does not take part in consensus needs no keys for it.
			keystore: params.role.is_authority().then_some(keystore),
			local_role: params.role,
			telemetry: params.telemetry.clone(),
			protocol_name: params.protocol.name,
		},
		link: params.grandpa_link,
		network: params.network,
		sync: Arc::new(params.sync),
		notification_service: params.protocol.notifications,
		telemetry: params.telemetry,
		// Vote for the best block there is. The SDK's default rules hold votes back by two blocks
		// and by a quarter of what is not final yet. That buys fewer votes for blocks that a fork
		// overtakes; safety never rests on it.
		voting_rule: VotingRulesBuilder::new().build(),
		prometheus_registry: params.registry.cloned(),
		shared_voter_state: params.voter_state,
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(transaction_pool),
	})?;
	params.task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	Ok(())
}

/// Warns of session keys that a validator's keystore lacks.
///
/// Without a key a validator takes no part in what the key is for, and nothing else would say so.
pub fn warn_of_missing_keys(keystore: &KeystorePtr) {
	let sr25519 = |key_type| keystore.sr25519_public_keys(key_type).is_empty();
	let ed25519 = |key_type| keystore.ed25519_public_keys(key_type).is_empty();
	let missing: Vec<&str> = [
		("babe", sr25519(key_types::BABE)),
		("gran", ed25519(key_types::GRANDPA)),
		("imon", sr25519(key_types::IM_ONLINE)),
		("audi", sr25519(key_types::AUTHORITY_DISCOVERY)),
	]
	.into_iter()
	.filter_map(|(name, is_missing)| is_missing.then_some(name))
	.collect();
	if !missing.is_empty() {
		log::warn!(
			"🔑 This validator has no session keys of type {}: it will make no blocks and cast no \
			 votes until they are in its keystore (author_rotateKeysWithOwner makes them, then \
			 announce them with Session.setKeys; or key insert)",
			missing.join(", ")
		);
	}
}
