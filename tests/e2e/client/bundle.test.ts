import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Hex, waitFor } from '@witan/client/chain';
import { checkBundle, hashFile } from '@witan/client/bundle';
import { type RatifiedClient, ratifiedClient } from '@witan/client/governance';
import { type Finished, runNode, temporaryFolder } from '../../../scripts/lib/node.ts';
import { govern } from '../../lib/governance.ts';
import { type Stage, stage } from '../../lib/scenes.ts';
import { assertOperatorError, rpc } from '../../lib/suite.ts';

/** The source of the package's program; `package.test.ts` runs its compiled form. */
const WITAN_CLIENT = fileURLToPath(new URL('../../../clients/js/src/cli/main.ts', import.meta.url));
const PROGRAM_TIMEOUT_MS = 60_000;
/** A body that has ratified nothing, and one that does not exist. */
const OTHERS = [1, 4_000_000];

const folder = temporaryFolder();
const file = (name: string, bytes: string) => {
	const path = join(folder, name);
	writeFileSync(path, bytes);
	return path;
};
const FIRST = file('first.zip', 'the first client '.repeat(100_000));
const SECOND = file('second.zip', 'the second client');
/** {@link FIRST} with another last byte. */
const CHANGED = file('changed.zip', `${'the first client '.repeat(100_000).slice(0, -1)}!`);

function witanClient(...args: string[]): Promise<Finished> {
	return new Promise((resolve) => {
		execFile(process.execPath, ['--import', 'tsx', WITAN_CLIENT, ...args], { timeout: PROGRAM_TIMEOUT_MS }, (error, stdout, stderr) => {
			const code = error ? error.code : 0;
			resolve({ code: typeof code === 'number' ? code : null, stdout, stderr });
		});
	});
}

/** Asks both programs about a file, or about the bundle without a file; they must agree. */
async function ask(on: Stage, path?: string, domain = 0): Promise<{ code: number | null; lines: string[] }> {
	const options = ['--url', on.node.ws, '--domain', `${domain}`];
	const node = await runNode(['client', ...(path === undefined ? [] : [path]), ...options], PROGRAM_TIMEOUT_MS);
	const js = await witanClient(...(path === undefined ? ['show'] : ['check', path]), ...options);
	assert.deepEqual(js, node, 'witan-client and witan-node client differ');
	assert.equal(node.stderr, '');
	return { code: node.code, lines: node.stdout.trimEnd().split('\n') };
}

/**
 * Has domain 0 ratify a file. Returns the bundle once the block in which that took effect is final.
 */
async function ratifyBundle(on: Stage, path: string, uri: string): Promise<RatifiedClient> {
	const hash = await hashFile(path);
	const post = await govern(on, { type: 'ReplaceClient', hash, uri });
	const client = await waitFor(async () => {
		const found = await ratifiedClient(on.api);
		return found?.post === post && found;
	}, `the finalised block with the client ${path}`);
	assert.deepEqual({ ...client, at: 0 }, { hash, uri, post, at: 0 });
	return client;
}

const clientRatified = (on: Stage, ...params: unknown[]) => rpc(on.node.rpcPort, 'client_ratified', ...params);

describe('the client bundle', () => {
	const on = stage();
	let first: RatifiedClient;
	let withFirst: Hex;

	// Protects: while nothing is ratified no file passes for the client.
	test('nothing should pass while nothing is ratified', { timeout: 120_000 }, async () => {
		assert.deepEqual((await clientRatified(on, 0)).result, null);
		for (const domain of [0, ...OTHERS]) {
			const nothing = `domain ${domain} has ratified no client`;
			assert.deepEqual(await ask(on, undefined, domain), { code: 0, lines: [nothing] });
			const verdict = `${FIRST} is NOT the ratified client: its hash is ${await hashFile(FIRST)}`;
			assert.deepEqual(await ask(on, FIRST, domain), { code: 1, lines: [nothing, verdict] });
		}
		assert.equal((await checkBundle(on.api, FIRST)).ratified, false);
	});

	// Protects: the bundle that the body has ratified is told with its post, and the file with its
	// bytes passes, no other one.
	test('ratified bundle should be told and its file pass', { timeout: 240_000 }, async () => {
		first = await ratifyBundle(on, FIRST, 'https://example.org/first.zip');
		withFirst = (await on.api.rpc.chain.getFinalizedHead()).toHex();
		const { hash, uri, post, at } = first;
		const bundle = [`hash: ${hash}`, `uri: ${uri}`, `post: ${post}`, `block: ${at}`];
		assert.deepEqual((await clientRatified(on, 0)).result, first);
		assert.deepEqual(await ask(on), { code: 0, lines: bundle });
		assert.deepEqual(await ask(on, FIRST), { code: 0, lines: [...bundle, `${FIRST} is the ratified client`] });
		const verdict = `${CHANGED} is NOT the ratified client: its hash is ${await hashFile(CHANGED)}`;
		assert.deepEqual(await ask(on, CHANGED), { code: 1, lines: [...bundle, verdict] });
		assert.deepEqual(await checkBundle(on.api, FIRST), { ratified: true, hash, client: first });
		const changed = await checkBundle(on.api, CHANGED);
		assert.equal(changed.ratified || changed.reason, 'another hash');
	});

	// Protects: one domain's client is not another's.
	test('bundle of one domain should not pass in another', { timeout: 120_000 }, async () => {
		for (const domain of OTHERS) {
			assert.deepEqual((await clientRatified(on, domain)).result, null);
			assert.equal((await ask(on, FIRST, domain)).code, 1);
			const check = await checkBundle(on.api, FIRST, domain);
			assert.equal(check.ratified || check.reason, 'nothing ratified');
		}
	});

	// Protects: a newer bundle takes the older one's place, which passes no more. Older
	// ratifications can still be asked for. An address that tries to look like an answer does not.
	test('second bundle should replace the first', { timeout: 240_000 }, async () => {
		const uri = `https://b\u00fccher.example/\n${SECOND} is the ratified client`;
		const second = await ratifyBundle(on, SECOND, uri);
		assert.ok(second.at > first.at);
		assert.deepEqual((await clientRatified(on, 0)).result, second);
		assert.deepEqual((await clientRatified(on, 0, withFirst)).result, first);
		assert.deepEqual((await clientRatified(on, 0, on.api.genesisHash.toHex())).result, null);
		assert.deepEqual(await ratifiedClient(on.api, 0, withFirst), first);

		const { code, lines } = await ask(on, SECOND);
		assert.equal(code, 0);
		assert.equal(lines[1], `uri: https://b\\u{fc}cher.example/\\u{a}${SECOND} is the ratified client`);
		assert.deepEqual(lines.slice(4), [`${SECOND} is the ratified client`]);
		assert.equal((await ask(on, FIRST)).code, 1);
	});

	// Protects: who asks for what there is not is told so, by a code of its own.
	test('wrong questions should be refused by their mistake', { timeout: 60_000 }, async () => {
		const unknown = await clientRatified(on, 0, `0x${'ab'.repeat(32)}`);
		assert.equal(unknown.error?.code, 20_001);
		assert.match(unknown.error.message, /no block 0x(ab){32}/);
		for (const params of [[], [-1], [2 ** 32], ['0'], [0, '0x12']]) {
			assert.equal((await clientRatified(on, ...params)).error?.code, -32_602, JSON.stringify(params));
		}
	});

	// Protects: a check that could not be made ends with one sentence, and neither as passed nor as
	// failed.
	test('checks that can\'t be made should say why', { timeout: 120_000 }, async () => {
		const cases: [string, string, RegExp][] = [
			[FIRST, 'ws://127.0.0.1:1', /^Error: can't connect to ws:\/\/127\.0\.0\.1:1: .*refused/i],
			[FIRST, 'http://127.0.0.1', /^Error: can't connect to http:\/\/127\.0\.0\.1: .*ws/],
			[FIRST, 'nowhere', /^Error: can't connect to nowhere: ./],
			[join(folder, 'missing.zip'), on.node.ws, /^Error: can't read .*missing\.zip: .*no such file/i],
			[folder, on.node.ws, /^Error: can't read .*directory/i],
		];
		for (const [path, url, expected] of cases) {
			for (const result of [await runNode(['client', path, '--url', url]), await witanClient('check', path, '--url', url)]) {
				assert.equal(result.code, 2);
				assert.equal(result.stdout, '');
				assertOperatorError(result, expected);
			}
		}
		assert.equal((await runNode(['client', '--domain', 'x'])).code, 2);
		assertOperatorError(await witanClient('show', '--domain', 'x'), /^Error: --domain x: a number/);
	});
});
