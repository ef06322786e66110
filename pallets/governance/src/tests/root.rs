//! Calls as root, which only a ratified post of the constitution makes.

use super::*;
use frame_support::traits::{ConstU32, EnsureOrigin};

fn force(who: AccountId) -> RuntimeCall {
	pallet_balances::Call::force_set_balance { who, new_free: 77 }.into()
}

// Protects: a ratified post of the constitution can make calls that SDK pallets reserve for root.
#[test]
fn dispatch_as_root_should_dispatch_when_the_constitution_calls() {
	ExtBuilder.build_and_execute(|| {
		let post = PostId::repeat_byte(1);
		let call = Call::dispatch_as_root { call: Box::new(force(9)) };
		let call = RuntimeCall::from(call);
		let inner = force(9).get_dispatch_info().call_weight;
		let declared = <()>::dispatch_as_root() + inner;
		assert_eq!(call.get_dispatch_info().call_weight, declared);
		let info = call.dispatch(origin_of(0, post)).unwrap();
		assert!(info.actual_weight.unwrap().all_lte(declared));
		assert_eq!(Balances::free_balance(9), 77);
		assert_eq!(events(), [Event::DispatchedAsRoot { post }]);
	});
}

// Protects: no other origin calls as root: no account, no other domain's post, and root itself
// neither. It can't be nested.
#[test]
fn dispatch_as_root_should_be_refused_when_another_origin_calls() {
	ExtBuilder.build_and_execute(|| {
		let call = || Call::dispatch_as_root { call: Box::new(force(9)) };
		for origin in [
			RuntimeOrigin::signed(1),
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
			origin_of(1, PostId::repeat_byte(1)),
			origin_of(u32::MAX, PostId::repeat_byte(1)),
		] {
			assert_refused::<RuntimeCall>(origin, call(), BadOrigin);
		}
		let nested = Call::dispatch_as_root { call: Box::new(call().into()) };
		assert_refused::<RuntimeCall>(origin_of(0, PostId::repeat_byte(1)), nested, BadOrigin);
	});
}

// Protects: a call that fails as root returns its error and the weight it used, and leaves nothing.
#[test]
fn dispatch_as_root_should_fail_when_the_call_does() {
	ExtBuilder.build_and_execute(|| {
		let transfer = pallet_balances::Call::transfer_allow_death { dest: 9, value: 1 };
		let calls = vec![force(9), transfer.into()];
		let batch = pallet_utility::Call::batch_all { calls };
		let call = Call::dispatch_as_root { call: Box::new(batch.into()) };
		let origin = || origin_of(0, PostId::repeat_byte(1));
		assert_refused::<RuntimeCall>(origin(), call.clone(), BadOrigin);
		let error = RuntimeCall::from(call).dispatch(origin()).unwrap_err();
		assert!(error.post_info.actual_weight.unwrap().all_gte(<()>::dispatch_as_root()));
		assert_eq!(events(), []);
	});
}

// Protects: even root, which could take any origin, enacts a directive only once.
#[test]
fn directive_should_take_effect_once_when_root_enacts_it() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(20));
		let enact = Call::enact { post, weight: Weight::zero() };
		let as_origin = Box::new(origin_of(0, post).into_caller());
		let call = pallet_utility::Call::dispatch_as { as_origin, call: Box::new(enact.into()) };
		assert_ok!(RuntimeCall::from(call).dispatch(RuntimeOrigin::root()));
		assert_eq!((state(post), Fees::get()), (State::Enacted { at: 1 }, vec![20]));
		run_to(2 * DUE);
		assert_eq!((state(post), Fees::get()), (State::Enacted { at: 1 }, vec![20]));
	});
}

// Protects: the origins that pallets of the chain demand are those of posts of the right domain,
// and return the post.
#[test]
fn ensure_ratified_should_return_the_post_when_it_is_of_the_domain() {
	ExtBuilder.build_and_execute(|| {
		type First = EnsureRatified<ConstU32<1>>;
		let post = PostId::repeat_byte(1);
		assert_eq!(First::ensure_origin(origin_of(1, post)).ok(), Some(post));
		assert_eq!(EnsureConstitution::ensure_origin(origin_of(0, post)).ok(), Some(post));
		assert!(First::ensure_origin(origin_of(0, post)).is_err());
		let returned = EnsureConstitution::try_origin(origin_of(1, post)).unwrap_err();
		assert_eq!(returned.into_caller(), origin_of(1, post).into_caller());
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none(), RuntimeOrigin::signed(1)] {
			let returned = EnsureConstitution::try_origin(origin.clone()).unwrap_err();
			assert_eq!(returned.into_caller(), origin.clone().into_caller());
			assert!(First::ensure_origin(origin).is_err());
		}
	});
}
