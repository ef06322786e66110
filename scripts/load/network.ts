/** A fresh network of one or four validators, whose genesis funds the benchmark's senders. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeAddress } from '@polkadot/util-crypto';
import { WIT } from '../../tests/lib/chain.ts';
import { type WitanNode, runNode, startNode, temporaryFolder } from '../../tests/lib/node.ts';
import type { Network as NetworkSize } from './options.ts';
import { RpcSocket } from './rpc.ts';

/** What each sender starts with. */
export const ENDOWMENT = 10_000n * WIT;
/** Slots of an epoch, as in production. A session's first block takes no transactions; in development it is every 20th. */
const EPOCH_SLOTS = 1_200;

/** Nodes that run; the first is the one to watch. */
export interface Network {
	nodes: [WitanNode, ...WitanNode[]];
	stop(): Promise<void>;
}

/** A plain chain specification, as far as this module touches it. */
interface ChainSpec {
	genesis: { runtimeGenesis: { patch: { balances: { balances: [string, number][] }; chainConfig: { epochLength: number } } } };
}

/** Starts a network in which each of these accounts, by public key, owns {@link ENDOWMENT}. */
export async function startNetwork(size: NetworkSize, accounts: Uint8Array[], nodeArguments: string[]): Promise<Network> {
	const chain = await writeFundedSpec(size === 1 ? 'development' : 'local', accounts);
	const start = (name: string, args: string[]) =>
		startNode({ name, chain, validator: true, args: [`--${name}`, ...args, ...nodeArguments] });
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
	return { nodes, stop };
}

async function writeFundedSpec(chain: string, accounts: Uint8Array[]): Promise<string> {
	const { code, stdout, stderr } = await runNode(['export-chain-spec', '--chain', chain]);
	if (code !== 0) {
		throw new Error(`export-chain-spec --chain ${chain}: ${stderr}`);
	}
	const spec = JSON.parse(stdout) as ChainSpec;
	const { balances, chainConfig } = spec.genesis.runtimeGenesis.patch;
	chainConfig.epochLength = EPOCH_SLOTS;
	accounts.forEach((publicKey) => balances.balances.push([encodeAddress(publicKey, 42), Number(ENDOWMENT)]));
	const path = join(temporaryFolder(), 'chain-spec.json');
	writeFileSync(path, JSON.stringify(spec));
	return path;
}

async function address({ ws, p2pPort }: WitanNode): Promise<string> {
	const rpc = await RpcSocket.connect(ws);
	const peer = await rpc.request<string>('system_localPeerId', []);
	rpc.close();
	return `/ip4/127.0.0.1/tcp/${p2pPort}/p2p/${peer}`;
}
