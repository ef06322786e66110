/** From observations to figures, and from figures to text. */

import type { ChainFacts, SeenBlock } from './blocks.ts';
import type { Usage } from './cpu.ts';
import type { Submission } from './generator.ts';
import { type Importing, describeImporting } from './imports.ts';
import type { Kind, LoadKind, Phase } from './loads.ts';
import { type Resources, describeMemory, describeWritten } from './resources.ts';

/** Median, nine-tenths, ninety-nine hundredths, greatest. */
export interface Spread {
	median: number;
	p90: number;
	p99: number;
	max: number;
}

/** A count, and its part of all that there could be. */
export interface Share {
	count: number;
	share: number;
}

/** Transactions a second. */
export interface Throughput {
	/** The rate from the first full block to the last; 0 if there are not two. */
	steady: number;
	/** The rate from the first submission to the last one's inclusion, or finality. */
	overall: number;
}

/** The figures of a phase. */
export interface Figures {
	kind: LoadKind;
	title: string;
	/** The requested transactions a second; null for as many as possible. */
	rate: number | null;
	accepted: number;
	acceptedPerSecond: number;
	/** Refusals of pools by JSON-RPC error code. */
	refused: Record<string, number>;
	/** True if the generator had no more signed transactions before the time was over. */
	ranOut: boolean;
	/** True if all accepted transactions became final. */
	drained: boolean;
	included: Throughput;
	finalised: Throughput;
	blocks: number;
	/** Slots without a block. */
	slotsLost: Share;
	/** Heights at which the watched node imported more than one block. */
	madeTwice: Share;
	/** Transactions in a block. */
	transactions: { min: number; median: number; max: number };
	/** Microseconds of weight that a transaction is charged, in the mean. */
	chargeMicroseconds: number;
	/** Share of the weight that normal transactions may use in a block, in percent. */
	weight: { min: number; median: number; max: number };
	submissionToInclusionMs: Spread;
	inclusionToFinalityMs: Spread;
	slotMs: number;
	authoring: Authoring;
	/** Imports of blocks by others than their authors; undefined if there were none. */
	importing: Importing | undefined;
	/** Busy cores while transactions were submitted. */
	cores: Usage;
	/** Memory and written bytes of each node, until all transactions were final. */
	resources: Resources;
	/** All blocks with transactions, one by one; times in milliseconds since the start. */
	each: { number: number; slot: number; transactions: number; weight: number; bestAt: number; finalAt: number }[];
}

/** The log entries of authors about the blocks that they made. */
export interface Authoring {
	/** Milliseconds from a block's start to its being ready. */
	blockMs: Spread;
	microsecondsPerTransaction: number;
	/** Reasons for which authors stopped adding transactions, with their counts. */
	ends: Record<string, number>;
}

/** The inputs of figures. Times are in milliseconds of the epoch. */
export interface Observations {
	phase: Phase;
	facts: ChainFacts;
	submission: Submission;
	usage: Usage;
	startedAt: number;
	submittedAt: number;
	/** Final blocks since the start. */
	blocks: SeenBlock[];
	/** Returns the number of these blocks beside which there was another. */
	madeTwice: (blocks: SeenBlock[]) => number;
	drained: boolean;
	/** The log of each node. */
	logs: string[];
	importing: Importing | undefined;
	resources: Resources;
}

/** A full block's least part of what the median block holds. */
const FULL = 0.9;
const PREPARED = /Prepared block for proposing at (\d+) \((\d+) ms\).* end: (\w+); extrinsics_count: (\d+)/g;

/** Computes a phase's figures. */
export function figures(seen: Observations): Figures {
	const { phase, facts, submission, usage, startedAt, submittedAt, drained } = seen;
	const seconds = (submittedAt - startedAt) / 1_000;
	const filled = seen.blocks.filter(({ transactions }) => transactions.length > 0);
	const loaded = filled.filter(({ bestAt }) => bestAt <= submittedAt);
	const full = loaded.filter(isFull(loaded));
	const between = loaded.slice(loaded.indexOf(full[0] as SeenBlock), loaded.indexOf(full.at(-1) as SeenBlock) + 1);
	const sizes = full.map(({ transactions }) => transactions.length);
	const weights = full.map(({ refTime }) => weightOf(refTime, facts));
	return {
		kind: phase.kind,
		title: phase.title,
		rate: phase.rate === Infinity ? null : phase.rate,
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
		slotsLost: lostOf(loaded),
		madeTwice: shareOf(seen.madeTwice(loaded), loaded.length),
		transactions: range(sizes),
		chargeMicroseconds: chargeOf(loaded),
		weight: range(weights),
		submissionToInclusionMs: spread(inclusionTimes(filled, submission)),
		inclusionToFinalityMs: spread(loaded.map(({ bestAt, finalAt }) => (finalAt as number) - bestAt)),
		slotMs: facts.slotMs,
		authoring: authoring(seen.logs, loaded),
		importing: seen.importing,
		cores: usage,
		resources: seen.resources,
		each: filled.map(({ number, slot, transactions, refTime, bestAt, finalAt }) => ({
			number,
			slot,
			transactions: transactions.length,
			weight: weightOf(refTime, facts),
			bestAt: bestAt - startedAt,
			finalAt: (finalAt as number) - startedAt,
		})),
	};
}

/** Returns a phase's figures as text. */
export function describe(f: Figures): string {
	const refused = Object.entries(f.refused).map(([code, times]) => `${times} with code ${code}`);
	const finality = f.inclusionToFinalityMs;
	const lines: [string, string][] = [
		['submitted', `${f.accepted}, ${rounded(f.acceptedPerSecond)} a second${f.ranOut && f.rate === null ? ` (ran out of signed ${f.kind})` : ''}`],
		['refused by pools', refused.join(', ') || 'none'],
		['included', `${steadyRate(f.included)}, ${rounded(f.included.overall)} overall`],
		['finalised', `${steadyRate(f.finalised)}, ${rounded(f.finalised.overall)} overall${f.drained ? '' : ' (NOT ALL)'}`],
		['full blocks', `${f.blocks}`],
		['slots lost', share(f.slotsLost)],
		['blocks made twice', share(f.madeTwice)],
		[`${f.kind} a block`, `min ${f.transactions.min}, median ${f.transactions.median}, max ${f.transactions.max}`],
		['weight of normal limit', `min ${rounded(f.weight.min)} %, median ${rounded(f.weight.median)} %, max ${rounded(f.weight.max)} %`],
		['charge', `${f.chargeMicroseconds.toFixed(1)} µs of weight a transaction`],
		['submission to inclusion', milliseconds(f.submissionToInclusionMs)],
		['inclusion to finality', milliseconds(finality)],
		['  in block times', `median ${times(finality.median, f)}, p90 ${times(finality.p90, f)}, p99 ${times(finality.p99, f)}, max ${times(finality.max, f)}`],
		['authoring', describeAuthoring(f.authoring)],
		['import', describeImporting(f.importing)],
		['cores busy', describeCores(f.cores)],
		['memory', describeMemory(f.resources)],
		['written', describeWritten(f.resources, f.accepted)],
	];
	return rows(lines);
}

/** Returns figures with their names as text, one a line. */
export function rows(lines: [name: string, value: string][]): string {
	return lines.map(([name, value]) => `  ${name.padEnd(25)}${value}`).join('\n');
}

/** Returns the log entries of authors as text. */
export function describeAuthoring({ blockMs, microsecondsPerTransaction, ends }: Authoring): string {
	const counted = Object.entries(ends).map(([end, times]) => `${end} ${times}`);
	return counted.length === 0
		? 'not known: no longer in what is kept of the logs'
		: `${milliseconds(blockMs)}; ${rounded(microsecondsPerTransaction)} µs a transaction; ended by ${counted.join(', ')}`;
}

/** Returns the busy cores as text. */
export function describeCores({ nodes, generator, others }: Usage): string {
	return `nodes ${nodes.map((cores) => cores.toFixed(2)).join(', ')}; generator ${generator.toFixed(2)}; anything else ${others.toFixed(2)}`;
}

/** A kind of load in its last phase, which presses hardest. */
export interface Rates {
	kind: Kind;
	/** Transactions a second: between full blocks, or overall if there are too few of those. */
	included: number;
	finalised: number;
	/**
	 * The included rate as a part of the transfers' rate. Undefined without transfers, or if their
	 * rate was set.
	 */
	ofTransfers: number | undefined;
}

/**
 * Compares the kinds of load side by side. `cycles` are whole work cycles a second, if they were
 * measured.
 */
export function compare(phases: Figures[], cycles?: number): Rates[] {
	const last = [...new Map(phases.map((phase) => [phase.kind, phase])).values()];
	const rate = ({ steady, overall }: Throughput) => steady || overall;
	const rates: Omit<Rates, 'ofTransfers'>[] = last.map(({ kind, included, finalised }) => ({ kind, included: rate(included), finalised: rate(finalised) }));
	if (cycles !== undefined) {
		rates.push({ kind: 'work', included: cycles, finalised: cycles });
	}
	const transfers = last.find(({ kind, rate: asked }) => kind === 'transfers' && asked === null);
	return rates.map((each) => ({ ...each, ofTransfers: transfers && each.included / rate(transfers.included) }));
}

/** Returns the kinds side by side as text; nothing if there is only one. */
export function describeRates(rates: Rates[]): string {
	if (rates.length < 2) {
		return '';
	}
	const lines = rates.map(({ kind, included, finalised, ofTransfers }) => (
		[kind, included.toFixed(1), finalised.toFixed(1), ofTransfers?.toFixed(3) ?? ''].map((cell) => cell.padEnd(14)).join('')
	));
	const head = ['', 'included/s', 'finalised/s', 'of transfers'].map((cell) => cell.padEnd(14)).join('');
	return ['', head, ...lines].map((line) => `  ${line}`.trimEnd()).join('\n');
}

function isFull(loaded: SeenBlock[]): (block: SeenBlock) => boolean {
	const { median } = range(loaded.map(({ transactions }) => transactions.length));
	return ({ transactions }) => transactions.length >= FULL * median;
}

/** Returns the rate without the first block, whose transactions came before its time. */
function steady(blocks: SeenBlock[], time: (block: SeenBlock) => number): number {
	const [first, last] = [blocks[0], blocks.at(-1)];
	if (!first || !last || time(last) <= time(first)) {
		return 0;
	}
	return perSecond(count(blocks) - first.transactions.length, time(last) - time(first));
}

function overall(filled: SeenBlock[], startedAt: number, time: (block: SeenBlock) => number): number {
	const last = filled.at(-1);
	return last ? perSecond(count(filled), time(last) - startedAt) : 0;
}

function weightOf(refTime: number, { normalLimit }: ChainFacts): number {
	return (100 * refTime) / normalLimit;
}

function perSecond(transactions: number, ms: number): number {
	return (1_000 * transactions) / ms;
}

function count(blocks: SeenBlock[]): number {
	return blocks.reduce((sum, { transactions }) => sum + transactions.length, 0);
}

function lostOf(blocks: SeenBlock[]): Share {
	const [first, last] = [blocks[0], blocks.at(-1)];
	return shareOf(missedSlots(blocks), first && last ? last.slot - first.slot + 1 : 0);
}

function shareOf(count: number, all: number): Share {
	return { count, share: all > 0 ? count / all : 0 };
}

/**
 * Returns the weight of normal transactions by their number. A block's own base weight is not in
 * it.
 */
function chargeOf(blocks: SeenBlock[]): number {
	const picoseconds = blocks.reduce((sum, { refTime }) => sum + refTime, 0);
	return picoseconds / 1e6 / Math.max(1, count(blocks));
}

/** Returns the number of slots without a block between the first and the last of these blocks. */
export function missedSlots(blocks: SeenBlock[]): number {
	const [first, last] = [blocks[0], blocks.at(-1)];
	return first && last ? last.slot - first.slot - (last.number - first.number) : 0;
}

function inclusionTimes(blocks: SeenBlock[], { samples }: Submission): number[] {
	return blocks.flatMap(({ transactions, bestAt }) => transactions.flatMap((transaction) => {
		const submittedAt = samples.get(transaction);
		return submittedAt === undefined ? [] : [bestAt - submittedAt];
	}));
}

/** Returns the lines of a log that {@link authoring} has use for. */
export function authoringLines(log: string): string[] {
	return log.match(PREPARED) ?? [];
}

/** Returns the log entries of authors about these blocks. */
export function authoring(logs: string[], blocks: SeenBlock[]): Authoring {
	const numbers = new Set(blocks.map(({ number }) => number));
	const made = logs.flatMap((log) => [...log.matchAll(PREPARED)])
		.map(([, number, ms, end, extrinsics]) => ({ number: Number(number), ms: Number(ms), end: end as string, extrinsics: Number(extrinsics) }))
		.filter(({ number }) => numbers.has(number));
	const sum = (of: (block: (typeof made)[number]) => number) => made.reduce((total, block) => total + of(block), 0);
	const ends: Record<string, number> = {};
	made.forEach(({ end }) => { ends[end] = (ends[end] ?? 0) + 1; });
	return {
		blockMs: spread(made.map(({ ms }) => ms)),
		microsecondsPerTransaction: (1_000 * sum(({ ms }) => ms)) / Math.max(1, sum(({ extrinsics }) => extrinsics)),
		ends,
	};
}

/** Returns the spread of repeated measurements. */
export function spread(values: number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
	return { median: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

/** Returns the least, the median and the greatest. */
export function range(values: number[]): { min: number; median: number; max: number } {
	const { median, max } = spread(values);
	return { min: values.length > 0 ? Math.min(...values) : 0, median, max };
}

function steadyRate({ steady }: Throughput): string {
	return steady === 0 ? 'too few full blocks for a steady rate' : `${rounded(steady)} a second between full blocks`;
}

function milliseconds({ median, p90, p99, max }: Spread): string {
	return `median ${median} ms, p90 ${p90} ms, p99 ${p99} ms, max ${max} ms`;
}

function share({ count, share }: Share): string {
	return `${count} (${(100 * share).toFixed(1)} %)`;
}

function times(ms: number, { slotMs }: Figures): string {
	return (ms / slotMs).toFixed(2);
}

function rounded(value: number): string {
	return Math.round(value).toString();
}
