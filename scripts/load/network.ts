/** A fresh network of one or four validators, whose genesis funds the benchmark's senders. */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { u8aConcat } from '@polkadot/util';
import { base58Encode, ed25519PairFromSeed } from '@polkadot/util-crypto';
import { type NodePorts, type WitanNode, freePort, freePorts, removeFolder, startNode, temporaryFolder } from '../lib/node.ts';
import { type Link, startRelays } from './delay.ts';
import type { NetworkSize } from './options.ts';
import { RpcSocket } from './rpc.ts';
import { directConnections } from './sockets.ts';
import { type GenesisParameters, writeFundedSpec } from './spec.ts';

/** The names of validators, and of the arguments that give nodes their keys. */
const NAMES = ['alice', 'bob', 'charlie', 'dave'];
const CONNECT_TIMEOUT_MS = 60_000;
const POLL_MS = 200;
/** Witan's own limits of the pool, for nodes of other chains. */
const POOL_LIMITS = ['--pool-limit', '32768', '--pool-kbytes', '65536'];

/** Nodes that run; the first is the one to watch. */
export interface Network {
	nodes: [WitanNode, ...WitanNode[]];
	/** The path of the chain specification. */
	chain: string;
	/** Returns the connections between nodes that go through no relay, though they should. */
	bypasses(): string[];
	/** Ends the last node and starts it again with its data. */
	restartLast(): Promise<void>;
	/** The address at which others reach the first node. */
	address: string;
	/**
	 * Starts a fresh node that makes no blocks. It follows the first, or whom these arguments name.
	 */
	startFollower(peers?: string[]): Promise<WitanNode>;
	stop(): Promise<void>;
}

/** The parameters of a network's start. */
export interface NetworkParameters extends Omit<GenesisParameters, 'validators' | 'isDistant'> {
	size: NetworkSize;
	/** The distance between nodes in each direction; default: none. */
	delayMs?: number;
	nodeArguments: string[];
	/** The time in which each node must answer; default: that of {@link startNode}. */
	startTimeoutMs?: number;
}

/** A node before it is started. */
interface Member {
	name: string;
	ports: NodePorts;
	/** The secret of its network identity, as hexadecimal. */
	key: string;
	peerId: string;
	basePath: string;
	/** Arguments that name the nodes to connect to. */
	peers: string[];
}

/** Starts a network with funded accounts. */
export async function startNetwork(parameters: NetworkParameters): Promise<Network> {
	const { size, binary, delayMs = 0, nodeArguments, startTimeoutMs } = parameters;
	const members = await planMembers(NAMES.slice(0, size));
	const links = await connectAll(members, delayMs > 0);
	const chain = join(temporaryFolder(), 'chain-spec-raw.json');
	await writeFundedSpec(chain, size === 1 ? 'dev' : 'local', {
		...parameters,
		validators: members.map(({ name }) => name),
		isDistant: delayMs > 0,
	});
	const relays = links.length > 0 ? await startRelays({ links, delayMs }) : undefined;
	const common = { chain, binary, startTimeoutMs };
	const address = addressOf(members[0] as Member);
	const args = [...(binary === undefined ? [] : POOL_LIMITS), ...nodeArguments];
	const start = ({ name, ports, key, basePath, peers }: Member) => startNode({
		...common, name, ports, basePath, validator: true,
		args: [`--${name}`, '--node-key', key, ...peers, ...(name === NAMES[0] ? ['--force-authoring'] : []), ...args],
	});
	const nodes: WitanNode[] = [];
	const stop = async () => {
		await Promise.all([...nodes.map((node) => node.stop()), relays?.terminate()]);
		members.forEach(({ basePath }) => removeFolder(basePath));
	};
	const network: Network = {
		nodes: nodes as Network['nodes'],
		chain,
		bypasses: () => (relays ? directConnections(nodes) : []),
		restartLast: async () => {
			await nodes.pop()?.stop();
			nodes.push(await start(members.at(-1) as Member));
		},
		address,
		startFollower: (peers = ['--bootnodes', address]) => startNode({
			...common, name: 'follower', validator: false, args: [...peers, ...args],
		}),
		stop,
	};
	try {
		for (const member of members) {
			nodes.push(await start(member));
		}
		await Promise.all(nodes.map((node) => untilConnected(node, size - 1)));
	} catch (error) {
		await stop();
		throw error;
	}
	return network;
}

async function planMembers(names: string[]): Promise<Member[]> {
	const members: Member[] = [];
	for (const [index, name] of names.entries()) {
		const seed = new Uint8Array(32).fill(index + 1, 31);
		members.push({
			name,
			ports: await freePorts(),
			key: Buffer.from(seed).toString('hex'),
			peerId: peerIdOf(seed),
			basePath: temporaryFolder(),
			peers: [],
		});
	}
	return members;
}

/**
 * Returns the network identity of a node with this secret: its ed25519 public key as a multihash.
 */
export function peerIdOf(seed: Uint8Array): string {
	// Identity (0) of 36 bytes: a protobuf with the key's type (field 1), ed25519 (1), and the key
	// (field 2), 32 bytes.
	return base58Encode(u8aConcat(Uint8Array.of(0, 36, 8, 1, 18, 32), ed25519PairFromSeed(seed).publicKey));
}

/**
 * Has each member connect to all before it. Returns the relays that are needed: one for each
 * connection, or none.
 */
async function connectAll(members: Member[], byRelays: boolean): Promise<Link[]> {
	const links: Link[] = [];
	for (const [index, member] of members.entries()) {
		for (const before of members.slice(0, index)) {
			const to = before.ports.p2pPort;
			const listen = byRelays ? await freePort() : to;
			member.peers.push('--reserved-nodes', addressOf(before, listen));
			links.push(...(byRelays ? [{ listen, to }] : []));
		}
	}
	return links;
}

function addressOf({ ports, peerId }: Member, port = ports.p2pPort): string {
	return `/ip4/127.0.0.1/tcp/${port}/p2p/${peerId}`;
}

async function untilConnected({ name, ws }: WitanNode, peers: number): Promise<void> {
	const rpc = await RpcSocket.connect(ws);
	const connected = async () => (await rpc.request<{ peers: number }>('system_health', [])).peers;
	try {
		for (const deadline = Date.now() + CONNECT_TIMEOUT_MS; await connected() < peers; await sleep(POLL_MS)) {
			if (Date.now() > deadline) {
				throw new Error(`${name} has ${await connected()} peers and not ${peers} after ${CONNECT_TIMEOUT_MS} ms`);
			}
		}
	} finally {
		rpc.close();
	}
}
