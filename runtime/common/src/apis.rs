//! The runtime APIs that every runtime of Witan has.

/// Implements the runtime APIs that every runtime has, together with those between its braces.
/// `impl_runtime_apis!` makes one table of them all.
///
/// The calling module has in scope, by these names, what the runtime makes:
///
/// - types: `Runtime`, `Block`, `Executive`, `SessionKeys`, `RuntimeCall`, `RuntimeHoldReason`,
///   `RuntimeParameters`, `RuntimeGenesisConfig`, `Directive`, and the pallets;
/// - the constant `VERSION`;
/// - the modules `genesis` and, for benchmarks, `benchmarks`.
#[macro_export]
macro_rules! impl_apis {
	($($own:tt)*) => {
		use $crate::apis::prelude::*;

		sp_api::impl_runtime_apis! {
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
						Nonces::without_reaped(|| OpaqueMetadata::new(Runtime::metadata().into()))
					}

					fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
						Nonces::without_reaped(|| Runtime::metadata_at_version(version))
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

				impl witan_runtime_apis::authoring::AuthoringApi<Block> for Runtime {
					fn apply_extrinsics(
						extrinsics: Vec<OpaqueExtrinsic>,
						budget: Weight,
					) -> Vec<ApplyExtrinsicResult> {
						authoring::apply_extrinsics::<Runtime, _>(
							extrinsics,
							budget,
							Executive::apply_extrinsic,
						)
					}
				}

				impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
					fn validate_transaction(
						source: TransactionSource,
						transaction: <Block as BlockT>::Extrinsic,
						block_hash: <Block as BlockT>::Hash,
					) -> TransactionValidity {
						type Priced = <Runtime as pallet_fees::Config>::PricedCalls;
						let call = &transaction.function;
						// Before the call's weight is asked for, which takes long if it is wrong.
						if <Priced as frame_support::traits::Contains<RuntimeCall>>::contains(call) {
							Executive::validate_transaction(source, transaction, block_hash)
						} else {
							Err(sp_runtime::transaction_validity::InvalidTransaction::Call.into())
						}
					}
				}

				impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
					fn offchain_worker(header: &<Block as BlockT>::Header) {
						Executive::offchain_worker(header)
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
						*System::account_nonce(account)
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

				impl witan_runtime_apis::experts::ReputationApi<Block, AccountId, BlockNumber, RuntimeHoldReason>
					for Runtime {
					fn domain(domain: DomainId) -> Option<DomainInfo<AccountId, BlockNumber>> {
						experts::domain::<Runtime>(domain)
					}

					fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>> {
						Domains::parameters(domain)
					}

					fn standing(domain: DomainId, who: AccountId) -> Standing<RuntimeHoldReason> {
						experts::standing::<Runtime>(domain, who)
					}

					fn to_amount(domain: DomainId, shares: Shares) -> Balance {
						Reputation::to_amount(domain, shares)
					}
				}

				impl witan_runtime_apis::experts::ForumApi<Block, AccountId, BlockNumber, Directive> for Runtime {
					fn post_info(post: PostId) -> Option<PostInfo<AccountId, BlockNumber, Directive>> {
						Forum::post_info(post)
					}

					fn edge(citing: PostId, cited: PostId) -> Option<Balance> {
						Forum::edge(citing, cited)
					}

					fn queue_length() -> u64 {
						Forum::queue_length()
					}

					fn conservation(domain: DomainId) -> Conservation {
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

				impl witan_runtime_apis::experts::ValidationPoolApi<Block, AccountId, BlockNumber> for Runtime {
					fn pool(pool: PoolId) -> Option<PoolInfo<AccountId, BlockNumber>> {
						ValidationPool::pool(pool)
					}

					fn vote(pool: PoolId, who: AccountId) -> Option<VoteInfo> {
						ValidationPool::vote(pool, who)
					}

					fn least_params(domain: DomainId, governance: bool) -> Option<PoolParams<BlockNumber>> {
						ValidationPool::least_params(domain, governance)
					}

					fn motion(post: PostId) -> Option<MotionInfo<BlockNumber>> {
						ValidationPool::motion(post)
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

				impl witan_runtime_apis::governance::GovernanceApi<Block, BlockNumber, RuntimeParameters>
					for Runtime {
					fn ratification(post: PostId) -> Option<RatificationInfo<RuntimeParameters, BlockNumber>> {
						Governance::ratification(post)
					}

					fn authorized_upgrade() -> Option<UpgradeExpiry<BlockNumber>> {
						Governance::authorized_upgrade()
					}

					fn client(domain: DomainId) -> Option<Client<BlockNumber>> {
						Governance::client(domain)
					}

					fn check(domain: DomainId, directive: Directive) -> Result<(), DispatchError> {
						<Governance as CheckDirective<Directive>>::check(domain, &directive)
					}
				}

				impl witan_runtime_apis::experts::AvailabilityApi<Block, AccountId, BlockNumber> for Runtime {
					fn offer_of(domain: DomainId, who: AccountId) -> Option<OfferInfo<BlockNumber>> {
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

					fn can_draw(domain: DomainId, stake: Balance) -> bool {
						Availability::can_draw(domain, stake)
					}
				}

				impl witan_runtime_apis::experts::BusinessApi<Block, AccountId, BlockNumber> for Runtime {
					fn service(service: ServiceId) -> Option<ServiceInfo<AccountId, BlockNumber>> {
						Business::service(service)
					}

					fn request_info(request: RequestId) -> Option<RequestInfo<AccountId, BlockNumber>> {
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
					// A failure here fails a rehearsal of an upgrade, never a running chain. It
					// should stop at once, and say where.
					fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
						let used = Executive::try_runtime_upgrade(checks).expect("the upgrade's checks hold");
						(used, <Runtime as frame_system::Config>::BlockWeights::get().max_block)
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

			$($own)*
		}
	};
}

/// The types in the signatures of [`impl_apis`].
pub mod prelude {
	pub use crate::{authoring, systems::experts};
	pub use alloc::vec::Vec;
	pub use frame_support::{
		traits::Get,
		view_functions::{ViewFunctionDispatchError, ViewFunctionId},
		weights::Weight,
	};
	pub use pallet_availability::OfferInfo;
	pub use pallet_business::{RequestInfo, ServiceInfo};
	pub use pallet_forum::{Conservation, PostInfo};
	pub use pallet_governance::{Client, RatificationInfo, UpgradeExpiry};
	pub use pallet_validation_pool::{
		BallotInfo, MotionInfo, OpenPools, PoolInfo, Preview, VoteInfo,
	};
	pub use sp_core::{crypto::KeyTypeId, OpaqueMetadata, H256};
	pub use sp_inherents::{CheckInherentsResult, InherentData};
	pub use sp_runtime::{
		traits::{Block as BlockT, NumberFor},
		transaction_validity::{TransactionSource, TransactionValidity},
		ApplyExtrinsicResult, DispatchError, OpaqueExtrinsic,
	};
	pub use sp_session::OpaqueGeneratedSessionKeys;
	pub use sp_version::RuntimeVersion;
	pub use witan_experts::{
		domain::DomainParameters,
		forum::{Authors, Citations, Content},
		ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
		pool::{PoolParams, Side},
		shares::Shares,
	};
	pub use witan_governance::CheckDirective;
	pub use witan_primitives::{AccountId, Balance, BlockNumber, Nonce};
	pub use witan_runtime_apis::experts::{DomainInfo, Standing};
}
