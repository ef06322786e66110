//! Costs of calls, blocks and storage: the weights that all runtimes share, and those of the
//! pallets that only this one has. `scripts/weights` writes every file in `weights/`.

pub mod pallet_bags_list;
pub mod pallet_staking;

pub use witan_runtime_common::weights::*;
