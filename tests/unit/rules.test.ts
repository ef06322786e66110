import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readFeature } from '../../scripts/lib/features.ts';
import { readRust, readTypeScript, rulesDocument, rulesOf, subjectOf } from '../../scripts/rules.ts';

const ROOT = new URL('../../', import.meta.url);
const DOCUMENT = new URL('docs/rules.md', ROOT);

describe('rules of a Rust file', () => {
	// Protects: a rule is found wherever rustfmt leaves its test: under attributes, in a macro, in
	// a module.
	test('should be its tests with the comment directly above', () => {
		const { rules, parts } = readRust('a.rs', [
			'/// Not a test.', 'fn helper_should_not_count() {', '}', '',
			'// A remark.', '// Protects: one thing,', '// and another.', '#[test]', '#[should_panic(expected = "x")]', 'fn pool_should_end() {', '}', '',
			'#[test]', 'fn pool_should_begin() {', '\tlet x = 1;', '}', '',
			'// Protects: the whole module.', 'mod voting {', '\tproptest! {', '\t\t// Protects: votes.', '\t\t#[test]', '\t\tfn vote_should_count(x: u8) {', '\t\t}',
			'\t}', '}', '',
			'#[cfg(test)]', 'mod tests {', '\t// Protects: far above, and so not of this test.', '\tconst X: u8 = 0;', '\t#[tokio::test]',
			'\tasync fn stake_should_stay() {', '\t}', '}',
		].join('\n'));
		assert.deepEqual(rules, [
			{ name: 'pool should end', protects: 'one thing, and another.', part: undefined },
			{ name: 'pool should begin', protects: undefined, part: undefined },
			{ name: 'vote should count', protects: 'votes.', part: 'voting' },
			{ name: 'stake should stay', protects: undefined, part: undefined },
		]);
		assert.deepEqual([...parts], [['voting', 'the whole module.']]);
	});
});

describe('rules of a TypeScript file', () => {
	// Protects: a name that leaves its subject to the group, or has values in it, can be read
	// outside of the file.
	test('should be its tests with their group, their values left out', () => {
		const { rules } = readTypeScript('a.test.ts', [
			'// A remark.', '// Protects: sums,', '// exactly.', 'test(\'sum should be exact\', { timeout: 1 }, () => {});',
			'describe(\'the proof\', () => {', '\tconst regex = /x/.test(\'y\');', '\ttest(\'should hold\', async () => {});',
			'\t// Protects: every fault is seen.', '\tfor (const what of FAULTS) {', '\t\ttest(`should fail when ${what} of ${1}, too`, () => {});', '\t}', '});',
			'test(\'last should stand alone\', () => {});',
		].join('\n'));
		assert.deepEqual(rules, [
			{ name: 'sum should be exact', protects: 'sums, exactly.', part: undefined },
			{ name: 'the proof should hold', protects: undefined, part: undefined },
			{ name: 'the proof should fail when … of …, too', protects: 'every fault is seen.', part: undefined },
			{ name: 'last should stand alone', protects: undefined, part: undefined },
		]);
	});
});

describe('rules of a feature', () => {
	// Protects: voters find the stories by their names, with what they show.
	test('should be its scenarios, below its description', () => {
		const feature = readFeature('tests/scenarios/a.feature', [
			'Feature: A vote', '  One line,', '  and another.', '', '  Scenario: It passes', '    When a', '  Scenario: It fails', '    When b',
		].join('\n'));
		const { title, description, rules } = rulesOf(feature);
		assert.deepEqual([title, description], ['A vote', 'One line, and another.']);
		assert.deepEqual(rules.map(({ name }) => name), ['It passes', 'It fails']);
	});
});

describe('docs/rules.md', () => {
	// Protects: whoever reads a rule reads its reason, too. A story has its feature's description.
	test('every rule should say what it protects', () => {
		const tested = rulesDocument(fileURLToPath(ROOT)).split('\n## ').filter((system) => !system.startsWith('scenarios'));
		const silent = tested.flatMap((system) => system.split('\n')).filter((line) => /^- \*\*[^*]*\*\*$/.test(line));
		assert.deepEqual(silent, [], 'put a comment `// Protects: ...` above these tests');
	});

	// Protects: a test stands where readers look for it, and a new kind of folder is not forgotten.
	test('subjects should follow the folders', () => {
		for (const [path, ...expected] of [
			['pallets/experts/forum/src/tests/post.rs', 'experts', 'forum', 'post'], ['pallets/experts/forum/src/tests/mod.rs', 'experts', 'forum', 'tests'],
			['pallets/governance/src/tests/check.rs', 'governance', 'governance', 'check'],
			['tests/scenarios/paid-job.feature', 'scenarios', 'stories, told in memory and on a node', 'paid-job'],
			['tests/runtime/tests/scenarios/main.rs', 'runtime', 'in memory, all pallets together', 'scenarios'],
			['tests/e2e/chain/pool.test.ts', 'chain', 'on running nodes', 'pool'], ['runtime/solochain/tests/origins.rs', 'runtime', 'solochain', 'origins'],
		] as [string, string, string, string][]) {
			assert.deepEqual(Object.values(subjectOf(path)), expected, path);
		}
		assert.throws(() => subjectOf('elsewhere/a.rs'), /no place/);
	});

	// Protects: what voters read of the rules is what the tests hold the code to.
	test('rules should be those of the tests', () => {
		const document = rulesDocument(fileURLToPath(ROOT));
		if (process.env['UPDATE_SNAPSHOT'] === '1') writeFileSync(DOCUMENT, document);
		assert.equal(
			existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '', document,
			'docs/rules.md is old: UPDATE_SNAPSHOT=1 node --import tsx --test tests/unit/rules.test.ts, and look at the difference',
		);
	});
});
