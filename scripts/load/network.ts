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
/** REP of each sender in domain 0, in units, if stakes are measured. */
export const REPUTATION = 1_000n * WIT;
/** Slots of an epoch, as in production. A session's first block takes no transactions; in development it is every 20th. */
const EPOCH_SLOTS = 1_200;

/** Nodes that run; the first is the one to watch. */
export interface Network {
	nodes: [WitanNode, ...WitanNode[]];
	stop(): Promise<void>;
}

/** A plain chain specification, as far as this module touches it. */
interface ChainSpec {
	genesis: {
		runtimeGenesis: {
			patch: {
				balances: { balances: [string, number][] };
				chainConfig: { epochLength: number };
				reputation?: { domains: { members: [string, number][] }[] };
			};
		};
	};
}

/** How a network is started. */
export interface NetworkParameters {
	size: NetworkSize;
	/** Accounts, by public key, that own {@link ENDOWMENT} each. */
	accounts: Uint8Array[];
	/** Whether they have {@link REPUTATION} in domain 0, too. */
	reputation: boolean;
	nodeArguments: string[];
}

/** Starts a network with funded accounts. */
export async function startNetwork({ size, accounts, reputation, nodeArguments }: NetworkParameters): Promise<Network> {
	const chain = await writeFundedSpec(size === 1 ? 'development' : 'local', accounts, reputation);
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

async function writeFundedSpec(chain: string, accounts: Uint8Array[], withReputation: boolean): Promise<string> {
	const { code, stdout, stderr } = await runNode(['export-chain-spec', '--chain', chain]);
	if (code !== 0) {
		throw new Error(`export-chain-spec --chain ${chain}: ${stderr}`);
	}
	const spec = JSON.parse(stdout) as ChainSpec;
	const { balances, chainConfig, reputation } = spec.genesis.runtimeGenesis.patch;
	const addresses = accounts.map((publicKey) => encodeAddress(publicKey, 42));
	chainConfig.epochLength = EPOCH_SLOTS;
	addresses.forEach((address) => balances.balances.push([address, Number(ENDOWMENT)]));
	if (withReputation) {
		const domain = reputation?.domains[0];
		if (!domain) {
			throw new Error(`the chain ${chain} has no domain 0 in which accounts could have reputation`);
		}
		addresses.forEach((address) => domain.members.push([address, Number(REPUTATION)]));
	}
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
