//! How each pallet is configured, by subject.

pub mod bodies;
pub mod consensus;
pub mod governance;
pub mod money;
pub mod parameters;
pub mod staking;
pub mod system;
pub mod transactions;
pub mod utilities;
