import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { waitFor } from '@witan/client/chain';
import { freePort, runNode, startNode, temporaryFolder } from '../../../scripts/lib/node.ts';
import { type Json, writeChainSpec, writeRawChainSpec } from '../../../scripts/lib/chain-spec.ts';
import { assertNoCrash, assertOperatorError, rpc } from '../../lib/suite.ts';

/** The time in which a node must find out that it can't start. */
const GIVES_UP_WITHIN_MS = 60_000;

/**
 * Starts a node that is expected to give up, on ports that are free unless `args` say otherwise.
 */
async function start(...args: string[]) {
	const ports = args.includes('--rpc-port') ? [] : ['--rpc-port', `${await freePort()}`];
	return runNode([
		...args, ...ports, '--base-path', temporaryFolder(), '--no-prometheus', '--no-telemetry', '--no-mdns', '--no-hardware-benchmarks',
		...(args.includes('--listen-addr') ? [] : ['--listen-addr', '/ip4/127.0.0.1/tcp/0']),
	], GIVES_UP_WITHIN_MS);
}

/** Writes a file with this text. */
function file(text: string): string {
	const path = join(temporaryFolder(), 'spec.json');
	writeFileSync(path, text);
	return path;
}

/** Runs `inside` while something else listens on a port. */
async function withPortInUse(inside: (port: number) => Promise<void>): Promise<void> {
	const port = await freePort();
	const server = await new Promise<Server>((resolve) => {
		const listening = createServer().listen(port, '127.0.0.1', () => resolve(listening));
	});
	try {
		await inside(port);
	} finally {
		server.close();
	}
}

describe('chain specification', () => {
	// Protects: a typing error in --chain is named, with the names that there are.
	test('chain that does not exist should be refused by its name', async () => {
		assertOperatorError(await start('--chain', 'developement'), /^Error: .*developement.*local/);
		assertOperatorError(await start('--chain', '/no/such/spec.json'), /^Error: .*\/no\/such\/spec\.json/);
	});

	// Protects: a file that is no specification is named, with what is wrong in it.
	test('file that is no chain specification should be refused by its name', async () => {
		for (const text of ['{ not json', '{}', '[]', '']) {
			const path = file(text);
			const result = await start('--chain', path);
			assertOperatorError(result, /^Error: .*not a chain specification/);
			assert.ok(result.stderr.includes(path), result.stderr);
		}
	});

	// Protects: a genesis whose chain could not work is refused before it becomes a chain, and the
	// value at fault is named.
	test('genesis out of its bounds should be refused by the value', { timeout: 180_000 }, async () => {
		const cases: [{ [key: string]: Json }, RegExp][] = [
			[{ chainConfig: { slotDuration: 100 } }, /slotDuration is 100 ms/],
			[{ chainConfig: { epochLength: 1 } }, /epochLength is 1 slots/],
			[{ chainConfig: { sessionsPerEra: 0 } }, /sessionsPerEra is 0/],
			[{ chainConfig: { slashDeferDuration: 3 } }, /slashDeferDuration is 3 eras, must be below bondingDuration/],
			[{ chainConfig: { noSuchChoice: 1 } }, /noSuchChoice/],
			[{ session: { keys: [] } }, /names no validators/],
			[{ staking: { stakers: [] } }, /staking\.stakers/],
			[{ balances: { balances: [] } }, /balances\.balances/],
		];
		for (const [genesis, expected] of cases) {
			const result = await start('--chain', await writeChainSpec({ genesis }), '--alice', '--unsafe-force-node-key-generation');
			assertOperatorError(result, new RegExp(`^Error: .*${expected.source}`));
		}
	});

	// Protects: nobody starts a chain from the template by mistake; the error says what to fill in
	// and where that is described.
	test('template of a production chain should be refused until it is filled in', async () => {
		assertOperatorError(await start('--chain', 'production'), /^Error: .*names no validators.*session\.keys.*docs\/operator\.md says how\)$/);
		const unchanged = await writeChainSpec({ from: 'production' });
		assertOperatorError(await start('--chain', unchanged), /^Error: .*names no validators/);
	});

	// Protects: without --chain nothing starts by guess.
	test('node should ask for a chain when it is given none', async () => {
		assertOperatorError(await start(), /^Error: .*--dev.*--chain/);
	});
});

describe('validator', () => {
	// Protects: a validator keeps its network identity; it is not given a new one in passing.
	test('validator without a network key should be told how to make one', async () => {
		assertOperatorError(await start('--chain', 'local', '--validator'), /^Error: .*key generate-node-key/);
	});

	// Protects: a validator that could never make a block says so, and how to give it keys.
	test('validator without session keys should say so', { timeout: 120_000 }, async () => {
		const node = await startNode({ chain: 'local', validator: true });
		try {
			const warned = () => /no session keys.*(author_rotateKeysWithOwner|key insert)/i.test(node.logs());
			await waitFor(warned, `a warning in\n${node.logs()}`, { timeoutMs: 15_000 });
			assertNoCrash(node.logs());
		} finally {
			await node.stop();
		}
	});
});

describe('port in use', () => {
	// Protects: a node does not quietly listen elsewhere, where no one would look for it.
	test('RPC port in use should be refused', async () => {
		await withPortInUse(async (port) => {
			assertOperatorError(await start('--dev', '--rpc-port', `${port}`), /^Error: .*(in use|another process).*--rpc-port/);
		});
	});

	// Protects: the same for the port on which the network is reached.
	test('network port in use should be refused', async () => {
		await withPortInUse(async (port) => {
			assertOperatorError(await start('--dev', '--listen-addr', `/ip4/127.0.0.1/tcp/${port}`), /^Error: .*(in use|another process).*--port/);
		});
	});
});

describe('arguments', () => {
	// Protects: a wrong argument is named, with what would be right.
	test('unknown --sealing should be refused by its value', async () => {
		for (const wrong of ['sometimes', 'interval', 'interval=soon', 'interval=0']) {
			const { code, stderr } = await start('--dev', '--sealing', wrong);
			assert.equal(code, 2);
			assert.match(stderr, /^error: invalid value '.*' for '--sealing.*instant.*interval=MS/s);
			assertNoCrash(stderr);
		}
	});

	// Protects: manual sealing never runs on a chain that others take part in.
	test('--sealing without --dev should be refused', async () => {
		const { code, stderr } = await start('--chain', 'local', '--sealing', 'instant');
		assert.equal(code, 2);
		assert.match(stderr, /--dev/);
		assertNoCrash(stderr);
	});
});

describe('subcommands without a database', () => {
	// Protects: an operator needs only the node to make keys and specifications.
	test('keys should be made and inspected', async () => {
		const generated = await runNode(['key', 'generate', '--output-type', 'json']);
		const { secretPhrase, ss58Address } = JSON.parse(generated.stdout) as { secretPhrase: string; ss58Address: string };
		const inspected = await runNode(['key', 'inspect', '--output-type', 'json', secretPhrase]);
		assert.equal((JSON.parse(inspected.stdout) as { ss58Address: string }).ss58Address, ss58Address);
		assert.match(ss58Address, /^5/, 'an address of prefix 42');
		assert.equal((await runNode(['key', 'generate-node-key', '--file', join(temporaryFolder(), 'key')])).code, 0);
	});

	// Protects: a raw specification, which is what a network is started from, is the same chain as
	// the plain one.
	test('raw chain specification should be the same chain', { timeout: 120_000 }, async () => {
		const genesisOf = async (chain: string) => {
			const node = await startNode({ chain });
			const { result } = await rpc(node.rpcPort, 'chainSpec_v1_genesisHash');
			await node.stop();
			return result;
		};
		assert.equal(await genesisOf(await writeRawChainSpec('local')), await genesisOf('local'));
	});
});
