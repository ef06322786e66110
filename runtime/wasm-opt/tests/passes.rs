//! Modules of a few bytes through the passes that the SDK's builder asks for.

use std::{fs, path::PathBuf};

use tempfile::TempDir;
use wasm_opt::{OptimizationOptions, Pass};

const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// A type, a function of it and its body: `i32.const 1`, then `instruction`, and `drop`.
fn module(instruction: u8) -> Vec<u8> {
	let types = [1, 4, 1, 0x60, 0, 0];
	let functions = [3, 2, 1, 0];
	let code = [10, 8, 1, 6, 0, 0x41, 1, instruction, 0x1a, 0x0b];
	[HEADER, &types, &functions, &code].concat()
}

fn custom(name: &str) -> Vec<u8> {
	let body = [&[name.len() as u8], name.as_bytes(), b"content"].concat();
	[&[0, body.len() as u8], &body[..]].concat()
}

fn file(module: &[u8]) -> (TempDir, PathBuf) {
	let folder = tempfile::tempdir().expect("a temporary folder");
	let path = folder.path().join("module.wasm");
	fs::write(&path, module).expect("the folder is writable");
	(folder, path)
}

// Protects: a runtime's upload carries no debug information, and its backtraces still name
// functions.
#[test]
fn dwarf_goes_and_names_stay() {
	const I32_EQZ: u8 = 0x45;
	let code = module(I32_EQZ);
	let (_folder, path) = file(
		&[&code[..], &custom(".debug_info"), &custom("name"), &custom(".debug_line")].concat(),
	);
	OptimizationOptions::new_opt_level_0()
		.mvp_features_only()
		.debug_info(true)
		.add_pass(Pass::StripDwarf)
		.run(&path, &path)
		.expect("a module of the first version");
	assert_eq!(fs::read(path).expect("written"), [code, custom("name")].concat());
}

// Protects: without the pass, a development build keeps what a debugger reads.
#[test]
fn sections_stay_unless_stripped() {
	const I32_EQZ: u8 = 0x45;
	let whole = [module(I32_EQZ), custom(".debug_info")].concat();
	let (_folder, path) = file(&whole);
	OptimizationOptions::new_opt_level_0()
		.add_pass(Pass::SignextLowering)
		.run(&path, &path)
		.expect("a module of the first version");
	assert_eq!(fs::read(path).expect("written"), whole);
}

/// A memory of a page, and segments of data, each at an address below 64.
fn memory(segments: &[(u8, &[u8])]) -> Vec<u8> {
	let memory = [5, 3, 1, 0, 1];
	let mut body = vec![segments.len() as u8];
	for (address, bytes) in segments {
		body.extend([0, 0x41, *address, 0x0b, bytes.len() as u8]);
		body.extend(*bytes);
	}
	[HEADER, &memory, &[11, body.len() as u8], &body].concat()
}

// Protects: a runtime with much static memory is not longer for it, and begins with the same bytes
// in its memory.
#[test]
fn zeros_go_where_the_memory_has_them() {
	let apart = memory(&[(8, &[0, 7, 0, 0]), (12, &[0, 0, 0]), (20, &[9])]);
	let overlapping = memory(&[(8, &[7, 7, 7, 7]), (10, &[0, 0])]);
	let unordered = memory(&[(20, &[9, 0]), (8, &[7, 0])]);
	for (whole, expected) in [
		(&apart, &memory(&[(8, &[0, 7]), (20, &[9])])),
		(&overlapping, &overlapping),
		(&unordered, &unordered),
	] {
		let (_folder, path) = file(whole);
		OptimizationOptions::new_opt_level_0().run(&path, &path).expect("a memory");
		assert_eq!(&fs::read(path).expect("written"), expected);
	}
}

// Protects: no runtime with instructions that a node's executor may not know gets through, and the
// file stays as it was.
#[test]
fn sign_extension_is_refused() {
	const I32_EXTEND8_S: u8 = 0xc0;
	let whole = module(I32_EXTEND8_S);
	let (_folder, path) = file(&whole);
	let error = OptimizationOptions::new_opt_level_0()
		.add_pass(Pass::SignextLowering)
		.run(&path, &path)
		.expect_err("a later version of WebAssembly");
	assert!(
		error
			.to_string()
			.ends_with("Unknown opcode 192; a runtime is built for the target wasm32v1-none"),
		"{error}"
	);
	assert_eq!(fs::read(path).expect("unchanged"), whole);
}
