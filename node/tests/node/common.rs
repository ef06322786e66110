//! Inputs that several of these tests have.

use sp_runtime::traits::Header as _;
use witan_primitives::Header;

/// Returns the header of a block with number 7, whose other fields are empty.
pub fn header() -> Header {
	Header::new(7, Default::default(), Default::default(), Default::default(), Default::default())
}
