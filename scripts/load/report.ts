/** From what was seen to figures, and from figures to text. */

import type { ChainFacts, SeenBlock } from './blocks.ts';
import type { Usage } from './cpu.ts';
import type { Submission } from './generator.ts';

/** A load to put on a network. */
export interface Phase {
	title: string;
	/** Transfers a second; `Infinity` for as many as possible. */
	rate: number;
	seconds: number;
	/** Transfers to sign for each second. */
	presignedPerSecond: number;
}

/** Median, nine-tenths, greatest. */
export interface Spread {
	median: number;
	p90: number;
	max: number;
}

/** Transfers a second. */
export interface Throughput {
	/** From the first full block to the last; 0 if there are not two. */
	steady: number;
	/** From the first submission to the last transfer's inclusion, or finality. */
	overall: number;
}

/** What a phase showed. */
export interface Figures {
	title: string;
	accepted: number;
	acceptedPerSecond: number;
	/** Refusals of pools by JSON-RPC error code. */
	refused: Record<string, number>;
	/** Whether the generator had no more signed transfers before the time was over. */
	ranOut: boolean;
	/** Whether all that was accepted became final. */
	drained: boolean;
	included: Throughput;
	finalised: Throughput;
	blocks: number;
	missedSlots: number;
	/** Transfers in a block. */
	transfers: { min: number; median: number; max: number };
	/** Share of the weight that normal transactions may use in a block, in percent. */
	weight: { min: number; median: number; max: number };
	submissionToInclusionMs: Spread;
	inclusionToFinalityMs: Spread;
	slotMs: number;
	authoring: Authoring;
	/** While transfers were submitted. */
	cores: Usage;
	/** All blocks with transfers, one by one; times in milliseconds since the start. */
	each: { number: number; slot: number; transfers: number; weight: number; bestAt: number; finalAt: number }[];
}

/** What authors logged about the blocks that they made. */
export interface Authoring {
	/** Milliseconds from a block's start to its being ready. */
	blockMs: Spread;
	microsecondsPerTransfer: number;
	/** Why authors stopped adding transactions, and how often. */
	ends: Record<string, number>;
}

/** What figures are made from. Times are in milliseconds of the epoch. */
export interface Observations {
	phase: Phase;
	facts: ChainFacts;
	submission: Submission;
	usage: Usage;
	startedAt: number;
	submittedAt: number;
	/** Final blocks since the start. */
	blocks: SeenBlock[];
	drained: boolean;
	/** What each node logged. */
	logs: string[];
}

/** A block is full that holds at least this part of what the median block does. */
const FULL = 0.9;
const PREPARED = /Prepared block for proposing at (\d+) \((\d+) ms\).* end: (\w+); extrinsics_count: (\d+)/g;

/** Works out a phase's figures. */
export function figures(seen: Observations): Figures {
	const { phase, facts, submission, usage, startedAt, submittedAt, drained } = seen;
	const seconds = (submittedAt - startedAt) / 1_000;
	const filled = seen.blocks.filter(({ transfers }) => transfers.length > 0);
	const loaded = filled.filter(({ bestAt }) => bestAt <= submittedAt);
	const full = loaded.filter(isFull(loaded));
	const between = loaded.slice(loaded.indexOf(full[0] as SeenBlock), loaded.indexOf(full.at(-1) as SeenBlock) + 1);
	const sizes = full.map(({ transfers }) => transfers.length);
	const weights = full.map(({ refTime }) => weightOf(refTime, facts));
	return {
		title: phase.title,
		accepted: submission.accepted,
		acceptedPerSecond: submission.accepted / seconds,
		refused: submission.refused,
		ranOut: submission.ranOut,
		drained,
		included: {
			steady: steady(between, (block) => block.slot * facts.slotMs),
			overall: overall(filled, startedAt, (block) => block.bestAt),
		},
		finalised: {
			steady: steady(between, (block) => block.finalAt as number),
			overall: overall(filled, startedAt, (block) => block.finalAt as number),
		},
		blocks: full.length,
		missedSlots: missedSlots(loaded),
		transfers: range(sizes),
		weight: range(weights),
		submissionToInclusionMs: spread(inclusionTimes(filled, submission)),
		inclusionToFinalityMs: spread(loaded.map(({ bestAt, finalAt }) => (finalAt as number) - bestAt)),
		slotMs: facts.slotMs,
		authoring: authoring(seen.logs, loaded),
		cores: usage,
		each: filled.map(({ number, slot, transfers, refTime, bestAt, finalAt }) => ({
			number,
			slot,
			transfers: transfers.length,
			weight: weightOf(refTime, facts),
			bestAt: bestAt - startedAt,
			finalAt: (finalAt as number) - startedAt,
		})),
	};
}

/** A phase's figures as text. */
export function describe(f: Figures): string {
	const refused = Object.entries(f.refused).map(([code, times]) => `${times} with code ${code}`);
	const ends = Object.entries(f.authoring.ends).map(([end, times]) => `${end} ${times}`);
	const finality = f.inclusionToFinalityMs;
	const lines: [string, string][] = [
		['submitted', `${f.accepted}, ${rounded(f.acceptedPerSecond)} a second${f.ranOut && f.title.startsWith('as many') ? ' (ran out of signed transfers)' : ''}`],
		['refused by pools', refused.join(', ') || 'none'],
		['included', `${steadyRate(f.included)}, ${rounded(f.included.overall)} overall`],
		['finalised', `${steadyRate(f.finalised)}, ${rounded(f.finalised.overall)} overall${f.drained ? '' : ' (NOT ALL)'}`],
		['full blocks', `${f.blocks}; slots without a block: ${f.missedSlots}`],
		['transfers a block', `min ${f.transfers.min}, median ${f.transfers.median}, max ${f.transfers.max}`],
		['weight of normal limit', `min ${rounded(f.weight.min)} %, median ${rounded(f.weight.median)} %, max ${rounded(f.weight.max)} %`],
		['submission to inclusion', milliseconds(f.submissionToInclusionMs)],
		['inclusion to finality', milliseconds(finality)],
		['  in block times', `median ${times(finality.median, f)}, p90 ${times(finality.p90, f)}, max ${times(finality.max, f)}`],
		['authoring', ends.length === 0 ? 'not known: no longer in what is kept of the logs' : `${milliseconds(f.authoring.blockMs)}; ${rounded(f.authoring.microsecondsPerTransfer)} µs a transfer; ended by ${ends.join(', ')}`],
		['cores busy', `nodes ${f.cores.nodes.map((cores) => cores.toFixed(2)).join(', ')}; generator ${f.cores.generator.toFixed(2)}; anything else ${f.cores.others.toFixed(2)}`],
	];
	return lines.map(([name, value]) => `  ${name.padEnd(25)}${value}`).join('\n');
}

function isFull(loaded: SeenBlock[]): (block: SeenBlock) => boolean {
	const { median } = range(loaded.map(({ transfers }) => transfers.length));
	return ({ transfers }) => transfers.length >= FULL * median;
}

/** The first block's transfers came before its time, so they don't count. */
function steady(blocks: SeenBlock[], time: (block: SeenBlock) => number): number {
	const [first, last] = [blocks[0], blocks.at(-1)];
	if (!first || !last || time(last) <= time(first)) {
		return 0;
	}
	return perSecond(count(blocks) - first.transfers.length, time(last) - time(first));
}

function overall(filled: SeenBlock[], startedAt: number, time: (block: SeenBlock) => number): number {
	const last = filled.at(-1);
	return last ? perSecond(count(filled), time(last) - startedAt) : 0;
}

function weightOf(refTime: number, { normalLimit }: ChainFacts): number {
	return (100 * refTime) / normalLimit;
}

function perSecond(transfers: number, ms: number): number {
	return (1_000 * transfers) / ms;
}

function count(blocks: SeenBlock[]): number {
	return blocks.reduce((sum, { transfers }) => sum + transfers.length, 0);
}

function missedSlots(blocks: SeenBlock[]): number {
	const [first, last] = [blocks[0], blocks.at(-1)];
	return first && last ? last.slot - first.slot - (last.number - first.number) : 0;
}

function inclusionTimes(blocks: SeenBlock[], { samples }: Submission): number[] {
	return blocks.flatMap(({ transfers, bestAt }) => transfers.flatMap((transfer) => {
		const submittedAt = samples.get(transfer);
		return submittedAt === undefined ? [] : [bestAt - submittedAt];
	}));
}

function authoring(logs: string[], blocks: SeenBlock[]): Authoring {
	const numbers = new Set(blocks.map(({ number }) => number));
	const made = logs.flatMap((log) => [...log.matchAll(PREPARED)])
		.map(([, number, ms, end, extrinsics]) => ({ number: Number(number), ms: Number(ms), end: end as string, extrinsics: Number(extrinsics) }))
		.filter(({ number }) => numbers.has(number));
	const sum = (of: (block: (typeof made)[number]) => number) => made.reduce((total, block) => total + of(block), 0);
	const ends: Record<string, number> = {};
	made.forEach(({ end }) => { ends[end] = (ends[end] ?? 0) + 1; });
	return {
		blockMs: spread(made.map(({ ms }) => ms)),
		microsecondsPerTransfer: (1_000 * sum(({ ms }) => ms)) / Math.max(1, sum(({ extrinsics }) => extrinsics)),
		ends,
	};
}

function spread(values: number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
	return { median: at(0.5), p90: at(0.9), max: sorted.at(-1) ?? 0 };
}

function range(values: number[]): { min: number; median: number; max: number } {
	const { median, max } = spread(values);
	return { min: values.length > 0 ? Math.min(...values) : 0, median, max };
}

function steadyRate({ steady }: Throughput): string {
	return steady === 0 ? 'too few full blocks for a steady rate' : `${rounded(steady)} a second between full blocks`;
}

function milliseconds({ median, p90, max }: Spread): string {
	return `median ${median} ms, p90 ${p90} ms, max ${max} ms`;
}

function times(ms: number, { slotMs }: Figures): string {
	return (ms / slotMs).toFixed(2);
}

function rounded(value: number): string {
	return Math.round(value).toString();
}
