//! Pauses: while the chain's records are being migrated, nothing is drawn and nothing falls due.

use crate::{
	pallet::{AgendaCursor, Config, LastPause, Pallet},
	types::Pause,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};

impl<T: Config> Pallet<T> {
	/// Records that this block is one of a pause. A pause that begins before all is done that fell
	/// into the last one continues it, so that nothing loses the time that it got.
	pub(crate) fn pause(now: BlockNumberFor<T>) {
		let end = now.saturating_add(One::one());
		let start = match LastPause::<T>::get() {
			Some(last) if last.end >= now || AgendaCursor::<T>::get() <= last.end => last.start,
			Some(_) | None => now,
		};
		LastPause::<T>::put(Pause { start, end });
	}

	/// Returns a deadline, later by the length of the last pause if it fell into that. While a
	/// pause goes on, no deadline in it has passed.
	pub(crate) fn after_pause(deadline: BlockNumberFor<T>) -> BlockNumberFor<T> {
		let Some(Pause { start, end }) = LastPause::<T>::get() else { return deadline };
		match deadline >= start && deadline < end {
			true => deadline.saturating_add(end.saturating_sub(start)),
			false => deadline,
		}
	}
}
