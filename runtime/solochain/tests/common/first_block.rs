//! A chain in its first block, for tests of transactions.

use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::BuildStorage;
use witan_primitives::WIT;
use witan_runtime::{Hash, Runtime, System};

/// Runs `test` in the first block of a chain on which only Alice has tokens.
pub fn on_a_chain<Answer>(test: impl FnOnce() -> Answer) -> Answer {
	let genesis = pallet_balances::GenesisConfig::<Runtime> {
		balances: vec![(Alice.to_account_id(), 1_000 * WIT)],
		..Default::default()
	};
	let storage = genesis.build_storage().expect("one account");
	sp_io::TestExternalities::new(storage).execute_with(|| {
		System::initialize(&1, &Hash::repeat_byte(1), &Default::default());
		test()
	})
}
