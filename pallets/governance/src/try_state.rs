//! The pallet's invariants.

use crate::{Clients, Config, Pallet, Ratifications, State, UpgradeExpiries};
use frame_support::{
	ensure,
	traits::{schedule::v3::Named, QueryPreimage},
};
use sp_runtime::TryRuntimeError;
use witan_experts::{
	domain::InspectDomains,
	forum::{DirectivePosts, Posts},
};
use witan_governance::Action;

impl<T: Config> Pallet<T> {
	/// Checks all invariants of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_records_have_posts()?;
		Self::check_records_are_in_time()?;
		Self::check_scheduled_have_tasks()?;
		Self::check_scheduled_calls_are_kept()?;
		Self::check_clients_were_ratified()?;
		Self::check_upgrade_ends()
	}

	/// Checks that every record belongs to a post of its domain, and that the post has a directive
	/// if the record's state says so.
	fn check_records_have_posts() -> Result<(), TryRuntimeError> {
		for (post, record) in Ratifications::<T>::iter() {
			ensure!(T::Domains::founder(record.domain).is_some(), "a record of no domain");
			ensure!(T::Posts::domain(&post) == Some(record.domain), "a record without its post");
			let directive = T::Posts::directive(&post).is_some();
			match record.state {
				State::NoDirective => ensure!(!directive, "a directive is passed over"),
				State::Scheduled { .. }
				| State::Unscheduled { .. }
				| State::Enacted { .. }
				| State::Cancelled { .. } => {
					ensure!(directive, "a record without its directive")
				},
				State::Failed { .. } => {},
			}
		}
		Ok(())
	}

	/// Checks that nothing was ratified or done in a future block, or done before it was ratified.
	/// A post that cancelled another was ratified in that block.
	fn check_records_are_in_time() -> Result<(), TryRuntimeError> {
		let now = Self::now();
		for record in Ratifications::<T>::iter_values() {
			ensure!(record.at <= now, "ratified in the future");
			match record.state {
				State::NoDirective => {},
				State::Scheduled { at } => ensure!(at > record.at, "scheduled without a delay"),
				State::Unscheduled { due } => {
					ensure!(due >= record.at, "due before it was ratified")
				},
				State::Enacted { at } => {
					ensure!(record.at <= at && at <= now, "enacted at a time that can't be");
				},
				State::Failed { at, .. } => {
					ensure!(record.at <= at && at <= now, "failed at a time that can't be");
				},
				State::Cancelled { at, by } => {
					let by = Ratifications::<T>::get(by).ok_or("cancelled by no ratified post")?;
					ensure!(by.at == at && record.at <= at, "cancelled at a time that can't be");
					ensure!(by.domain == record.domain, "cancelled by another domain");
				},
			}
		}
		Ok(())
	}

	/// Checks that a directive that is scheduled for a later block has a task in it. The scheduler
	/// forgets the name of a task that it put off.
	fn check_scheduled_have_tasks() -> Result<(), TryRuntimeError> {
		for (post, record) in Ratifications::<T>::iter() {
			if let State::Scheduled { at } = record.state {
				let task = <T::Scheduler as Named<_, _, _>>::next_dispatch_time(post.0);
				ensure!(at <= Self::now() || task == Ok(at), "a directive without its task");
			}
		}
		Ok(())
	}

	/// Checks that nobody can remove a call that waits to be dispatched.
	fn check_scheduled_calls_are_kept() -> Result<(), TryRuntimeError> {
		for (post, record) in Ratifications::<T>::iter() {
			if !matches!(record.state, State::Scheduled { .. } | State::Unscheduled { .. }) {
				continue;
			}
			if let Some(Action::Dispatch { hash, .. }) =
				T::Posts::directive(&post).map(|directive| directive.action)
			{
				ensure!(T::Preimages::is_requested(&hash), "a call that may be removed");
			}
		}
		Ok(())
	}

	/// Checks that whatever upgrade may be applied now can't be applied for ever.
	fn check_upgrade_ends() -> Result<(), TryRuntimeError> {
		if let Some(code_hash) = Self::authorized() {
			let expiry = UpgradeExpiries::<T>::get().ok_or("an upgrade that never ends")?;
			ensure!(expiry.code_hash == code_hash, "the end of another upgrade");
			ensure!(expiry.at > Self::now(), "an upgrade that should be void");
		}
		Ok(())
	}

	/// Checks that a domain's client is that of a directive of its own that took effect.
	fn check_clients_were_ratified() -> Result<(), TryRuntimeError> {
		for (domain, client) in Clients::<T>::iter() {
			let record =
				Ratifications::<T>::get(client.post).ok_or("a client of no ratified post")?;
			ensure!(record.domain == domain, "a client of another domain");
			ensure!(record.state == State::Enacted { at: client.at }, "a client of no enactment");
			let action = T::Posts::directive(&client.post).map(|directive| directive.action);
			let (hash, uri) = (client.hash, client.uri);
			ensure!(
				action == Some(Action::ReplaceClient { hash, uri }),
				"a client of no directive"
			);
		}
		Ok(())
	}
}
