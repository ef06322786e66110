/**
 * Shows how reputation flows along citations, with the packages of a Cargo.lock, and proves that
 * none is made or lost. `scripts/demo-citations` starts it; `--help` lists the options and the
 * steps.
 */

import { readFileSync } from 'node:fs';
import type { ApiPromise } from '@polkadot/api';
import { PoolError, asPoolError, connect, devAccounts } from '@witan/client/chain';
import { type Domain, Experts, MILLION } from '@witan/client/experts';
import { Governance } from '@witan/client/governance';
import { type WitanNode, startNode } from './lib/node.ts';
import { HELP, type Options, parseOptions } from './demo/options.ts';
import { mintOf, ratify } from './demo/pools.ts';
import { DOMAIN, type ReadyPost, makePosts, missingOf, packageAccounts, readyPosts } from './demo/posts.ts';
import { type Flow, prove } from './demo/proof.ts';
import { type Result, describe, summarise } from './demo/report.ts';
import { type Snapshot, takeSnapshot } from './invariants/snapshot.ts';
import { planPosts } from './lib/citations.ts';
import { type BlockEvent, eventsBetween } from './lib/events.ts';
import { type PackageGraph, readLock } from './lib/lockfile.ts';
import { waitUntil } from './lib/pipeline.ts';

/** The part that a package keeps of what reaches it, in parts per million. */
const KEPT = MILLION / 2;
/** Limits of the chain. */
const MAX_CITATIONS = 16;
/** The default in docs/parameters.md. */
const DEFAULT_MAX_DEPTH = 3;
const PROPAGATION_TIMEOUT_MS = 600_000;
/** Steps in a call of `propagate`. */
const STEPS = 64;

async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2));
	if (!options) {
		console.log(HELP);
		return;
	}
	const graph = graphOf(options.lock);
	let node: WitanNode | undefined;
	let api: ApiPromise | undefined;
	try {
		node = options.ws === undefined ? await startNode({ args: ['--sealing', options.sealing] }) : undefined;
		api = await connect(options.ws ?? (node as WitanNode).ws);
		const result = await demonstrate(api, graph, options);
		console.log(options.json ? JSON.stringify(result, null, '\t') : describe(result));
		const failed = result.equations.filter(({ holds }) => !holds);
		failed.forEach(({ says, left, right }) => console.error(`FAILED: ${says}: ${left} and ${right}`));
		process.exitCode = failed.length > 0 ? 1 : 0;
	} finally {
		await api?.disconnect();
		await node?.stop();
	}
}

function graphOf(lock: string): PackageGraph {
	const text = readFileSync(lock, 'utf8');
	try {
		return readLock(text);
	} catch (error) {
		throw new Error(`${lock} is no lock file: ${(error as Error).message.trim()}`);
	}
}

async function demonstrate(api: ApiPromise, graph: PackageGraph, options: Options): Promise<Result> {
	const started = Date.now();
	const tell = (text: string) => console.error(`${((Date.now() - started) / 1_000).toFixed(1).padStart(6)} s  ${text}`);
	const { alice, bob, charlie, dave, eve, ferdie } = await devAccounts();
	const experts = new Experts(api);
	const onStall = async () => {
		const call = await experts.queueLength() > 0n ? experts.calls.propagate(STEPS) : api.tx.system.remark('0x');
		await call.signAndSend(ferdie, { nonce: -1 }).catch(expectPoolError);
	};
	const before = await finalState(api);
	checkDomain(before);

	const planned = planPosts(graph, { kept: KEPT, maxCitations: MAX_CITATIONS });
	const posts = readyPosts(api, planned, await packageAccounts(graph.packages.map(({ name }) => name)));
	tell(`${graph.packages.length} packages make ${posts.size} posts; dependencies dropped because they close a cycle: ${graph.dropped.length}`);
	const postingFrom = Date.now();
	const made = await makePosts(api, alice, [...posts.values()], { onStall });
	const postingMs = Date.now() - postingFrom;
	await checkPosted(api, [...posts.values()], before);
	tell(`${made} posts made, ${posts.size - made} were there`);

	const roots = graph.roots.map((root) => (posts.get(root) as ReadyPost).id);
	const voters = [alice, bob, charlie, dave, eve, ferdie];
	const pools = await ratify(roots, { api, opener: alice, voters, fee: options.fee, onStall, tell });
	tell(`${roots.length} roots ratified; reputation is on its way`);
	const ended = async () => await (await experts.at((await api.rpc.chain.getFinalizedHead()).toHex())).queueLength() === 0n;
	await waitUntil(api, ended, 'the propagation to end', { onStall, timeoutMs: PROPAGATION_TIMEOUT_MS });

	const after = await finalState(api);
	const events = await eventsSince(api, before, after);
	tell(`${after.block - before.block} blocks with ${events.length} events of the pallets read`);
	const mint = mintOf(options.fee, ((await experts.domain(DOMAIN)) as Domain).parameters);
	const maxDepth = await new Governance(api).parameter<number>('Forum', 'MaxDepth') ?? DEFAULT_MAX_DEPTH;
	const flow: Flow = prove({ domain: DOMAIN, before, after, events, posts, pools, mint, maxDepth });
	return summarise({ graph, posts, made, postingMs, blocks: after.block - before.block, options, maxDepth, flow });
}

/** Returns the state at the last final block. */
async function finalState(api: ApiPromise): Promise<Snapshot> {
	return takeSnapshot(api, (await api.rpc.chain.getFinalizedHead()).toHex());
}

/** Checks that the domain has no half-life: its REP would change meanwhile. */
function checkDomain({ reputation }: Snapshot): void {
	const domain = reputation.ledgers.get(DOMAIN);
	if (!domain || domain.halfLife !== null) {
		throw new Error(`the chain needs a domain ${DOMAIN} without a half-life: a chain made from the preset development or local has one`);
	}
}

async function checkPosted(api: ApiPromise, posts: ReadyPost[], before: Snapshot): Promise<void> {
	const missing = await missingOf(api, posts);
	if (missing.length > 0) {
		const events = await eventsSince(api, before, await finalState(api));
		const error = events.find(({ name }) => name === 'ExtrinsicFailed')?.fields['error'] ?? 'nobody says why';
		throw new Error(`${missing.length} posts were not made, ${missing[0]?.key} among them: ${String(error)}`);
	}
}

function eventsSince(api: ApiPromise, before: Snapshot, after: Snapshot): Promise<BlockEvent[]> {
	return eventsBetween(api, before.block + 1, after.block, ['forum', 'validationPool', 'reputation']);
}

/**
 * Ignores an error of the pool, which may have one such transaction already, or be full. Then
 * waiting is enough. Throws any other.
 */
function expectPoolError(error: unknown): void {
	if (!(asPoolError(error) instanceof PoolError)) {
		throw error;
	}
}

try {
	await main();
} catch (error) {
	console.error(`the demonstration stopped: ${(error as Error).message}`);
	process.exitCode = 2;
}
