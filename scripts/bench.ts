/**
 * Measures transactions on a fresh network: the rates at which they are submitted, included and
 * finalised, and the time that takes. `scripts/bench` starts it; `--help` lists the options.
 */

import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { ApiPromise } from '@polkadot/api';
import { connect } from '@witan/client/chain';
import { HELP, type Network as NetworkSize, type Options, parseOptions } from './load/options.ts';
import { BlockWatcher, type ChainFacts } from './load/blocks.ts';
import type { Keypair } from './load/accounts.ts';
import { checkConservation } from './load/conservation.ts';
import { CpuMeter } from './load/cpu.ts';
import { drain } from './load/drain.ts';
import { Generator } from './load/generator.ts';
import { type Network, startNetwork } from './load/network.ts';
import { type ExtrinsicTemplate, extrinsicTemplate } from './load/extrinsic.ts';
import type { LoadKind, Phase } from './load/loads.ts';
import { type Figures, type Rates, compare, describe, describeRates, figures } from './load/report.ts';
import { RpcSocket } from './load/rpc.ts';
import { prepare } from './load/setup.ts';
import { type SettleFigures, benchSettle, describeSettle } from './load/settle.ts';
import { type WorkFigures, benchWork, describeWork, workKeys } from './load/work.ts';
import { checkInvariants } from './invariants/check.ts';
import { describeCheck } from './invariants/report.ts';

/** Blocks that must be final before the clock starts, so that no start-up work is measured. */
const WARM_UP_BLOCKS = 3;
const WARM_UP_TIMEOUT_MS = 90_000;

/** The figures of one network. */
interface Result {
	validators: number;
	phases: Figures[];
	/** Work cycles, if they were measured. */
	work: WorkFigures | undefined;
	/** The end of a pool, if it was measured. */
	settle: SettleFigures | undefined;
	/** The kinds of load side by side. */
	rates: Rates[];
	/** Faults: transactions that were lost, or counted otherwise by the chain than here. */
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
	const settles = options.kinds.includes('settle');
	const generator = new Generator(settles ? { ...options, accounts: options.voters } : options);
	let network: Network | undefined;
	try {
		const accounts = await generator.deriveAccounts();
		const workers = options.kinds.includes('work') ? await workKeys(options.cycles) : [];
		network = await startNetwork({
			size,
			accounts: [...accounts, ...workers.map(({ publicKey }) => publicKey)],
			reputation: settles ? 'own domain' : options.kinds.some((kind) => kind === 'stakes' || kind === 'work') ? 'domain 0' : 'nowhere',
			nodeArguments: options.nodeArguments,
		});
		return await benchKinds(network, generator, workers, options);
	} finally {
		await network?.stop();
		await generator.stop();
	}
}

async function benchKinds(network: Network, generator: Generator, workers: Keypair[], options: Options): Promise<Result> {
	const [first] = network.nodes;
	const api = await connect(first.ws);
	const rpc = await RpcSocket.connect(first.ws);
	try {
		const watcher = await BlockWatcher.start(rpc, api.registry, (included) => generator.noteIncluded(included));
		const facts = await watcher.facts(api);
		await watcher.untilFinal(WARM_UP_BLOCKS, WARM_UP_TIMEOUT_MS);
		const bench: Bench = { network, generator, watcher, facts, api, rpc, template: extrinsicTemplate(api) };
		const phases: Figures[] = [];
		const problems: string[] = [];
		for (const phase of options.kinds.flatMap((kind) => (kind === 'work' || kind === 'settle' ? [] : phasesOf(kind, network.nodes.length, options)))) {
			const { figures, problems: found } = await benchPhase(phase, bench);
			console.log(describe(figures));
			phases.push(figures);
			problems.push(...found);
		}
		let work: WorkFigures | undefined;
		if (options.kinds.includes('work')) {
			console.log(`\n${options.cycles} work cycles at a time, for ${options.seconds} s ...`);
			const { figures, problems: found } = await benchWork(options.seconds, workers, bench, bench.template, facts);
			console.log(describeWork(figures));
			work = figures;
			problems.push(...found);
		}
		let settle: SettleFigures | undefined;
		if (options.kinds.includes('settle')) {
			const { figures, problems: found } = await benchSettle(options.voters, { ...bench, drain: () => drain(watcher, generator) });
			console.log(describeSettle(figures));
			settle = figures;
			problems.push(...found);
		}
		const rates = compare(phases, work?.perSecond);
		console.log(describeRates(rates));
		problems.push(...(await settleBooks(bench, options)));
		return { validators: network.nodes.length, phases, work, settle, rates, problems };
	} finally {
		rpc.close();
		await api.disconnect();
	}
}

/** Returns the differences between the chain's books and the generator's at the end. */
async function settleBooks({ api, rpc, watcher, generator }: Bench, { kinds }: Options): Promise<string[]> {
	const problems = [
		...watcher.problems(),
		...(await lost(rpc, generator.accepted() - watcher.finalTransactions())),
		...(await checkConservation(rpc, await watcher.finalHead(), generator.ledger(), watcher.finalTransactions())),
	];
	if (kinds.some((kind) => kind !== 'transfers')) {
		console.log('\nchecking the chain\'s invariants ...');
		const failed = (await checkInvariants(api, await watcher.finalHead())).filter((check) => check.problems.length > 0);
		problems.push(...failed.map(describeCheck));
	}
	return problems;
}

/**
 * Returns a problem if accepted transactions are not final, with the number that the first node's
 * pool has ready.
 */
async function lost(rpc: RpcSocket, transactions: number): Promise<string[]> {
	if (transactions === 0) {
		return [];
	}
	const ready = await rpc.request<string[]>('author_pendingExtrinsics', []);
	return [`${transactions} transactions are not final; the first node's pool has ${ready.length} that it could put into a block`];
}

/** The inputs of a phase. */
interface Bench {
	network: Network;
	generator: Generator;
	watcher: BlockWatcher;
	facts: ChainFacts;
	api: ApiPromise;
	rpc: RpcSocket;
	template: ExtrinsicTemplate;
}

async function benchPhase(phase: Phase, bench: Bench): Promise<{ figures: Figures; problems: string[] }> {
	const { network, generator, watcher, facts, template } = bench;
	const count = Math.ceil(phase.seconds * phase.presignedPerSecond);
	console.log(`\npreparing and signing ${count} ${phase.kind} ...`);
	const { load, check } = await prepare(phase.kind, generator.rounds(count), bench);
	await generator.sign(template, load, count);
	console.log(`${phase.title}, for ${phase.seconds} s ...`);
	const before = watcher.finalTransactions();
	const cpu = new CpuMeter(network.nodes.map(({ pid }) => pid));
	const startedAt = Date.now();
	const submission = await generator.submit(network.nodes.map(({ ws }) => ws), phase);
	const submittedAt = Date.now();
	const usage = cpu.read();
	const drained = await drain(watcher, generator);
	const blocks = watcher.blocksSince(startedAt);
	const logs = network.nodes.map((node) => node.logs());
	return {
		figures: figures({ phase, facts, submission, usage, startedAt, submittedAt, blocks, drained, logs }),
		problems: await check(await watcher.finalHead(), watcher.finalTransactions() - before),
	};
}

/**
 * Transactions of each kind that are signed for every second of a saturating phase, by the number
 * of validators. They are more than go in.
 */
const PRESIGNED: Record<LoadKind, { alone: number; together: number }> = {
	remarks: { alone: 6_000, together: 2_000 },
	transfers: { alone: 4_500, together: 1_500 },
	stakes: { alone: 3_000, together: 1_200 },
	posts: { alone: 3_000, together: 1_200 },
};

/**
 * Returns the phases of a load: a light one shows the time of finality, a saturating one the
 * capacity.
 */
function phasesOf(kind: LoadKind, validators: number, { rate, seconds }: Options): Phase[] {
	const light = (perSecond: number): Phase => ({
		kind,
		title: `${perSecond} ${kind} a second`,
		rate: perSecond,
		seconds,
		presignedPerSecond: perSecond,
	});
	const saturating: Phase = {
		kind,
		title: `as many ${kind} as the network takes`,
		rate: Infinity,
		seconds,
		presignedPerSecond: validators === 1 ? PRESIGNED[kind].alone : PRESIGNED[kind].together,
	};
	if (rate === undefined) {
		return [light(50), saturating];
	}
	return [rate === Infinity ? saturating : light(rate)];
}

await main();
