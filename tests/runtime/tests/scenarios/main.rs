//! The stories of `tests/scenarios`, told to the runtime in memory. The same files are told to a
//! node by `tests/e2e/scenarios`.

mod acts;
mod checks;
mod definition;
mod gherkin;
mod steps;
mod world;

use definition::Definition;
use gherkin::{parse, Feature, Step};
use sc_executor::WasmExecutor;
use sp_core::traits::ReadRuntimeVersionExt;
use std::{collections::BTreeSet, fs, path::PathBuf};
use steps::STEPS;
use witan_runtime_tests::chain::development;
use world::World;

/// Returns a file of `tests/scenarios`.
fn path(file: &str) -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../scenarios").join(file)
}

fn read(file: &str) -> String {
	fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn feature(name: &str) -> Feature {
	let file = format!("{name}.feature");
	let feature = parse(&read(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
	assert!(!feature.scenarios.is_empty(), "{file} has no scenario");
	for scenario in &feature.scenarios {
		assert!(!scenario.steps.is_empty(), "{file}: {} has no steps", scenario.name);
	}
	feature
}

/// Returns the definition of a step. Panics unless there is exactly one.
fn definition_of(step: &Step) -> &'static Definition {
	let found: Vec<_> = STEPS.iter().filter(|each| each.matches(step).is_some()).collect();
	match found[..] {
		[definition] => definition,
		_ => panic!("line {}: {} definitions of: {}", step.line, found.len(), step.text),
	}
}

/// Tells each scenario of a feature to a chain of its own, and checks every invariant after it.
fn tell(name: &str) {
	for scenario in feature(name).scenarios {
		let executor = WasmExecutor::<sp_io::SubstrateHostFunctions>::builder().build();
		let mut chain = sp_io::TestExternalities::new(development());
		chain.register_extension(ReadRuntimeVersionExt::new(executor));
		chain.execute_with(|| {
			let mut world = World::new();
			for step in &scenario.steps {
				println!("{name}.feature:{}: {}", step.line, step.text);
				let definition = definition_of(step);
				let values = definition.matches(step).expect("it is defined by this");
				(definition.run)(&mut world, &values);
				if step.text.starts_with("Given ") {
					world.begin();
				}
			}
			world.check();
		});
	}
}

/// Makes a test of each feature. Its name is the file's, with `_` for `-`.
macro_rules! features {
	($($name:ident)*) => {
		const FEATURES: &[&str] = &[$(stringify!($name)),*];

		$(
			#[test]
			fn $name() {
				tell(&stringify!($name).replace('_', "-"));
			}
		)*
	};
}

features! {
	cancelled_directive
	citation
	debt
	decay
	directive
	dividends
	empty_domain
	no_show
	not_quorate
	paid_job
	parallel_votes
	rejected_job
	secret_vote
	undo
	upgrade
}

/// Returns the names of all features.
fn names() -> BTreeSet<String> {
	let files = fs::read_dir(path("")).expect("the folder is there");
	let names = files.map(|file| file.expect("it can be read").file_name().into_string());
	let names = names.map(|name| name.expect("a name in UTF-8"));
	names.filter_map(|name| name.strip_suffix(".feature").map(String::from)).collect()
}

// Protects: a story that is written is told.
#[test]
fn features_should_be_those_of_the_folder() {
	let told: BTreeSet<_> = FEATURES.iter().map(|name| name.replace('_', "-")).collect();
	assert_eq!(told, names());
}

// Protects: the same words are known in memory and on a node, whose test compares the same
// document.
#[test]
fn steps_should_be_those_of_the_document() {
	let document = read("steps.md");
	let rows = document.lines().filter_map(|line| {
		let (step, _) = line.strip_prefix("| ")?.split_once(" |")?;
		["Given ", "When ", "Then "].iter().any(|keyword| step.starts_with(keyword)).then_some(step)
	});
	assert_eq!(STEPS.iter().map(|step| step.text).collect::<Vec<_>>(), rows.collect::<Vec<_>>());
}

// Protects: no definition is kept that no story needs.
#[test]
fn steps_should_all_be_used() {
	let features: Vec<_> = names().iter().map(|name| feature(name)).collect();
	let scenarios = features.iter().flat_map(|feature| &feature.scenarios);
	let used: BTreeSet<_> = scenarios
		.flat_map(|scenario| &scenario.steps)
		.map(|step| definition_of(step).text)
		.collect();
	let unused: Vec<_> =
		STEPS.iter().map(|step| step.text).filter(|text| !used.contains(text)).collect();
	assert_eq!(unused, Vec::<&str>::new());
}

// Protects: a line that is no step, and a step that no definition or more than one fits, are no
// silent success.
#[test]
fn wrong_lines_should_be_refused() {
	for (source, error) in [
		("Scenario: a\n", "no feature"),
		("Feature: a\nScenario: b\nGiven c\nnothing\n", "line 4"),
		("Feature: a\nScenario: b\nAnd c\n", "line 3"),
		("Feature: a\nScenario: b\n| c |\n", "line 3"),
		("Feature: a\nScenario: b\nBackground:\n", "line 3"),
		("Feature: a\nRule: b\nScenario: c\n", "line 2"),
		("Feature: a\nScenario: b\nExamples: c\n", "line 3"),
	] {
		assert!(parse(source).is_err_and(|found| found.contains(error)), "{source}");
	}
	let step = |text: &str| Step { text: text.into(), table: Vec::new(), line: 1 };
	for text in ["When bob withdraws the offer", "When Bob withdraws the offer now"] {
		let step = step(text);
		assert!(STEPS.iter().all(|each| each.matches(&step).is_none()), "{text}");
	}
	assert_eq!(definition_of(&step("When 1 000 blocks pass")).text, "When {count} blocks pass");
}
