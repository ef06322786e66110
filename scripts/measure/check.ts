/**
 * Fills blocks with each kind of transaction, has a second node import them, and compares the time
 * that takes with the weight.
 */

import type { WitanNode } from '../lib/node.ts';
import type { SeenBlock } from '../load/blocks.ts';
import { drain } from '../load/drain.ts';
import { Generator } from '../load/generator.ts';
import { type Imports, readImports, untilBest } from '../load/imports.ts';
import type { LoadKind } from '../load/loads.ts';
import type { Network } from '../load/network.ts';
import { RpcSocket } from '../load/rpc.ts';
import { type Bench, withBench } from '../load/session.ts';
import { prepare } from '../load/setup.ts';
import { dropCaches } from './caches.ts';
import { type Ratio, ratioOf } from './ratio.ts';

/** The state on which blocks are imported. */
export interface CheckOptions {
	accounts: number;
	/** True to leave the database in memory. */
	warm: boolean;
}

const KINDS: LoadKind[] = ['remarks', 'transfers', 'stakes', 'posts'];
/** Accounts that send. Each sends one transaction of a kind, so that no block has it in memory. */
const SENDERS = 30_000;
const THREADS = { workers: 2, connections: 2, batch: 20, inFlight: 400 };
/** The time in which they are submitted; they go in faster. */
const SUBMIT_SECONDS = 120;
/**
 * The fewest blocks that the importing node is behind: more than five, so that it counts as
 * syncing. Its pool then does not validate what the blocks hold. A validator's pool has done that
 * before the block comes; here it would take the cores from the import.
 */
const BEHIND = 10;
/** The time in which blocks become final. */
const FINAL_TIMEOUT_MS = 90_000;
/** The part of the transactions' limit from which a block counts as full. */
const FULL = 0.5;

/** Returns the ratio of time and weight of each kind of transaction. */
export async function checkWeights({ accounts, warm }: CheckOptions): Promise<Ratio[]> {
	console.log(`making a chain of ${accounts} accounts ...`);
	return withBench(new Generator({ ...THREADS, accounts: SENDERS }), {
		size: 1,
		accounts: [],
		reputation: 'domain 0',
		fillers: Math.max(0, accounts - SENDERS),
		nodeArguments: [],
		// A node computes the state's root as it starts: seconds for a hundred thousand accounts.
		startTimeoutMs: 150_000 + accounts / 5,
	}, async (bench) => {
		const importer = await bench.network.startFollower(['--reserved-only', '--warm-up-trie-cache', 'blocking']);
		try {
			return await checkKinds(bench, importer, warm);
		} finally {
			await importer.stop();
		}
	});
}

async function checkKinds(bench: Bench, importer: WitanNode, warm: boolean): Promise<Ratio[]> {
	const ratios: Ratio[] = [];
	for (const kind of KINDS) {
		const ratio = await checkKind(kind, bench, importer, warm);
		console.log(`${kind}: ${ratio.measured.toFixed(1)} µs of ${ratio.weight.toFixed(1)} µs`);
		ratios.push(ratio);
	}
	return ratios;
}

/**
 * Fills blocks with one kind, and compares their import with their weight. Blocks that prepare it
 * are imported before.
 */
async function checkKind(kind: LoadKind, bench: Bench, importer: WitanNode, warm: boolean): Promise<Ratio> {
	const { watcher, facts, network, generator, template } = bench;
	console.log(`filling blocks with ${SENDERS} ${kind} ...`);
	const { load } = await prepare(kind, generator.rounds(SENDERS), bench);
	await generator.sign(template, load, SENDERS);
	const before = await follow(importer, network, watcher.finalNumber());

	await generator.submit(network.nodes.map(({ ws }) => ws), { rate: Infinity, seconds: SUBMIT_SECONDS });
	if (!(await drain(watcher, generator))) {
		throw new Error(`not all ${kind} became final`);
	}
	await watcher.untilFinal(before.blocks + BEHIND, FINAL_TIMEOUT_MS);
	if (!warm) {
		dropCaches();
	}
	const after = await follow(importer, network, watcher.finalNumber());

	// One validator makes one block of each number, so the count of imports is the last number.
	const blocks = watcher.blocksSince(0).filter(({ number }) => number > before.blocks && number <= after.blocks);
	requireFull(kind, blocks, facts.normalLimit);
	return ratioOf(kind, blocks, after.seconds - before.seconds);
}

/** Has a node import blocks up to a number, and hear of no more. Returns its imports. */
async function follow(importer: WitanNode, { address }: Network, number: number): Promise<Imports> {
	const rpc = await RpcSocket.connect(importer.ws);
	try {
		await rpc.request('system_addReservedPeer', [address]);
		await untilBest(importer, number);
		await rpc.request('system_removeReservedPeer', [address.split('/').at(-1)]);
	} finally {
		rpc.close();
	}
	const [imports] = await readImports([importer]);
	return imports as Imports;
}

function requireFull(kind: string, blocks: SeenBlock[], limit: number): void {
	if (!blocks.some(({ refTime }) => refTime >= FULL * limit)) {
		throw new Error(`no block is full of ${kind}: the node did not take them fast enough`);
	}
}
