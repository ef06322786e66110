//! The vote of the SDK's `pallet-conviction-voting`, to compare a stake with. The runtime has that
//! pallet, balances, and one poll that is kept in storage.

use frame_support::{
	derive_impl,
	storage::unhashed,
	traits::{ConstU32, ConstU64, PollStatus, Polling, VoteTally},
};
use pallet_conviction_voting::{AccountVote, Conviction, TallyOf, Vote};
use sp_runtime::{
	traits::{Dispatchable, IdentityLookup},
	AccountId32, BuildStorage, DispatchError,
};

type Block = frame_system::mocking::MockBlock<Runtime>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Voting = pallet_conviction_voting;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type AccountId = AccountId32;
	type Lookup = IdentityLookup<AccountId32>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type MaxLocks = ConstU32<50>;
}

impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = Balances;
	type Polls = OnePoll;
	type MaxTurnout = frame_support::traits::TotalIssuanceOf<Balances, AccountId32>;
	type MaxVotes = ConstU32<512>;
	type VoteLockingPeriod = ConstU64<10>;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

/// A poll that is always under way.
pub struct OnePoll;

const POLL: &[u8] = b"poll";

impl OnePoll {
	fn tally() -> TallyOf<Runtime> {
		unhashed::get(POLL).unwrap_or_else(|| TallyOf::<Runtime>::new(0))
	}
}

impl Polling<TallyOf<Runtime>> for OnePoll {
	type Index = u8;
	type Votes = u64;
	type Class = u8;
	type Moment = u64;

	fn classes() -> Vec<u8> {
		vec![0]
	}

	fn as_ongoing(_: u8) -> Option<(TallyOf<Runtime>, u8)> {
		Some((Self::tally(), 0))
	}

	fn access_poll<R>(_: u8, f: impl FnOnce(PollStatus<&mut TallyOf<Runtime>, u64, u8>) -> R) -> R {
		let mut tally = Self::tally();
		let result = f(PollStatus::Ongoing(&mut tally, 0));
		unhashed::put(POLL, &tally);
		result
	}

	fn try_access_poll<R>(
		_: u8,
		f: impl FnOnce(PollStatus<&mut TallyOf<Runtime>, u64, u8>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		let mut tally = Self::tally();
		let result = f(PollStatus::Ongoing(&mut tally, 0))?;
		unhashed::put(POLL, &tally);
		Ok(result)
	}
}

/// Returns a chain on which these accounts have tokens.
pub fn state(accounts: impl Iterator<Item = AccountId32>) -> sp_io::TestExternalities {
	let balances = pallet_balances::GenesisConfig {
		balances: accounts.map(|who| (who, 1_000_000)).collect(),
		..Default::default()
	};
	let genesis = RuntimeGenesisConfig { balances, ..Default::default() };
	let mut state: sp_io::TestExternalities = genesis.build_storage().expect("builds").into();
	state.execute_with(|| System::set_block_number(1));
	state
}

/// Writes all changes into the trie.
pub fn commit(state: &mut sp_io::TestExternalities) {
	state.execute_with(System::reset_events);
	state.commit_all().expect("commits");
}

/// Casts an account's first vote.
pub fn vote(who: AccountId32) {
	let vote = Vote { aye: true, conviction: Conviction::None };
	let vote = AccountVote::Standard { vote, balance: 1_000 };
	let call = RuntimeCall::Voting(pallet_conviction_voting::Call::vote { poll_index: 0, vote });
	call.dispatch(RuntimeOrigin::signed(who)).expect("it may");
}
