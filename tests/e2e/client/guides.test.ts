import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { waitForFinalized } from '@witan/client/chain';
import { measureFees } from '../../../scripts/lib/fees.ts';
import { freePort, runProgram, temporaryFolder } from '../../../scripts/lib/node.ts';
import { sharedNode } from '../../lib/suite.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** The node's address in the guides. */
const ADDRESS = /127\.0\.0\.1:9944/g;
const TIMEOUT_MS = 60_000;
/** Older versions of Node.js have a WebSocket only with this. */
const NODE_OPTIONS = ['--experimental-websocket'];
/** A row of the guide's table of fees. */
const FEE_ROW = /^\| `([a-zA-Z.]+(?:, \w+)?)` \| ([\d.]+) \| ([\d.]+) \| [\d.]+ \|$/gm;
/** Units in a thousandth of a WIT. */
const UNITS_IN_MILLI = 1_000_000;
/**
 * The part by which a fee may differ from the guide: weights are measured anew with each release.
 */
const TOLERANCE = 0.15;

describe('the guides', () => {
	const chain = sharedNode(async () => ({ args: ['--listen-addr', `/ip4/127.0.0.1/tcp/${await freePort()}/ws`] }));
	/** The folder of a reader who follows a guide. */
	let folder: string;

	before(() => {
		folder = temporaryFolder();
		symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	});
	before(() => waitForFinalized(chain.api, 2));

	/** Runs the program that a guide shows under this name; returns what it prints. */
	async function run(guide: string, name: string): Promise<string> {
		const text = readFileSync(join(ROOT, guide), 'utf8');
		const [program] = [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code as string)
			.filter((code) => code.startsWith(`// ${name}\n`));
		assert.ok(program, `${guide} shows ${name}`);
		writeFileSync(join(folder, name), program.replace(ADDRESS, `127.0.0.1:${chain.node.rpcPort}`));
		const { code, stdout, stderr } = await runProgram(process.execPath, [...NODE_OPTIONS, name], TIMEOUT_MS, folder);
		assert.equal(code, 0, `${stdout}\n${stderr}`);
		return stdout;
	}

	// Protects: a first program with polkadot.js, copied from the guide, does what the guide says.
	test('dapp: polkadot.mjs should read a standing and send tokens', { timeout: 90_000 }, async () => {
		const output = await run('docs/dapp.md', 'polkadot.mjs');
		assert.match(output, /Alice in domain 0: \d+\n(InBlock|Finalized) 0x[0-9a-f]{64}\n$/);
	});

	// Protects: a first program with PAPI, copied from the guide, does what the guide says.
	test('dapp: papi.mjs should read a standing and send tokens', { timeout: 90_000 }, async () => {
		const output = await run('docs/dapp.md', 'papi.mjs');
		assert.match(output, /Alice in domain 0: \{[\s\S]*free: \d+n/);
		assert.match(output, /\nfinal in 0x[0-9a-f]{64}\n$/);
	});

	// Protects: a light client is set up by the guide alone, and reads the state of the block that
	// it holds final.
	test('dapp: chain-spec.mjs and light.mjs should make a light client', { timeout: 150_000 }, async () => {
		await run('docs/dapp.md', 'chain-spec.mjs');
		const [, final, read] = /^final: (\d+) (\d+)$/m.exec(await run('docs/dapp.md', 'light.mjs')) ?? [];
		assert.ok(Number(final) >= 2, final);
		assert.equal(read, final);
	});
});

describe('the fees in the guide for dapp developers', () => {
	const chain = sharedNode({ args: ['--sealing', 'instant'] });

	// Protects: what a dapp's users are told of fees, announced and paid, is so. `scripts/fees.ts`
	// prints the table.
	test('fees should be those of a node', { timeout: 120_000 }, async () => {
		const guide = readFileSync(join(ROOT, 'docs/dapp.md'), 'utf8');
		const told = new Map([...guide.matchAll(FEE_ROW)].map(([, call, announced, paid]) => [call, [Number(announced), Number(paid)]]));
		const fees = await measureFees(chain.api);
		assert.deepEqual([...told.keys()], fees.map(({ call }) => call));
		for (const { call, announced, paid } of fees) {
			for (const [units, written] of [[announced, told.get(call)?.[0]], [paid, told.get(call)?.[1]]] as const) {
				const off = Math.abs(Number(units) / UNITS_IN_MILLI - (written ?? 0)) / (written ?? 1);
				assert.ok(off <= TOLERANCE, `${call}: ${units} units, and the guide says ${written} mWIT`);
			}
		}
	});
});
