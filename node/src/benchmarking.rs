//! The subcommand `benchmark`: the costs of calls, blocks and the database.

use crate::{
	cli::Cli,
	client::{FullClient, Handles},
	hardware, service, transaction,
};
use codec::Encode;
use frame_benchmarking_cli::{BenchmarkCmd, ExtrinsicBuilder, ExtrinsicFactory};
use sc_cli::SubstrateCli;
use sc_client_api::UsageProvider;
use sp_api::ProvideRuntimeApi;
use sp_inherents::{InherentData, InherentDataProvider};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::DigestItem, traits::HashingFor, OpaqueExtrinsic};
use std::{sync::Arc, time::Duration};
use witan_primitives::{AccountId, Balance, Nonce, OpaqueBlock as Block};
use witan_runtime::RuntimeCall;

/// Runs a subcommand of `benchmark`.
pub fn run(cli: &Cli, cmd: &BenchmarkCmd) -> sc_cli::Result<()> {
	let runner = cli.create_runner(cmd)?;
	runner.sync_run(|config| match cmd {
		// The runtime to measure is given with --runtime, and has the feature `runtime-benchmarks`.
		// Its genesis comes from there too, not from the runtime that this node carries.
		BenchmarkCmd::Pallet(cmd) => cmd.run_with_spec::<HashingFor<Block>, ()>(None),
		BenchmarkCmd::Block(cmd) => {
			let parts = service::new_parts(&config)?;
			cmd.run(parts.handles.client)
		},
		BenchmarkCmd::Storage(cmd) => {
			let parts = service::new_parts(&config)?;
			let Handles { client, backend, .. } = parts.handles;
			let (database, storage) = (backend.expose_db(), backend.expose_storage());
			let trie_cache = backend.expose_shared_trie_cache();
			cmd.run(config, client, database, storage, trie_cache)
		},
		BenchmarkCmd::Overhead(cmd) => {
			let parts = service::new_parts(&config)?;
			let client = parts.handles.client;
			cmd.run(
				config.chain_spec.name().into(),
				client.clone(),
				inherent_data(&client)?,
				first_slot_digest(),
				&RemarkBuilder { client },
				false,
			)
		},
		BenchmarkCmd::Extrinsic(cmd) => {
			let parts = service::new_parts(&config)?;
			let client = parts.handles.client;
			let factory = ExtrinsicFactory(vec![
				Box::new(RemarkBuilder { client: client.clone() }),
				Box::new(TransferKeepAliveBuilder {
					client: client.clone(),
					dest: Sr25519Keyring::Alice.to_account_id(),
					value: witan_primitives::MILLI_WIT,
				}),
			]);
			let inherents = inherent_data(&client)?;
			cmd.run(client, inherents, first_slot_digest(), &factory)
		},
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, hardware::reference()),
	})
}

/// A maker of `System.remark` transactions, with an empty remark. One account signs them all, so
/// that a block full of them hardly touches the database: `scripts/measure/base.ts` counts on it.
struct RemarkBuilder {
	client: Arc<FullClient>,
}

impl ExtrinsicBuilder for RemarkBuilder {
	fn pallet(&self) -> &str {
		"system"
	}

	fn extrinsic(&self) -> &str {
		"remark"
	}

	fn build(&self, nonce: Nonce) -> Result<OpaqueExtrinsic, &'static str> {
		sign(&self.client, frame_system::Call::remark { remark: vec![] }.into(), nonce)
	}
}

/// A maker of `Balances.transfer_keep_alive` transactions.
struct TransferKeepAliveBuilder {
	client: Arc<FullClient>,
	dest: AccountId,
	value: Balance,
}

impl ExtrinsicBuilder for TransferKeepAliveBuilder {
	fn pallet(&self) -> &str {
		"balances"
	}

	fn extrinsic(&self) -> &str {
		"transfer_keep_alive"
	}

	fn build(&self, nonce: Nonce) -> Result<OpaqueExtrinsic, &'static str> {
		let call = pallet_balances::Call::transfer_keep_alive {
			dest: self.dest.clone().into(),
			value: self.value,
		};
		sign(&self.client, call.into(), nonce)
	}
}

/// Returns the transaction that Bob makes of `call`.
fn sign(
	client: &FullClient,
	call: RuntimeCall,
	nonce: Nonce,
) -> Result<OpaqueExtrinsic, &'static str> {
	let genesis = client.usage_info().chain.genesis_hash;
	let transaction = transaction::signed(genesis, Sr25519Keyring::Bob, call, nonce);
	OpaqueExtrinsic::try_from_encoded_extrinsic(&transaction.encode())
		.map_err(|_| "the transaction does not decode")
}

/// Returns the inherents of a block one slot after the genesis.
fn inherent_data(client: &FullClient) -> sc_cli::Result<InherentData> {
	use sp_consensus_babe::BabeApi;

	let genesis = client.usage_info().chain.genesis_hash;
	let slot_duration = client
		.runtime_api()
		.configuration(genesis)
		.map_err(|error| format!("the runtime has no BABE configuration: {error}"))?
		.slot_duration;
	let mut data = InherentData::new();
	let timestamp =
		sp_timestamp::InherentDataProvider::new(Duration::from_millis(slot_duration).into());
	futures::executor::block_on(timestamp.provide_inherent_data(&mut data))
		.map_err(|error| format!("inherents: {error}"))?;
	Ok(data)
}

/// Returns the digest that tells BABE's runtime that a block belongs to slot 1 and to the first
/// authority.
fn first_slot_digest() -> Vec<DigestItem> {
	use sc_consensus_babe::CompatibleDigestItem;
	use sp_consensus_babe::digests::{PreDigest, SecondaryPlainPreDigest};

	let claim = SecondaryPlainPreDigest { authority_index: 0, slot: 1.into() };
	vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim))]
}
