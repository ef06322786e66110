/**
 * Measures transactions on a fresh network: the rates at which they are submitted, included and
 * finalised, and the time that takes. `scripts/bench` starts it; `--help` lists the options.
 */

import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { nodeBinary } from './lib/node.ts';
import type { Keypair } from './load/accounts.ts';
import { settleBooks } from './load/books.ts';
import { drain } from './load/drain.ts';
import { flood as runFlood } from './load/flood.ts';
import { Generator } from './load/generator.ts';
import { type Importing, describeImporting, importAgain } from './load/imports.ts';
import { HELP, type NetworkSize, type Options, parseOptions } from './load/options.ts';
import { checkPaths } from './load/paths.ts';
import { benchPhase, phasesOf } from './load/phase.ts';
import { type Comparison, comparePrograms, describeComparisons } from './load/ratios.ts';
import { type Figures, type Rates, compare, describe, describeRates, rows } from './load/report.ts';
import { type Bench, withBench } from './load/session.ts';
import { type SettleFigures, benchSettle, describeSettle } from './load/settle.ts';
import { soak as runSoak } from './load/soak.ts';
import { type WorkFigures, benchWork, describeWork, workKeys } from './load/work.ts';

/** The figures of one network. */
interface Result {
	/** The node's program. */
	program: string;
	validators: number;
	/** Milliseconds between the nodes. */
	delayMs: number;
	phases: Figures[];
	/** Work cycles, if they were measured. */
	work: WorkFigures | undefined;
	/** The end of a pool, if it was measured. */
	settle: SettleFigures | undefined;
	/** The import of the whole chain by a fresh node, if it was measured. */
	importing: Importing | undefined;
	/** The kinds of load side by side. */
	rates: Rates[];
	/** This program by the one to compare with, if there is one. */
	comparisons: Comparison[];
	/** Faults: transactions that were lost, or counted otherwise by the chain than here. */
	problems: string[];
}

async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2));
	if (!options) {
		console.log(HELP);
		return;
	}
	checkPaths(options, nodeBinary());
	const { results, problems } = await run(options);
	if (options.json) {
		writeFileSync(options.json, `${JSON.stringify(results, null, '\t')}\n`);
	}
	problems.forEach((problem) => console.error(`FAILED: ${problem}`));
	process.exitCode = problems.length > 0 ? 1 : 0;
}

function run(options: Options): Promise<{ results: unknown[]; problems: string[] }> {
	const { soak, flood } = options;
	return soak ? runSoak({ ...options, soak }) : flood ? runFlood({ ...options, flood }) : benchNetworks(options);
}

async function benchNetworks(options: Options): Promise<{ results: Result[]; problems: string[] }> {
	const results: Result[] = [];
	for (const size of options.networks) {
		const own = await benchNetwork(size, options);
		results.push(own);
		if (options.peer) {
			const peer = await benchNetwork(size, options, options.peer);
			own.comparisons = comparePrograms(own, peer);
			console.log(describeComparisons(own.comparisons, [own.program, peer.program]));
			results.push(peer);
		}
	}
	return { results, problems: results.flatMap(({ problems }) => problems) };
}

/** Measures one network, of this checkout's node or of another program. */
async function benchNetwork(size: NetworkSize, options: Options, peer?: Options['peer']): Promise<Result> {
	const program = basename(peer?.binary ?? nodeBinary());
	const apart = options.delayMs > 0 ? `, ${options.delayMs} ms apart` : '';
	console.log(`\n== ${program}: ${size === 1 ? 'one validator' : `${size} validators`}${apart} on ${availableParallelism()} cores ==`);
	const settles = options.kinds.includes('settle');
	const generator = new Generator(settles ? { ...options, accounts: options.voters } : options);
	const workers = options.kinds.includes('work') ? await workKeys(options.cycles) : [];
	const figures = await withBench(generator, {
		size,
		binary: peer?.binary,
		accounts: workers.map(({ publicKey }) => publicKey),
		reputation: settles ? 'own domain' : options.kinds.some((kind) => kind === 'stakes' || kind === 'work') ? 'domain 0' : 'nowhere',
		...(peer ? {} : { lottery: options.lottery, wasmOnly: options.wasmOnly }),
		delayMs: options.delayMs,
		nodeArguments: peer?.nodeArguments ?? options.nodeArguments,
	}, (bench) => benchKinds(bench, workers, options, peer === undefined));
	return { program, delayMs: options.delayMs, ...figures };
}

async function benchKinds(bench: Bench, workers: Keypair[], options: Options, isOwn: boolean): Promise<Omit<Result, 'program' | 'delayMs'>> {
	const { network, generator } = bench;
	const phases: Figures[] = [];
	const problems: string[] = network.bypasses();
	for (const phase of options.kinds.flatMap((kind) => (kind === 'work' || kind === 'settle' ? [] : phasesOf(kind, network.nodes.length, options)))) {
		const { figures, problems: found } = await benchPhase(phase, bench);
		console.log(describe(figures));
		phases.push(figures);
		problems.push(...found);
	}
	let work: WorkFigures | undefined;
	if (options.kinds.includes('work')) {
		console.log(`\n${options.cycles} work cycles at a time, for ${options.seconds} s ...`);
		const { figures, problems: found } = await benchWork(options.seconds, workers, bench, bench.template, bench.facts);
		console.log(describeWork(figures));
		work = figures;
		problems.push(...found);
	}
	let settle: SettleFigures | undefined;
	if (options.kinds.includes('settle')) {
		const { figures, problems: found } = await benchSettle(options.voters, { ...bench, drain: () => drain(bench.watcher, generator) });
		console.log(describeSettle(figures));
		settle = figures;
		problems.push(...found);
	}
	const rates = compare(phases, work?.perSecond);
	console.log(describeRates(rates));
	problems.push(...(await settleBooks(bench, {
		// The fees of another chain are not known to be small.
		books: isOwn ? 'nonces and balances' : 'nonces',
		invariants: options.kinds.some((kind) => kind !== 'transfers'),
	})));
	const importing = options.importing ? await importChain(bench) : undefined;
	return { validators: network.nodes.length, phases, work, settle, importing, rates, comparisons: [], problems };
}

/** Has a fresh node import all final blocks. */
async function importChain({ network, watcher }: Bench): Promise<Importing | undefined> {
	console.log('\na fresh node imports the chain ...');
	const contents = { blocks: watcher.finalNumber(), transactions: watcher.finalTransactions() };
	const importing = await importAgain(() => network.startFollower(), contents);
	console.log(rows([['import of the chain', describeImporting(importing)]]));
	return importing;
}

try {
	await main();
} catch (error) {
	console.error(`the benchmark could not be run: ${(error as Error).message}`);
	process.exitCode = 2;
}
