//! Reads for clients.

use crate::{Config, Pallet, RatificationInfo, Ratifications, State};
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{forum::DirectivePosts, ids::PostId};

impl<T: Config> Pallet<T> {
	pub(crate) fn info_of_ratification(
		post: PostId,
	) -> Option<RatificationInfo<T::Parameter, BlockNumberFor<T>>> {
		let ratification = Ratifications::<T>::get(post)?;
		Some(RatificationInfo { ratification, directive: T::Posts::directive(&post) })
	}

	pub(crate) fn block_of_enactment(post: PostId) -> Option<BlockNumberFor<T>> {
		match Ratifications::<T>::get(post)?.state {
			State::Scheduled { at } => Some(at),
			State::NoDirective
			| State::Unscheduled { .. }
			| State::Enacted { .. }
			| State::Failed { .. }
			| State::Cancelled { .. } => None,
		}
	}
}
