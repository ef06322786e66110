//! The parts of those who get what a block collected.

use super::*;
use crate::Event;
use frame_support::assert_ok;

// Protects: an author who fills its own block pays for it: it gets only tips. The treasury has its
// share of fees, and the rest is burned.
#[test]
fn fees_should_go_to_the_treasury_and_tips_to_the_author() {
	in_a_block(|| {
		let (issued, fee) = (Balances::total_issuance(), announced(&info(3)));
		for _ in 0..2 {
			assert_ok!(run(RICH, 50, &info(3), || Ok(().into())));
		}
		end_block();
		let treasury = TreasuryShare::get().mul_floor(2 * fee);
		let burned = 2 * fee - treasury;
		assert_eq!(free(TREASURY), LEAST + treasury);
		assert_eq!(free(AUTHOR), LEAST + 100);
		assert_eq!(Balances::total_issuance(), issued - burned);
		let author = Some(AUTHOR);
		System::assert_last_event(
			Event::Distributed { treasury, author, tips: 100, burned }.into(),
		);
	});
}

// Protects: an author that fills blocks with its own transactions loses their whole fees.
#[test]
fn author_should_pay_for_its_own_transactions() {
	in_a_block(|| {
		BlockAuthor::set(Some(RICH));
		let fee = announced(&info(3));
		assert_ok!(run(RICH, 50, &info(3), || Ok(().into())));
		end_block();
		assert_eq!(free(RICH), FORTUNE - fee);
	});
}

// Protects: tips without an author, or for one whose account could not live on them, are burned and
// stay in no book.
#[test]
fn tips_should_be_burned_when_nobody_can_receive_them() {
	for author in [None, Some(77)] {
		in_a_block(|| {
			BlockAuthor::set(author);
			let issued = Balances::total_issuance();
			assert_ok!(run(RICH, LEAST - 1, &info(3), || Ok(().into())));
			let fee = announced(&info(3));
			end_block();
			let treasury = TreasuryShare::get().mul_floor(fee);
			let burned = fee - treasury + LEAST - 1;
			assert_eq!(Balances::total_issuance(), issued - burned);
			System::assert_last_event(
				Event::Distributed { treasury, author, tips: 0, burned }.into(),
			);
		});
	}
}

// Protects: blocks without payments have no event and change no balance.
#[test]
fn empty_block_should_distribute_nothing() {
	in_a_block(|| {
		end_block();
		assert_eq!(System::events(), vec![]);
	});
}
