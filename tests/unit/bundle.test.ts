import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { TypeRegistry } from '@polkadot/types';
import type { Hex } from '@witan/client/chain';
import { checkBundle, hashFile } from '@witan/client/bundle';
import { type BlockReader, type RatifiedClient, compareHash, hashBytes, ratifiedClient } from '@witan/client/governance';
import { parseOptions } from '../../clients/js/src/cli/options.ts';
import { describe as describeClient, describeFile, printable } from '../../clients/js/src/cli/text.ts';

/** BLAKE2b with 32 bytes of output, by another implementation: Python's hashlib. */
const EMPTY = '0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8';
const ABC = '0xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319';
/** The hash of 3 000 000 bytes that count from 0 to 250 again and again. */
const LARGE = '0x7f15ef586699798804b3fb5ac8d996b3a6461097b0e62ea4f3d5b14ea31c3663';

const POST: Hex = `0x${'07'.repeat(32)}`;
const FINALISED: Hex = `0x${'f1'.repeat(32)}`;

const folder = mkdtempSync(join(tmpdir(), 'witan-bundle-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes a file with these bytes. */
function file(name: string, bytes: string | Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, bytes);
	return path;
}

/**
 * Returns a chain whose domains ratified these hashes in these blocks, as polkadot.js decodes them.
 */
function chain(ratified: Record<Hex, Record<number, Hex>>, uri = 'ipfs://bundle'): BlockReader {
	const registry = new TypeRegistry();
	registry.register({ Client: { hash_: 'H256', uri: 'Bytes', post: 'H256', at: 'u32' } });
	const read = async (block: Hex, domain: number) => {
		const hash = ratified[block]?.[domain];
		return registry.createType('Option<Client>', hash && { hash_: hash, uri, post: POST, at: 5 });
	};
	return {
		rpc: { chain: { getFinalizedHead: async () => registry.createType('H256', FINALISED) } },
		at: async (block) => {
			const client = Object.assign(async (domain: unknown) => read(block as Hex, domain as number), {
				meta: { params: [{ name: 'domain', type: 'u32' }] },
			});
			return { call: { governanceApi: { client } }, registry };
		},
	};
}

describe('a bundle\'s hash', () => {
	// Protects: the hash is the chain's own, BLAKE2b-256 without key or salt, of the file's bytes
	// and nothing else.
	test('hash should be BLAKE2b-256', async () => {
		assert.equal(hashBytes(new Uint8Array()), EMPTY);
		assert.equal(hashBytes(Buffer.from('abc')), ABC);
		assert.equal(await hashFile(file('empty', '')), EMPTY);
		assert.equal(await hashFile(file('abc', 'abc')), ABC);
	});

	// Protects: a file that is read in several pieces has the hash of the whole.
	test('hash of a large file should be that of all of it', async () => {
		const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 251);
		assert.equal(await hashFile(file('large', bytes)), LARGE);
		assert.equal(hashBytes(bytes), LARGE);
	});

	// Protects: a file that can't be read has no hash.
	test('hash should fail where there is no file', async () => {
		await assert.rejects(hashFile(join(folder, 'no such file')), /ENOENT/);
		await assert.rejects(hashFile(folder), /EISDIR/);
	});
});

describe('the ratified client', () => {
	// Protects: what is told is of the last finalised block, which can't be undone, unless another
	// is asked for.
	test('client should be that of the finalised block', async () => {
		const before: Hex = `0x${'b0'.repeat(32)}`;
		const api = chain({ [FINALISED]: { 0: ABC }, [before]: { 0: EMPTY } });
		assert.deepEqual(await ratifiedClient(api), { hash: ABC, uri: 'ipfs://bundle', post: POST, at: 5 });
		assert.equal((await ratifiedClient(api, 0, before))?.hash, EMPTY);
		assert.equal(await ratifiedClient(api, 0, `0x${'00'.repeat(32)}`), null);
	});

	// Protects: a body of experts has a client of its own; nobody takes one domain's for another's.
	test('client should be that of the domain', async () => {
		const api = chain({ [FINALISED]: { 0: ABC, 2: EMPTY } });
		assert.equal((await ratifiedClient(api, 2))?.hash, EMPTY);
		assert.equal(await ratifiedClient(api, 1), null);
	});

	// Protects: an address that is no text is shown as far as it is, and does not end the program.
	test('address should be read as UTF-8 with what is none replaced', async () => {
		const read = async (bytes: Hex) => (await ratifiedClient(chain({ [FINALISED]: { 0: ABC } }, bytes)))?.uri;
		assert.equal(await read('0x61ff62'), 'a\ufffdb');
		assert.equal(await read('0xefbbbf61'), '\ufeffa');
	});

	// Protects: of a chain that has no governance nobody is told that it has ratified nothing.
	test('chain without governance should be refused', async () => {
		const api = { ...chain({}), at: async () => ({ call: {}, registry: new TypeRegistry() }) };
		await assert.rejects(ratifiedClient(api), /no runtime API governanceApi\.client/);
	});
});

describe('a file that claims to be the client', () => {
	// Protects: the right file passes, as a path and as bytes; one bit more or less does not; and
	// the answer says which.
	test('file should pass by its hash alone', async () => {
		const api = chain({ [FINALISED]: { 0: ABC } });
		const client: RatifiedClient = { hash: ABC, uri: 'ipfs://bundle', post: POST, at: 5 };
		assert.deepEqual(await checkBundle(api, file('right', 'abc')), { ratified: true, hash: ABC, client });
		assert.deepEqual(await checkBundle(api, Buffer.from('abc')), { ratified: true, hash: ABC, client });
		const wrong = hashBytes(Buffer.from('abb'));
		assert.deepEqual(await checkBundle(api, file('wrong', 'abb')), { ratified: false, reason: 'another hash', hash: wrong, client });
		assert.deepEqual(await checkBundle(api, file('none', '')), { ratified: false, reason: 'another hash', hash: EMPTY, client });
	});

	// Protects: while nothing is ratified no file passes, not even one that hashes to zeros by
	// chance.
	test('file should not pass while nothing is ratified', async () => {
		assert.deepEqual(await checkBundle(chain({}), file('early', 'abc')), { ratified: false, reason: 'nothing ratified', hash: ABC });
		assert.deepEqual(await checkBundle(chain({ [FINALISED]: { 0: ABC } }), Buffer.from('abc'), 1), {
			ratified: false, reason: 'nothing ratified', hash: ABC,
		});
		assert.equal(compareHash(`0x${'00'.repeat(32)}`, null).ratified, false);
	});
});

describe('witan-client', () => {
	const client: RatifiedClient = { hash: ABC, uri: 'ipfs://bundle', post: POST, at: 5 };

	// Protects: scripts can read it by name, and it is what `witan-node client` prints.
	test('text should have a name and a value a line', () => {
		assert.equal(describeClient(0, client), `hash: ${ABC}\nuri: ipfs://bundle\npost: ${POST}\nblock: 5`);
		assert.equal(describeClient(3, null), 'domain 3 has ratified no client');
		assert.equal(describeFile('a.zip', compareHash(ABC, client)), 'a.zip is the ratified client');
		const no = `a.zip is NOT the ratified client: its hash is ${EMPTY}`;
		assert.equal(describeFile('a.zip', compareHash(EMPTY, client)), no);
		assert.equal(describeFile('a.zip', compareHash(EMPTY, null)), no);
	});

	// Protects: whoever has a bundle ratified chooses its address; it must not look like a line
	// that the program prints.
	test('address should stay on its line', () => {
		const text = describeClient(0, { ...client, uri: 'x\nx is the ratified client\r\u001b[2K\u202e\u{1f600}' });
		assert.equal(text.split('\n').length, 4);
		assert.match(text, /^[ -~\n]*$/);
		assert.equal(printable('b\u00fccher \u001b~\u{1f600}'), 'b\\u{fc}cher \\u{1b}~\\u{1f600}');
	});

	// Protects: wrong arguments are refused, and never read as something else to check.
	test('arguments should be read or refused', () => {
		assert.deepEqual(parseOptions(['show']), { file: undefined, url: 'ws://127.0.0.1:9944', domain: 0 });
		assert.deepEqual(parseOptions(['check', 'a', '--url', 'wss://b', '--domain', '4294967295']), { file: 'a', url: 'wss://b', domain: 4_294_967_295 });
		assert.equal(parseOptions(['check', '--help']), undefined);
		for (const wrong of [[], ['check'], ['show', 'a'], ['check', 'a', 'b'], ['verify', 'a'], ['constructor'], ['check', 'a', '--dry']]) {
			assert.throws(() => parseOptions(wrong), Error, wrong.join(' '));
		}
		for (const domain of ['', '-1', '1.5', '0x1', '1e3', '4294967296', 'zero']) {
			assert.throws(() => parseOptions(['show', `--domain=${domain}`]), /a number up to/, domain);
		}
	});
});
