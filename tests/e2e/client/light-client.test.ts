import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type PolkadotClient, createClient } from 'polkadot-api';
import { getSmProvider } from 'polkadot-api/sm-provider';
import { startFromWorker } from 'polkadot-api/smoldot/from-node-worker';
import { type Client as Smoldot, start } from 'smoldot';
import { WIT, waitFor } from '@witan/client/chain';
import { writeChainSpec } from '../../../scripts/lib/chain-spec.ts';
import { type WitanNode, freePort, startNode } from '../../../scripts/lib/node.ts';
import { type PapiAccount, papiAccount, papiClient, untyped } from '../../lib/papi.ts';
import { ask } from '../../lib/suite.ts';

/** Slots of an epoch. */
const EPOCH = 4;
/**
 * The block that must be final when the specification is made. From one of the first epochs smoldot
 * starts at the genesis instead.
 */
const CHECKPOINT = 4 * EPOCH + 1;
/** Blocks after its start that a light client must see finalised. */
const FOLLOWED = 3;
/** Alice's and Bob's GRANDPA keys: the validator of the development chain, and nobody's there. */
const [ALICE_GRANDPA, BOB_GRANDPA] = [
	'88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee',
	'd17c2d7823ebf260fd138f2d7e27d114c0145d968b5ff5006125f2414fadae69',
];

/** Errors and warnings, of which a test that fails shows what it needs. */
const QUIET = { maxLogLevel: 2 };
/** Characters of a specification without the genesis state. */
const SMALL = 20_000;

/** A chain specification, of which these parts matter here. */
interface ChainSpec {
	bootNodes: string[];
	genesis: { raw?: object; stateRootHash?: string };
	lightSyncState: { finalizedBlockHeader: string; grandpaAuthoritySet: string };
}

describe('a light client', () => {
	let node: WitanNode;
	let full: PolkadotClient;
	let specification: ChainSpec;
	/** The block that was final when the specification had been made. */
	let checkpoint: number;
	/** Lines that the newest smoldot logged. */
	const logs: string[] = [];

	before(async () => {
		const chain = await writeChainSpec({ genesis: { chainConfig: { epochLength: EPOCH } } });
		node = await startNode({ chain, args: ['--dev', '--listen-addr', `/ip4/127.0.0.1/tcp/${await freePort()}/ws`] });
		full = papiClient(node.ws);
		await waitFor(async () => (await full.getFinalizedBlock()).number >= CHECKPOINT, `block ${CHECKPOINT} finalised`, { timeoutMs: 150_000 });
		specification = await ask<ChainSpec>(node.rpcPort, 'sync_state_genSyncSpec', true);
		checkpoint = (await full.getFinalizedBlock()).number;
		const addresses = await ask<string[]>(node.rpcPort, 'system_localListenAddresses');
		specification.bootNodes = addresses.filter((address) => address.includes('/ws/p2p/'));
		assert.equal(specification.bootNodes.length, 1, addresses.join(', '));
	});
	after(async () => {
		full?.destroy();
		await node?.stop();
	});

	/** Lets `act` use a light client of a chain specification. */
	async function light(start: (worker: Worker) => Smoldot, code: string, spec: ChainSpec, act: (client: PolkadotClient) => Promise<void>) {
		// smoldot leaves timers behind, which end with the worker that it runs in.
		const worker = new Worker(fileURLToPath(import.meta.resolve(code)));
		let client: PolkadotClient | undefined;
		try {
			const chain = await start(worker).addChain({ chainSpec: JSON.stringify(spec) });
			client = createClient(getSmProvider(() => chain));
			await act(client);
		} finally {
			client?.destroy();
			await worker.terminate();
		}
	}

	const byNewest = (spec: ChainSpec, act: (client: PolkadotClient) => Promise<void>) => light((worker) => {
		const { port1, port2 } = new MessageChannel();
		worker.postMessage(port2, [port2]);
		return start({ ...QUIET, portToWorker: port1 as never, logCallback: (_level, _target, line) => logs.push(line) });
	}, '../../lib/smoldot-worker.js', spec, act);

	const byBundled = (spec: ChainSpec, act: (client: PolkadotClient) => Promise<void>) =>
		light((worker) => startFromWorker(worker, QUIET), 'polkadot-api/smoldot/node-worker', spec, act);

	/**
	 * Checks all that a dapp needs of a light client: it follows finality, answers as the node
	 * does, and sends a transaction.
	 */
	async function serves(client: PolkadotClient, receiver: PapiAccount) {
		const start = (await client.getFinalizedBlock()).number;
		assert.ok(start >= CHECKPOINT, `it started from block ${start}`);
		const block = await finalised(client, start + FOLLOWED);
		assert.equal(block.hash, await ask(node.rpcPort, 'chain_getBlockHash', block.number));

		const alice = await papiAccount('//Alice');
		await finalised(full, block.number);
		const [answers, expected] = await Promise.all([untyped(client), untyped(full)].map(({ query, apis }) => Promise.all([
			query.System.Account.getValue(alice.address, { at: block.hash }),
			apis.ReputationApi.standing(0, alice.address, { at: block.hash }),
		])));
		assert.deepEqual(answers, expected);

		const transfer = untyped(client).tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: receiver.address }, value: WIT });
		const sent = await transfer.signAndSubmit(alice.signer);
		assert.equal(sent.ok, true);
		assert.equal(sent.block.hash, await ask(node.rpcPort, 'chain_getBlockHash', sent.block.number));
		await finalised(full, sent.block.number);
		assert.equal((await untyped(full).query.System.Account.getValue(receiver.address)).data.free, WIT);
	}

	// Protects: a dapp needs no node of its own: smoldot takes this chain's specification, verifies
	// finality and answers.
	test('should follow, answer and send, by the newest smoldot', { timeout: 120_000 }, async () => {
		await byNewest(specification, async (client) => serves(client, await papiAccount('//Newest')));
	});

	// Protects: the same of the smoldot that PAPI brings, with a specification that is small enough
	// for a web page.
	test('should do with a genesis that is only its hash, by the smoldot of PAPI', { timeout: 120_000 }, async () => {
		const { stateRoot } = await ask<{ stateRoot: string }>(node.rpcPort, 'chain_getHeader', await ask(node.rpcPort, 'chain_getBlockHash', 0));
		const small = { ...specification, genesis: { stateRootHash: stateRoot } };
		assert.ok(JSON.stringify(small).length < SMALL);
		await byBundled(small, async (client) => serves(client, await papiAccount('//Bundled')));
	});

	// Protects: what a light client takes for final was voted for by the validators that it knows,
	// whoever it is connected to.
	test('should refuse the finality that others vote for', { timeout: 120_000 }, async () => {
		const { lightSyncState } = specification;
		const grandpaAuthoritySet = lightSyncState.grandpaAuthoritySet.replaceAll(ALICE_GRANDPA, BOB_GRANDPA);
		assert.notEqual(grandpaAuthoritySet, lightSyncState.grandpaAuthoritySet);
		const mistaken = { ...specification, lightSyncState: { ...lightSyncState, grandpaAuthoritySet } };
		logs.length = 0;
		await byNewest(mistaken, async (client) => {
			const seen: number[] = [];
			client.finalizedBlock$.subscribe({ next: ({ number }) => seen.push(number), error: () => {} });
			await waitFor(() => logs.some((line) => /isn't in the list of authorities/.test(line)), 'votes of a stranger', { timeoutMs: 90_000 });
			await finalised(full, (await full.getFinalizedBlock()).number + FOLLOWED);
			assert.ok(seen.every((number) => number <= checkpoint), `final by the light client: ${seen.join(', ')}`);
		});
	});
});

/**
 * Waits until a client has block `n` finalised; returns its finalised block, which may be a later
 * one.
 */
function finalised(client: PolkadotClient, n: number) {
	return waitFor(async () => {
		const block = await client.getFinalizedBlock();
		return block.number >= n && block;
	}, `block ${n} finalised`);
}
