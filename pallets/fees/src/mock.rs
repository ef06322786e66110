//! A chain on which transactions are paid.

use crate as pallet_fees;
use crate::{PriceOfBytes, PriceOfWeight};
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU64, ConstU8, Contains},
};
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};
use sp_runtime::{BuildStorage, Perbill};
use witan_primitives::Balance;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(3)]
	pub type Fees = pallet_fees;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<LEAST>;
	type AccountStore = System;
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = PriceOfWeight<Test>;
	type LengthToFee = PriceOfBytes<Test>;
	type FeeMultiplierUpdate = ConstFeeMultiplier<SameMultiplier>;
	type OperationalFeeMultiplier = ConstU8<5>;
}

parameter_types! {
	pub static PerMillisecond: Balance = 1_000;
	pub static PerByte: Balance = 10;
	pub static BlockAuthor: Option<u64> = Some(AUTHOR);
	pub const TreasuryShare: Perbill = Perbill::from_percent(80);
	pub SameMultiplier: Multiplier = Multiplier::from_u32(1);
}

impl pallet_fees::Config for Test {
	type Currency = Balances;
	type PerMillisecond = PerMillisecond;
	type PerByte = PerByte;
	type TreasuryShare = TreasuryShare;
	type Treasury = ConstU64<TREASURY>;
	type Author = BlockAuthor;
	type OperationalCalls = Remarks;
	type PricedCalls = Silent;
	type ProofLimit = ConstU64<PROOF_LIMIT>;
	type WeightInfo = ();
}

/// The calls that a sender may make as operational ones: remarks without bytes.
pub struct Remarks;
impl Contains<RuntimeCall> for Remarks {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::remark { remark }) if remark.is_empty())
	}
}

/// The calls whose price is right: all but those with an event.
pub struct Silent;
impl Contains<RuntimeCall> for Silent {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(call, RuntimeCall::System(frame_system::Call::remark_with_event { .. }))
	}
}

/// The most proof size that a call may claim.
pub const PROOF_LIMIT: u64 = 1_000;
/// The least balance of an account.
pub const LEAST: Balance = 10;
/// An account that has tokens at genesis.
pub const RICH: u64 = 1;
/// The author of blocks, with [`LEAST`].
pub const AUTHOR: u64 = 2;
/// The treasury, with [`LEAST`].
pub const TREASURY: u64 = 3;
/// The tokens of [`RICH`].
pub const FORTUNE: Balance = 1_000_000_000;

/// Runs `test` in block 1, and checks the invariants after the end of the block.
pub fn in_a_block(test: impl FnOnce()) {
	let balances = vec![(RICH, FORTUNE), (AUTHOR, LEAST), (TREASURY, LEAST)];
	let balances = pallet_balances::GenesisConfig { balances, ..Default::default() };
	let storage = RuntimeGenesisConfig { balances, ..Default::default() }
		.build_storage()
		.expect("accounts are unique");
	sp_io::TestExternalities::new(storage).execute_with(|| {
		System::set_block_number(1);
		test();
		end_block();
	});
}

/// Ends the block, and checks that no token was lost.
pub fn end_block() {
	use frame_support::traits::Hooks;

	TransactionPayment::on_finalize(System::block_number());
	Fees::on_finalize(System::block_number());
	assert_eq!(Fees::do_try_state(), Ok(()));
	let owned: Balance = frame_system::Account::<Test>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(Balances::total_issuance(), owned, "tokens of accounts");
}
