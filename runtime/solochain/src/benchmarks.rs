//! The benchmarks that `witan-node benchmark pallet` finds in this runtime.

use crate::*;
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensions, Pallet as SystemBench};
use pallet_session_benchmarking::Pallet as SessionBench;
use sp_storage::TrackedStorageKey;

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_session_benchmarking::Config for Runtime {
	fn generate_session_keys_and_proof(owner: AccountId) -> (SessionKeys, Vec<u8>) {
		use codec::Encode;

		let generated = SessionKeys::generate(&owner.encode(), None);
		(generated.keys, generated.proof.encode())
	}
}

fn block_author() -> AccountId {
	frame_benchmarking::account("author", 0, 0)
}

fn author_key() -> [u8; 32] {
	frame_support::storage::storage_prefix(b"Authorship", b"Author")
}

/// Returns the keys that every transaction of a block touches, and the database therefore reads
/// once. They are the author, who gets the fee, and the fee multiplier.
fn keys_of_every_transaction() -> Vec<TrackedStorageKey> {
	[
		author_key().to_vec(),
		frame_system::Account::<Runtime>::hashed_key_for(block_author()),
		pallet_transaction_payment::NextFeeMultiplier::<Runtime>::hashed_key().to_vec(),
	]
	.into_iter()
	.map(TrackedStorageKey::from)
	.collect()
}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {
	/// Sets a block author, to whom the fee goes.
	fn setup_benchmark_environment() {
		let author = block_author();
		let _ = <Balances as frame_support::traits::fungible::Mutate<AccountId>>::mint_into(
			&author,
			witan_primitives::WIT,
		);
		frame_support::storage::unhashed::put(&author_key(), &author);
	}
}

define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensions::<Runtime>]
	[pallet_availability, Availability]
	[pallet_bags_list, VoterList]
	[pallet_balances, Balances]
	[pallet_business, Business]
	[pallet_domains, Domains]
	[pallet_forum, Forum]
	[pallet_governance, Governance]
	[pallet_migrations, Migrations]
	[pallet_multisig, Multisig]
	[pallet_parameters, Parameters]
	[pallet_preimage, Preimage]
	[pallet_proxy, Proxy]
	[pallet_reputation, Reputation]
	[pallet_scheduler, Scheduler]
	[pallet_session, SessionBench::<Runtime>]
	[pallet_staking, Staking]
	[pallet_timestamp, Timestamp]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_treasury, Treasury]
	[pallet_utility, Utility]
	[pallet_validation_pool, ValidationPool]
);

/// Returns every benchmark, and every storage item that they touch.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs one benchmark.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let mut whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	whitelist.extend(keys_of_every_transaction());
	let mut batches = Vec::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
