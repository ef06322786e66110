//! Leaches: REP that a citing post takes from a cited post. The credit of the citing post reserves
//! it of the cited post's value; a debit moves the part that is free.

use crate::{
	propagation::add, split, Config, Credit, Debit, DomainTotals, Event, Pallet, PostOf, Totals,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	forum::INCINERATOR,
	ids::{PoolId, PostId},
	ledger::{InspectReputation, MintReputation},
	shares::Shares,
};

impl<T: Config> Pallet<T> {
	/// Reserves an amount of a cited post's value, and returns the debit that its authors are due.
	pub(crate) fn reserve(
		credit: &Credit,
		cited: PostId,
		amount: Shares,
		totals: &mut Totals,
	) -> Result<Debit, DispatchError> {
		let Credit { post: citing, pool, .. } = *credit;
		Self::change_state(&cited, |state| {
			state.value = state.value.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
			Ok(())
		})?;
		add(&mut totals.reserved, amount)?;
		Self::deposit_event(Event::Reserved { pool, from: citing, to: cited, amount });
		Ok(Debit { citing, cited, amount, pool })
	}

	/// Burns what of a reserved amount is free of the cited post's authors, and then mints just
	/// that to the citing post's authors. So REP moves along the citation, and none is made.
	///
	/// The rest is lost to the cited post and comes to nobody. Its authors owe it, or the ledger
	/// refused to take it.
	pub(crate) fn do_debit(cited: &PostOf<T>, citing: &PostOf<T>, debit: Debit) -> DispatchResult {
		let era = T::Reputation::era(cited.domain);
		let rounding = u32::from(debit.amount.era < era);
		let debit = debit.carried_to(era);
		let mut totals = DomainTotals::<T>::get(cited.domain).carried_to(era);
		let burned = Self::burn_of_authors(cited, debit.cited, debit.pool, debit.amount)?;
		let rest = debit.amount.checked_sub(burned).ok_or(ArithmeticError::Underflow)?;
		Self::leach(citing, &debit, burned, &mut totals)?;
		if !rest.is_zero() {
			add(&mut totals.owed, rest)?;
			Self::add_to_edge(&debit.cited, &INCINERATOR, rest)?;
		}
		if rounding > 0 {
			Self::change_state(&debit.cited, |state| {
				state.roundings = state.roundings.saturating_add(rounding);
				Ok(())
			})?;
			totals.roundings = totals.roundings.saturating_add(rounding);
		}
		DomainTotals::<T>::insert(cited.domain, totals);
		Ok(())
	}

	/// Takes an amount from a post's authors by their weights, and returns the part that was
	/// burned.
	pub(crate) fn burn_of_authors(
		header: &PostOf<T>,
		post: PostId,
		pool: PoolId,
		amount: Shares,
	) -> Result<Shares, DispatchError> {
		let Shares { value, era } = amount;
		let mut sum = Shares::new(0, era);
		for (author, share) in split::by_authors(value, &header.authors) {
			let amount = Shares::new(share, era);
			Self::deposit_event(match T::Reputation::burn_or_owe(header.domain, &author, amount) {
				Ok(burned) => {
					add(&mut sum, burned)?;
					let owed = amount.saturating_sub(burned);
					Event::Debited { pool, post, author, amount, owed }
				},
				Err(error) => Event::Spared { pool, post, author, amount, error },
			});
		}
		Ok(sum)
	}

	/// Moves burned REP along a citation to the citing post's authors. Nothing burned is a no-op.
	fn leach(
		citing: &PostOf<T>,
		debit: &Debit,
		burned: Shares,
		totals: &mut Totals,
	) -> DispatchResult {
		if burned.is_zero() {
			return Ok(());
		}
		let Debit { citing: from, cited: to, pool, .. } = *debit;
		add(&mut totals.leached, burned)?;
		Self::add_to_edge(&from, &to, burned)?;
		Self::deposit_event(Event::Leached { pool, from, to, amount: burned });
		let minted = Self::mint_to_authors(citing, from, pool, burned, totals)?;
		Self::change_state(&from, |state| add(&mut state.value, minted))
	}
}
