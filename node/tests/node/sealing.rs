//! Tests of the text by which blocks on demand are asked for.

use std::time::Duration;
use witan_node::sealing::Sealing;

// Protects: blocks come as asked for, and a pace that no node keeps is refused.
#[test]
fn sealing_should_be_read_from_its_text() {
	assert_eq!("instant".parse(), Ok(Sealing::Instant));
	assert_eq!("interval=10".parse(), Ok(Sealing::Interval(Duration::from_millis(10))));
	for wrong in
		["", "Instant", "interval", "interval=", "interval=9", "interval=1s", "interval=-5"]
	{
		assert!(wrong.parse::<Sealing>().is_err(), "{wrong}");
	}
}
