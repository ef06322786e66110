use super::assert_refused;
use crate::{mock::*, Error, Event, NextDomain, ProfileInfo, Profiles};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use sp_runtime::{traits::Dispatchable, TokenError};
use std::collections::BTreeMap;
use witan_experts::{
	domain::{DomainParameters, FeeSplit, InspectDomains as _},
	ledger::OpenLedger as _,
	shares::MILLION,
};
use witan_mocks::ledger::NO_HALF_LIFE;

fn create(half_life: Option<BlockNumber>) -> RuntimeCall {
	create_with(half_life, None)
}

fn create_with(
	half_life: Option<BlockNumber>,
	parameters: Option<DomainParameters<BlockNumber>>,
) -> RuntimeCall {
	let metadata = b"masons".to_vec().try_into().unwrap();
	crate::Call::create_domain { metadata, half_life, parameters }.into()
}

// Protects: anyone can make a domain for a deposit, and is its founder.
#[test]
fn domain_should_be_there_when_created() {
	ExtBuilder::default().build_and_execute(|| {
		let metadata = b"masons".to_vec();
		assert_ok!(Domains::create_domain(
			RuntimeOrigin::signed(ALICE),
			metadata.clone().try_into().unwrap(),
			Some(100),
			None,
		));
		assert_eq!(Domains::profile(2), Some(ProfileInfo { founder: ALICE, metadata }));
		assert_eq!(Domains::parameters(2), Some(DefaultParameters::get()));
		assert_eq!((Domains::founder(2), Domains::founder(3)), (Some(ALICE), None));
		assert_eq!((Ledger::opened(2), Ledger::opened(3)), (Some(Some(100)), None));
		let held = Balances::balance_on_hold(&DomainDeposit::get(), &ALICE);
		assert!(held > DepositBase::get());
		assert!(Profiles::<Test>::get(2).unwrap().ticket.is_some());
		assert_eq!(
			events(),
			[Event::DomainCreated {
				domain: 2,
				founder: ALICE,
				half_life: Some(100),
				parameters: DefaultParameters::get(),
			}]
		);
	});
}

// Protects: a founder chooses the rules of the domain, and everyone sees them.
#[test]
fn domain_should_have_the_parameters_that_its_founder_chose() {
	ExtBuilder::default().build_and_execute(|| {
		let mut parameters = DefaultParameters::get();
		parameters.pool.min_quorum = 123;
		parameters.work.min_fee = 7;
		parameters.fee_split = FeeSplit { worker: 1, holders: MILLION - 2, treasury: 1 };
		let call = create_with(None, Some(parameters));
		assert_ok!(call.dispatch(RuntimeOrigin::signed(ALICE)));
		assert_eq!(Domains::parameters(2), Some(parameters));
		assert_eq!(
			events(),
			[Event::DomainCreated { domain: 2, founder: ALICE, half_life: None, parameters }]
		);
	});
}

// Protects: a domain in which no pool could be opened or won can't be made, and the error says why.
#[test]
fn domain_should_be_refused_when_it_could_not_work_with_its_parameters() {
	ExtBuilder::default().build_and_execute(|| {
		let refused = |spoil: fn(&mut DomainParameters<BlockNumber>), cause: Error<Test>| {
			let mut parameters = DefaultParameters::get();
			spoil(&mut parameters);
			let call = create_with(Some(7), Some(parameters));
			assert_refused::<RuntimeCall>(RuntimeOrigin::signed(ALICE), call, cause);
		};
		refused(|parameters| parameters.author_share = MILLION + 1, Error::RatioOutOfRange);
		refused(|parameters| parameters.governance.quorum = 0, Error::RatioOutOfRange);
		refused(|parameters| parameters.pool.max_binding = MILLION + 1, Error::RatioOutOfRange);
		refused(|parameters| parameters.governance.quorum = 666_667, Error::GovernanceLockedOut);
		refused(|parameters| parameters.governance.win_ratio = 800_001, Error::GovernanceLockedOut);
		refused(|parameters| parameters.pool.min_win_ratio = 800_001, Error::GovernanceLockedOut);
		refused(|parameters| parameters.pool.min_duration = 0, Error::DurationOutOfRange);
		refused(|parameters| parameters.work.min_period = 0, Error::DurationOutOfRange);
		refused(|parameters| parameters.governance.duration += 10_000, Error::DurationOutOfRange);
		refused(|parameters| parameters.fee_split.treasury += 1, Error::FeeSplitNotWhole);
	});
}

// Protects: a domain never lives without a ledger.
#[test]
fn domain_should_be_refused_when_the_ledger_refuses() {
	ExtBuilder::default().build_and_execute(|| {
		let alice = RuntimeOrigin::signed(ALICE);
		assert_refused::<RuntimeCall>(alice, create(Some(0)), NO_HALF_LIFE);
	});
}

// Protects: ids are never used twice, and storage is paid for.
#[test]
fn domain_should_be_refused_when_ids_or_tokens_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		let pauper = RuntimeOrigin::signed(PAUPER);
		assert_refused::<RuntimeCall>(pauper, create(None), TokenError::FundsUnavailable);
		NextDomain::<Test>::put(u32::MAX);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			create(None),
			Error::<Test>::TooManyDomains,
		);
		NextDomain::<Test>::put(2);
	});
}

// Protects: the deposit pays for all that a domain stores: each record, with the most bytes that it
// can have, and what its ledger stores.
#[test]
fn deposit_should_count_every_item_that_a_domain_stores() {
	ExtBuilder::default().build_and_execute(|| {
		// The first one writes what is stored once for all domains.
		assert_ok!(create(None).dispatch(RuntimeOrigin::signed(ALICE)));
		let before = stored();
		assert_ok!(create(Some(7)).dispatch(RuntimeOrigin::signed(ALICE)));
		let mut new = stored();
		new.retain(|key, _| !before.contains_key(key));
		let metadata = b"masons".to_vec().try_into().unwrap();
		let (footprint, ledger) = (Domains::footprint(&metadata), Ledger::footprint());
		assert_eq!(footprint.count - ledger.count, new.len() as u64);
		assert!(footprint.size - ledger.size >= new.values().sum::<usize>() as u64);
		let longer = b"masons of old".to_vec().try_into().unwrap();
		assert_eq!(Domains::footprint(&longer).size, footprint.size + 7);
	});
}

/// Returns the bytes at each key of the pallet's storage.
fn stored() -> BTreeMap<Vec<u8>, usize> {
	let prefix = sp_io::hashing::twox_128(b"Domains").to_vec();
	let mut items = BTreeMap::new();
	let mut key = prefix.clone();
	while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
		let bytes = sp_io::storage::get(&next).map_or(0, |value| value.len());
		items.insert(next.clone(), bytes);
		key = next;
	}
	items
}
