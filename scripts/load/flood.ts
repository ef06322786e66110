/**
 * A flood: full blocks of remarks, transfers or orders. Each block's multiplier of fees, weight and
 * queues are read as it becomes final.
 */

import { type SeenBlock, type Weight, readWeights } from './blocks.ts';
import { settleBooks } from './books.ts';
import { spendingOf } from './conservation.ts';
import { drain } from './drain.ts';
import { SIGNED_AHEAD, THREADS, openDuePools, prepareFlood, sampleOf } from './flood-loads.ts';
import {
	type FloodFigures, type FloodSeen, type SeenInFlood, countedBlocks, describeFlood, floodFigures, floodProblems,
} from './flood-report.ts';
import { Generator } from './generator.ts';
import { lookAt } from './idle.ts';
import { type Limits, limitsOf } from './limits.ts';
import type { Flood, NetworkSize, Options } from './options.ts';
import { authoring, authoringLines } from './report.ts';
import { type Bench, withBench } from './session.ts';
import { until } from './until.ts';

/** The options of a flood. */
export type FloodOptions = Options & { flood: Flood };

/** The result of a flood on one network. */
export interface FloodResult extends FloodFigures {
	validators: number;
	problems: string[];
}

/** Blocks beyond those that count: the first with transactions may not be full. */
const MORE_BLOCKS = 2;
/** A time that no run takes. */
const ENDLESS_SECONDS = 7 * 24 * 3_600;

/** Runs a flood on each network. */
export async function flood(options: FloodOptions): Promise<{ results: FloodResult[]; problems: string[] }> {
	const results: FloodResult[] = [];
	for (const size of options.networks) {
		results.push(await floodNetwork(size, options));
	}
	return { results, problems: results.flatMap(({ problems }) => problems) };
}

async function floodNetwork(size: NetworkSize, options: FloodOptions): Promise<FloodResult> {
	const { flood: { kind, blocks }, delayMs, lottery, wasmOnly, nodeArguments } = options;
	console.log(`\n== a flood of ${kind} for ${blocks} blocks, on ${size} validator${size === 1 ? '' : 's'} ==`);
	const generator = new Generator({ ...options, ...THREADS[kind] });
	return withBench(generator, { size, accounts: [], reputation: 'nowhere', lottery, wasmOnly, delayMs, nodeArguments }, async (bench) => {
		const { seen, problems } = await run(bench, options.flood);
		const figures = floodFigures(seen);
		console.log(describeFlood(figures));
		const books = await settleBooks(bench, { books: kind === 'transfers' ? 'nonces and balances' : 'nonces', invariants: true });
		return { validators: size, ...figures, problems: [...floodProblems(figures), ...problems, ...books] };
	});
}

/** Floods the network for so many blocks. Returns what was seen, and problems. */
async function run(bench: Bench, { kind, blocks }: Flood): Promise<{ seen: FloodSeen; problems: string[] }> {
	const { rpc, generator, watcher } = bench;
	const watch = new FloodWatch(bench, kind === 'orders');
	const quiet = await watch.quiet();
	const limits = limitsOf(bench.api);
	const { load, check } = await prepareFlood(kind, limits, bench);
	const sample = await sampleOf(load, bench);
	const { need } = await announced(bench, sample, await watcher.finalHead(), limits);
	const ahead = SIGNED_AHEAD[kind] ? Math.ceil((blocks + MORE_BLOCKS) * limits.normal.refTime / need.refTime) : 0;
	if (ahead > 0) {
		console.log(`signing ${ahead} ${kind} ...`);
	}
	await generator.sign(bench.template, load, ahead);
	await openDuePools(blocks, bench);
	console.log(`as many ${kind} as blocks take ...`);
	const counting = () => countedBlocks(watch.all(), need, limits);
	const refused = await stream(bench, watch, () => counting().length >= blocks + MORE_BLOCKS);
	const all = watch.all();
	const counted = counting().slice(0, blocks);
	const [first, last] = [counted[0]?.block, counted.at(-1)?.block] as [SeenBlock, SeenBlock];
	const prices = await Promise.all([first.parent, last.hash].map((block) => announced(bench, sample, block, limits)));
	const spending = await spendingOf(rpc, last.hash, generator.ledger().publicKeys);
	const seen: FloodSeen = {
		kind,
		blocks: counted,
		before: await lookAt(bench, first.parent, false),
		quiet,
		limits,
		need,
		prices: prices.map(({ price }) => price) as [bigint, bigint],
		spending,
		transactions: all.filter(({ block }) => block.number <= last.number).reduce((sum, { block }) => sum + block.transactions.length, 0),
		refused,
		authoring: authoring(watch.logs(), counted.map(({ block }) => block)),
	};
	await drain(watcher, generator);
	return { seen, problems: await check(await watcher.finalHead(), watcher.finalTransactions()) };
}

/**
 * Submits until enough blocks are final, and has them watched. Returns the refusals of pools.
 */
async function stream({ generator, network, watcher }: Bench, watch: FloodWatch, isEnough: () => boolean): Promise<Record<string, number>> {
	const startedAt = Date.now();
	const urls = network.nodes.map(({ ws }) => ws);
	const streaming = generator.stream(urls, { rate: Infinity, seconds: ENDLESS_SECONDS });
	const loaded = () => watcher.blocksSince(startedAt).filter(({ transactions }) => transactions.length > 0).length;
	const done = async () => {
		await watch.take(watcher.blocksSince(startedAt));
		return isEnough();
	};
	// Whichever fails first ends the run; the threads end with it.
	await Promise.race([until(done, loaded, 'blocks of the flood'), streaming]);
	generator.end();
	return (await streaming).refused;
}

/** Reads blocks as they become final: the chain keeps the state of a few hundred. */
class FloodWatch {
	private readonly seen = new Map<number, SeenInFlood>();
	private readonly lines = new Set<string>();

	constructor(private readonly bench: Bench, private readonly countsDraws: boolean) {}

	/** Returns what hooks weigh in a block without work, in ps, by the blocks so far. */
	async quiet(): Promise<number> {
		const blocks = this.bench.watcher.blocksSince(0).filter(({ number }) => number > 0);
		const weights = await Promise.all(blocks.map(({ hash }) => readWeights(this.bench.rpc, hash)));
		return Math.min(...weights.map(([, , mandatory]) => mandatory.refTime));
	}

	/** Looks at those of these final blocks that were not seen yet. */
	async take(blocks: SeenBlock[]): Promise<void> {
		this.bench.network.nodes.flatMap((node) => authoringLines(node.logs())).forEach((line) => this.lines.add(line));
		for (const block of blocks.filter(({ number }) => !this.seen.has(number))) {
			this.seen.set(block.number, { block, look: await lookAt(this.bench, block.hash, this.countsDraws) });
		}
	}

	/** Returns the blocks in order. */
	all(): SeenInFlood[] {
		return [...this.seen.values()];
	}

	/** Returns the authors' log lines, which the kept logs no longer hold at the end. */
	logs(): string[] {
		return [...this.lines];
	}
}

/** The answer to `payment_queryInfo`. */
interface PaymentInfo {
	weight: { ref_time: number; proof_size: number };
	partialFee: string;
}

/** Returns what a transaction needs of a block, and its announced fee after a block. */
async function announced({ rpc }: Bench, transaction: string, block: string, { base }: Limits): Promise<{ need: Weight; price: bigint }> {
	const { weight, partialFee } = await rpc.request<PaymentInfo>('payment_queryInfo', [transaction, block]);
	const bytes = (transaction.length - 2) / 2;
	return {
		need: { refTime: weight.ref_time + base.refTime, proofSize: weight.proof_size + base.proofSize + bytes },
		price: BigInt(partialFee),
	};
}
