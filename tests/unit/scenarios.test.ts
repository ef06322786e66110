import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readFeature, readFeatures } from '../../scripts/lib/features.ts';
import { definitionOf } from '../e2e/scenarios/definition.ts';
import { STEPS } from '../e2e/scenarios/steps.ts';
import { leading, units } from '../e2e/scenarios/values.ts';

const ROOT = new URL('../../', import.meta.url);
const features = readFeatures(fileURLToPath(ROOT));

describe('steps of scenarios', () => {
	// Protects: the same words are known on a node and in memory, whose test compares the same
	// document.
	test('should be those of the document', () => {
		const document = readFileSync(new URL('tests/scenarios/steps.md', ROOT), 'utf8');
		const rows = [...document.matchAll(/^\| ((?:Given|When|Then) .*?) \|/gm)].map(([, step]) => step);
		assert.deepEqual(STEPS.map(({ text }) => text), rows);
	});

	// Protects: a step that a story uses is known, and means one thing; no definition is kept that
	// no story needs.
	test('should all be defined once, and used', () => {
		const used = features.flatMap(({ scenarios }) => scenarios).flatMap(({ steps }) => steps).map((step) => definitionOf(STEPS, step)[0].text);
		assert.deepEqual(STEPS.map(({ text }) => text).filter((text) => !used.includes(text)), []);
	});

	// Protects: a step that is written wrong is no silent success.
	test('should be refused when no definition fits', () => {
		const step = (text: string) => ({ text, table: [], line: 7 });
		assert.equal(definitionOf(STEPS, step('When 1 000 blocks pass'))[1].count(0), 1_000);
		for (const text of ['When bob withdraws the offer', 'When Bob withdraws the offer now', 'Then Bob withdraws the offer']) {
			assert.throws(() => definitionOf(STEPS, step(text)), /line 7: 0 definitions/);
		}
	});

	// Protects: amounts are read to the last unit, and what is none is refused.
	test('amounts should be read exactly', () => {
		const found = ['1 000', '+12.5', '-20', '0', '-0.000000001'].map(units);
		assert.deepEqual(found, [1_000_000_000_000n, 12_500_000_000n, -20_000_000_000n, 0n, -1n]);
		assert.deepEqual(['20 % of a stake', '2 at most'].map(leading), [20, 2]);
		for (const text of ['', 'ten', '1.', '1.0000000001', '--1']) {
			assert.throws(() => units(text), /no amount/);
		}
		assert.throws(() => leading('at most 2'), /no number/);
	});
});

describe('features', () => {
	// Protects: there are stories, each under a name of its own.
	test('should have names of their own', () => {
		const names = features.flatMap(({ name, scenarios }) => scenarios.map((scenario) => `${name}: ${scenario.name}`));
		assert.ok(features.length >= 12, `${features.length} features`);
		assert.equal(new Set(names).size, names.length);
	});

	// Protects: a file that tells nothing, or what one of both runs does not understand, fails.
	test('should be refused when they are empty, or use more of Gherkin than both runs know', () => {
		for (const [source, error] of [
			['', /no scenario/],
			['Feature: a', /no scenario/],
			['Feature: a\n  Scenario: b', /a.feature:2: no steps/],
			['Feature: a\n  Background:\n  Scenario: b\n    When c', /a.feature:2: no steps/],
			['Feature: a\n  @tag\n  Scenario: b\n    When c', /not supported/],
			['Feature: a\n  Scenario: b\n    because\n    When c', /not supported/],
			['Feature: a\n  Scenario Outline: b\n    When <c>\n    Examples:\n      | c |\n      | d |', /not supported/],
			['Feature: a\n  Scenario: b\n    When c\n  Rule: d\n    Scenario: e\n      When f', /not supported/],
			['Feature: a\n  Scenario: b\n    And c', /a.feature:3: not supported/],
			['Feature: a\n  Scenario: b\n    * c', /a.feature:3: not supported/],
			['Feature: a\n  Scenario: b\n    When c\n      """\n      d\n      """', /a.feature:3: not supported/],
			['Feature: a\n  Scenario: b\n    When c\n    nothing', /\(4:5\)/],
		] as const) {
			assert.throws(() => readFeature('a.feature', source), error, source);
		}
	});
});
