/**
 * The end of one pool with many voters. All of them stake all their REP, and the last stake decides
 * the pool. The chain settles the votes by itself, in the weight that each block sets aside, while
 * as many transfers come as the network takes.
 */

import { type Hex, WIT } from '@witan/client/chain';
import { type Domain, Experts, MILLION, type PoolId, type PoolParams } from '@witan/client/experts';
import { countKeys, readValue } from '../lib/state.ts';
import type { ChainFacts, SeenBlock, Weight } from './blocks.ts';
import { CpuMeter, type Usage } from './cpu.ts';
import type { ExtrinsicTemplate } from './extrinsic.ts';
import type { Generator } from './generator.ts';
import type { Network } from './network.ts';
import { type Authoring, authoring, authoringLines, describeAuthoring, describeCores, missedSlots, range, rows } from './report.ts';
import { type Chain, makePosts, poolsOn, prepare, send } from './setup.ts';
import { OWN_DOMAIN, REPUTATION } from './spec.ts';
import { until } from './until.ts';

/** The figures of settling. */
export interface SettleFigures {
	voters: number;
	/** Blocks that settled votes, and the slots from the first to the last of them, inclusive. */
	blocks: number;
	seconds: number;
	/** Slots without a block from the block before them on. */
	missedSlots: number;
	/** Votes settled in a block, including the last one's. */
	votes: { min: number; median: number; max: number };
	/** Transfers in those blocks, altogether and a second. */
	transfers: number;
	transfersPerSecond: number;
	/** The greatest weight of any of those blocks, and the limit of a block. */
	weight: Weight;
	limit: Weight;
	slotMs: number;
	authoring: Authoring;
	/** True if transfers ran out before the votes did. */
	ranOut: boolean;
	cores: Usage;
	/** Those blocks one by one. */
	each: { number: number; slot: number; votes: number; transactions: number; refTime: number; proofSize: number }[];
}

/** The tools with which settling is measured. */
export interface SettleBench extends Chain {
	network: Network;
	generator: Generator;
	facts: ChainFacts;
	template: ExtrinsicTemplate;
	/** Waits until all accepted transactions are final. */
	drain: () => Promise<boolean>;
}

/** Blocks with transfers before the pool is decided. */
const LEAD_BLOCKS = 2;
/**
 * Numbers of transfers to sign: more than go into the blocks that settle these votes, and those
 * before.
 */
const TRANSFERS = { least: 60_000, perVoter: 5 };
/** The tip of the last stake: without one it would come after all transfers, which are lighter. */
const TIP = WIT;
/** A time that no run takes. */
const ENDLESS_SECONDS = 24 * 3_600;

/**
 * Has `voters` accounts, and Alice, vote in a pool, and the chain settle it. Returns figures and
 * problems.
 */
export async function benchSettle(voters: number, bench: SettleBench): Promise<{ figures: SettleFigures; problems: string[] }> {
	const { network, generator, watcher, facts, template } = bench;
	const urls = network.nodes.map(({ ws }) => ws);
	const pool = await fillPool(voters, bench);
	const transfers = Math.max(TRANSFERS.least, TRANSFERS.perVoter * voters);
	console.log(`signing ${transfers} transfers ...`);
	const { load } = await prepare('transfers', generator.rounds(transfers), bench);
	await generator.sign(template, load, transfers);
	console.log('as many transfers as the network takes, while the chain settles the votes ...');
	const startedAt = Date.now();
	const submitting = generator.submit(urls, { rate: Infinity, seconds: ENDLESS_SECONDS });
	const withTransfers = () => watcher.blocksSince(startedAt).filter(({ transactions }) => transactions.length > 0).length;
	await until(() => withTransfers() >= LEAD_BLOCKS, withTransfers, 'blocks with transfers');
	const cpu = new CpuMeter(network.nodes.map(({ pid }) => pid));
	const { calls } = new Experts(bench.api);
	await send(bench, [calls.stake(pool, 'Nay', REPUTATION)], TIP);
	const logs = await untilSettled(pool, bench);
	const usage = cpu.read();
	generator.end();
	const { ranOut } = await submitting;
	const problems = (await bench.drain()) ? [] : ['transfers that were accepted are not final'];
	const blocks = watcher.blocksSince(startedAt);
	const left = await Promise.all(blocks.map(({ hash }) => unsettled(pool, voters + 1, bench, hash)));
	const figures = settleFigures({ voters: voters + 1, blocks, left, facts, logs, usage, ranOut });
	const votes = await countKeys(bench.rpc, 'ValidationPool', 'Votes', await watcher.finalHead());
	return { figures, problems: [...problems, ...settleProblems(figures, votes)] };
}

/**
 * Opens a pool and has all accounts stake all their REP in it. Only Alice's vote is then missing.
 */
async function fillPool(voters: number, bench: SettleBench): Promise<PoolId> {
	const { api, network, generator, watcher, template } = bench;
	const experts = new Experts(api);
	const { parameters: { pool: bounds } } = (await experts.domain(OWN_DOMAIN)) as Domain;
	const [post] = (await makePosts(bench, 1, OWN_DOMAIN)) as [Hex];
	const params: PoolParams = {
		// Far longer than it takes: the last stake decides it.
		duration: bounds.maxDuration,
		quorum: bounds.minQuorum,
		winRatio: bounds.minWinRatio,
		binding: MILLION,
		redistribute: true,
		secrecy: { type: 'Open' },
		governance: false,
	};
	await send(bench, [experts.calls.openPool(post, params, WIT)]);
	const [opened] = await poolsOn(api, post);
	if (!opened) {
		throw new Error('the pool was not opened');
	}
	console.log(`\nsigning ${voters} stakes ...`);
	const stake = experts.calls.stake(opened.id, 'Aye', REPUTATION).method.toU8a();
	await generator.sign(template, { kind: 'stakes', calls: [stake] }, voters);
	console.log('staking ...');
	await generator.submit(network.nodes.map(({ ws }) => ws), { rate: Infinity, seconds: ENDLESS_SECONDS });
	await bench.drain();
	const [filled] = await poolsOn(api, post, await watcher.finalHead());
	if (filled?.voters !== voters) {
		throw new Error(`the pool has ${filled?.voters ?? 0} voters and not ${voters}`);
	}
	return opened.id;
}

/** Returns the number of votes that are not settled at a block. */
async function unsettled(pool: PoolId, voters: number, { api }: Chain, block: string): Promise<number> {
	const settlement = (await readValue(api, 'validationPool', 'settlements', [pool], block)) as { unsettled: number } | null;
	if (settlement) {
		return settlement.unsettled;
	}
	return (await readValue(api, 'validationPool', 'pools', [pool], block)) === null ? 0 : voters;
}

/**
 * Waits until the pool is settled. Returns the authors' log lines meanwhile, which the kept logs no
 * longer hold at the end.
 */
async function untilSettled(pool: PoolId, bench: SettleBench): Promise<string[]> {
	const lines = new Set<string>();
	let left = Infinity;
	const look = async () => {
		bench.network.nodes.flatMap((node) => authoringLines(node.logs())).forEach((line) => lines.add(line));
		left = await unsettled(pool, Infinity, bench, await bench.watcher.finalHead());
		return left === 0;
	};
	await until(look, () => left, 'votes to be settled');
	return [...lines];
}

/** The inputs of the figures. */
export interface Settling {
	voters: number;
	/**
	 * Final blocks in order, from before the pool was decided until it was settled, and perhaps
	 * more.
	 */
	blocks: SeenBlock[];
	/** The number of votes that were left after each. */
	left: number[];
	facts: ChainFacts;
	logs: string[];
	usage: Usage;
	ranOut: boolean;
}

/** Computes the figures. */
export function settleFigures({ voters, blocks, left, facts, logs, usage, ranOut }: Settling): SettleFigures {
	const votesOf = (index: number) => (left[index - 1] ?? voters) - (left[index] ?? 0);
	const all = blocks.map((block, index) => ({ block, votes: votesOf(index) }));
	const busy = all.flatMap(({ votes }, index) => (votes > 0 ? [index] : []));
	// A block between two of them that settled none counts as well.
	const [start, end] = [busy[0] ?? 0, (busy.at(-1) ?? -1) + 1];
	const settling = all.slice(start, end);
	const [first, last] = [settling[0]?.block, settling.at(-1)?.block];
	const seconds = first && last ? ((last.slot - first.slot + 1) * facts.slotMs) / 1_000 : 0;
	const transfers = settling.reduce((sum, { block }) => sum + block.transactions.length, 0);
	const most = (of: (weight: Weight) => number) => Math.max(0, ...settling.map(({ block }) => of(block.weight)));
	const seen = settling.map(({ block }) => block);
	return {
		voters,
		blocks: settling.length,
		seconds,
		missedSlots: missedSlots(blocks.slice(Math.max(0, start - 1), end)),
		votes: range(settling.map(({ votes }) => votes)),
		transfers,
		transfersPerSecond: seconds > 0 ? transfers / seconds : 0,
		weight: { refTime: most(({ refTime }) => refTime), proofSize: most(({ proofSize }) => proofSize) },
		limit: facts.blockLimit,
		slotMs: facts.slotMs,
		authoring: authoring(logs, seen),
		ranOut,
		cores: usage,
		each: settling.map(({ block: { number, slot, transactions, weight }, votes }) => (
			{ number, slot, votes, transactions: transactions.length, ...weight }
		)),
	};
}

/** Returns the problems. `votes` are those that the chain still has. */
export function settleProblems({ weight, limit, missedSlots, ranOut, voters, each }: SettleFigures, votes: number): string[] {
	const settled = each.reduce((sum, block) => sum + block.votes, 0);
	return [
		...(weight.refTime > limit.refTime ? [`a block weighs ${weight.refTime} ps, and none may weigh more than ${limit.refTime}`] : []),
		...(weight.proofSize > limit.proofSize ? [`a block's proof has ${weight.proofSize} bytes, and none may have more than ${limit.proofSize}`] : []),
		...(missedSlots > 0 ? [`${missedSlots} slots have no block, while votes were settled`] : []),
		...(votes > 0 || settled !== voters ? [`${settled} of ${voters} votes were settled, and the chain has ${votes}`] : []),
		...(ranOut ? ['the transfers ran out before the votes were settled'] : []),
	];
}

/** Returns the figures as text. */
export function describeSettle(f: SettleFigures): string {
	const percent = (100 * f.weight.refTime) / f.limit.refTime;
	const milliseconds = (ps: number) => `${Math.round(ps / 1e9)} ms`;
	const proof = f.limit.proofSize >= 2 ** 63 ? 'which has no limit' : `of ${f.limit.proofSize}`;
	const lines: [string, string][] = [
		['voters', `${f.voters}`],
		['settled in', `${f.blocks} blocks, ${f.seconds} s; slots without a block: ${f.missedSlots}`],
		['votes a block', `min ${f.votes.min}, median ${f.votes.median}, max ${f.votes.max}`],
		['transfers meanwhile', `${f.transfers}, ${Math.round(f.transfersPerSecond)} a second${f.ranOut ? ' (ran out)' : ''}`],
		['heaviest block', `${milliseconds(f.weight.refTime)} of ${milliseconds(f.limit.refTime)} (${percent.toFixed(1)} %); proof ${f.weight.proofSize} bytes, ${proof}`],
		['authoring', describeAuthoring(f.authoring)],
		['cores busy', describeCores(f.cores)],
	];
	return rows(lines);
}
