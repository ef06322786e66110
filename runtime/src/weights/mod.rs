//! What calls, blocks and storage cost on the reference machine. `scripts/weights` writes every file here but this one and
//! `block_limits.rs`; nothing in them is written by hand.

pub mod block_limits;

pub use frame_support::weights::constants::{
	BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight as DbWeight,
};

macro_rules! stock {
	($($pallet:ident),*) => { $( pub mod $pallet { pub type WeightInfo<T> = ::$pallet::weights::SubstrateWeight<T>; } )* };
}
stock!(pallet_timestamp, pallet_migrations, pallet_session, pallet_im_online, pallet_staking, pallet_bags_list,
	pallet_balances, pallet_transaction_payment, pallet_treasury, pallet_utility, pallet_multisig, pallet_proxy, pallet_preimage, pallet_scheduler);


