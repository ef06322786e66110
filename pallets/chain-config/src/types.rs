//! Bounds, defaults and arithmetic of the choices. No storage.

use core::{fmt, ops::RangeInclusive};

/// Milliseconds.
pub const DEFAULT_SLOT_DURATION: u64 = 3_000;
/// Slots: an hour of slots of three seconds.
pub const DEFAULT_EPOCH_LENGTH: u64 = 1_200;
/// Sessions.
pub const DEFAULT_SESSIONS_PER_ERA: u32 = 6;
/// Eras: a week of eras of six hours.
pub const DEFAULT_BONDING_DURATION: u32 = 28;
/// Eras.
pub const DEFAULT_SLASH_DEFER_DURATION: u32 = 27;

/// Blocks: four days of blocks of three seconds. A day longer than the default of a governance pool, so that whoever objects to
/// what was ratified has time to have the opposite ratified.
pub const DEFAULT_ENACTMENT_DELAY: u32 = 4 * 28_800;
/// Blocks: a week, in which operators look at what was ratified.
pub const DEFAULT_UPGRADE_DELAY: u32 = 7 * 28_800;

/// Milliseconds. A shorter slot could not hold the largest block that the runtime's weights allow.
pub const SLOT_DURATION_BOUNDS: RangeInclusive<u64> = 3_000..=60_000;
/// Slots. BABE's epoch changes need a few blocks to be announced in.
pub const EPOCH_LENGTH_BOUNDS: RangeInclusive<u64> = 4..=100_000;
/// Sessions.
pub const SESSIONS_PER_ERA_BOUNDS: RangeInclusive<u32> = 1..=1_000;
/// Eras.
pub const BONDING_DURATION_BOUNDS: RangeInclusive<u32> = 1..=1_000;

/// Blocks, up to 90 days.
pub const DELAY_BOUNDS: RangeInclusive<u32> = 1..=90 * 28_800;

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
	/// `slashDeferDuration` is not below `bondingDuration`: a slash would come after the stake has left.
	SlashDeferDuration(u32),
	/// `enactmentDelay` is outside [`DELAY_BOUNDS`].
	EnactmentDelay(u32),
	/// `upgradeDelay` is outside [`DELAY_BOUNDS`].
	UpgradeDelay(u32),
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
		}
	}
}

/// The first of the timing choices that is out of bounds, if any.
pub fn check_choices(
	slot_duration: u64,
	epoch_length: u64,
	sessions_per_era: u32,
	bonding_duration: u32,
	slash_defer_duration: u32,
) -> Result<(), InvalidChoice> {
	let check = |holds: bool, otherwise| if holds { Ok(()) } else { Err(otherwise) };
	check(
		SLOT_DURATION_BOUNDS.contains(&slot_duration),
		InvalidChoice::SlotDuration(slot_duration),
	)?;
	check(EPOCH_LENGTH_BOUNDS.contains(&epoch_length), InvalidChoice::EpochLength(epoch_length))?;
	check(
		SESSIONS_PER_ERA_BOUNDS.contains(&sessions_per_era),
		InvalidChoice::SessionsPerEra(sessions_per_era),
	)?;
	check(
		BONDING_DURATION_BOUNDS.contains(&bonding_duration),
		InvalidChoice::BondingDuration(bonding_duration),
	)?;
	check(
		slash_defer_duration < bonding_duration,
		InvalidChoice::SlashDeferDuration(slash_defer_duration),
	)
}

/// The first of governance's delays that is out of bounds, if any.
pub fn check_delays(enactment_delay: u32, upgrade_delay: u32) -> Result<(), InvalidChoice> {
	if !DELAY_BOUNDS.contains(&enactment_delay) {
		return Err(InvalidChoice::EnactmentDelay(enactment_delay));
	}
	if !DELAY_BOUNDS.contains(&upgrade_delay) {
		return Err(InvalidChoice::UpgradeDelay(upgrade_delay));
	}
	Ok(())
}

/// Slots in `bonding_duration` eras. Within the bounds of the choices this is at most 10^11.
pub fn report_longevity(bonding_duration: u32, sessions_per_era: u32, epoch_length: u64) -> u64 {
	u64::from(bonding_duration).saturating_mul(sessions_per_era.into()).saturating_mul(epoch_length)
}
