//! Costs of calls, blocks and storage on the reference machine. `scripts/weights` writes every file
//! in `weights/`, and `runtime/weights.lock` says what each was measured from.
//!
//! Some weights are the SDK's own: BABE's and GRANDPA's equivocation reports, for which it has no
//! benchmarks. So are ImOnline's heartbeats, whose benchmark only runs
//! on a chain of a hundred validators.

mod base;
pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_availability;
pub mod pallet_balances;
pub mod pallet_business;
pub mod pallet_domains;
pub mod pallet_fees;
pub mod pallet_forum;
pub mod pallet_governance;
pub mod pallet_migrations;
pub mod pallet_multisig;
pub mod pallet_parameters;
pub mod pallet_preimage;
pub mod pallet_proxy;
pub mod pallet_reputation;
pub mod pallet_scheduler;
pub mod pallet_session;
pub mod pallet_timestamp;
pub mod pallet_treasury;
pub mod pallet_utility;
pub mod pallet_validation_pool;

pub use base::{BlockExecutionWeight, DbWeight, ExtrinsicBaseWeight};
