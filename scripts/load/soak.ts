/** A constant load for hours, with samples of what could grow, and a judgement at the end. */

import { appendFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@witan/client/chain';
import { settleBooks } from './books.ts';
import { drain } from './drain.ts';
import { Generator } from './generator.ts';
import { type Judged, describeJudged, judge, problemsOf } from './judge.ts';
import type { NetworkSize, Options, Soak } from './options.ts';
import { RpcSocket } from './rpc.ts';
import { type Sample, Sampler, csvHead, csvOf, describeSample } from './samples.ts';
import { type Bench, closeBench, withBench } from './session.ts';
import { prepare } from './setup.ts';
import { Market, workKeys } from './work.ts';

/** The options of a soak. */
export type SoakOptions = Options & { soak: Soak };

/** The result of a soak on one network. */
export interface SoakResult {
	validators: number;
	seconds: number;
	rate: number;
	samples: Sample[];
	memory: Judged[];
	queues: Judged[];
	problems: string[];
}

const SAMPLE_SECONDS = 30;
/** The least number of samples, so that a short run has some in each quarter. */
const LEAST_SAMPLES = 40;
/** Final blocks that are remembered. */
const KEPT_BLOCKS = 256;
/** Transactions of an account until which fees can't be as much as a transfer. */
const FEW_TRANSACTIONS = 1_000;

/** Runs a soak on each network. */
export async function soak(options: SoakOptions): Promise<{ results: SoakResult[]; problems: string[] }> {
	const results: SoakResult[] = [];
	for (const size of options.networks) {
		results.push(await soakNetwork(size, options));
	}
	return { results, problems: results.flatMap(({ problems }) => problems) };
}

async function soakNetwork(size: NetworkSize, options: SoakOptions): Promise<SoakResult> {
	const { rate = 0, cycles, soak: { hours } } = options;
	console.log(`\n== a soak of ${hours} h: ${rate} transfers a second and ${cycles} work cycles at a time, on ${size} validator${size === 1 ? '' : 's'} ==`);
	const generator = new Generator(options);
	const workers = cycles > 0 ? await workKeys(cycles) : [];
	return withBench(generator, {
		size,
		accounts: workers.map(({ publicKey }) => publicKey),
		reputation: cycles > 0 ? 'domain 0' : 'nowhere',
		lottery: options.lottery,
		wasmOnly: options.wasmOnly,
		delayMs: options.delayMs,
		nodeArguments: options.nodeArguments,
	}, async (bench) => {
		const market = cycles > 0 ? await Market.open(workers, bench, bench.template) : undefined;
		return run(bench, market, options);
	}, KEPT_BLOCKS);
}

/** Puts the load on the network, in two legs if a node is started anew between them. */
async function run(bench: Bench, market: Market | undefined, options: SoakOptions): Promise<SoakResult> {
	const { rate = 0, soak: { hours, restart, csv } } = options;
	const seconds = 3_600 * hours;
	const sampler = new Sampler(() => bench.watcher.finalTransactions());
	const record = recorder(csv);
	const legs = restart ? 2 : 1;
	for (let leg = 0; leg < legs; leg++) {
		if (leg > 0) {
			await startAnew(bench);
		}
		const ended = new AbortController();
		const sampling = async () => record(await sampler.take(bench.network.nodes, leg));
		await Promise.all([
			load(bench, rate, seconds / legs).finally(() => ended.abort()),
			market?.run(seconds / legs),
			repeat(sampling, Math.min(SAMPLE_SECONDS, seconds / LEAST_SAMPLES), ended.signal),
		]);
		await drain(bench.watcher, bench.generator);
	}
	const judged = judge(sampler.samples);
	console.log(`\n${describeJudged(judged)}`);
	const isShort = bench.generator.ledger().sent.every((sent) => sent < FEW_TRANSACTIONS);
	const found = await settleBooks(bench, { books: isShort ? 'nonces and balances' : 'nonces', invariants: true });
	const problems = [...problemsOf(judged), ...market?.problems ?? [], ...found];
	return { validators: bench.network.nodes.length, seconds, rate, samples: sampler.samples, ...judged, problems };
}

async function load(bench: Bench, rate: number, seconds: number): Promise<void> {
	const { generator, network, template } = bench;
	const { load } = await prepare('transfers', 1, bench);
	await generator.sign(template, load, 0);
	await generator.stream(network.nodes.map(({ ws }) => ws), { rate, seconds });
}

/** Does something at equal distances until the signal comes. */
async function repeat(work: () => Promise<void>, seconds: number, ended: AbortSignal): Promise<void> {
	for (let next = Date.now() + 1_000 * seconds; !ended.aborted; next += 1_000 * seconds) {
		await sleep(Math.max(0, next - Date.now()), undefined, { signal: ended }).catch(() => undefined);
		if (!ended.aborted) {
			await work();
		}
	}
}

/** Returns a function that prints a sample and adds it to a file. */
function recorder(csv: string | undefined): (sample: Sample) => void {
	let first: Sample | undefined;
	return (sample) => {
		console.log(describeSample(sample));
		if (csv === undefined) {
			return;
		}
		if (!first) {
			first = sample;
			writeFileSync(csv, `${csvHead(first)}\n`);
		}
		appendFileSync(csv, `${csvOf(sample, first)}\n`);
	};
}

/**
 * Starts the last node anew. Nothing waits in its pool by then, since a pool does not outlive its
 * node.
 */
async function startAnew(bench: Bench): Promise<void> {
	console.log('  a node starts anew ...');
	await bench.watcher.pause();
	await closeBench(bench);
	await bench.network.restartLast();
	const [{ ws }] = bench.network.nodes;
	bench.api = await connect(ws);
	bench.rpc = await RpcSocket.connect(ws);
	await bench.watcher.resume(bench.rpc);
}
