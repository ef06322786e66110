//! Nonces of accounts that end and begin.

use crate::{mock::*, Highest};
use codec::{Decode, Encode};
use frame_support::{
	assert_err, assert_ok,
	dispatch::GetDispatchInfo,
	storage::with_storage_layer,
	traits::{
		fungible::Mutate,
		tokens::{Fortitude, Precision, Preservation},
		Get, Hooks,
	},
	weights::RuntimeDbWeight,
};
use frame_system::CheckNonce;
use proptest::prelude::*;
use sp_runtime::{
	traits::DispatchTransaction,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError,
};
use std::collections::BTreeSet;
use witan_primitives::Nonce;

/// Endows an account with the least balance, with which it begins if it does not exist.
fn begin(who: u64) {
	assert_ok!(Balances::mint_into(&who, LEAST));
}

/// Takes all tokens of an account, with which it ends.
fn reap(who: u64) {
	let all = Balances::free_balance(who);
	let burned = Balances::burn_from(
		&who,
		all,
		Preservation::Expendable,
		Precision::Exact,
		Fortitude::Force,
	);
	assert_ok!(burned);
	assert!(!System::account_exists(&who));
}

/// Sends a transaction with this nonce, as far as its nonce is concerned.
fn send(who: u64, nonce: Nonce) -> Result<(), TransactionValidityError> {
	let call: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	let origin = RuntimeOrigin::signed(who);
	let (info, nonce) = (call.get_dispatch_info(), CheckNonce::<Test>::from(nonce.into()));
	nonce.validate_and_prepare(origin, &call, &info, 0, 0).map(|_| ())
}

/// Sends the first `count` transactions of an account.
fn send_first(count: Nonce, who: u64) {
	for nonce in 0..count {
		assert_ok!(send(who, nonce));
	}
}

fn nonce(who: u64) -> Nonce {
	*System::account_nonce(who)
}

// Protects: a transaction runs once, even if its account ends and begins again meanwhile.
#[test]
fn old_transaction_should_be_stale_when_its_account_was_reaped_and_lives_again() {
	on_a_chain(|| {
		begin(2);
		send_first(3, 2);
		reap(2);
		begin(2);
		for old in 0..3 {
			assert_err!(send(2, old), InvalidTransaction::Stale);
		}
		assert_ok!(send(2, 3));
		assert_eq!(nonce(2), 4);
	});
}

// Protects: an account begins above every nonce that it can have had, whichever account was reaped
// before or after it.
#[test]
fn first_nonce_should_be_the_highest_of_all_reaped_accounts() {
	on_a_chain(|| {
		begin(2);
		begin(3);
		send_first(5, 2);
		send_first(2, 3);
		reap(2);
		assert_eq!(Highest::<Test>::get(), 5);
		reap(3);
		assert_eq!(Highest::<Test>::get(), 5, "it never falls");
		for who in [2, 3, 4] {
			assert_eq!(nonce(who), 5, "a client is told before the account exists");
			begin(who);
			assert_eq!(nonce(who), 5);
		}
	});
}

// Protects: an account that lives keeps its nonce, so that what it has signed stays good.
#[test]
fn nonce_should_stay_when_others_are_reaped() {
	on_a_chain(|| {
		assert_eq!(nonce(RICH), 0);
		begin(2);
		begin(3);
		send_first(7, 2);
		reap(2);
		assert_eq!((nonce(RICH), nonce(3)), (0, 0));
		assert_ok!(send(3, 0));
	});
}

// Protects: an account that ends by losing its last reference, and not its tokens, counts as well.
#[test]
fn first_nonce_should_rise_when_an_account_without_tokens_is_reaped() {
	on_a_chain(|| {
		System::inc_sufficients(&2);
		assert_ok!(send(2, 0));
		System::dec_sufficients(&2);
		assert_eq!(Highest::<Test>::get(), 1);
		System::inc_providers(&3);
		assert_ok!(send(3, 1));
		assert_ok!(System::dec_providers(&3));
		assert_eq!(Highest::<Test>::get(), 2);
	});
}

// Protects: a call that fails reaps nobody and raises nothing.
#[test]
fn first_nonce_should_stay_when_the_reaping_is_undone() {
	on_a_chain(|| {
		begin(2);
		assert_ok!(send(2, 0));
		let failed = with_storage_layer(|| {
			reap(2);
			assert_eq!(Highest::<Test>::get(), 1);
			Err::<(), _>(DispatchError::Other("undone"))
		});
		assert!(failed.is_err());
		assert_eq!((Highest::<Test>::get(), nonce(2)), (0, 1));
	});
}

// Protects: an account that doesn't exist sends nothing, whatever nonce it names.
#[test]
fn transaction_should_be_refused_when_its_account_does_not_exist() {
	on_a_chain(|| {
		begin(2);
		assert_ok!(send(2, 0));
		reap(2);
		for nonce in 0..3 {
			assert_err!(send(2, nonce), InvalidTransaction::Payment);
		}
	});
}

// Protects: accounts that were stored before, and clients that know a nonce as a number, need not
// change.
#[test]
fn nonce_should_be_encoded_and_described_as_a_number() {
	on_a_chain(|| {
		type AccountNonce = crate::AccountNonce<Test>;
		assert_eq!(AccountNonce::from(7u32).encode(), 7u32.encode());
		assert_eq!(AccountNonce::decode(&mut &7u32.encode()[..]), Ok(7u32.into()));
		let described = |info: scale_info::Type| format!("{:?}", info.type_def);
		assert_eq!(
			described(<AccountNonce as scale_info::TypeInfo>::type_info()),
			described(<u32 as scale_info::TypeInfo>::type_info()),
		);
	});
}

// Protects: the metadata of a runtime is one, for clients that keep it or compile against it.
#[test]
fn metadata_should_not_tell_the_first_nonce() {
	on_a_chain(|| {
		let metadata = || Nonces::without_reaped(|| Test::metadata().encode());
		let before = metadata();
		assert_eq!(before, Test::metadata().encode());
		Highest::<Test>::put(9);
		assert_eq!(metadata(), before);
		assert_ne!(Test::metadata().encode(), before, "nothing else hides it");
		assert_eq!(Highest::<Test>::get(), 9);
	});
}

// Protects: every block counts the access of its reapings to the database.
#[test]
fn block_should_weigh_a_read_and_a_write() {
	on_a_chain(|| {
		let db: RuntimeDbWeight = <Test as frame_system::Config>::DbWeight::get();
		assert_eq!(Nonces::on_initialize(1), db.reads_writes(1, 1));
	});
}

#[derive(Clone, Copy, Debug)]
enum Act {
	Begin(u64),
	Send(u64),
	Reap(u64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
	let act = (0..4u8, 2..6u64).prop_map(|(kind, who)| match kind {
		0 => Act::Begin(who),
		1 => Act::Reap(who),
		_ => Act::Send(who),
	});
	prop::collection::vec(act, 1..80)
}

proptest! {
	// Protects: no account sends two transactions with the same nonce, whatever lives and ends.
	#[test]
	fn account_should_use_each_nonce_once(acts in acts()) {
		on_a_chain(|| {
			let mut sent = BTreeSet::new();
			for act in acts {
				match act {
					Act::Begin(who) => begin(who),
					Act::Reap(who) if System::account_exists(&who) => reap(who),
					Act::Reap(_) => (),
					Act::Send(who) => {
						let nonce = nonce(who);
						if send(who, nonce).is_ok() {
							assert!(sent.insert((who, nonce)), "{who} sent {nonce} twice");
						}
						for (sender, old) in &sent {
							assert!(send(*sender, *old).is_err(), "{sender} can send {old} again");
						}
					},
				}
			}
		});
	}
}
