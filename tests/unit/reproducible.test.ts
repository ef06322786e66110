import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const WRAPPER = fileURLToPath(new URL('../../runtime/solochain/rustc-anywhere', import.meta.url));
const { PATH } = process.env;
const work = mkdtempSync(join(tmpdir(), 'witan-reproducible-'));

/** Makes a package's folder; with a file in it by which cargo marks what a registry gave. */
function folder(name: string, mark?: string): string {
	const path = join(work, name);
	mkdirSync(path, { recursive: true });
	if (mark) {
		writeFileSync(join(path, mark), '');
	}
	return path;
}

/** Returns the arguments that the compiler is run with, for a crate of the package `own` 0.1.0. */
function compile(packageFolder: string, args: string[], environment: Record<string, string> = {}): string[] {
	const env = { PATH, CARGO_MANIFEST_DIR: packageFolder, CARGO_PKG_NAME: 'own', CARGO_PKG_VERSION: '0.1.0', ...environment };
	return execFileSync(WRAPPER, ['printf', '%s\\n', ...args], { env, encoding: 'utf8' }).trimEnd().split('\n');
}

describe('the compiler of a release', () => {
	after(() => rmSync(work, { recursive: true }));

	// Protects: symbols of own crates, and so the order of functions in the wasm, don't depend
	// on where the repository is.
	test('should name an own crate by its package when cargo names it by its folder', () => {
		for (const [where, hash] of [['a', '1111'], ['another/place', '9999']] as const) {
			const args = compile(folder(where), ['-C', `metadata=${hash}`, '-C', `extra-filename=-${hash}`]);
			assert.deepEqual(args.slice(0, 4), ['-C', 'metadata=own-0.1.0', '-C', `extra-filename=-${hash}`]);
		}
	});

	// Protects: two crates of a registry with one name and different features stay two.
	test('should keep what cargo says of a crate when it comes from a registry', () => {
		for (const mark of ['.cargo-ok', '.cargo-checksum.json']) {
			assert.deepEqual(compile(folder(`registry${mark}`, mark), ['-C', 'metadata=1111']).slice(0, 2), ['-C', 'metadata=1111']);
		}
	});

	// Protects: no folder of the builder's machine is in the messages of panics, also not that of
	// generated files inside the package's.
	test('should hide folders when a path has them', () => {
		const own = folder('own');
		assert.deepEqual(compile(own, ['src/my lib.rs'], { OUT_DIR: `${own}/target/out` }), [
			'src/my lib.rs', `--remap-path-prefix=${own}=own-0.1.0`, `--remap-path-prefix=${own}/target/out=own-0.1.0/out`,
		]);
	});

	// Protects: cargo asks the compiler for its version before there is a package.
	test('should pass arguments on when there is no package', () => {
		const args = execFileSync(WRAPPER, ['printf', '%s\\n', '-vV'], { env: { PATH }, encoding: 'utf8' });
		assert.equal(args, '-vV\n');
	});
});
