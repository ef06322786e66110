import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { lowered, problems, readCeiling, writeCeiling } from '../../scripts/prose/ceiling.ts';
import { checkProse, columns, countFindings, longSentences, opening } from '../../scripts/prose/checks.ts';
import { rustComments, typeScriptComments } from '../../scripts/prose/comments.ts';
import { describeFinding, describeFolders } from '../../scripts/prose/report.ts';

const lines = (...all: string[]) => all.join('\n');
const doc = (...text: string[]) => ({ doc: true, line: 7, lines: text, text });

/** Runs `act` in a temporary folder that holds these files. */
function inFolder(files: Record<string, string>, act: (root: string) => void): void {
	const root = mkdtempSync(join(tmpdir(), 'witan-prose-'));
	try {
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(root, path)), { recursive: true });
			writeFileSync(join(root, path), text);
		}
		act(root);
	} finally {
		rmSync(root, { recursive: true });
	}
}

describe('comments', () => {
	// Protects: a rule of docs is not applied to plain comments, and every line belongs to the
	// comment that it continues.
	test('comments of Rust should be told apart by their marks', () => {
		const source = lines('//! A module.', '', '//! More.', '/// One', '/// two.', '// plain', '//// a rule', 'let a = "/// no"; // trailing', '\t///', '\t/// Last.');
		assert.deepEqual(rustComments(source), [
			{ doc: true, line: 1, lines: ['//! A module.'], text: ['A module.'] },
			{ doc: true, line: 3, lines: ['//! More.'], text: ['More.'] },
			{ doc: true, line: 4, lines: ['/// One', '/// two.'], text: ['One', 'two.'] },
			{ doc: false, line: 6, lines: ['// plain', '//// a rule'], text: ['plain', '// a rule'] },
			{ doc: true, line: 9, lines: ['\t///', '\t/// Last.'], text: ['', 'Last.'] },
		]);
	});

	// Protects: JSDoc of one line and of many are read alike, and code after a comment is not taken
	// for one.
	test('comments of TypeScript should be told apart by their marks', () => {
		const source = lines('/** One. */', '/**', ' * Two', ' * - `*`', ' */', 'const a = \'/** no\';', '\t/* plain', '\t// inside */', '// a', '// b', 'f(); // trailing', '/**/', '// c');
		assert.deepEqual(typeScriptComments(source).map(({ doc: isDoc, line, text }) => [isDoc, line, text]), [
			[true, 1, ['One.']], [true, 2, ['', 'Two', '- `*`', '']], [false, 7, ['plain', '// inside']], [false, 9, ['a', 'b']],
			[false, 12, ['']], [false, 13, ['c']],
		]);
	});
});

describe('the rules of prose', () => {
	// Protects: each forbidden word is found however it is dressed, and none is seen where there is
	// none.
	test('opening should be refused by its first word', () => {
		for (const text of ['What it is.', 'whether', '**Of** all', 'Who\'s it', '[How] it works', 'In more.', 'Gives it', 'Says so', '(By default)']) {
			assert.deepEqual(opening('a.rs', doc(text)), [{ check: 'openings', file: 'a.rs', line: 7, text }]);
		}
		for (const text of ['Returns what it is.', 'Whatever', 'In-memory', 'Offers', '`of` is code', '12 of them', '', 'Information']) {
			assert.deepEqual(opening('a.rs', doc(text)), [], text);
		}
		assert.equal(opening('a.rs', doc('', 'Of it.'))[0]?.line, 8);
		assert.deepEqual(opening('a.rs', doc('Returns it.', 'Of it.')), []);
		assert.deepEqual(opening('a.rs', { ...doc('What it is.'), doc: false }), []);
	});

	// Protects: the limit is that of rustfmt.toml to the column, whatever a comment is indented or
	// written with.
	test('columns should be at most 100, of which a tab is 4', () => {
		const wide = (width: number) => `\t// ${'é'.repeat(width - 7)}`;
		assert.deepEqual(columns('a.rs', doc(wide(100))), []);
		assert.deepEqual(columns('a.rs', doc('// short', wide(101))).map(({ line, text }) => [line, text.slice(0, 11)]), [[8, '101 columns']]);
		assert.match(readFileSync(new URL('../../rustfmt.toml', import.meta.url), 'utf8'), /^max_width = 100$/m);
	});

	// Protects: a sentence is counted across lines, and what is none, or the next one, is not
	// counted with it.
	test('sentences should be at most 25 words', () => {
		const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ');
		const found = (...text: string[]) => longSentences('a.rs', 1, text).map(({ line, text: says }) => [line, Number.parseInt(says)]);
		assert.deepEqual(found(`${words(25)}.`, `${words(20)}`, `– ${words(5)}.`), []);
		assert.deepEqual(found('Short.', '', words(20), words(6)), [[3, 26]]);
		assert.deepEqual(found(`- ${words(20)}`, `- ${words(20)}`, '```', words(30), '```', `| ${words(30)} |`, `# ${words(30)}`), []);
	});

	// Protects: a crate is checked without what is generated or others', and counted by itself.
	test('folders should be checked by crate, without generated files', () => {
		const bad = '/// What it is.\n';
		const long = Array.from({ length: 26 }, () => 'word').join(' ');
		inFolder({
			'pallets/a/Cargo.toml': '', 'pallets/a/src/lib.rs': `${bad}// plain\nlet quote = '"';\nlet text = "${long}";\n`,
			'pallets/a/primitives/Cargo.toml': '', 'pallets/a/primitives/src/lib.rs': '/// A type.\n',
			'runtime/b/Cargo.toml': '', 'runtime/b/src/weights/a.rs': bad, 'runtime/b/src/weights.rs': bad,
			'node/Cargo.toml': '', 'node/target/a.rs': bad, 'primitives/a.txt': '', 'tests/runtime/a.txt': '', 'fuzz/a.txt': '',
			'clients/js/dist/a.js': '/** What */\n', 'scripts/a.ts': `/** Of it. */\n// ${long}\n`, 'scripts/node_modules/a.ts': '/** What */\n',
		}, (root) => {
			const folders = checkProse(root);
			assert.deepEqual(folders.map(({ name, docs, lines: count, findings }) => [name, docs, count, findings.map(describeFinding)]), [
				['pallets/a/primitives', 1, 1, []],
				['pallets/a', 1, 2, ['pallets/a/src/lib.rs:1: openings: What it is.', `pallets/a/src/lib.rs:4: sentences: 26 words: ${long}`]],
				['runtime/b', 1, 1, ['runtime/b/src/weights.rs:1: openings: What it is.']],
				['scripts (TypeScript)', 1, 2, ['scripts/a.ts:1: openings: Of it.', `scripts/a.ts:2: columns: 132 columns: // ${long}`]],
			]);
			assert.deepEqual(countFindings(folders), { openings: 3, columns: 1 });
			assert.match(describeFolders(folders), /^all +4 +3 +75\.0 % +6 +1 +16\.7 % +1$/m);
		});
	});
});

describe('the ceiling', () => {
	// Protects: prose gets better and stays so: more findings fail, fewer become the new ceiling.
	test('counts should be those of the ceiling', () => {
		const ceiling = { openings: 10, columns: 20 };
		assert.deepEqual(problems(ceiling, ceiling), []);
		const [more, fewer, ...rest] = problems(ceiling, { openings: 12, columns: 19 });
		assert.match(more as string, /^openings: 12 .*, 2 more than the ceiling of 10: scripts\/check-prose --list/);
		assert.match(fewer as string, /^columns: 19 .*, fewer than the ceiling of 20: run scripts\/check-prose --lower, and commit/);
		assert.deepEqual(rest, []);
	});

	// Protects: lowering never raises.
	test('ceiling should be lowered only', () => {
		assert.deepEqual(lowered({ openings: 10, columns: 20 }, { openings: 12, columns: 19 }), { openings: 10, columns: 19 });
	});

	// Protects: a ceiling that lacks a check is not taken for one without a limit.
	test('ceiling file should have every check', () => {
		inFolder({ 'lacks.json': '{ "openings": 1 }', 'wrong.json': '{ "openings": 1, "columns": -1 }' }, (root) => {
			assert.throws(() => readCeiling(join(root, 'lacks.json')), /"columns" must be a whole number/);
			assert.throws(() => readCeiling(join(root, 'wrong.json')), /"columns" must be a whole number/);
			writeCeiling(join(root, 'new.json'), { openings: 1, columns: 2 });
			assert.deepEqual(readCeiling(join(root, 'new.json')), { openings: 1, columns: 2 });
		});
	});
});
