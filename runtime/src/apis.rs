//! What the node, wallets, benchmarks and upgrade checks may ask of the runtime.

use crate::{configs::governance::Directive, *};
use alloc::vec::Vec;
use frame_support::{
	traits::KeyOwnerProofSystem,
	view_functions::{ViewFunctionDispatchError, ViewFunctionId},
	weights::Weight,
};
use pallet_availability::OfferInfo;
use pallet_governance::Client;
use pallet_reputation::DomainInfo;
use pallet_validation_pool::{BallotInfo, OpenPools, PoolInfo, Preview, VoteInfo};
use sp_api::impl_runtime_apis;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata, H256};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, DispatchError,
};
use sp_session::OpaqueGeneratedSessionKeys;
use witan_primitives::{
	forum::{Authors, Citations, Content, PostId},
	governance::CheckDirective,
	pool::{PoolId, PoolParams, Side},
	reputation::{DomainId, DomainParameters, Units},
	work::{RequestId, ServiceId},
};

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(
			header: &<Block as BlockT>::Header,
		) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: InherentData,
		) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			transaction: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, transaction, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_babe::BabeApi<Block> for Runtime {
		fn configuration() -> sp_consensus_babe::BabeConfiguration {
			let epoch = Babe::epoch_config().unwrap_or(genesis::BABE_EPOCH_CONFIG);
			sp_consensus_babe::BabeConfiguration {
				slot_duration: Babe::slot_duration(),
				epoch_length: pallet_chain_config::EpochLength::<Runtime>::get(),
				c: epoch.c,
				authorities: Babe::authorities().to_vec(),
				randomness: Babe::randomness(),
				allowed_slots: epoch.allowed_slots,
			}
		}

		fn current_epoch_start() -> sp_consensus_babe::Slot {
			Babe::current_epoch_start()
		}

		fn current_epoch() -> sp_consensus_babe::Epoch {
			Babe::current_epoch()
		}

		fn next_epoch() -> sp_consensus_babe::Epoch {
			Babe::next_epoch()
		}

		fn generate_key_ownership_proof(
			_slot: sp_consensus_babe::Slot,
			authority_id: sp_consensus_babe::AuthorityId,
		) -> Option<sp_consensus_babe::OpaqueKeyOwnershipProof> {
			use codec::Encode;

			Historical::prove((sp_consensus_babe::KEY_TYPE, authority_id))
				.map(|proof| sp_consensus_babe::OpaqueKeyOwnershipProof::new(proof.encode()))
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_babe::EquivocationProof<<Block as BlockT>::Header>,
			key_owner_proof: sp_consensus_babe::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Babe::submit_unsigned_equivocation_report(
				equivocation_proof,
				key_owner_proof.decode()?,
			)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Grandpa::submit_unsigned_equivocation_report(
				equivocation_proof,
				key_owner_proof.decode()?,
			)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: sp_consensus_grandpa::AuthorityId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			use codec::Encode;

			Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))
				.map(|proof| sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
		}
	}

	impl sp_authority_discovery::AuthorityDiscoveryApi<Block> for Runtime {
		fn authorities() -> Vec<sp_authority_discovery::AuthorityId> {
			AuthorityDiscovery::authorities()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(
			transaction: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(transaction, len)
		}

		fn query_fee_details(
			transaction: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(transaction, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block,
		Balance,
		RuntimeCall,
	> for Runtime {
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_staking_runtime_api::StakingApi<Block, Balance, AccountId> for Runtime {
		fn nominations_quota(balance: Balance) -> u32 {
			Staking::api_nominations_quota(balance)
		}

		fn eras_stakers_page_count(
			era: sp_staking::EraIndex,
			account: AccountId,
		) -> sp_staking::Page {
			Staking::api_eras_stakers_page_count(era, account)
		}

		fn pending_rewards(era: sp_staking::EraIndex, account: AccountId) -> bool {
			Staking::api_pending_rewards(era, account)
		}
	}

	impl reads::ReputationApi<Block> for Runtime {
		fn domain(domain: DomainId) -> Option<DomainInfo<AccountId, BlockNumber>> {
			Reputation::domain(domain)
		}

		fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>> {
			Reputation::parameters(domain)
		}

		fn standing(domain: DomainId, who: AccountId) -> reads::Standing {
			reads::standing(domain, who)
		}

		fn to_amount(domain: DomainId, units: Units) -> Balance {
			Reputation::to_amount(domain, units)
		}
	}

	impl reads::ForumApi<Block> for Runtime {
		fn post(post: PostId) -> Option<reads::Post> {
			Forum::post_info(post)
		}

		fn edge(citing: PostId, cited: PostId) -> Option<Balance> {
			Forum::edge(citing, cited)
		}

		fn queue_length() -> u64 {
			Forum::queue_length()
		}

		fn conservation(domain: DomainId) -> pallet_forum::Conservation {
			Forum::conservation(domain)
		}

		fn post_id(
			domain: DomainId,
			authors: Authors<AccountId>,
			citations: Citations,
			content: Content,
			directive: Option<Directive>,
		) -> PostId {
			Forum::post_id(domain, authors, citations, content, directive)
		}
	}

	impl reads::ValidationPoolApi<Block> for Runtime {
		fn pool(pool: PoolId) -> Option<PoolInfo<AccountId, BlockNumber>> {
			ValidationPool::pool(pool)
		}

		fn vote(pool: PoolId, who: AccountId) -> Option<VoteInfo> {
			ValidationPool::vote(pool, who)
		}

		fn least_params(domain: DomainId, governance: bool) -> Option<PoolParams<BlockNumber>> {
			ValidationPool::least_params(domain, governance)
		}

		fn countable(pool: PoolId, who: AccountId) -> Balance {
			ValidationPool::countable(pool, who)
		}

		fn ballots(
			pool: PoolId,
			after: Option<AccountId>,
			limit: u32,
		) -> Vec<BallotInfo<AccountId>> {
			ValidationPool::ballots(pool, after, limit)
		}

		fn open_pools(after: Option<PoolId>, limit: u32) -> Vec<PoolId> {
			ValidationPool::open_pools(after, limit)
		}

		fn pools_open_to(
			who: AccountId,
			after: Option<PoolId>,
			limit: u32,
		) -> OpenPools<AccountId, BlockNumber> {
			ValidationPool::pools_open_to(who, after, limit)
		}

		fn preview_stake(
			pool: PoolId,
			who: AccountId,
			side: Side,
			amount: Balance,
		) -> Option<Preview> {
			ValidationPool::preview_stake(pool, who, side, amount)
		}

		fn preview(pool: PoolId, who: AccountId) -> Option<Preview> {
			ValidationPool::preview(pool, who)
		}

		fn commit_hash(
			pool: PoolId,
			who: AccountId,
			side: Side,
			amount: Balance,
			salt: [u8; 32],
		) -> H256 {
			ValidationPool::commit_hash(pool, who, side, amount, salt)
		}
	}

	impl reads::GovernanceApi<Block> for Runtime {
		fn ratification(post: PostId) -> Option<reads::Ratification> {
			Governance::ratification(post)
		}

		fn client(domain: DomainId) -> Option<Client<BlockNumber>> {
			Governance::client(domain)
		}

		fn check(domain: DomainId, directive: Directive) -> Result<(), DispatchError> {
			<Governance as CheckDirective<Directive>>::check(domain, &directive)
		}
	}

	impl reads::AvailabilityApi<Block> for Runtime {
		fn offer(domain: DomainId, who: AccountId) -> Option<OfferInfo<BlockNumber>> {
			Availability::offer_of(domain, who)
		}

		fn total_offered(domain: DomainId) -> Balance {
			Availability::total_offered(domain)
		}

		fn offers_count(domain: DomainId) -> u32 {
			Availability::offers_count(domain)
		}

		fn assigned(domain: DomainId, who: AccountId) -> u32 {
			Availability::assigned(domain, who)
		}
	}

	impl reads::BusinessApi<Block> for Runtime {
		fn service(service: ServiceId) -> Option<reads::Service> {
			Business::service(service)
		}

		fn request(request: RequestId) -> Option<reads::Request> {
			Business::request_info(request)
		}

		fn requests_of(
			customer: AccountId,
			after: Option<RequestId>,
			limit: u32,
		) -> Vec<RequestId> {
			Business::requests_of(customer, after, limit)
		}

		fn waiting_for(
			expert: AccountId,
			after: Option<RequestId>,
			limit: u32,
		) -> Vec<RequestId> {
			Business::waiting_for(expert, after, limit)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			genesis::build_state(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			frame_support::genesis_builder_helper::get_preset::<RuntimeGenesisConfig>(
				id,
				genesis::preset,
			)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			benchmarks::dispatch(config)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		// What fails here fails a rehearsal of an upgrade, never a running chain: it should stop at once, and say where.
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let used = Executive::try_runtime_upgrade(checks).expect("the upgrade's checks hold");
			(used, weights::block_limits::BlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("the block executes and every invariant holds")
		}
	}
}
