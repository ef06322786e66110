//! Transactions and inherents that `benchmark overhead` and `benchmark extrinsic` fill blocks with.

use crate::service::FullClient;
use codec::Encode;
use frame_benchmarking_cli::ExtrinsicBuilder;
use sc_client_api::UsageProvider;
use sp_api::ProvideRuntimeApi;
use sp_core::{sr25519, Pair};
use sp_inherents::{InherentData, InherentDataProvider};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, OpaqueExtrinsic};
use std::{sync::Arc, time::Duration};
use witan_primitives::{AccountId, Balance, Hash, Nonce, Signature};
use witan_runtime::{
	configs::transactions::tx_extension, RuntimeCall, SignedPayload, UncheckedExtrinsic, VERSION,
};

/// Makes `System.remark` transactions of an empty remark.
pub struct RemarkBuilder {
	pub client: Arc<FullClient>,
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

/// Makes `Balances.transfer_keep_alive` transactions.
pub struct TransferKeepAliveBuilder {
	pub client: Arc<FullClient>,
	pub dest: AccountId,
	pub value: Balance,
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

/// The transaction that Bob makes of `call`.
fn sign(
	client: &FullClient,
	call: RuntimeCall,
	nonce: Nonce,
) -> Result<OpaqueExtrinsic, &'static str> {
	let genesis = client.usage_info().chain.genesis_hash;
	let transaction = transaction(genesis, Sr25519Keyring::Bob, call, nonce);
	OpaqueExtrinsic::try_from_encoded_extrinsic(&transaction.encode())
		.map_err(|_| "the transaction does not decode")
}

/// The immortal transaction that one of the development accounts makes of `call`, without a tip.
pub fn transaction(
	genesis: Hash,
	signer: Sr25519Keyring,
	call: RuntimeCall,
	nonce: Nonce,
) -> UncheckedExtrinsic {
	let signer: sr25519::Pair = signer.pair();
	let extension = tx_extension(Era::Immortal, nonce, 0);
	let payload = SignedPayload::from_raw(
		call.clone(),
		extension.clone(),
		(
			(),
			(),
			VERSION.spec_version,
			VERSION.transaction_version,
			genesis,
			genesis,
			(),
			(),
			(),
			None,
			(),
		),
	);
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		AccountId::from(signer.public()).into(),
		Signature::Sr25519(signature),
		extension,
	)
}

/// Inherents of a block one slot after the genesis.
pub fn inherent_data(client: &FullClient) -> sc_cli::Result<InherentData> {
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
