/**
 * Measures transfers on a fresh network: how many a second are submitted, included and finalised, and how long that takes.
 * `scripts/bench` starts it; `--help` lists the options.
 */

import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../tests/lib/chain.ts';
import { HELP, type Network as NetworkSize, type Options, parseOptions } from './load/options.ts';
import { BlockWatcher, type ChainFacts } from './load/blocks.ts';
import { checkConservation } from './load/conservation.ts';
import { CpuMeter } from './load/cpu.ts';
import { Generator } from './load/generator.ts';
import { type Network, startNetwork } from './load/network.ts';
import { type Figures, type Phase, describe, figures } from './load/report.ts';
import { RpcSocket } from './load/rpc.ts';
import { transferTemplate } from './load/transfer.ts';

/** How long transfers that a pool accepted may take to be finalised after the last was submitted. */
const DRAIN_TIMEOUT_MS = 180_000;
/** Blocks that must be final before the clock starts, so that no start-up work is measured. */
const WARM_UP_BLOCKS = 3;
const WARM_UP_TIMEOUT_MS = 90_000;

/** What one network showed. */
interface Result {
	validators: number;
	phases: Figures[];
	/** What must not happen: transfers lost, or counted otherwise by the chain than here. */
	problems: string[];
}

async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2));
	if (!options) {
		console.log(HELP);
		return;
	}
	const results: Result[] = [];
	for (const size of options.networks) {
		results.push(await benchNetwork(size, options));
	}
	if (options.json) {
		writeFileSync(options.json, `${JSON.stringify(results, null, '\t')}\n`);
	}
	const problems = results.flatMap((result) => result.problems);
	problems.forEach((problem) => console.error(`FAILED: ${problem}`));
	process.exitCode = problems.length > 0 ? 1 : 0;
}

async function benchNetwork(size: NetworkSize, options: Options): Promise<Result> {
	console.log(`\n== ${size === 1 ? 'one validator' : `${size} validators`} on ${availableParallelism()} cores ==`);
	const generator = new Generator(options);
	let network: Network | undefined;
	try {
		const accounts = await generator.deriveAccounts();
		network = await startNetwork(size, accounts, options.nodeArguments);
		return await benchPhases(network, generator, options);
	} finally {
		await network?.stop();
		await generator.stop();
	}
}

async function benchPhases(network: Network, generator: Generator, options: Options): Promise<Result> {
	const [first] = network.nodes;
	const api = await connect(first.ws);
	const rpc = await RpcSocket.connect(first.ws);
	try {
		const template = transferTemplate(api);
		const watcher = await BlockWatcher.start(rpc, api.registry, (included) => generator.noteIncluded(included));
		const facts = await watcher.facts(api);
		await watcher.untilFinal(WARM_UP_BLOCKS, WARM_UP_TIMEOUT_MS);
		const phases: Figures[] = [];
		for (const phase of phasesOf(network.nodes.length, options)) {
			phases.push(await benchPhase(phase, { network, generator, watcher, facts, template }));
			console.log(describe(phases.at(-1) as Figures));
		}
		const problems = [
			...watcher.problems(),
			...(await lost(rpc, generator.accepted() - watcher.finalTransfers())),
			...(await checkConservation(rpc, await watcher.finalHead(), generator.ledger(), watcher.finalTransfers())),
		];
		return { validators: network.nodes.length, phases, problems };
	} finally {
		rpc.close();
		await api.disconnect();
	}
}

/** Where transfers are that were accepted and are not final. */
async function lost(rpc: RpcSocket, transfers: number): Promise<string[]> {
	if (transfers === 0) {
		return [];
	}
	const ready = await rpc.request<string[]>('author_pendingExtrinsics', []);
	return [`${transfers} transfers are not final; the first node's pool has ${ready.length} that it could put into a block`];
}

/** What a phase is run with. */
interface Bench {
	network: Network;
	generator: Generator;
	watcher: BlockWatcher;
	facts: ChainFacts;
	template: ReturnType<typeof transferTemplate>;
}

async function benchPhase(phase: Phase, { network, generator, watcher, facts, template }: Bench): Promise<Figures> {
	const count = Math.ceil(phase.seconds * phase.presignedPerSecond);
	console.log(`\nsigning ${count} transfers ...`);
	await generator.sign(template, count);
	console.log(`${phase.title}, for ${phase.seconds} s ...`);
	const cpu = new CpuMeter(network.nodes.map(({ pid }) => pid));
	const startedAt = Date.now();
	const submission = await generator.submit(network.nodes.map(({ ws }) => ws), phase);
	const submittedAt = Date.now();
	const usage = cpu.read();
	const drained = await drain(watcher, generator);
	const blocks = watcher.blocksSince(startedAt);
	return figures({ phase, facts, submission, usage, startedAt, submittedAt, blocks, drained, logs: network.nodes.map((node) => node.logs()) });
}

/** Waits until every accepted transfer is final, or for so long that it must be lost. */
async function drain(watcher: BlockWatcher, generator: Generator): Promise<boolean> {
	const deadline = Date.now() + DRAIN_TIMEOUT_MS;
	while (watcher.finalTransfers() < generator.accepted() && Date.now() < deadline) {
		await sleep(100);
	}
	return watcher.finalTransfers() >= generator.accepted();
}

/** A light load shows how long finality takes, a saturating one how much there is room for. */
function phasesOf(validators: number, { rate, seconds }: Options): Phase[] {
	const light = (perSecond: number): Phase => ({
		title: `${perSecond} transfers a second`,
		rate: perSecond,
		seconds,
		presignedPerSecond: perSecond,
	});
	const saturating: Phase = {
		title: 'as many transfers as the network takes',
		rate: Infinity,
		seconds,
		presignedPerSecond: validators === 1 ? 4_500 : 1_500,
	};
	if (rate === undefined) {
		return [light(50), saturating];
	}
	return [rate === Infinity ? saturating : light(rate)];
}

await main();
