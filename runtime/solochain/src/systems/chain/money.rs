//! The currency, what transactions pay, and the treasury.

use crate::*;
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		tokens::{imbalance::ResolveTo, UnityAssetBalanceConversion},
		ConstU128, ConstU32, ConstU64, ConstU8, Contains, Get, MapSuccess, VariantCountOf,
	},
	PalletId,
};
use pallet_governance::EnsureConstitution;
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use parameters::dynamic_params::fees;
use sp_runtime::{
	traits::{AccountIdConversion, BlakeTwo256, Bounded, Hash as _, IdentityLookup, One, Replace},
	FixedPointNumber, Permill, Perquintill,
};
use witan_runtime_common::{systems::chain::PayAndLive, time::DAY};

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
	type Balance = Balance;
	// Dust of an account that is reaped is burned.
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<{ witan_primitives::EXISTENTIAL_DEPOSIT }>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

parameter_types! {
	/// Fees stay as they are while blocks are a quarter full.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// A day of full blocks of 3 s multiplies fees by about 5.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	pub MinimumMultiplier: Multiplier = Multiplier::one();
	pub MaximumMultiplier: Multiplier = Bounded::max_value();
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	// Only says which tokens fees are announced in: `Fees` charges.
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = pallet_fees::PriceOfWeight<Runtime>;
	type LengthToFee = pallet_fees::PriceOfBytes<Runtime>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
}

impl pallet_fees::Config for Runtime {
	type Currency = Balances;
	type PerMillisecond = fees::PerMillisecond;
	type PerByte = fees::PerByte;
	type TreasuryShare = fees::TreasuryShare;
	type Treasury = TreasuryAccount;
	type Author = BlockAuthor;
	type OperationalCalls = AppliesUpgrade;
	type PricedCalls = super::nesting::NotTooDeep;
	type ProofLimit = ConstU64<{ super::block_limits::PROOF }>;
	type WeightInfo = weights::pallet_fees::WeightInfo<Runtime>;
}

/// The one operational call that anyone may make: it applies the authorised upgrade. With other
/// code it would fail, and megabytes of that would fill blocks at a price that does not rise.
pub struct AppliesUpgrade;
impl Contains<RuntimeCall> for AppliesUpgrade {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { code }) => {
				// Nobody hashes code while none is authorised.
				Governance::authorized().is_some_and(|hash| hash == BlakeTwo256::hash(code))
			},
			_ => false,
		}
	}
}

/// The author of this block, if the chain knows it.
pub struct BlockAuthor;
impl Get<Option<AccountId>> for BlockAuthor {
	fn get() -> Option<AccountId> {
		Authorship::author()
	}
}

parameter_types! {
	pub const TreasuryPalletId: PalletId = PalletId(*b"wtn/trsy");
	pub TreasuryAccount: AccountId = TreasuryPalletId::get().into_account_truncating();
	pub const SpendPeriod: BlockNumber = DAY;
	/// The time in which an approved payment can be claimed: 30 days.
	pub const PayoutPeriod: BlockNumber = 30 * DAY;
	pub const MaxSpend: Balance = Balance::MAX;
	/// The treasury's burn: none. Whatever is not spent stays.
	pub const NoBurn: Permill = Permill::zero();
}

/// The treasury as recipient of slashes, and of the tokens that staking mints beyond rewards.
pub type ToTreasury = ResolveTo<TreasuryAccount, Balances>;

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = EnsureConstitution;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = SpendPeriod;
	type Burn = NoBurn;
	type PalletId = TreasuryPalletId;
	type BurnDestination = ();
	type WeightInfo = weights::pallet_treasury::WeightInfo<Runtime>;
	type SpendFunds = ();
	type MaxApprovals = ConstU32<100>;
	type SpendOrigin = MapSuccess<EnsureConstitution, Replace<MaxSpend>>;
	type AssetKind = ();
	type Beneficiary = AccountId;
	type BeneficiaryLookup = IdentityLookup<AccountId>;
	type Paymaster = PayAndLive<Balances, TreasuryAccount>;
	type BalanceConverter = UnityAssetBalanceConversion;
	type PayoutPeriod = PayoutPeriod;
	type BlockNumberProvider = System;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = TreasuryArguments;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct TreasuryArguments;
#[cfg(feature = "runtime-benchmarks")]
impl pallet_treasury::ArgumentsFactory<(), AccountId> for TreasuryArguments {
	fn create_asset_kind(_: u32) {}

	fn create_beneficiary(seed: [u8; 32]) -> AccountId {
		let account = AccountId::new(seed);
		<Balances as frame_support::traits::fungible::Mutate<AccountId>>::set_balance(
			&account,
			witan_primitives::WIT,
		);
		account
	}
}
