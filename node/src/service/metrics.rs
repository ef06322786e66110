//! Metrics of the chain's own work, beside those that the SDK has of the node.
//!
//! They tell what waits and for how long, and of elections, weight and fees. They count slots
//! without a block, and heights with two. While the node catches up with its network they stand
//! still: they describe the chain as it goes on, not its past.
//!
//! Knows the runtime's `HealthApi` and what the client says of blocks. Makes no block and no vote.

use crate::client::{FullClient, Handles};
use futures::StreamExt;
use sc_client_api::{BlockchainEvents, FinalityNotifications, ImportNotifications};
use sc_network_sync::SyncingService;
use sc_service::{Error as ServiceError, TaskManager};
use sp_api::{ApiError, ApiExt, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_consensus::SyncOracle;
use std::sync::Arc;
use substrate_prometheus_endpoint::{
	register, Counter, Gauge, PrometheusError, Registry, F64, U64,
};
use witan_primitives::{BlockNumber, Hash, Header, OpaqueBlock as Block};
use witan_runtime_apis::health::{Health, HealthApi, Migration};

/// Notices of finality that are taken at once. Only the newest is looked at, whose block descends
/// from those of the others.
const NOTICES: usize = 64;

/// Picoseconds, the unit of weight, in a second.
const PICOSECONDS: f64 = 1e12;

/// Starts the tasks that keep the metrics.
pub fn start(
	handles: &Handles,
	sync: Arc<SyncingService<Block>>,
	task_manager: &TaskManager,
	registry: &Registry,
) -> Result<(), ServiceError> {
	let client = &handles.client;
	let spawner = task_manager.spawn_handle();
	let watch = Watch {
		client: client.clone(),
		sync: sync.clone(),
		gauges: Gauges::register(registry)?,
		blocks: counter(
			registry,
			"witan_finalised_blocks_total",
			"Blocks that became final while the node followed its network",
		)?,
		slots: counter(
			registry,
			"witan_slots_without_block_total",
			"Slots between finalised blocks in which none of them was made",
		)?,
	};
	let finalised = client.finality_notification_stream();
	// Asking the runtime may take as long as a transaction.
	spawner.spawn_blocking("health-metrics", "metrics", watch.run(finalised));

	let doubles = counter(
		registry,
		"witan_blocks_at_known_height_total",
		"Imported blocks at a height at which another had been imported before",
	)?;
	let heights = Heights::new(client.info().best_number);
	let imported = client.import_notification_stream();
	spawner.spawn("import-metrics", "metrics", count_doubles(imported, sync, heights, doubles));
	Ok(())
}

fn counter(registry: &Registry, name: &str, help: &str) -> Result<Counter<U64>, PrometheusError> {
	register(Counter::new(name, help)?, registry)
}

/// A gauge of the chain's health: its name, its help, and its value.
type Reading = (&'static str, &'static str, fn(&Health) -> f64);

/// The gauges of the chain's health, all of the same finalised block.
const READINGS: [Reading; 23] = [
	("witan_health_block", "Finalised block of which the other gauges of health tell", |of| {
		of.block.into()
	}),
	("witan_health_draws_overdue", "Draws of experts that are due and not made, up to 512", |of| {
		of.draws.overdue.into()
	}),
	("witan_health_draws_lag_blocks", "Blocks since the first overdue draw was due", |of| {
		of.draws.lag.into()
	}),
	(
		"witan_health_orders_lag_blocks",
		"Blocks of the agenda of orders that are not finished: no-shows and verdicts",
		|of| of.orders_lag.into(),
	),
	(
		"witan_health_pools_lag_blocks",
		"Blocks of the agenda of validation pools that are not finished: pools to decide",
		|of| of.pools_lag.into(),
	),
	(
		"witan_health_settlement_queue_pools",
		"Decided pools in the queue whose votes are not settled, and gaps between them",
		|of| of.settlement.pools as f64,
	),
	(
		"witan_health_settlement_front_votes",
		"Votes of the first pool in the queue that are not settled",
		|of| of.settlement.votes.into(),
	),
	("witan_health_forum_queue_steps", "Steps of propagation that wait in all domains", |of| {
		of.propagation as f64
	}),
	(
		"witan_health_tasks_lag_blocks",
		"Blocks of the scheduler's agenda that are not finished: directives and other tasks",
		|of| of.tasks_lag.into(),
	),
	(
		"witan_health_migration_blocks",
		"Blocks since a migration of many blocks began; 0 if none is under way",
		|of| match of.migration {
			Migration::UnderWay { blocks } => blocks.into(),
			Migration::None | Migration::Stuck => 0.0,
		},
	),
	(
		"witan_health_migration_under_way",
		"1 while a migration of many blocks keeps transactions waiting, stuck or not",
		|of| (of.migration != Migration::None).into(),
	),
	("witan_health_migration_stuck", "1 if a migration has failed and stopped the chain", |of| {
		(of.migration == Migration::Stuck).into()
	}),
	("witan_health_weight_normal_seconds", "Weight of users' transactions in the block", |of| {
		seconds(of.weight.normal)
	}),
	(
		"witan_health_weight_operational_seconds",
		"Weight of operational transactions in the block",
		|of| seconds(of.weight.operational),
	),
	(
		"witan_health_weight_mandatory_seconds",
		"Weight of inherents and hooks in the block, with what on_idle took",
		|of| seconds(of.weight.mandatory),
	),
	("witan_health_weight_limit_seconds", "Most weight of a block without on_idle", |of| {
		seconds(of.weight.most)
	}),
	("witan_health_fee_multiplier_ratio", "Multiplier of the next block's fees", |of| {
		of.fee_multiplier.to_float()
	}),
	("witan_health_session", "Current session", |of| of.staking.session.into()),
	("witan_health_active_era", "Era whose validators make blocks", |of| {
		of.staking.active_era.into()
	}),
	("witan_health_elected_era", "Era of the last election that succeeded", |of| {
		of.staking.elected_era.into()
	}),
	("witan_health_election_overdue_sessions", "Sessions by which an election is late", |of| {
		of.staking.overdue_sessions.into()
	}),
	("witan_health_validator_candidates", "Accounts that want to be validators", |of| {
		of.staking.candidates.into()
	}),
	("witan_health_nominators", "Accounts that nominate validators", |of| {
		of.staking.nominators.into()
	}),
];

fn seconds(weight: u64) -> f64 {
	weight as f64 / PICOSECONDS
}

/// The gauges of the chain's health, and one that tells if they are known.
struct Gauges {
	available: Gauge<U64>,
	/// Gauges in the order of [`READINGS`].
	readings: Vec<Gauge<F64>>,
}

impl Gauges {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let available = Gauge::new(
			"witan_health_available",
			"1 if the runtime told its health of the newest finalised block, 0 if not or not asked",
		)?;
		let readings = READINGS
			.iter()
			.map(|(name, help, _)| register(Gauge::<F64>::new(*name, *help)?, registry));
		Ok(Self {
			available: register(available, registry)?,
			readings: readings.collect::<Result<_, _>>()?,
		})
	}

	fn set(&self, health: &Health) {
		for (gauge, (_, _, value)) in self.readings.iter().zip(READINGS) {
			gauge.set(value(health));
		}
	}
}

/// The task that looks at each finalised block, or at the newest if several came at once.
struct Watch {
	client: Arc<FullClient>,
	sync: Arc<SyncingService<Block>>,
	gauges: Gauges,
	/// Blocks that became final.
	blocks: Counter<U64>,
	/// Slots without a block.
	slots: Counter<U64>,
}

impl Watch {
	async fn run(self, finalised: FinalityNotifications<Block>) {
		let mut finalised = finalised.ready_chunks(NOTICES);
		let mut last: Option<Place> = None;
		let mut known = true;
		while let Some(notices) = finalised.next().await {
			let Some(newest) = notices.last() else { continue };
			if self.sync.is_major_syncing() {
				self.gauges.available.set(0);
				last = None;
				continue;
			}
			known = self.look(newest.hash, known);
			let Some(place) = Place::of(&newest.header) else { continue };
			if let Some(last) = last {
				self.blocks.inc_by(place.blocks_since(last));
				self.slots.inc_by(place.slots_lost_since(last));
			}
			last = Some(place);
		}
	}

	/// Sets the gauges to the health of a block. Returns true if it is known. Logs if that changes,
	/// since otherwise the gauges would show old values without a word.
	fn look(&self, block: Hash, known_before: bool) -> bool {
		let known: Result<(), String> = match self.ask(block) {
			Ok(Some(health)) => {
				self.gauges.set(&health);
				Ok(())
			},
			Ok(None) => Err("the chain's runtime has no HealthApi".into()),
			Err(error) => Err(error.to_string()),
		};
		self.gauges.available.set(known.is_ok().into());
		match &known {
			Ok(()) if !known_before => log::info!("🩺 The metrics of the chain's health are on"),
			Err(cause) if known_before => {
				log::warn!("🩺 The metrics of the chain's health are off: {cause}");
			},
			Ok(()) | Err(_) => (),
		}
		known.is_ok()
	}

	/// Returns the health of a block. `None` if its runtime can't tell it.
	fn ask(&self, block: Hash) -> Result<Option<Health>, ApiError> {
		let runtime = self.client.runtime_api();
		match runtime.has_api::<dyn HealthApi<Block>>(block)? {
			true => runtime.health(block).map(Some),
			false => Ok(None),
		}
	}
}

/// The place of a block in its chain and in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
	pub number: BlockNumber,
	pub slot: u64,
}

impl Place {
	/// Returns the place that a header tells. `None` for the genesis block, which has no slot.
	fn of(header: &Header) -> Option<Self> {
		if header.number == 0 {
			return None;
		}
		let claim = sc_consensus_babe::find_pre_digest::<Block>(header).ok()?;
		Some(Self { number: header.number, slot: claim.slot().into() })
	}

	/// Returns the number of blocks after an ancestor, up to this one.
	pub fn blocks_since(self, ancestor: Self) -> u64 {
		self.number.saturating_sub(ancestor.number).into()
	}

	/// Returns the slots from an ancestor to this block in which no block of their chain was made.
	pub fn slots_lost_since(self, ancestor: Self) -> u64 {
		let slots = self.slot.saturating_sub(ancestor.slot);
		slots.saturating_sub(self.blocks_since(ancestor))
	}
}

async fn count_doubles(
	mut imported: ImportNotifications<Block>,
	sync: Arc<SyncingService<Block>>,
	mut heights: Heights,
	doubles: Counter<U64>,
) {
	while let Some(block) = imported.next().await {
		let known = heights.note(block.header.number);
		if known && !sync.is_major_syncing() {
			doubles.inc();
		}
	}
}

/// The heights at which a block is known: all up to the highest, since each block has a parent.
pub struct Heights {
	highest: BlockNumber,
}

impl Heights {
	/// Begins with a chain of this height.
	pub fn new(highest: BlockNumber) -> Self {
		Self { highest }
	}

	/// Notes an imported block. Returns true if another was known at its height.
	pub fn note(&mut self, number: BlockNumber) -> bool {
		let known = number <= self.highest;
		self.highest = self.highest.max(number);
		known
	}
}
