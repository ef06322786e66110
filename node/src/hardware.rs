//! The hardware that a validator should have, and the check of this machine against it.

use sc_service::{Role, TaskManager};
use sc_sysinfo::{HwBench, Metric, Requirement, Requirements, Throughput};
use sc_telemetry::Telemetry;
use std::path::Path;

/// Returns the SDK's reference hardware, which weights are measured to hold on.
pub fn reference() -> Requirements {
	let requirement =
		|metric, minimum, validator_only| Requirement { metric, minimum, validator_only };
	Requirements(vec![
		requirement(Metric::Blake2256, Throughput::from_mibs(1000.0), false),
		requirement(
			Metric::Blake2256Parallel { num_cores: 8 },
			Throughput::from_mibs(1000.0),
			true,
		),
		requirement(Metric::Sr25519Verify, Throughput::from_kibs(637.62), false),
		requirement(Metric::MemCopy, Throughput::from_mibs(11_768.341), false),
		requirement(Metric::DiskSeqWrite, Throughput::from_mibs(950.0), false),
		requirement(Metric::DiskRndWrite, Throughput::from_mibs(420.0), false),
	])
}

/// Measures this machine, with the disk of the database in `path`.
pub fn measure(path: &Path) -> HwBench {
	// A folder that can't be made shows as a disk that can't be measured.
	let _ = std::fs::create_dir_all(path);
	sc_sysinfo::gather_hwbench(Some(path), &reference())
}

/// Logs the measurement, with a warning if a validator falls short, and sends it to telemetry.
pub fn report(
	hwbench: HwBench,
	role: &Role,
	task_manager: &TaskManager,
	telemetry: Option<&Telemetry>,
) {
	sc_sysinfo::print_hwbench(&hwbench);
	if role.is_authority() {
		if let Err(error) = reference().check_hardware(&hwbench, false) {
			log::warn!("⚠️  This machine is slower than a validator's should be: {error}");
		}
	}
	if let Some(telemetry) = telemetry {
		task_manager.spawn_handle().spawn(
			"telemetry_hwbench",
			None,
			sc_sysinfo::initialize_hwbench_telemetry(telemetry.handle(), hwbench),
		);
	}
}
