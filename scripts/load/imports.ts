/** The time in which nodes check and import the blocks that others made. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { WitanNode } from '../lib/node.ts';
import { readMetrics, sumOf } from './prometheus.ts';
import { RpcSocket } from './rpc.ts';

/**
 * The blocks that a node imported since it started, and the seconds in which it verified and
 * imported them.
 */
export interface Imports {
	blocks: number;
	seconds: number;
}

/** The figures of importing. */
export interface Importing {
	/** Imports, of all nodes together. */
	blocks: number;
	/** Mean milliseconds of an import. */
	blockMs: number;
	microsecondsPerTransaction: number;
}

/** Transactions in a number of blocks. */
export interface Contents {
	blocks: number;
	transactions: number;
}

const METRIC = 'substrate_block_verification_and_import_time';
const POLL_MS = 500;
/** The time in which a fresh node must import a whole chain. */
const SYNC_TIMEOUT_MS = 1_800_000;

/** Reads the imports of each of these nodes. Blocks that a node makes itself don't count. */
export function readImports(nodes: Pick<WitanNode, 'prometheusPort'>[]): Promise<Imports[]> {
	return Promise.all(nodes.map(async ({ prometheusPort }) => {
		const metrics = await readMetrics(prometheusPort);
		return { blocks: sumOf(metrics, `${METRIC}_count`), seconds: sumOf(metrics, `${METRIC}_sum`) };
	}));
}

/**
 * Computes figures from the imports of the same nodes before and after these blocks. A block that
 * lost to another of its height is imported too. It is taken to hold as much as those that are
 * final. Undefined if nothing was imported.
 */
export function importing(before: Imports[], after: Imports[], { blocks, transactions }: Contents): Importing | undefined {
	const sum = (of: (imports: Imports) => number) => (
		after.reduce((total, imports, node) => total + of(imports) - of(before[node] as Imports), 0)
	);
	const imported = sum((imports) => imports.blocks);
	if (imported === 0 || blocks === 0 || transactions === 0) {
		return undefined;
	}
	const seconds = sum((imports) => imports.seconds);
	return {
		blocks: imported,
		blockMs: (1_000 * seconds) / imported,
		microsecondsPerTransaction: (1_000_000 * seconds) / (imported * (transactions / blocks)),
	};
}

/**
 * Has a fresh node import a chain up to a block, and ends it. Where one validator makes all blocks,
 * nobody else imports them.
 */
export async function importAgain(start: () => Promise<WitanNode>, contents: Contents): Promise<Importing | undefined> {
	const node = await start();
	try {
		await untilBest(node, contents.blocks);
		return importing([{ blocks: 0, seconds: 0 }], await readImports([node]), contents);
	} finally {
		await node.stop();
	}
}

/** Waits until a node has imported the block of this number. */
export async function untilBest({ name, ws }: WitanNode, number: number): Promise<void> {
	const rpc = await RpcSocket.connect(ws);
	const best = async () => Number((await rpc.request<{ number: string }>('chain_getHeader', [])).number);
	try {
		for (const deadline = Date.now() + SYNC_TIMEOUT_MS; await best() < number; await sleep(POLL_MS)) {
			if (Date.now() > deadline) {
				throw new Error(`${name} has not imported block ${number} after ${SYNC_TIMEOUT_MS} ms`);
			}
		}
	} finally {
		rpc.close();
	}
}

/** Returns figures of importing as text. */
export function describeImporting(figures: Importing | undefined): string {
	return figures === undefined
		? 'none: one validator makes all blocks'
		: `mean ${Math.round(figures.blockMs)} ms; ${Math.round(figures.microsecondsPerTransaction)} µs a transaction; ${figures.blocks} imports`;
}
