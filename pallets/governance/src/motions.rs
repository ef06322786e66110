//! The tiers of posts, by which pools for governance set their bars.

use crate::{
	ActionOf, Config, Pallet, Ratification, Ratifications, SetParameter, State, WeightInfo,
	CANCEL_WEIGHT,
};
use frame_support::weights::Weight;
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{
	domain::DomainParameter,
	forum::DirectivePosts,
	ids::{DomainId, PostId},
	pool::{InspectMotions, Motion, Tier, Waiting},
};
use witan_governance::Action;

impl<T: Config> InspectMotions<BlockNumberFor<T>> for Pallet<T> {
	fn motion(domain: DomainId, post: &PostId) -> Motion<BlockNumberFor<T>> {
		if let Some(directive) = T::Posts::directive(post) {
			return Motion { tier: Self::tier(&directive.action), cancels: None };
		}
		match Self::waiting_cited(domain, post) {
			Some(waiting) => Motion { tier: Tier::Cancel, cancels: Some(waiting) },
			None => Motion { tier: Tier::Parameter, cancels: None },
		}
	}

	fn is_ratified(post: &PostId) -> bool {
		Ratifications::<T>::contains_key(post)
	}

	fn weight() -> Weight {
		T::WeightInfo::motion()
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the tier of an action.
	pub(crate) fn tier(action: &ActionOf<T>) -> Tier {
		match action {
			Action::SetParameter(parameter) if T::SetParameter::is_root(parameter) => Tier::Root,
			Action::SetDomain(
				DomainParameter::Governance(_)
				| DomainParameter::Pool(_)
				| DomainParameter::Minting(_),
			) => Tier::Root,
			Action::SetParameter(_) | Action::SetDomain(_) | Action::ReplaceClient { .. } => {
				Tier::Parameter
			},
			Action::AuthorizeUpgrade { .. } | Action::Dispatch { .. } => Tier::Root,
			Action::Undo(_) => Tier::Undo,
		}
	}

	/// Returns the directive that a post cites so that it cancels it, if it waits and is the only
	/// one.
	fn waiting_cited(domain: DomainId, post: &PostId) -> Option<Waiting<BlockNumberFor<T>>> {
		let citations = T::Posts::citations(post)?;
		let mut cited = citations.iter().filter(|citation| citation.weight <= CANCEL_WEIGHT);
		let (first, second) = (cited.next()?, cited.next());
		let record = Ratifications::<T>::get(first.post)?;
		if second.is_some() || record.domain != domain {
			return None;
		}
		// What the scheduler could not run in its block is past being cancelled in time, and waits
		// for another post that cites it.
		let due = record.due().filter(|due| *due > Self::now())?;
		let Ratification { pool, ayes, vote, .. } = record;
		Some(Waiting { pool, ayes, due, vote })
	}
}

impl<BlockNumber: Copy> Ratification<BlockNumber> {
	/// Returns the first block in which the directive may take effect, if it waits.
	pub fn due(&self) -> Option<BlockNumber> {
		match self.state {
			State::Scheduled { at } => Some(at),
			State::Unscheduled { due } => Some(due),
			State::NoDirective
			| State::Enacted { .. }
			| State::Failed { .. }
			| State::Cancelled { .. } => None,
		}
	}
}
