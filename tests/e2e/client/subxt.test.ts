import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { PolkadotClient } from 'polkadot-api';
import { WIT } from '@witan/client/chain';
import { type WitanNode, freePort, runProgram, startNode, subxtClient } from '../../../scripts/lib/node.ts';
import { papiAccount, papiClient, untyped } from '../../lib/papi.ts';
import { ask } from '../../lib/suite.ts';

/** Until a transaction is final, several times over. */
const TIMEOUT_MS = 60_000;

describe('subxt', () => {
	let node: WitanNode;
	let other: PolkadotClient;

	before(async () => {
		node = await startNode();
		other = papiClient(node.ws);
	});
	after(async () => {
		other?.destroy();
		await node?.stop();
	});

	// Protects: a client in Rust reads the chain and sends a signed call, by the metadata that the
	// node hands out.
	test('should read, and send tokens', { timeout: 90_000 }, async () => {
		const [alice, dave] = [await papiAccount('//Alice'), await papiAccount('//Dave')];
		const { query, apis } = untyped(other);
		const free = async () => (await query.System.Account.getValue(dave.address)).data.free;
		const had = await free();
		const { free: standing } = await apis.ReputationApi.standing(0, alice.address);

		const { code, stdout: output, stderr } = await runProgram(subxtClient(), [node.ws], TIMEOUT_MS);
		assert.equal(code, 0, stderr);
		assert.ok(output.includes(`Alice has ${standing} units of REP in domain 0`), output);
		const [, sent, hash] = /Dave was sent (\d+) units, final in (0x[0-9a-f]{64})/.exec(output) ?? assert.fail(output);
		assert.equal(BigInt(sent as string), 5n * WIT);
		const { number } = await ask<{ number: string }>(node.rpcPort, 'chain_getHeader', hash);
		assert.equal(await ask(node.rpcPort, 'chain_getBlockHash', Number(number)), hash);
		assert.equal(await free(), had + 5n * WIT);
	});

	// Protects: a wrong address is answered by an error and an exit code, not by a client that
	// waits for ever.
	test('should give up without a node', { timeout: 90_000 }, async () => {
		const { code, stderr } = await runProgram(subxtClient(), [`ws://127.0.0.1:${await freePort()}`], TIMEOUT_MS);
		assert.equal(code, 1, stderr);
		assert.match(stderr, /Connection refused/);
	});
});
