/**
 * Fills blocks with each kind of transaction, executes them again, and compares the time with the
 * weight.
 */

import { runNode } from '../lib/node.ts';
import type { ChainFacts, SeenBlock } from '../load/blocks.ts';
import { drain } from '../load/drain.ts';
import { Generator } from '../load/generator.ts';
import type { LoadKind } from '../load/loads.ts';
import { type Network, startNetwork } from '../load/network.ts';
import { closeBench, openBench } from '../load/session.ts';
import { prepare } from '../load/setup.ts';
import { dropCaches } from './caches.ts';
import { type Ratio, executions, ratioOf } from './ratio.ts';

/** The state in which blocks are executed. */
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
/** The part of the transactions' limit from which a block counts as full. */
const FULL = 0.5;
/** Executions of each block when the database is in memory. From the disk only the first is. */
const WARM_REPEAT = 5;
const EXECUTE_TIMEOUT_MS = 600_000;

/** Returns the ratio of time and weight of each kind of transaction. */
export async function checkWeights({ accounts, warm }: CheckOptions): Promise<Ratio[]> {
	const generator = new Generator({ ...THREADS, accounts: SENDERS });
	let network: Network | undefined;
	try {
		console.log(`making a chain of ${accounts} accounts ...`);
		network = await startNetwork({
			size: 1,
			accounts: await generator.deriveAccounts(),
			reputation: 'domain 0',
			fillers: Math.max(0, accounts - SENDERS),
			nodeArguments: ['--state-pruning', 'archive'],
			keep: true,
			// A node computes the state's root as it starts: seconds for a hundred thousand
			// accounts.
			startTimeoutMs: 150_000 + accounts / 5,
		});
		const full = await fillBlocks(network, generator);
		await network.stop();
		const ratios: Ratio[] = [];
		for (const [kind, blocks] of full) {
			console.log(`executing ${blocks.length} blocks of ${kind} ...`);
			ratios.push(await execute(network, kind, blocks, warm));
		}
		return ratios;
	} finally {
		await network?.stop();
		await generator.stop();
	}
}

/** Fills blocks with one kind after the other. Returns the full ones of each. */
async function fillBlocks(network: Network, generator: Generator): Promise<[LoadKind, SeenBlock[]][]> {
	const bench = await openBench(network, generator);
	const { watcher, facts, template } = bench;
	try {
		const filled: [LoadKind, SeenBlock[]][] = [];
		for (const kind of KINDS) {
			console.log(`filling blocks with ${SENDERS} ${kind} ...`);
			const { load } = await prepare(kind, generator.rounds(SENDERS), bench);
			await generator.sign(template, load, SENDERS);
			const startedAt = Date.now();
			await generator.submit(network.nodes.map(({ ws }) => ws), { rate: Infinity, seconds: SUBMIT_SECONDS });
			if (!(await drain(watcher, generator))) {
				throw new Error(`not all ${kind} became final`);
			}
			filled.push([kind, fullBlocks(kind, watcher.blocksSince(startedAt), facts)]);
		}
		return filled;
	} finally {
		await closeBench(bench);
	}
}

function fullBlocks(kind: string, blocks: SeenBlock[], { normalLimit }: ChainFacts): SeenBlock[] {
	const full = blocks.filter(({ refTime }) => refTime >= FULL * normalLimit);
	if (full.length === 0) {
		throw new Error(`no block is full of ${kind}: the node did not take them fast enough`);
	}
	return full;
}

/** Executes blocks of one kind, and those between them. */
async function execute({ chain, nodes: [node] }: Network, kind: string, blocks: SeenBlock[], warm: boolean): Promise<Ratio> {
	const numbers = blocks.map(({ number }) => number);
	const [from, to] = [Math.min(...numbers), Math.max(...numbers)];
	if (!warm) {
		dropCaches();
	}
	const { code, stdout, stderr } = await runNode([
		...['benchmark', 'block', '--chain', chain, '--base-path', node.basePath, '--disable-log-color'],
		...['--from', `${from}`, '--to', `${to}`, '--repeat', `${warm ? WARM_REPEAT : 1}`],
	], EXECUTE_TIMEOUT_MS);
	if (code !== 0) {
		throw new Error(`benchmark block --from ${from} --to ${to}: ${stderr}`);
	}
	return ratioOf(kind, blocks.map(({ number, transactions }) => ({ number, transactions: transactions.length })), executions(stdout + stderr));
}
