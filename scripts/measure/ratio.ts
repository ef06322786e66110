/** Compares the time that blocks take with their weight. Nothing here talks to a node. */

/** A block that `benchmark block` executed, in nanoseconds. */
export interface Execution {
	number: number;
	took: number;
	weight: number;
}

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

/** Reads what `benchmark block` printed. */
export function executions(output: string): Execution[] {
	const line = /Block (\d+) with +\d+ tx used +[\d.]+% of its weight \( *([\d,]+) of +([\d,]+) ns\)/g;
	const number = (text: string | undefined) => Number(text?.replaceAll(',', ''));
	return [...output.matchAll(line)].map(([, block, took, weight]) => ({ number: Number(block), took: number(took), weight: number(weight) }));
}

/** Compares all blocks of a kind; `blocks` says how many transactions each has. */
export function ratioOf(kind: string, blocks: { number: number; transactions: number }[], executed: Execution[]): Ratio {
	const of = new Map(executed.map((each) => [each.number, each]));
	const sums = { transactions: 0, took: 0, weight: 0 };
	for (const { number, transactions } of blocks) {
		const execution = of.get(number);
		if (!execution) {
			throw new Error(`block ${number} of ${kind} was not executed`);
		}
		sums.transactions += transactions;
		sums.took += execution.took;
		sums.weight += execution.weight;
	}
	const each = (nanoseconds: number) => nanoseconds / sums.transactions / 1000;
	return {
		...{ kind, blocks: blocks.length, transactions: sums.transactions },
		...{ weight: each(sums.weight), measured: each(sums.took), ratio: sums.took / sums.weight },
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
