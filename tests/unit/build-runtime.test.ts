import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/build-runtime', import.meta.url));
const MADE = 'production/wbuild/witan-runtime';
const [CODE, PLAIN] = ['witan_runtime.compact.compressed.wasm', 'witan_runtime.compact.wasm'] as const;

/** Lines of a shell that make both files, of these bytes. */
const making = (code: string, plain = 'plain') => `
	made=$CARGO_TARGET_DIR/${MADE}
	mkdir -p "$made"
	printf %s '${code}' > "$made/${CODE}"
	printf %s '${plain}' > "$made/${PLAIN}"`;

/** The hash of the code `abc`, as a chain knows it. */
const HASH = '0xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319';

describe('scripts/build-runtime', () => {
	const work = mkdtempSync(join(tmpdir(), 'witan-build-runtime-'));
	const [bin, cargoHome, folder] = ['bin', 'cargo', 'above/folder'].map((name) => join(work, name)) as [string, string, string];

	function write(path: string, text: string) {
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}

	function program(name: string, body: string) {
		write(join(bin, name), `#!/bin/sh\n${body}\n`);
		chmodSync(join(bin, name), 0o755);
	}

	/** Runs the script on a cargo that does `body` instead of building. */
	function run(body: string, ...options: string[]) {
		program('cargo', `[ "$1" = check ] || exit 0\n${body}`);
		const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, CARGO_HOME: cargoHome };
		const { status, stdout, stderr } = spawnSync(SCRIPT, ['--any-compiler', '--folder', folder, ...options], { env, encoding: 'utf8' });
		return { status, stdout, stderr, field: (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(stdout)?.[1] };
	}

	beforeEach(() => {
		rmSync(work, { recursive: true });
		program('rustc', `[ "$1" != --print ] || echo ${work}/sysroot`);
		program('rustup', `echo ${bin}/rustc`);
		write(join(work, 'sysroot/lib/rustlib/wasm32v1-none/lib/libcore-0.rlib'), '');
	});
	after(() => rmSync(work, { recursive: true }));

	// Protects: the hashes that voters compare are those of the files that the build made.
	test('should print the hashes of what was made when the build succeeds', () => {
		const { status, field } = run(making('abc'));
		assert.equal(status, 0);
		assert.equal(field('hash'), HASH);
		assert.equal(field('sha256'), createHash('sha256').update('abc').digest('hex'));
		assert.equal(field('uncompressed sha256'), createHash('sha256').update('plain').digest('hex'));
		assert.equal(readFileSync(field('code') as string, 'utf8'), 'abc');
	});

	// Protects: no earlier commit's hash, and none of nothing, passes for that of this commit.
	test('should fail without a hash when the build makes nothing', () => {
		for (const name of [CODE, PLAIN]) {
			write(join(folder, 'target', MADE, name), 'of an earlier commit');
		}
		for (const body of [':', making(''), making('abc', '')]) {
			const { status, stdout, stderr } = run(body);
			assert.equal(status, 1, body);
			assert.equal(stdout.includes('hash'), false, stdout);
			assert.match(stderr, /the build made no /);
		}
	});

	// Protects: nobody's settings of cargo decide what the hash is of, wherever cargo finds them.
	test('should name the file when cargo would read settings beside those of the commit', () => {
		for (const file of [join(cargoHome, 'config'), join(cargoHome, 'config.toml'), join(work, 'above/.cargo/config.toml'), join(folder, '.cargo/config')]) {
			write(file, '[env]\nSKIP_WASM_BUILD = "1"\n');
			const { status, stdout, stderr } = run(making('abc'));
			assert.equal(status, 1, file);
			assert.equal(stdout.includes('hash'), false, stdout);
			assert.ok(stderr.includes(file) && stderr.includes('move it away'), stderr);
			rmSync(file);
		}
		assert.equal(run(making('abc')).status, 0);
		assert.ok(existsSync(join(folder, 'witan-source/.cargo/config.toml')), 'the commit has settings of its own');
	});

	// Protects: a hash is checked on nothing that an earlier commit's code could have prepared.
	test('should build from nothing when a hash is checked', () => {
		const body = `[ ! -e "$CARGO_TARGET_DIR" ] || exit 1\n${making('abc')}`;
		write(join(folder, 'target/prepared'), '');
		for (let time = 0; time < 2; time += 1) {
			const { status, field } = run(body, '--check', HASH);
			assert.equal(status, 0);
			assert.equal(readFileSync(field('code') as string, 'utf8'), 'abc', 'the file stays, to be submitted');
		}
		assert.equal(run(body, '--check', '0'.repeat(64)).status, 1);
		assert.ok(existsSync(join(folder, 'target/prepared')), 'what other builds need again stays');
	});
});
