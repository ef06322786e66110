//! The size of a block in the making.

use codec::Encode;

/// Bytes by which the count of extrinsics, which precedes them in an encoded block, can grow.
const COUNT_GROWTH: usize = 4;

/// The encoded size of a block in bytes, kept as a sum, so that adding a transaction takes as long
/// in a full block as in an empty one. It is never less than the block's, and at most 4 bytes more.
#[derive(Clone, Copy, Debug)]
pub struct BlockSize(usize);

impl BlockSize {
	/// Makes the size of a block that has `encoded` bytes so far.
	pub fn new(encoded: usize) -> Self {
		Self(encoded.saturating_add(COUNT_GROWTH))
	}

	/// Returns the size with one more extrinsic.
	pub fn with(self, extrinsic: &impl Encode) -> Self {
		Self(self.0.saturating_add(extrinsic.encoded_size()))
	}

	/// Returns the number of bytes.
	pub fn bytes(self) -> usize {
		self.0
	}
}
