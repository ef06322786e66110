//! Identifiers of the objects that the pallets of bodies of experts store.

use sp_core::H256;

/// Id of a body of experts. Domain 0 is the constitution, whose ratified directives take effect on
/// the chain itself.
pub type DomainId = u32;
/// Id of a post: BLAKE2b-256 of the SCALE encoding of all that it says.
pub type PostId = H256;
/// Id of a validation pool. Ids count up from 0 and are never used again.
pub type PoolId = u64;
/// Id of a service that a business sells. Ids count up from 0.
pub type ServiceId = u32;
/// Id of a customer's order for a service. Ids count up from 0 and are never used again.
pub type RequestId = u64;
