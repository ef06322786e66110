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
//! Only what the builder calls is here, under the original's names. Where a later builder calls
//! more, it does not compile.

use std::{
	error::Error,
	fmt,
	path::{Path, PathBuf},
};

use parity_wasm::elements::{self, Module, Section};

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
		elements::serialize_to_file(&outfile, module).map_err(error(outfile.as_ref()))
	}
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
