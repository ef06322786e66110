/** Compares the time that blocks take with their weight. Nothing here talks to a node. */

import type { SeenBlock } from '../load/blocks.ts';

/** The blocks of one kind of transaction: per transaction, in microseconds. */
export interface Ratio {
	kind: string;
	blocks: number;
	transactions: number;
	weight: number;
	measured: number;
	/** Measured time in parts of the weight. */
	ratio: number;
}

/**
 * The ratios of true weights. Above one, blocks take longer than they weigh, and slots are missed.
 * Far below, the chain carries less than it could.
 */
const TRUE = { least: 0.7, most: 1 };

/** Compares the weight of blocks of a kind with the seconds in which they were imported. */
export function ratioOf(kind: string, blocks: Pick<SeenBlock, 'transactions' | 'weight'>[], seconds: number): Ratio {
	const transactions = blocks.reduce((sum, block) => sum + block.transactions.length, 0);
	const picoseconds = blocks.reduce((sum, block) => sum + block.weight.refTime, 0);
	return {
		...{ kind, blocks: blocks.length, transactions },
		...{ weight: picoseconds / 1e6 / transactions, measured: (1e6 * seconds) / transactions, ratio: (1e12 * seconds) / picoseconds },
	};
}

/** Returns true if the weight is neither too small nor far too large. */
export function isTrue({ ratio }: Ratio): boolean {
	return ratio >= TRUE.least && ratio <= TRUE.most;
}

/** Returns the ratios as a table. */
export function describeRatios(ratios: Ratio[]): string {
	const rows = [
		['kind', 'blocks', 'transactions', 'weight µs', 'measured µs', 'ratio', ''],
		...ratios.map((each) => [
			each.kind, `${each.blocks}`, `${each.transactions}`, each.weight.toFixed(1), each.measured.toFixed(1), each.ratio.toFixed(2),
			isTrue(each) ? '' : `not from ${TRUE.least} to ${TRUE.most}`,
		]),
	];
	return rows.map((row) => row.map((cell) => cell.padEnd(14)).join('').trimEnd()).join('\n');
}
