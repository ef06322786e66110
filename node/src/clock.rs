//! The machine's clock, checked against the chain's last block before the node starts.
//!
//! A node whose clock is behind that block makes no blocks and refuses all that come. The SDK says
//! nothing of it at start, and little afterwards.

use crate::client::FullClient;
use sc_consensus_babe::{find_pre_digest, BabeConfiguration};
use sc_service::Error as ServiceError;
use sp_blockchain::HeaderBackend;
use sp_consensus_babe::{Slot, SlotDuration};
use sp_timestamp::Timestamp;
use std::time::Duration;
use witan_primitives::OpaqueBlock as Block;

/// The longest time for which a node stands still and only warns of it.
///
/// A clock that is further behind is wrong, or the chain was sealed on demand, a slot for each
/// block. Either is to be put right; nobody waits for it.
pub const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The remedies, whatever the lead.
const REMEDIES: &str = "if the clock is wrong, set it; a chain that was made with --sealing goes \
	on with --sealing, or begins anew with purge-chain or another --base-path";

/// Checks that this machine's clock has reached the chain's last block. Warns if that is a matter
/// of at most [`LONGEST_WAIT`], and fails if it takes longer.
pub fn check(client: &FullClient, babe: &BabeConfiguration) -> Result<(), ServiceError> {
	let Some(head) = client.header(client.info().best_hash)? else { return Ok(()) };
	let slot = find_pre_digest::<Block>(&head)
		.map_err(|error| ServiceError::Other(error.to_string()))?
		.slot();
	if let Some(warning) = judge(slot, babe.slot_duration(), Timestamp::current())? {
		log::warn!("⏰ {warning}");
	}
	Ok(())
}

/// Returns a warning if at `now` the slot of the last block has not begun, apart from the one slot
/// by which clocks may differ. Fails if it begins after more than [`LONGEST_WAIT`].
pub fn judge(
	slot: Slot,
	slot_duration: SlotDuration,
	now: Timestamp,
) -> Result<Option<String>, ServiceError> {
	let begins = Duration::from_millis(slot.saturating_mul(slot_duration.as_millis()));
	let lead = begins.saturating_sub(now.as_duration());
	if lead <= slot_duration.as_duration() {
		return Ok(None);
	}
	let found =
		format!("the chain's last block is {} s ahead of this machine's clock", lead.as_secs());
	if lead > LONGEST_WAIT {
		let error = format!("{found}, and the node would stand still for that long: {REMEDIES}");
		return Err(ServiceError::Other(error));
	}
	Ok(Some(format!("{found}: the node makes and accepts no blocks until then; {REMEDIES}")))
}
