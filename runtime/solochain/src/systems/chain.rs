//! The chain itself: blocks, consensus, staking, money, and tools for accounts.

pub mod block_limits;
pub mod consensus;
pub mod election;
pub mod money;
pub mod nesting;
pub mod proxies;
pub mod staking;
pub mod system;
pub mod transactions;
pub mod utilities;
