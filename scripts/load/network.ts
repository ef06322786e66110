/** A fresh network of one or four validators, whose genesis funds the benchmark's senders. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeAddress } from '@polkadot/util-crypto';
import { WIT } from '@witan/client/chain';
import { type WitanNode, runNode, startNode, temporaryFolder } from '../lib/node.ts';
import { type Storage, addAlike } from './genesis.ts';
import type { Network as NetworkSize } from './options.ts';
import { RpcSocket } from './rpc.ts';

/** Initial balance of each sender. */
export const ENDOWMENT = 10_000n * WIT;
/** REP of each sender, in shares, if it has any. */
export const REPUTATION = 1_000n * WIT;
/**
 * Slots of an epoch, as in production. A session's first block takes no transactions; in
 * development it is every 20th.
 */
const EPOCH_SLOTS = 1_200;

/** Nodes that run; the first is the one to watch. */
export interface Network {
	nodes: [WitanNode, ...WitanNode[]];
	stop(): Promise<void>;
}

/** A plain chain specification, as far as this module touches it. */
interface PlainSpec {
	genesis: {
		runtimeGenesis: {
			patch: {
				balances: { balances: [string, number][] };
				chainConfig: { epochLength: number };
				domains: { domains: [GenesisDomain, GenesisDomain] & GenesisDomain[] };
				reputation: { members: [domain: number, account: string, amount: number][] };
			};
		};
	};
}

/** A raw one. */
interface RawSpec {
	genesis: { raw: { top: Storage } };
}

interface GenesisDomain {
	metadata: string;
	founder: string;
}

/** The domain in which accounts are by themselves: the one after those of the specification. */
export const OWN_DOMAIN = 2;

/** The parameters of a network's start. */
export interface NetworkParameters {
	size: NetworkSize;
	/** Accounts, by public key, that own {@link ENDOWMENT} each. */
	accounts: Uint8Array[];
	/**
	 * The domain in which they have {@link REPUTATION}, too. It is domain 0 with its members, or
	 * {@link OWN_DOMAIN}, where only its founder Alice has as much as each.
	 */
	reputation: 'nowhere' | 'domain 0' | 'own domain';
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

/** Lets the node build a genesis with one of the accounts, and adds the others to the result. */
async function writeFundedSpec(chain: string, accounts: Uint8Array[], where: NetworkParameters['reputation']): Promise<string> {
	const [first, ...others] = accounts as [Uint8Array, ...Uint8Array[]];
	const plain = JSON.parse(await exportSpec(chain)) as PlainSpec;
	const { balances, chainConfig, domains: { domains }, reputation: { members } } = plain.genesis.runtimeGenesis.patch;
	const address = encodeAddress(first, 42);
	const domain = { 'nowhere': undefined, 'domain 0': 0, 'own domain': OWN_DOMAIN }[where];
	chainConfig.epochLength = EPOCH_SLOTS;
	balances.balances.push([address, Number(ENDOWMENT)]);
	if (domain === OWN_DOMAIN) {
		if (domains.length !== OWN_DOMAIN) {
			throw new Error(`the chain ${chain} has ${domains.length} domains and not ${OWN_DOMAIN}`);
		}
		const [like] = domains;
		domains[OWN_DOMAIN] = { ...like, metadata: 'Those who vote' };
		members.push([OWN_DOMAIN, like.founder, Number(REPUTATION)]);
	}
	if (domain !== undefined) {
		members.push([domain, address, Number(REPUTATION)]);
	}
	const path = join(temporaryFolder(), 'chain-spec.json');
	writeFileSync(path, JSON.stringify(plain));
	const raw = JSON.parse(await exportSpec(path, '--raw')) as RawSpec;
	addAlike(raw.genesis.raw.top, first, others, {
		tokens: ENDOWMENT,
		...(domain === undefined ? {} : { reputation: { domain, shares: REPUTATION } }),
	});
	writeFileSync(path, JSON.stringify(raw));
	return path;
}

async function exportSpec(chain: string, ...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await runNode(['export-chain-spec', '--chain', chain, ...args]);
	if (code !== 0) {
		throw new Error(`export-chain-spec --chain ${chain}: ${stderr}`);
	}
	return stdout;
}

async function address({ ws, p2pPort }: WitanNode): Promise<string> {
	const rpc = await RpcSocket.connect(ws);
	const peer = await rpc.request<string>('system_localPeerId', []);
	rpc.close();
	return `/ip4/127.0.0.1/tcp/${p2pPort}/p2p/${peer}`;
}
