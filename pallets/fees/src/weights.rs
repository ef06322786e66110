//! Weights of the payment for a transaction, and of the end of a block.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights, measured by the runtime's benchmarks.
pub trait WeightInfo {
	/// [`crate::ChargeTransactionPayment`]: check, payment, and the return of what is left.
	fn charge_transaction_payment() -> Weight;
	/// The end of a block in which somebody paid.
	fn on_finalize() -> Weight;
}

/// Upper estimates for tests.
impl WeightInfo for () {
	fn charge_transaction_payment() -> Weight {
		RocksDbWeight::get().reads_writes(1, 1)
	}

	fn on_finalize() -> Weight {
		RocksDbWeight::get().reads_writes(8, 5)
	}
}
