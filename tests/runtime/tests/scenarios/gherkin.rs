//! Features in Gherkin, as far as scenarios here use it. The run on a node reads the same files by
//! Gherkin's own parser.

/// A file of scenarios.
pub struct Feature {
	/// The scenarios, each with the steps of the background first.
	pub scenarios: Vec<Scenario>,
}

/// A story.
pub struct Scenario {
	pub name: String,
	pub steps: Vec<Step>,
}

/// A step of a story.
#[derive(Clone)]
pub struct Step {
	/// The text, with `Given`, `When` or `Then` in the place of `And` and `But`.
	pub text: String,
	/// The rows of the table below it.
	pub table: Vec<Vec<String>>,
	pub line: usize,
}

/// The part of a feature that a line belongs to.
enum Part {
	Description,
	Background,
	Scenario,
}

/// Beginnings of lines that are Gherkin, but not of the part of it that scenarios use.
const REFUSED: [&str; 7] =
	["Rule:", "Example:", "Examples:", "Scenario Outline:", "Scenario Template:", "@", "\"\"\""];

/// Reads a feature. The error names the line that is none of Gherkin's, or not of the part of it
/// that scenarios use.
pub fn parse(source: &str) -> Result<Feature, String> {
	let mut lines = source.lines().enumerate().filter_map(|(index, line)| {
		let line = line.trim();
		(!line.is_empty() && !line.starts_with('#')).then_some((index + 1, line))
	});
	if !lines.next().is_some_and(|(_, line)| line.starts_with("Feature: ")) {
		return Err("the first line is no feature".into());
	}
	let (mut background, mut scenarios) = (Vec::new(), Vec::<Scenario>::new());
	let mut part = Part::Description;
	for (number, line) in lines {
		if line == "Background:" && matches!(part, Part::Description) {
			part = Part::Background;
			continue;
		}
		if let Some(name) = line.strip_prefix("Scenario: ") {
			part = Part::Scenario;
			scenarios.push(Scenario { name: name.into(), steps: background.clone() });
			continue;
		}
		let refused = REFUSED.iter().any(|start| line.starts_with(start));
		let steps = match part {
			Part::Description if !refused => continue,
			Part::Description => return Err(format!("line {number}: not supported: {line}")),
			Part::Background => &mut background,
			Part::Scenario => &mut scenarios.last_mut().expect("one was begun").steps,
		};
		add_line(steps, number, line)
			.ok_or_else(|| format!("line {number}: neither a step nor a row: {line}"))?;
	}
	Ok(Feature { scenarios })
}

/// Adds a step, or a row to the last one. Returns `None` if the line is neither.
fn add_line(steps: &mut Vec<Step>, line: usize, text: &str) -> Option<()> {
	if let Some(row) = text.strip_prefix('|').and_then(|row| row.strip_suffix('|')) {
		let cells = row.split('|').map(|cell| cell.trim().to_string());
		steps.last_mut()?.table.push(cells.collect());
		return Some(());
	}
	let (keyword, rest) = text.split_once(' ')?;
	let keyword = match keyword {
		"Given" | "When" | "Then" => keyword,
		"And" | "But" => steps.last()?.text.split(' ').next()?,
		_ => return None,
	};
	steps.push(Step { text: format!("{keyword} {rest}"), table: Vec::new(), line });
	Some(())
}
