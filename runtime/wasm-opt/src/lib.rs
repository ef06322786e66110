//! Stands in for the crate `wasm-opt`, through `[patch.crates-io]`, when the SDK's builder makes a
//! runtime.
//!
//! The builder asks of Binaryen only two things, neither an optimisation: lower sign extension to
//! the first version of WebAssembly, and strip debug information. Compiling Binaryen's C++ for that
//! was a fifth of a cold build. The target `wasm32v1-none`, with which every supported compiler
//! builds runtimes, has no sign extension to lower. So this crate reads the module, which fails at
//! any instruction newer than the first version, drops the sections of DWARF if asked to, and
//! writes it again with the shortest encodings.
//!
//! As Binaryen does, it also drops zeros that a module would write over its memory's own. The
//! linker writes all static memory out, as it can't know that an imported memory begins with zeros.
//! A runtime's always does: its executor gives each instance a fresh one.
//!
//! Only what the builder calls is here, under the original's names. Where a later builder calls
//! more, it does not compile.

use std::{
	error::Error,
	fmt,
	ops::Range,
	path::{Path, PathBuf},
};

use parity_wasm::elements::{self, DataSegment, Instruction, Module, Section};

/// Custom sections whose names begin so hold DWARF.
const DWARF: &str = ".debug";

/// A change that the builder asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
	/// Drops the sections of DWARF. Names of functions stay.
	StripDwarf,
	/// Leaves no instruction of sign extension. No module that [`OptimizationOptions::run`] accepts
	/// has one.
	SignextLowering,
}

/// The changes to make to a module.
#[derive(Clone, Debug, Default)]
pub struct OptimizationOptions {
	strip_dwarf: bool,
}

impl OptimizationOptions {
	/// Changes nothing but what passes are added.
	pub fn new_opt_level_0() -> Self {
		Self::default()
	}

	/// Refuses whatever the first version of WebAssembly lacks. That is always so.
	pub fn mvp_features_only(&mut self) -> &mut Self {
		self
	}

	/// Keeps names of functions. They always stay: backtraces of a runtime need them.
	pub fn debug_info(&mut self, _: bool) -> &mut Self {
		self
	}

	/// Adds a pass.
	pub fn add_pass(&mut self, pass: Pass) -> &mut Self {
		match pass {
			Pass::StripDwarf => self.strip_dwarf = true,
			Pass::SignextLowering => {},
		}
		self
	}

	/// Reads the module at `infile` and writes the result to `outfile`, which may be the same file.
	///
	/// # Errors
	///
	/// If a file can't be read or written, or has a module that the first version of WebAssembly
	/// does not describe. Nothing is written then.
	pub fn run(
		&self,
		infile: impl AsRef<Path>,
		outfile: impl AsRef<Path>,
	) -> Result<(), OptimizationError> {
		let error = |file: &Path| {
			let file = file.to_owned();
			move |reason| OptimizationError { file, reason }
		};
		let mut module: Module =
			elements::deserialize_file(&infile).map_err(error(infile.as_ref()))?;
		if self.strip_dwarf {
			module.sections_mut().retain(
				|section| !matches!(section, Section::Custom(custom) if custom.name().starts_with(DWARF)),
			);
		}
		if let Some(data) = module.data_section_mut() {
			drop_zeros(data.entries_mut());
		}
		elements::serialize_to_file(&outfile, module).map_err(error(outfile.as_ref()))
	}
}

/// Drops the zeros at the end of each segment of data, and segments of nothing else. Does so only
/// if the segments are known to be in the order of their addresses, and apart. Otherwise zeros may
/// overwrite what an earlier one has written.
fn drop_zeros(segments: &mut Vec<DataSegment>) {
	let ranges: Option<Vec<_>> = segments.iter().map(range).collect();
	let apart = |ranges: Vec<Range<u64>>| ranges.is_sorted_by(|one, next| one.end <= next.start);
	if !ranges.is_some_and(apart) {
		return;
	}
	for segment in segments.iter_mut() {
		let bytes = segment.value_mut();
		let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
		bytes.truncate(end);
	}
	segments.retain(|segment| !segment.value().is_empty());
}

/// Returns the addresses that a segment of data is written to. Returns none if they are not in the
/// module itself.
fn range(segment: &DataSegment) -> Option<Range<u64>> {
	let [Instruction::I32Const(begin), Instruction::End] = segment.offset().as_ref()?.code() else {
		return None;
	};
	let begin = u64::from(*begin as u32);
	Some(begin..begin + segment.value().len() as u64)
}

/// The reason for which a module was not written.
#[derive(Debug)]
pub struct OptimizationError {
	file: PathBuf,
	reason: elements::Error,
}

impl fmt::Display for OptimizationError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{}: {}; a runtime is built for the target wasm32v1-none",
			self.file.display(),
			self.reason
		)
	}
}

impl Error for OptimizationError {}
