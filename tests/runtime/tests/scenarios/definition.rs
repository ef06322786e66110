//! Definitions of steps, and the values that a step's text has for them.

use crate::{gherkin::Step, world::World};
use witan_experts::shares::MILLION;
use witan_primitives::WIT;

/// A step that scenarios can use.
pub struct Definition {
	/// The text, as in `tests/scenarios/steps.md`.
	pub text: &'static str,
	/// The effect of the step, or its check.
	pub run: fn(&mut World, &Values),
}

/// The values of a step, in the order of its text.
pub struct Values<'a> {
	values: Vec<&'a str>,
	table: &'a [Vec<String>],
}

impl Definition {
	/// Returns the values of a step if it is one of these.
	pub fn matches<'a>(&self, step: &'a Step) -> Option<Values<'a>> {
		let mut rest = step.text.as_str();
		let mut parts = self.text.split('{');
		rest = rest.strip_prefix(parts.next()?)?;
		let mut values = Vec::new();
		for part in parts {
			let (kind, literal) = part.split_once('}')?;
			let end = if literal.is_empty() { rest.len() } else { rest.find(literal)? };
			let value = &rest[..end];
			if !is_of(kind, value) {
				return None;
			}
			values.push(value);
			rest = &rest[end + literal.len()..];
		}
		rest.is_empty().then_some(Values { values, table: &step.table })
	}
}

/// Returns true if a text is a value of a kind of placeholders.
fn is_of(kind: &str, value: &str) -> bool {
	let all = |is: fn(char) -> bool| !value.is_empty() && value.chars().all(is);
	match kind {
		"name" => all(|c| c.is_ascii_alphabetic()) && value.starts_with(char::is_uppercase),
		"word" => all(|c| c.is_ascii_lowercase() || c == ' '),
		"title" => all(|c| c != '"'),
		"count" | "percent" => all(|c| c.is_ascii_digit() || c == ' '),
		"amount" => all(|c| c.is_ascii_digit() || c == ' ' || c == '.'),
		_ => panic!("unknown kind of value: {kind}"),
	}
}

impl<'a> Values<'a> {
	/// Returns a value as it stands.
	pub fn text(&self, index: usize) -> &'a str {
		self.values[index]
	}

	/// Returns an amount of REP or WIT in units of 10^-9, in which both are counted.
	pub fn amount(&self, index: usize) -> u128 {
		units(self.text(index)).try_into().expect("no sign is possible")
	}

	/// Returns a number of blocks.
	pub fn count(&self, index: usize) -> u32 {
		self.text(index).replace(' ', "").parse().expect("a number")
	}

	/// Returns a ratio in parts per million.
	pub fn percent(&self, index: usize) -> u32 {
		self.count(index) * (MILLION / 100)
	}

	/// Returns the rows of the step's table below the heads of its columns, which must be these.
	pub fn rows<const N: usize>(&self, heads: [&str; N]) -> Vec<[&'a str; N]> {
		let mut rows = self.table.iter().map(|row| {
			let cells: Vec<&str> = row.iter().map(String::as_str).collect();
			<[&str; N]>::try_from(cells).expect("a row has as many cells as its table columns")
		});
		assert_eq!(rows.next(), Some(heads), "the heads of the table's columns");
		let rows: Vec<_> = rows.collect();
		assert!(!rows.is_empty(), "the table has no rows");
		rows
	}
}

/// Returns an amount such as `1 000`, `+12.5` or `-20` in units of 10^-9.
pub fn units(text: &str) -> i128 {
	let plain = text.replace(' ', "");
	let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
	let whole: i128 = whole.parse().unwrap_or_else(|_| panic!("no amount: {text}"));
	let digits: i128 = format!("{fraction:0<9}").parse().expect("digits");
	assert!(fraction.len() <= 9, "more than nine decimals: {text}");
	let sign = if plain.starts_with('-') { -1 } else { 1 };
	whole * WIT as i128 + sign * digits
}

/// Returns the number with which a text such as `20 % of a stake` begins.
pub fn leading(text: &str) -> u32 {
	let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
	digits.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}
