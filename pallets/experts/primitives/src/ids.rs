//! Identifiers of what the pallets of bodies of experts store.

use sp_core::H256;

/// A body of experts. Domain 0 is the constitution, whose ratified directives reach the chain itself.
pub type DomainId = u32;
/// A post: BLAKE2b-256 of the SCALE encoding of what it says.
pub type PostId = H256;
/// A validation pool. Ids count up from 0 and are never used again.
pub type PoolId = u64;
/// What a business sells. Ids count up from 0.
pub type ServiceId = u32;
/// A customer's order for a service. Ids count up from 0 and are never used again.
pub type RequestId = u64;
