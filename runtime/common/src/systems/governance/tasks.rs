//! The tasks of the scheduler, which a directive can cancel.

use core::marker::PhantomData;
use frame_support::traits::schedule::v3::TaskName;
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_governance::{FindTasks, TaskPlace};
use pallet_scheduler::{Agenda, Lookup};
use witan_governance::Task;

/// Finds the scheduler's tasks, with one read of an agenda and one of a name.
pub struct Tasks<T>(PhantomData<T>);

impl<T> FindTasks<BlockNumberFor<T>> for Tasks<T>
where
	T: pallet_scheduler::Config<BlockNumberProvider = frame_system::Pallet<T>>,
{
	fn find(
		task: &Task<BlockNumberFor<T>>,
	) -> Option<(TaskPlace<BlockNumberFor<T>>, Option<TaskName>)> {
		let (block, index) = match *task {
			Task::Named(name) => Lookup::<T>::get(name)?,
			Task::At { block, index } => (block, index),
		};
		let agenda = Agenda::<T>::get(block);
		let found = agenda.get(usize::try_from(index).ok()?)?.as_ref()?;
		Some(((block, index), found.maybe_id))
	}
}
