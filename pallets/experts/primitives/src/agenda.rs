//! What is due in which block: a double map (block, item), and the first block that is not done with.
//!
//! A pallet puts an item under the block in which something is due, and in `on_idle` takes due items out in the order of
//! their blocks, as many as its weight allows; what it had no weight for is due in the next block.

use alloc::vec::Vec;
use frame_support::{storage::StorageDoubleMap, IterableStorageDoubleMap, StorageValue};
use sp_runtime::traits::AtLeast32BitUnsigned;

/// At most `max_items` of what is due at `now`, found within `max_blocks` blocks from where the last search stopped. Later
/// searches don't look again at blocks in which nothing was left. The caller removes what it has done from `Agenda`.
///
/// Called a few times a block and not once an item: a search walks over what the same block has removed. Reads at most
/// `max_blocks` and `max_items` keys from `Agenda` besides those, and reads and writes `Cursor` once.
pub fn due<BlockNumber, Item, Agenda, Cursor>(
	now: BlockNumber,
	max_blocks: u32,
	max_items: u32,
) -> Vec<(BlockNumber, Item)>
where
	BlockNumber: AtLeast32BitUnsigned + Copy + codec::FullCodec,
	Item: codec::FullCodec,
	Agenda: IterableStorageDoubleMap<BlockNumber, Item, ()>,
	Cursor: StorageValue<BlockNumber, Query = BlockNumber>,
{
	let start = Cursor::get();
	let mut first_left = start;
	let mut block = start;
	let mut items = Vec::new();
	for _ in 0..max_blocks {
		let room = (max_items as usize).saturating_sub(items.len());
		if block > now || room == 0 {
			break;
		}
		items.extend(Agenda::iter_key_prefix(block).take(room).map(|item| (block, item)));
		block.saturating_inc();
		if items.is_empty() {
			first_left = block;
		}
	}
	if first_left != start {
		Cursor::put(first_left);
	}
	items
}

/// Puts an item under a block, or under the first that is not done with if that one is past; gives the block.
pub fn insert<BlockNumber, Item, Agenda, Cursor>(due: BlockNumber, item: Item) -> BlockNumber
where
	BlockNumber: AtLeast32BitUnsigned + Copy + codec::FullCodec,
	Item: codec::FullCodec,
	Agenda: StorageDoubleMap<BlockNumber, Item, (), Query = Option<()>>,
	Cursor: StorageValue<BlockNumber, Query = BlockNumber>,
{
	let due = due.max(Cursor::get());
	Agenda::insert(due, item, ());
	due
}
