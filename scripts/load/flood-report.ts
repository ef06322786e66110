/** From what was seen of a flood to figures, a verdict, and text. Nothing here talks to a chain. */

import type { SeenBlock, Weight } from './blocks.ts';
import type { Spending } from './conservation.ts';
import { type Given, type Look, type Queues, RESERVES, given, longest, usedBy } from './idle.ts';
import { type Limits, factor, fullness, reached } from './limits.ts';
import type { FloodKind } from './loads.ts';
import { type Authoring, describeAuthoring, missedSlots, range, rows } from './report.ts';

/** A block of a flood, and the chain at its end. */
export interface SeenInFlood {
	block: SeenBlock;
	look: Look;
}

/** The inputs of the figures. */
export interface FloodSeen {
	kind: FloodKind;
	/** The blocks that count, in order. */
	blocks: SeenInFlood[];
	/** The chain before the first of them. */
	before: Look;
	/** The weight of hooks in a block without work of the chain's own, in ps. */
	quiet: number;
	limits: Limits;
	/** The part of a block that a transaction needs, its length among it. */
	need: Weight;
	/** Announced fees of a transaction before and after these blocks, in units. */
	prices: [start: bigint, end: bigint];
	/** Tokens that the senders spent until the last of these blocks. */
	spending: Spending;
	/** Their transactions in all blocks until then. */
	transactions: number;
	/** Refusals of pools by JSON-RPC error code. */
	refused: Record<string, number>;
	authoring: Authoring;
}

/** The figures of a flood. Amounts are in units, times of weight in ps. */
export interface FloodFigures {
	kind: FloodKind;
	/** Bytes and weight of a transaction. */
	need: Weight;
	blocks: number;
	/** Blocks without room for another such transaction, by the limit that they reached. */
	full: { weight: number; length: number };
	/** The part of the scarcer resource that a block used. */
	fullness: { min: number; median: number; max: number };
	slotsLost: number;
	transactions: { min: number; median: number; max: number };
	multiplier: Rise;
	price: { start: number; end: number };
	/** The tokens gone in all, those held of the rest, and the transactions that it was for. */
	cost: { spent: number; held: number; transactions: number };
	/** The weight of hooks beyond that in a quiet block: draws and `on_idle`. */
	own: { min: number; median: number; max: number };
	given: Given[];
	/** The longest that each queue was. */
	longest: Queues;
	refused: Record<string, number>;
	authoring: Authoring;
	/** The blocks one by one. */
	each: (Queues & {
		number: number; slot: number; transactions: number; refTime: number; proofSize: number; own: number; draws: number | undefined; multiplier: number;
	})[];
}

/** The rise of the multiplier. */
export interface Rise {
	start: number;
	end: number;
	/** The growth in full blocks: in one of them in the mean, and in all together. */
	perBlock: number;
	growth: number;
	/** The growth of as many blocks at full weight, by the pallet's formula. */
	formula: number;
}

/** The least part of the formula's growth that the multiplier must have in full blocks. */
const LEAST_GROWTH = 0.95;
/** The least part of blocks that must be full, for a flood to show anything. */
const LEAST_FULL = 0.9;

/** Returns the blocks that count: from the first full one on, or from the first if none is full. */
export function countedBlocks(blocks: SeenInFlood[], need: Weight, limits: Limits): SeenInFlood[] {
	const isLoaded = ({ block }: SeenInFlood) => block.transactions.length > 0;
	const isFull = ({ look: { weights: [normal] } }: SeenInFlood) => reached(normal, need, limits) !== undefined;
	const full = blocks.findIndex(isFull);
	const first = full >= 0 ? full : blocks.findIndex(isLoaded);
	return first < 0 ? [] : blocks.slice(first);
}

/** Computes the figures. */
export function floodFigures(seen: FloodSeen): FloodFigures {
	const { kind, blocks, quiet, limits, need, prices: [start, end], spending, transactions, refused, authoring } = seen;
	const looks = blocks.map(({ look }) => look);
	const limit = looks.map(({ weights: [normal] }) => reached(normal, need, limits));
	const count = (which: 'weight' | 'length') => limit.filter((each) => each === which).length;
	return {
		kind,
		need,
		blocks: blocks.length,
		full: { weight: count('weight'), length: count('length') },
		fullness: range(looks.map(({ weights: [normal] }) => fullness(normal, limits))),
		slotsLost: missedSlots(blocks.map(({ block }) => block)),
		transactions: range(blocks.map(({ block }) => block.transactions.length)),
		multiplier: riseOf([seen.before, ...looks].map(({ multiplier }) => multiplier), limit.map((each) => each !== undefined)),
		price: { start: Number(start), end: Number(end) },
		cost: { spent: Number(spending.spent), held: Number(spending.held), transactions },
		own: range(looks.map((look) => usedBy(look, quiet))),
		given: given(looks, quiet),
		longest: longest(looks),
		refused,
		authoring,
		each: blocks.map(({ block, look }) => ({
			number: block.number,
			slot: block.slot,
			transactions: block.transactions.length,
			...look.weights[0],
			own: usedBy(look, quiet),
			draws: look.draws,
			multiplier: look.multiplier,
			...look.queues,
		})),
	};
}

/**
 * Returns the rise of a multiplier, given it before the first block and after each, and which of
 * the blocks were full.
 */
export function riseOf(multipliers: number[], full: boolean[]): Rise {
	const factors = full.flatMap((isFull, index) => (
		isFull ? [(multipliers[index + 1] as number) / (multipliers[index] as number)] : []
	));
	const all = factors.reduce((product, each) => product * each, 1);
	return {
		start: multipliers[0] ?? 1,
		end: multipliers.at(-1) ?? 1,
		perBlock: all ** (1 / Math.max(1, factors.length)) - 1,
		growth: all - 1,
		formula: factor(1) ** factors.length - 1,
	};
}

/** Returns what must not be, as sentences. */
export function floodProblems({ full, slotsLost, multiplier: { growth, formula }, blocks, given: works }: FloodFigures): string[] {
	const count = full.weight + full.length;
	return [
		...(slotsLost > 0 ? [`${slotsLost} slots have no block, in a flood of ${blocks} blocks`] : []),
		...(count < LEAST_FULL * blocks ? [`${count} of ${blocks} blocks were full, which is no flood`] : []),
		...(growth < LEAST_GROWTH * formula
			? [`the multiplier rose by ${percent(growth)} in ${count} full blocks, and at full weight it rises by ${percent(formula)}`] : []),
		...works.filter((work) => work.growing.length > 0 && work.blocks < blocks).map((work) => (
			`${work.growing.join(', ')} grew, though ${blocks - work.blocks} blocks gave ${work.name} less than is set aside for it`
		)),
	];
}

/** Returns the figures as text. */
export function describeFlood(f: FloodFigures): string {
	const { multiplier, price, cost, own, longest: most } = f;
	const part = multiplier.formula > 0 ? multiplier.growth / multiplier.formula : 0;
	const refusals = Object.entries(f.refused).map(([code, times]) => `${times} with code ${code}`);
	return rows([
		['a transaction', `${f.need.proofSize} bytes, ${microseconds(f.need.refTime)} of weight`],
		['blocks', `${f.blocks}, full by weight ${f.full.weight}, by length ${f.full.length}`],
		['fullness', `min ${percent(f.fullness.min)}, median ${percent(f.fullness.median)}, max ${percent(f.fullness.max)}`],
		['slots lost', `${f.slotsLost}`],
		[`${f.kind} a block`, `min ${f.transactions.min}, median ${f.transactions.median}, max ${f.transactions.max}`],
		['refused by pools', refusals.join(', ') || 'none'],
		['multiplier', `from ${multiplier.start.toFixed(6)} to ${multiplier.end.toFixed(6)}, ${percent(multiplier.perBlock)} a full block`],
		['  its growth', `${percent(multiplier.growth)} in full blocks; at full weight ${percent(multiplier.formula)} by the formula: ${part.toFixed(3)} of it`],
		['price of one', `from ${wit(price.start)} to ${wit(price.end)}`],
		['cost', `${wit(cost.spent)} for ${cost.transactions} transactions, and ${wit(cost.held)} held`],
		['the chain\'s own work', `min ${milliseconds(own.min)}, median ${milliseconds(own.median)}, max ${milliseconds(own.max)} of weight a block; set aside: ${
			milliseconds(RESERVES.idle)} for on_idle, ${milliseconds(RESERVES.draws)} for draws`],
		...f.given.map(({ name, blocks, growing }): [string, string] => [
			`  ${name}`, `done, or given its reserve, in ${blocks} of ${f.blocks} blocks; ${growing.length > 0 ? `growing: ${growing.join(', ')}` : 'no queue grows'}`,
		]),
		['longest lag, in blocks', `draws ${most.drawsLag}, orders ${most.ordersLag}, pools ${most.poolsLag}, tasks ${most.tasksLag}`],
		['most that waited', `draws ${most.drawsOverdue}, pools to settle ${most.poolsToSettle}, steps of propagation ${most.steps}`],
		['authoring', describeAuthoring(f.authoring)],
	]);
}

function percent(part: number): string {
	return `${(100 * part).toFixed(4)} %`;
}

function milliseconds(ps: number): string {
	return `${(ps / 1e9).toFixed(1)} ms`;
}

function microseconds(ps: number): string {
	return `${(ps / 1e6).toFixed(1)} µs`;
}

function wit(units: number): string {
	return `${(units / 1e9).toFixed(6)} WIT`;
}
