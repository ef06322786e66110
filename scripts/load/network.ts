/** A fresh network of one or four validators, whose genesis funds the benchmark's senders. */

import { join } from 'node:path';
import { type WitanNode, startNode, temporaryFolder } from '../lib/node.ts';
import type { Network as NetworkSize } from './options.ts';
import { RpcSocket } from './rpc.ts';
import { type Funded, writeFundedSpec } from './spec.ts';

/** Nodes that run; the first is the one to watch. */
export interface Network {
	nodes: [WitanNode, ...WitanNode[]];
	/** The path of the chain specification. */
	chain: string;
	stop(): Promise<void>;
}

/** The parameters of a network's start. */
export interface NetworkParameters extends Funded {
	size: NetworkSize;
	nodeArguments: string[];
	/** True to keep the nodes' data until this process ends. */
	keep?: boolean;
	/** The time in which each node must answer; default: that of {@link startNode}. */
	startTimeoutMs?: number;
}

/** Starts a network with funded accounts. */
export async function startNetwork({ size, nodeArguments, keep = false, startTimeoutMs, ...funded }: NetworkParameters): Promise<Network> {
	const chain = join(temporaryFolder(), 'chain-spec-raw.json');
	await writeFundedSpec(chain, size === 1 ? 'development' : 'local', funded);
	const start = (name: string, args: string[]) => startNode({
		...{ name, chain, validator: true, keep, args: [`--${name}`, ...args, ...nodeArguments] },
		...(startTimeoutMs !== undefined && { startTimeoutMs }),
	});
	const nodes: Network['nodes'] = [await start('alice', ['--force-authoring'])];
	const stop = async () => {
		await Promise.all(nodes.map((node) => node.stop()));
	};
	try {
		const bootnode = await address(nodes[0]);
		for (const name of ['bob', 'charlie', 'dave'].slice(0, size - 1)) {
			nodes.push(await start(name, ['--bootnodes', bootnode]));
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return { nodes, chain, stop };
}

async function address({ ws, p2pPort }: WitanNode): Promise<string> {
	const rpc = await RpcSocket.connect(ws);
	const peer = await rpc.request<string>('system_localPeerId', []);
	rpc.close();
	return `/ip4/127.0.0.1/tcp/${p2pPort}/p2p/${peer}`;
}
