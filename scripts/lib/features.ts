/** Reads the scenarios of `tests/scenarios`: features in Gherkin. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type Background, IdGenerator, type Scenario as GherkinScenario, type Step as GherkinStep } from '@cucumber/messages';
import { sourceFiles } from './sources.ts';

/** A step of a scenario. */
export interface Step {
	/** The text, with `Given`, `When` or `Then` in the place of `And` and `But`. */
	text: string;
	/** The rows of the table below it. */
	table: string[][];
	line: number;
}

/** A story. */
export interface Scenario {
	name: string;
	/** Its steps, those of the background first. */
	steps: Step[];
}

/** A file of scenarios. */
export interface Feature {
	/** The path from the checkout, with `/`. */
	path: string;
	name: string;
	/** The text below the name, as one line. */
	description: string;
	scenarios: Scenario[];
}

const KEYWORDS = ['Given', 'When', 'Then'];
const JOINING = ['And', 'But'];

/** Returns the features of the checkout `root`, sorted by path. */
export function readFeatures(root: string): Feature[] {
	return sourceFiles(root, ['tests/scenarios'], /\.feature$/).map((path) => readFeature(path, readFileSync(join(root, path), 'utf8')));
}

/**
 * Reads a feature. Throws if it is no Gherkin, uses a part of it that scenarios here do without, or
 * has nothing to tell.
 */
export function readFeature(path: string, source: string): Feature {
	const wrong = (line: number, what: string) => new Error(`${path}:${line}: ${what}`);
	const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
	const { feature } = parser.parse(source);
	if (!feature || feature.children.every(({ scenario }) => scenario === undefined)) {
		throw wrong(1, 'no scenario');
	}
	const stepsOf = (part: Background | GherkinScenario): Step[] => {
		if (part.description !== '' || ('tags' in part && (part.tags.length > 0 || part.examples.length > 0))) {
			throw wrong(part.location.line, 'descriptions, tags and examples of scenarios are not supported');
		}
		if (part.steps.length === 0) {
			throw wrong(part.location.line, 'no steps');
		}
		return readSteps(part.steps, wrong);
	};
	let background: Step[] = [];
	const scenarios: Scenario[] = [];
	for (const child of feature.children) {
		if (child.background) {
			background = stepsOf(child.background);
		} else if (child.scenario) {
			scenarios.push({ name: child.scenario.name, steps: [...background, ...stepsOf(child.scenario)] });
		} else {
			throw wrong(feature.location.line, 'rules are not supported');
		}
	}
	const description = feature.description.split('\n').map((line) => line.trim()).join(' ').trim();
	return { path, name: feature.name, description, scenarios };
}

function readSteps(steps: readonly GherkinStep[], wrong: (line: number, what: string) => Error): Step[] {
	let kind: string | undefined;
	return steps.map(({ keyword, text, dataTable, docString, location: { line } }) => {
		const word = keyword.trim();
		kind = JOINING.includes(word) ? kind : word;
		if (kind === undefined || !KEYWORDS.includes(kind) || docString !== undefined) {
			throw wrong(line, `not supported: ${keyword}${text}`);
		}
		return { text: `${kind} ${text}`, table: (dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value)), line };
	});
}
