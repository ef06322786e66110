//! The network of a node: the protocols that it speaks, how it syncs, and how validators find each
//! other.
//!
//! Knows the name of GRANDPA's protocol, not its votes; and nothing of RPC or of who makes blocks.

use crate::client::{FullClient, GrandpaLink, Handles, TransactionPool};
use futures::StreamExt;
use sc_authority_discovery::WorkerConfig;
use sc_consensus::DefaultImportQueue;
use sc_consensus_grandpa::warp_proof::NetworkProvider;
use sc_network::{
	config::{FullNetworkConfiguration, NetworkConfiguration},
	service::traits::NetworkService,
	Event, NetworkBackend, NetworkEventStream, NotificationService, ProtocolName,
};
use sc_network_sync::strategy::warp::WarpSyncConfig;
use sc_service::{config::Configuration, BuildNetworkParams, TaskManager};
use std::sync::Arc;
use substrate_prometheus_endpoint::Registry;
use witan_primitives::{Hash, OpaqueBlock as Block};

/// The parts of a node that its network is made from.
pub struct PlanParams<'a> {
	pub config: &'a Configuration,
	pub handles: &'a Handles,
	pub grandpa_link: &'a GrandpaLink,
	pub import_queue: DefaultImportQueue<Block>,
	pub task_manager: &'a TaskManager,
}

/// A network that is ready to be built with `sc_service::build_network`.
pub struct Plan<'a, N: NetworkBackend<Block, Hash>> {
	pub build:
		BuildNetworkParams<'a, Block, N, TransactionPool, DefaultImportQueue<Block>, FullClient>,
	pub grandpa_protocol: GrandpaProtocol,
}

/// The protocol that carries GRANDPA's votes. Its voter is to be given both.
pub struct GrandpaProtocol {
	pub name: ProtocolName,
	pub notifications: Box<dyn NotificationService>,
}

/// Plans a network with GRANDPA's protocol and warp sync beside what the SDK always has.
pub fn plan<N: NetworkBackend<Block, Hash>>(params: PlanParams) -> Plan<N> {
	let PlanParams { config, handles, grandpa_link, import_queue, task_manager } = params;
	let registry = config.prometheus_registry();
	let metrics = N::register_notification_metrics(registry);
	let mut net_config =
		FullNetworkConfiguration::<_, _, N>::new(&config.network, registry.cloned());

	let name =
		sc_consensus_grandpa::protocol_standard_name(&handles.genesis_hash(), &config.chain_spec);
	let (protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
		name.clone(),
		metrics.clone(),
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(protocol);

	let warp_sync = Arc::new(NetworkProvider::new(
		handles.backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));
	Plan {
		build: BuildNetworkParams {
			config,
			net_config,
			client: handles.client.clone(),
			transaction_pool: handles.transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		},
		grandpa_protocol: GrandpaProtocol { name, notifications },
	}
}

/// Returns what authority discovery publishes, and where it keeps what it found.
pub fn discovery_config(network: &NetworkConfiguration) -> WorkerConfig {
	WorkerConfig {
		publish_non_global_ips: network.allow_non_globals_in_dht,
		public_addresses: network.public_addresses.clone(),
		strict_record_validation: true,
		persisted_cache_directory: network.net_config_path.clone(),
		..Default::default()
	}
}

/// The parts of a node that authority discovery needs.
pub struct DiscoveryParams<'a> {
	pub config: WorkerConfig,
	pub handles: &'a Handles,
	pub network: &'a Arc<dyn NetworkService>,
	pub task_manager: &'a TaskManager,
	pub registry: Option<&'a Registry>,
}

/// Starts to publish this validator's addresses in the DHT, and to find those of the others.
pub fn start_discovery(params: DiscoveryParams) {
	let DiscoveryParams { config, handles, network, task_manager, registry } = params;
	let dht_events = network.event_stream("authority-discovery").filter_map(|event| async move {
		match event {
			Event::Dht(event) => Some(event),
			_ => None,
		}
	});
	let (worker, _) = sc_authority_discovery::new_worker_and_service_with_config(
		config,
		handles.client.clone(),
		Arc::new(network.clone()),
		Box::pin(dht_events),
		sc_authority_discovery::Role::PublishAndDiscover(handles.keystore.clone()),
		registry.cloned(),
		task_manager.spawn_handle(),
	);
	task_manager.spawn_handle().spawn(
		"authority-discovery-worker",
		Some("networking"),
		worker.run(),
	);
}
