/** A benchmark's view of a network that runs: its connections, and what is read from them. */

import { connect } from '@witan/client/chain';
import { BlockWatcher, type ChainFacts } from './blocks.ts';
import { type ExtrinsicTemplate, extrinsicTemplate } from './extrinsic.ts';
import type { Generator } from './generator.ts';
import { type Network, type NetworkParameters, startNetwork } from './network.ts';
import { RpcSocket } from './rpc.ts';
import type { Chain } from './setup.ts';

/** Blocks that must be final before the clock starts, so that no start-up work is measured. */
const WARM_UP_BLOCKS = 3;
const WARM_UP_TIMEOUT_MS = 90_000;

/** The inputs of a measurement. */
export interface Bench extends Chain {
	network: Network;
	generator: Generator;
	facts: ChainFacts;
	template: ExtrinsicTemplate;
}

/**
 * Connects to the first node and waits until the network is warm. Only the last `kept` final blocks
 * are remembered.
 */
async function openBench(network: Network, generator: Generator, kept = Infinity): Promise<Bench> {
	const [{ ws }] = network.nodes;
	const api = await connect(ws);
	const rpc = await RpcSocket.connect(ws);
	try {
		const watcher = await BlockWatcher.start(rpc, api.registry, (included) => generator.noteIncluded(included), kept);
		const facts = await watcher.facts(api);
		await watcher.untilFinal(WARM_UP_BLOCKS, WARM_UP_TIMEOUT_MS);
		return { network, generator, watcher, facts, api, rpc, template: extrinsicTemplate(api) };
	} catch (error) {
		await closeBench({ api, rpc });
		throw error;
	}
}

/**
 * Starts a network on which the generator's senders are funded, beside the given accounts, and has
 * it measured. Ends the network and the generator. `kept` is as for {@link openBench}.
 */
export async function withBench<T>(
	generator: Generator,
	parameters: NetworkParameters,
	measure: (bench: Bench) => Promise<T>,
	kept?: number,
): Promise<T> {
	let network: Network | undefined;
	try {
		const senders = await generator.deriveAccounts();
		network = await startNetwork({ ...parameters, accounts: [...senders, ...parameters.accounts] });
		const bench = await openBench(network, generator, kept);
		try {
			return await measure(bench);
		} finally {
			await closeBench(bench);
		}
	} finally {
		await network?.stop();
		await generator.stop();
	}
}

/** Lets go of the connections. */
export async function closeBench({ api, rpc }: Pick<Bench, 'api' | 'rpc'>): Promise<void> {
	rpc.close();
	await api.disconnect();
}
