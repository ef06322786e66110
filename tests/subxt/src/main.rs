//! A client of a Witan chain in Rust, on `subxt`: reads an account and its standing in domain 0, and sends tokens.
//!
//! usage: witan-subxt-test URL
//!
//! Nothing is generated: calls, storage and runtime APIs are named, and encoded by the metadata that the node hands out.
//! Alice sends Dave 5 WIT; the program ends with an error if anything is not as it should be.

use std::error::Error;
use subxt::{
	client::{ClientAtBlock, OnlineClientAtBlockImpl},
	dynamic::{self, At, Value},
	OnlineClient, SubstrateConfig,
};
use subxt_signer::sr25519::{dev, PublicKey};

type Block = ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

/// Units in a token.
const WIT: u128 = 1_000_000_000;
const AMOUNT: u128 = 5 * WIT;
/// The body of experts that governs the chain.
const CONSTITUTION: u32 = 0;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
	let url = std::env::args()
		.nth(1)
		.ok_or("which node? Give the URL of its RPC port: ws://127.0.0.1:9944")?;
	let chain = OnlineClient::<SubstrateConfig>::from_url(url).await?;
	let (alice, dave) = (dev::alice(), dev::dave().public_key());

	let before = chain.at_current_block().await?;
	println!(
		"Alice has {} units of REP in domain {CONSTITUTION}",
		standing(&before, &alice.public_key()).await?
	);
	let had = balance(&before, &dave).await?;

	let transfer = dynamic::transaction(
		"Balances",
		"transfer_keep_alive",
		(PublicKey(dave.0).to_address::<()>(), AMOUNT),
	);
	let included = before
		.transactions()
		.sign_and_submit_then_watch_default(&transfer, &alice)
		.await?
		.wait_for_finalized()
		.await?;
	// Throws what the call failed with, by the name that the metadata has for it.
	let events = included.wait_for_success().await?;
	let transferred = events
		.iter()
		.filter_map(Result::ok)
		.any(|event| (event.pallet_name(), event.event_name()) == ("Balances", "Transfer"));
	if !transferred {
		return Err("the block has no Balances.Transfer of this transaction".into());
	}

	let has = balance(&included.at().await?, &dave).await?;
	if has != had + AMOUNT {
		return Err(format!("Dave had {had} units, was sent {AMOUNT}, and has {has}").into());
	}
	println!("Dave was sent {AMOUNT} units, final in {:?}", included.block_hash());
	Ok(())
}

/// Returns what an account may spend or lock, in units.
async fn balance(block: &Block, who: &PublicKey) -> Result<u128, Box<dyn Error>> {
	let account = dynamic::storage::<([u8; 32],), Value>("System", "Account");
	let value = block.storage().fetch(account, (who.0,)).await?.decode()?;
	units(value.at("data").at("free"))
}

/// Returns the REP that an account can stake in domain 0, in units.
async fn standing(block: &Block, who: &PublicKey) -> Result<u128, Box<dyn Error>> {
	let call =
		dynamic::runtime_api_call::<_, Value>("ReputationApi", "standing", (CONSTITUTION, who.0));
	units(block.runtime_apis().call(call).await?.at("free"))
}

fn units<T>(value: Option<&Value<T>>) -> Result<u128, Box<dyn Error>> {
	value
		.and_then(Value::as_u128)
		.ok_or_else(|| "the chain answered with something else than an amount".into())
}
