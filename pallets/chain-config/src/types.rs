//! Bounds, defaults and arithmetic of the choices. No storage.

use core::{fmt, ops::RangeInclusive};
use witan_primitives::time::DAY;

/// The default slot, in milliseconds.
pub const DEFAULT_SLOT_DURATION: u64 = 3_000;
/// The default epoch, in slots: an hour of slots of three seconds.
pub const DEFAULT_EPOCH_LENGTH: u64 = 1_200;
/// The default era, in sessions.
pub const DEFAULT_SESSIONS_PER_ERA: u32 = 6;
/// The default time in which unbonded stake can be slashed, in eras: a week of eras of six hours.
pub const DEFAULT_BONDING_DURATION: u32 = 28;
/// The default time between an offence and its slash, in eras.
pub const DEFAULT_SLASH_DEFER_DURATION: u32 = 27;

/// The default delay of a directive that sets a parameter, in blocks: four days of blocks of three
/// seconds. It is a day longer than the default governance pool, so that whoever objects to what
/// was ratified has time to have the opposite ratified.
pub const DEFAULT_ENACTMENT_DELAY: u32 = 4 * DAY;
/// The default delay of an upgrade, in blocks: a week, in which operators look at what was
/// ratified.
pub const DEFAULT_UPGRADE_DELAY: u32 = 7 * DAY;
/// The default delay of a directive that undoes, in blocks: an hour.
pub const DEFAULT_UNDO_DELAY: u32 = DAY / 24;

/// The bounds of a slot, in milliseconds. A shorter slot could not hold the largest block that the
/// runtime's weights allow.
pub const SLOT_DURATION_BOUNDS: RangeInclusive<u64> = 3_000..=60_000;
/// The bounds of an epoch, in slots. BABE needs a few blocks to announce an epoch's change.
pub const EPOCH_LENGTH_BOUNDS: RangeInclusive<u64> = 4..=100_000;
/// The bounds of an era, in sessions.
pub const SESSIONS_PER_ERA_BOUNDS: RangeInclusive<u32> = 1..=1_000;
/// The bounds of the time in which unbonded stake can be slashed, in eras.
pub const BONDING_DURATION_BOUNDS: RangeInclusive<u32> = 1..=1_000;

/// The bounds of governance's delays, in blocks: at most 90 days of blocks of three seconds.
pub const DELAY_BOUNDS: RangeInclusive<u32> = 1..=90 * DAY;
/// The bounds of the delay of an `Undo` directive, in blocks: at most a day, because it must come
/// before what it undoes.
pub const UNDO_DELAY_BOUNDS: RangeInclusive<u32> = 1..=DAY;
/// The least delays of a directive, in blocks, on a chain with floors: a day.
pub const DELAY_FLOOR: u32 = DAY;

/// A choice outside its bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InvalidChoice {
	/// `slotDuration` is outside [`SLOT_DURATION_BOUNDS`].
	SlotDuration(u64),
	/// `epochLength` is outside [`EPOCH_LENGTH_BOUNDS`].
	EpochLength(u64),
	/// `sessionsPerEra` is outside [`SESSIONS_PER_ERA_BOUNDS`].
	SessionsPerEra(u32),
	/// `bondingDuration` is outside [`BONDING_DURATION_BOUNDS`].
	BondingDuration(u32),
	/// `slashDeferDuration` is not below `bondingDuration`: a slash would come after the stake has
	/// left.
	SlashDeferDuration(u32),
	/// `enactmentDelay` is outside [`DELAY_BOUNDS`].
	EnactmentDelay(u32),
	/// `upgradeDelay` is outside [`DELAY_BOUNDS`].
	UpgradeDelay(u32),
	/// `undoDelay` is outside [`UNDO_DELAY_BOUNDS`].
	UndoDelay(u32),
	/// `enactmentDelay` or `upgradeDelay` is below [`DELAY_FLOOR`] on a chain with floors.
	DelayBelowFloor(u32),
}

impl fmt::Display for InvalidChoice {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::SlotDuration(given) => {
				write!(f, "slotDuration is {given} ms, must be in {SLOT_DURATION_BOUNDS:?}")
			},
			Self::EpochLength(given) => {
				write!(f, "epochLength is {given} slots, must be in {EPOCH_LENGTH_BOUNDS:?}")
			},
			Self::SessionsPerEra(given) => {
				write!(f, "sessionsPerEra is {given}, must be in {SESSIONS_PER_ERA_BOUNDS:?}")
			},
			Self::BondingDuration(given) => {
				write!(f, "bondingDuration is {given} eras, must be in {BONDING_DURATION_BOUNDS:?}")
			},
			Self::SlashDeferDuration(given) => {
				write!(f, "slashDeferDuration is {given} eras, must be below bondingDuration")
			},
			Self::EnactmentDelay(given) => {
				write!(f, "enactmentDelay is {given} blocks, must be in {DELAY_BOUNDS:?}")
			},
			Self::UpgradeDelay(given) => {
				write!(f, "upgradeDelay is {given} blocks, must be in {DELAY_BOUNDS:?}")
			},
			Self::UndoDelay(given) => {
				write!(f, "undoDelay is {given} blocks, must be in {UNDO_DELAY_BOUNDS:?}")
			},
			Self::DelayBelowFloor(given) => {
				write!(
					f,
					"enactmentDelay or upgradeDelay is {given} blocks, must be at least \
						{DELAY_FLOOR}, unless floors is false"
				)
			},
		}
	}
}

/// The choices of timing, which can't be changed after genesis.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
	/// The length of a slot, in milliseconds.
	pub slot_duration: u64,
	/// The length of an epoch, in slots.
	pub epoch_length: u64,
	/// The length of an era, in sessions.
	pub sessions_per_era: u32,
	/// The eras in which unbonded stake can still be slashed.
	pub bonding_duration: u32,
	/// The eras between an offence and its slash.
	pub slash_defer_duration: u32,
}

impl Timing {
	/// Checks that every choice is within its bounds, or returns the first that is not.
	pub fn check(&self) -> Result<(), InvalidChoice> {
		let Self {
			slot_duration,
			epoch_length,
			sessions_per_era,
			bonding_duration,
			slash_defer_duration,
		} = *self;
		if !SLOT_DURATION_BOUNDS.contains(&slot_duration) {
			return Err(InvalidChoice::SlotDuration(slot_duration));
		}
		if !EPOCH_LENGTH_BOUNDS.contains(&epoch_length) {
			return Err(InvalidChoice::EpochLength(epoch_length));
		}
		if !SESSIONS_PER_ERA_BOUNDS.contains(&sessions_per_era) {
			return Err(InvalidChoice::SessionsPerEra(sessions_per_era));
		}
		if !BONDING_DURATION_BOUNDS.contains(&bonding_duration) {
			return Err(InvalidChoice::BondingDuration(bonding_duration));
		}
		if slash_defer_duration >= bonding_duration {
			return Err(InvalidChoice::SlashDeferDuration(slash_defer_duration));
		}
		Ok(())
	}
}

/// The choices of governance's delays, in blocks.
#[derive(Clone, Copy, Debug)]
pub struct Delays {
	/// The delay of a directive that sets a parameter.
	pub enactment_delay: u32,
	/// The delay of a directive that upgrades the chain, dispatches a call or sets a parameter on
	/// which others rest.
	pub upgrade_delay: u32,
	/// The delay of a directive that undoes.
	pub undo_delay: u32,
	/// True if the first two have a floor.
	pub floors: bool,
}

impl Delays {
	/// Checks that the delays are within their bounds, and not below the floor if there is one, or
	/// returns the first that is not.
	pub fn check(&self) -> Result<(), InvalidChoice> {
		let Self { enactment_delay, upgrade_delay, undo_delay, floors } = *self;
		if !DELAY_BOUNDS.contains(&enactment_delay) {
			return Err(InvalidChoice::EnactmentDelay(enactment_delay));
		}
		if !DELAY_BOUNDS.contains(&upgrade_delay) {
			return Err(InvalidChoice::UpgradeDelay(upgrade_delay));
		}
		if !UNDO_DELAY_BOUNDS.contains(&undo_delay) {
			return Err(InvalidChoice::UndoDelay(undo_delay));
		}
		let least = enactment_delay.min(upgrade_delay);
		if floors && least < DELAY_FLOOR {
			return Err(InvalidChoice::DelayBelowFloor(least));
		}
		Ok(())
	}
}

/// Returns the slots in `bonding_duration` eras. Within the bounds of the choices this is at most
/// 10^11.
pub fn report_longevity(bonding_duration: u32, sessions_per_era: u32, epoch_length: u64) -> u64 {
	u64::from(bonding_duration).saturating_mul(sessions_per_era.into()).saturating_mul(epoch_length)
}
