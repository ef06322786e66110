import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { copyleft, isCopyleft, licencesDocument, normalise, readDependencies, readPackageLock, readTree, table } from '../../scripts/lib/licences.ts';
import { readLock } from '../../scripts/lib/lockfile.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

describe('licences', () => {
	// Protects: a package counts once, under a name that does not depend on how its authors spelled
	// the licence.
	test('packages of cargo tree should be counted once, by licence, without our own', () => {
		const packages = readTree([
			'app v1.0.0 (/somewhere)|Apache-2.0', 'a v1.0.0|MIT/Apache-2.0', 'b v1.0.0 (proc-macro)|Apache-2.0 OR MIT', 'a v1.0.0|MIT/Apache-2.0 (*)', '',
			'a v2.0.0|GPL-3.0-only', 'c v1.0.0|',
		].join('\n'));
		assert.deepEqual(packages.map(({ id }) => id), ['a 1.0.0', 'b 1.0.0', 'a 2.0.0', 'c 1.0.0']);
		assert.equal(table([{ title: 'app', packages }]), [
			'| licence | app |', '| --- | ---: |', '| Apache-2.0 OR MIT | 2 |', '| GPL-3.0-only | 1 |', '| none named | 1 |', '| **all** | 4 |',
		].join('\n'));
		assert.equal(copyleft(packages), '- GPL-3.0-only: `a`');
		assert.throws(() => readTree('error: no such package'), /is no package/);
	});

	// Protects: what npm links from this repository is not taken for a package without a licence.
	test('packages of package-lock.json should be counted without our own', () => {
		const lock = {
			packages: {
				'': { name: 'app' }, 'clients/own': { version: '1.0.0', license: 'MIT' }, 'node_modules/own': { resolved: 'clients/own', link: true },
				'node_modules/a': { version: '1.0.0', license: 'ISC' }, 'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
			},
		};
		assert.deepEqual(readPackageLock(JSON.stringify(lock)), [{ id: 'a 1.0.0', licence: 'ISC' }, { id: '@b/c 2.0.0', licence: undefined }]);
	});

	// Protects: two spellings of one choice are one line of the table.
	for (const [expression, expected] of [
		['MIT / Apache-2.0', 'Apache-2.0 OR MIT'], ['(MIT OR Apache-2.0)', 'Apache-2.0 OR MIT'], ['Zlib OR (MIT OR ISC)', 'ISC OR MIT OR Zlib'],
		['Unicode-3.0 AND (MIT OR Apache-2.0)', '(Apache-2.0 OR MIT) AND Unicode-3.0'],
		['GPL-3.0-or-later WITH Classpath-exception-2.0', 'GPL-3.0-or-later WITH Classpath-exception-2.0'], [undefined, 'none named'],
	] as const) {
		test(`${expression} should be spelled ${expected}`, () => assert.equal(normalise(expression), expected));
	}

	// Protects: whoever may choose another licence is not said to be bound by copyleft, and all
	// others are.
	for (const [expression, expected] of [
		['GPL-3.0-only', true], ['GPL-3.0-or-later WITH Classpath-exception-2.0', true], ['MPL-2.0', true], ['LGPL-2.1 OR GPL-3.0-only', true],
		['(MIT OR Apache-2.0) AND GPL-3.0-only', true], ['(MIT OR GPL-3.0-only) AND Zlib', false],
		['Apache-2.0/GPL-3.0', false], ['(BSD-3-Clause OR GPL-2.0)', false], ['MIT', false], ['(MIT OR Apache-2.0) AND Unicode-3.0', false],
		[undefined, false],
	] as const) {
		test(`copyleft should be ${expected} of ${expression}`, () => assert.equal(isCopyleft(expression), expected));
	}

	// Protects: what the documents say of licences is what the lock files bring in.
	test('docs/licences.md should be that of the lock files', { timeout: 120_000 }, () => {
		const document = licencesDocument(readDependencies(fileURLToPath(ROOT)));
		if (process.env['UPDATE_SNAPSHOT'] === '1') writeFileSync(new URL('docs/licences.md', ROOT), document);
		assert.equal(
			read('docs/licences.md'), document,
			'docs/licences.md is old: UPDATE_SNAPSHOT=1 node --import tsx --test tests/unit/licences.test.ts, and look at the difference',
		);
	});
});

// Protects: crates for other systems, which cargo-deny is not shown, come from crates.io too.
test('Cargo.lock should name crates.io as the only source', () => {
	for (const lock of ['Cargo.lock', 'fuzz/Cargo.lock']) {
		const sources = new Set(readLock(read(lock)).packages.map(({ source }) => source));
		assert.deepEqual([...sources].filter(Boolean), ['registry+https://github.com/rust-lang/crates.io-index'], lock);
	}
});

// Protects: a second version of what we name ourselves is never waved through.
test('deny.toml should accept no duplicates of crates that the workspace names', () => {
	const { bans } = parse(read('deny.toml')) as { bans: { skip: string[] } };
	const { workspace } = parse(read('Cargo.toml')) as { workspace: { dependencies: Record<string, { package?: string } | string> } };
	const ours = Object.entries(workspace.dependencies).map(([name, value]) => (typeof value === 'object' && value.package) || name);
	const skipped = new Set(bans.skip.map((each) => each.split('@')[0]));
	assert.ok(ours.length > 50 && skipped.size > 0);
	assert.deepEqual(ours.filter((name) => skipped.has(name)), []);
});
