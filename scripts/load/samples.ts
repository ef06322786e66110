/** Samples of a network that runs: memory, disk, queues. */

import type { WitanNode } from '../lib/node.ts';
import { type Metric, gaugesOf, readMetrics, sumOf } from './prometheus.ts';
import { folderBytes, mebibytes, resident, written } from './resources.ts';

/** A node at one moment. Sizes are in bytes. */
export interface NodeSample {
	resident: number;
	/** The size of its folder on disk. */
	database: number;
	/** Bytes that it had written since the first sample, over all its starts. */
	written: number;
	/** Transactions that are ready in its pool. */
	pool: number;
}

/** A network at one moment. */
export interface Sample {
	/** Seconds since the load began. */
	at: number;
	/** The number of times that the last node was started anew before. */
	leg: number;
	/** Final transactions a second since the sample before. */
	finalPerSecond: number;
	nodes: Record<string, NodeSample>;
	/** Lengths and lags of the chain's queues, as the first node tells them. */
	queues: Record<string, number>;
}

/** The beginning of the names of gauges that tell of the chain's health. */
const HEALTH = 'witan_health_';
/** The gauges among them of what waits and how late it is. The others are counts and weights. */
const QUEUE = /lag|overdue|queue|front|stuck|migration/;
const READY = 'substrate_ready_transactions_number';
const HEIGHT = 'substrate_block_height';
/** The name of the queue of blocks that are not final. */
const FINALITY = 'blocks to finalise';

/** A sampler of one network. */
export class Sampler {
	readonly samples: Sample[] = [];
	private readonly startedAt = Date.now();
	private readonly meters = new Map<string, WrittenMeter>();
	private finalBefore: { at: number; transactions: number };

	constructor(private readonly finalTransactions: () => number) {
		this.finalBefore = { at: this.startedAt, transactions: finalTransactions() };
	}

	/** Takes a sample of these nodes. */
	async take(nodes: [WitanNode, ...WitanNode[]], leg: number): Promise<Sample> {
		const metrics = await Promise.all(nodes.map(({ prometheusPort }) => readMetrics(prometheusPort)));
		const [first = []] = metrics;
		const height = (status: string) => sumOf(first, HEIGHT, ['status', status]);
		const now = { at: Date.now(), transactions: this.finalTransactions() };
		const sample: Sample = {
			at: (now.at - this.startedAt) / 1_000,
			leg,
			finalPerSecond: (1_000 * (now.transactions - this.finalBefore.transactions)) / Math.max(1, now.at - this.finalBefore.at),
			nodes: Object.fromEntries(nodes.map((node, index) => [node.name, {
				resident: resident(node.pid),
				database: folderBytes(node.basePath),
				written: this.meterOf(node.name).read(node.pid, written(node.pid)),
				pool: sumOf(metrics[index] ?? [], READY),
			}])),
			queues: { [FINALITY]: height('best') - height('finalized'), ...queuesOf(first) },
		};
		this.finalBefore = now;
		this.samples.push(sample);
		return sample;
	}

	private meterOf(name: string): WrittenMeter {
		const meter = this.meters.get(name) ?? new WrittenMeter();
		this.meters.set(name, meter);
		return meter;
	}
}

/** Adds up the bytes that the processes of one node wrote. */
export class WrittenMeter {
	private readonly byProcess = new Map<number, number>();
	private first: number | undefined;

	/** Notes what a process has written so far. Returns the sum since the first call. */
	read(pid: number, bytes: number): number {
		this.first ??= bytes;
		this.byProcess.set(pid, bytes);
		return [...this.byProcess.values()].reduce((sum, each) => sum + each, 0) - this.first;
	}
}

/** Returns a sample as one line of text. */
export function describeSample({ at, finalPerSecond, nodes, queues }: Sample): string {
	const all = Object.values(nodes);
	const list = (of: (node: NodeSample) => string | number) => all.map(of).join(' ');
	const waiting = Object.entries(queues).map(([name, length]) => `${name} ${length}`);
	return [
		`  ${(at / 60).toFixed(1).padStart(7)} min`,
		`${finalPerSecond.toFixed(0)} final a second`,
		`memory ${list(({ resident: bytes }) => mebibytes(bytes))} MiB`,
		`database ${list(({ database }) => mebibytes(database))} MiB`,
		`written ${list(({ written: bytes }) => mebibytes(bytes))} MiB`,
		`pool ${list(({ pool }) => pool)}`,
		...waiting,
	].join('; ');
}

/** Returns the head of a table of samples such as this one. */
export function csvHead({ nodes, queues }: Sample): string {
	const columns = Object.keys(nodes).flatMap((name) => ['resident', 'database', 'written', 'pool'].map((field) => `${name} ${field}`));
	return csvRow(['seconds', 'leg', 'final a second', ...columns, ...Object.keys(queues)]);
}

/** Returns a sample as a row of the table that `first` heads. */
export function csvOf({ at, leg, finalPerSecond, nodes, queues }: Sample, first: Sample): string {
	const columns = Object.keys(first.nodes).flatMap((name) => {
		const node = nodes[name];
		return [node?.resident, node?.database, node?.written, node?.pool];
	});
	return csvRow([at, leg, finalPerSecond, ...columns, ...Object.keys(first.queues).map((name) => queues[name])]);
}

function csvRow(cells: (string | number | undefined)[]): string {
	return cells.map((cell) => {
		const text = String(cell ?? '');
		return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	}).join(',');
}

/** Returns the gauges of what waits, by their names without the beginning that all have. */
export function queuesOf(metrics: Metric[]): Record<string, number> {
	return Object.fromEntries(Object.entries(gaugesOf(metrics, HEALTH)).filter(([name]) => QUEUE.test(name)));
}
