import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readLock } from '../../scripts/lib/lockfile.ts';

const REGISTRY = 'registry+https://github.com/rust-lang/crates.io-index';

/**
 * Writes a lock file of packages `name version: dependency, dependency`; those with a star are of a
 * registry.
 */
function lock(...packages: string[]): string {
	return ['version = 4', ...packages.map((line) => {
		const [, name, version, star, rest = ''] = /^(\S+) ([^\s*:]+)(\*?): ?(.*)$/.exec(line) as RegExpExecArray;
		const dependencies = rest.split(', ').filter(Boolean).map((each) => ` "${each}",\n`).join('');
		const source = star ? `source = "${REGISTRY}"\nchecksum = "00"\n` : '';
		return `[[package]]\nname = "${name}"\nversion = "${version}"\n${source}${dependencies && `dependencies = [\n${dependencies}]\n`}`;
	})].join('\n\n');
}

describe('a Cargo.lock', () => {
	// Protects: a dependency that names a version means that one, and every version is a package of
	// its own.
	test('versions of one name should be told apart', () => {
		const { packages, roots } = readLock(lock('app 1.0.0: lib 2.0.0, old', 'lib 1.0.0*:', 'lib 2.0.0*:', 'old 0.1.0*: lib 1.0.0'));
		assert.deepEqual(packages.find(({ id }) => id === 'app 1.0.0')?.dependencies, ['lib 2.0.0', 'old 0.1.0']);
		assert.deepEqual(packages.find(({ id }) => id === 'old 0.1.0')?.dependencies, ['lib 1.0.0']);
		assert.deepEqual(roots, ['app 1.0.0']);
	});

	// Protects: the same version from two sources is two packages, and a dependency on one of them
	// is not one on the other.
	test('sources should be told apart where name and version are not enough', () => {
		const { packages } = readLock(`${lock(`app 1.0.0: lib 1.0.0 (${REGISTRY})`, 'lib 1.0.0*:')}\n[[package]]\nname = "lib"\nversion = "1.0.0"\n`);
		assert.deepEqual(packages.find(({ name }) => name === 'app')?.dependencies, [`lib 1.0.0 (${REGISTRY})`]);
		assert.equal(packages.length, 3);
	});

	// Protects: a post can only cite what is there already, so what is needed must come first.
	test('packages should come after all that they depend on', () => {
		const { packages } = readLock(readFileSync(new URL('../../Cargo.lock', import.meta.url), 'utf8'));
		const seen = new Set<string>();
		for (const { id, dependencies } of packages) {
			assert.ok(dependencies.every((dependency) => seen.has(dependency)), `${id} comes too early`);
			seen.add(id);
		}
		assert.ok(packages.length > 500, `${packages.length} packages`);
		assert.equal(seen.size, packages.length);
	});

	// Protects: cycles through dev-dependencies neither hang nor end the reading. Dropped
	// dependencies are named, and are the same every time, whatever the order in the file.
	test('cycles should be broken alike in every order of the file', () => {
		const lines = ['a 1.0.0: b', 'b 1.0.0: c', 'c 1.0.0: a, d', 'd 1.0.0: d', 'root 1.0.0: b'];
		for (const order of [lines, [...lines].reverse()]) {
			const { packages, dropped, roots } = readLock(lock(...order));
			assert.deepEqual(dropped, [['a 1.0.0', 'b 1.0.0'], ['d 1.0.0', 'd 1.0.0']]);
			assert.deepEqual(packages.map(({ name }) => name), ['a', 'd', 'c', 'b', 'root']);
			assert.ok(roots.includes('root 1.0.0'));
		}
	});

	// Protects: the roots are the packages that the file is about.
	test('roots should be what lies in a folder and what nothing needs', () => {
		const { roots } = readLock(lock('app 1.0.0: own, lib', 'own 1.0.0: lib', 'lib 1.0.0*:', 'stray 1.0.0*: lib'));
		assert.deepEqual(roots, ['app 1.0.0', 'own 1.0.0', 'stray 1.0.0']);
	});

	// Protects: a file that is no lock file is refused with a sentence, not read as an empty one.
	test('what is no lock file should be refused', () => {
		assert.throws(() => readLock('[package]\nname = "a"'), /there is no \[\[package\]\]/);
		assert.throws(() => readLock('not toml'));
		assert.throws(() => readLock(`${lock('a 1.0.0:')}\n[[package]]\nname = "b"\n`), /number 2 must have a name and a version/);
		for (const field of ['dependencies = "a"', 'dependencies = [1]', 'source = 1']) {
			assert.throws(() => readLock(`[[package]]\nname = "a"\nversion = "1"\n${field}`), /number 1 must have .* only text/);
		}
		assert.throws(() => readLock(lock('a 1.0.0: b')), /the dependency "b" fits 0 packages/);
		assert.throws(() => readLock(lock('a 1.0.0: b', 'b 1.0.0*:', 'b 2.0.0*:')), /the dependency "b" fits 2 packages/);
	});
});
