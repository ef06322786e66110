//! Agendas: a double map (block, item), and a cursor, the first block that may have items left.
//!
//! A pallet files an item under the block in which it is due. In `on_idle` it takes due items in
//! the order of their blocks, as many as its weight allows. The rest are due in the next block.

use alloc::vec::Vec;
use frame_support::{storage::StorageDoubleMap, IterableStorageDoubleMap, StorageValue};
use sp_runtime::traits::AtLeast32BitUnsigned;

/// Returns at most `max_items` of the items that are due at `now`, from at most `max_blocks` blocks
/// from the cursor on. Moves the cursor past leading blocks in which nothing is left, so that later
/// searches skip them. The caller removes from `Agenda` the items that it has dealt with.
///
/// # Complexity
///
/// Reads at most `max_blocks` and `max_items` keys of `Agenda`. It also walks over those that the
/// same block has removed: call it a few times a block, not once an item. Reads and writes `Cursor`
/// once.
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

/// Files an item under a block, or under the cursor's block if that is later. Returns the block.
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
