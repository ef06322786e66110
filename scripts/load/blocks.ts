/**
 * Watches a node's best and final blocks: their contents, and the times at which they were seen.
 */

import type { ApiPromise } from '@polkadot/api';
import type { Registry } from '@polkadot/types/types';
import { compactFromU8a, hexToU8a } from '@polkadot/util';
import { xxhashAsHex } from '@polkadot/util-crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RpcSocket } from './rpc.ts';
import { fingerprint } from './extrinsic.ts';

/** The resources of a block: picoseconds, and bytes of proof. */
export interface Weight {
	refTime: number;
	proofSize: number;
}

/** A block as the watched node showed it. Times are in milliseconds of the epoch. */
export interface SeenBlock {
	number: number;
	hash: string;
	parent: string;
	slot: number;
	/** Fingerprints of the signed transactions that it holds. */
	transactions: number[];
	/** Picoseconds that its normal transactions are charged. */
	refTime: number;
	/** The weight charged for transactions of all classes and hooks together. */
	weight: Weight;
	/** The time at which the node made it its best block. */
	bestAt: number;
	/** The time at which the node called it final. */
	finalAt: number | undefined;
}

/** Facts that do not change while a chain runs. */
export interface ChainFacts {
	slotMs: number;
	/** Picoseconds that normal transactions may take in a block. */
	normalLimit: number;
	/** The maximum weight of a block. */
	blockLimit: Weight;
}

/** The transactions in the best chain. */
export interface Included {
	/** Transactions in it. */
	total: number;
	/** Transactions in its largest block. */
	largest: number;
}

interface HeaderJson {
	number: string;
	parentHash: string;
	digest: { logs: string[] };
}

const BLOCK_WEIGHT_KEY = xxhashAsHex('System', 128) + xxhashAsHex('BlockWeight', 128).slice(2);
/**
 * `DigestItem::PreRuntime` of the engine `BABE`. Bytes before the slot: kind of claim (1),
 * authority (4).
 */
const BABE_SLOT = { prefix: '0x0642414245', before: 5 };
/** The same of the engine `aura`: the slot is all there is. */
const AURA_SLOT = { prefix: '0x0661757261', before: 0 };

/** Follows a chain from the moment it is started. */
export class BlockWatcher {
	private readonly blocks = new Map<string, SeenBlock>();
	private readonly final: SeenBlock[] = [];
	private readonly errors: string[] = [];
	private readonly ignored = new Set<number>();
	/** The hashes of all blocks that the node imported, by their number. */
	private readonly made = new Map<number, Set<string>>();
	private finalSum = 0;
	private largest = 0;
	private isPaused = false;
	/**
	 * The queue of heads, which are processed one after the other, in the order in which they came.
	 */
	private work: Promise<void> = Promise.resolve();

	private constructor(
		private rpc: RpcSocket,
		private readonly registry: Registry,
		private readonly onIncluded: (included: Included) => void,
		private readonly kept: number,
	) {}

	/**
	 * Watches the node behind this connection; `onIncluded` is called at every new best block. Only
	 * the last `kept` final blocks are remembered.
	 */
	static async start(rpc: RpcSocket, registry: Registry, onIncluded: (included: Included) => void, kept = Infinity): Promise<BlockWatcher> {
		const watcher = new BlockWatcher(rpc, registry, onIncluded, kept);
		await watcher.follow();
		return watcher;
	}

	/** Lets go of the connection, once all that was announced has been read. */
	async pause(): Promise<void> {
		this.isPaused = true;
		await this.work;
	}

	/** Goes on over another connection to the same chain, from the last block that was read. */
	async resume(rpc: RpcSocket): Promise<void> {
		this.rpc = rpc;
		this.isPaused = false;
		await this.follow();
	}

	/** Reads the facts that do not change while the chain runs. */
	async facts(api: ApiPromise): Promise<ChainFacts> {
		// Both start with the length of a slot, a u64.
		const call = (name: string) => this.rpc.request<string>('state_call', [name, '0x']);
		const configuration = await call('BabeApi_configuration').catch(() => call('AuraApi_slot_duration'));
		const { maxBlock, perClass: { normal } } = api.consts.system.blockWeights;
		return {
			slotMs: readU64(hexToU8a(configuration), 0),
			normalLimit: normal.maxTotal.unwrap().refTime.toNumber(),
			// On a chain without a bound on proofs this is the greatest of 64 bits, of which a
			// number loses the last few.
			blockLimit: { refTime: maxBlock.refTime.toNumber(), proofSize: Number(maxBlock.proofSize.toBigInt()) },
		};
	}

	/** Waits until a block of this number is final. */
	async untilFinal(number: number, timeoutMs: number): Promise<void> {
		const deadline = Date.now() + timeoutMs;
		while (this.finalNumber() < number) {
			if (Date.now() > deadline) {
				throw new Error(`block ${number} is not final after ${timeoutMs} ms`);
			}
			await sleep(100);
		}
	}

	/** Returns the final blocks that were best after this time, in order. */
	blocksSince(time: number): SeenBlock[] {
		return this.final.filter(({ bestAt }) => bestAt >= time);
	}

	/**
	 * Returns the number of these blocks beside which the node imported another of the same height.
	 */
	madeTwice(blocks: SeenBlock[]): number {
		return blocks.filter(({ number }) => (this.made.get(number)?.size ?? 0) > 1).length;
	}

	/** Returns the number of the last final block. */
	finalNumber(): number {
		return this.final.at(-1)?.number ?? 0;
	}

	/**
	 * Excludes a transaction from the count, because it only prepares the measurement. To be called
	 * before it is submitted.
	 */
	ignore(transaction: number): void {
		this.ignored.add(transaction);
	}

	/** Returns the number of transactions in final blocks. */
	finalTransactions(): number {
		return this.finalSum;
	}

	/** Returns the hash of the last final block. */
	async finalHead(): Promise<string> {
		await this.work;
		return this.final.at(-1)?.hash ?? '';
	}

	/** Returns the faults of watching: without all blocks no figure is right. */
	problems(): string[] {
		return this.errors;
	}

	private async follow(): Promise<void> {
		const { rpc } = this;
		await rpc.subscribe<HeaderJson>('chain_subscribeAllHeads', [], (header) => this.onMade(header));
		await rpc.subscribe<HeaderJson>('chain_subscribeNewHeads', [], (header) => this.queue(header, this.onBest));
		await rpc.subscribe<HeaderJson>('chain_subscribeFinalizedHeads', [], (header) => this.queue(header, this.onFinal));
	}

	private onMade(header: HeaderJson): void {
		const number = Number(header.number);
		const hashes = this.made.get(number) ?? new Set();
		this.made.set(number, hashes.add(this.hashOf(header)));
	}

	private hashOf(header: HeaderJson): string {
		return this.registry.createType('Header', header).hash.toHex();
	}

	private queue(header: HeaderJson, handle: (hash: string, header: HeaderJson, at: number) => Promise<void>): void {
		if (this.isPaused) {
			return;
		}
		const at = Date.now();
		const hash = this.hashOf(header);
		this.work = this.work.then(() => handle.call(this, hash, header, at)).catch((error: Error) => {
			this.errors.push(`block ${hash} was not read: ${error.message}`);
		});
	}

	private async onBest(hash: string, { number }: HeaderJson, at: number): Promise<void> {
		try {
			await this.read(hash, at);
		} catch (error) {
			// A fork that lost is discarded, perhaps before it was read, and nothing in it counts.
			if ((await this.rpc.request<string | null>('chain_getBlockHash', [number])) !== hash) {
				return;
			}
			throw error;
		}
		let total = this.finalSum;
		for (let block = this.blocks.get(hash); block && block.finalAt === undefined; block = this.blocks.get(block.parent)) {
			total += block.transactions.length;
		}
		this.onIncluded({ total, largest: this.largest });
	}

	/** Reads final blocks. A node announces only the last of those that became final together. */
	private async onFinal(hash: string, _: HeaderJson, at: number): Promise<void> {
		await this.read(hash, at);
		const chain: SeenBlock[] = [];
		for (let block = this.blocks.get(hash); block && block.finalAt === undefined; block = this.blocks.get(block.parent)) {
			chain.unshift(block);
		}
		for (const block of chain) {
			block.finalAt = at;
			this.finalSum += block.transactions.length;
			this.final.push(block);
		}
		if (this.final.length > this.kept) {
			this.forget();
		}
	}

	/** Forgets all that is older than the final blocks to be kept. */
	private forget(): void {
		this.final.splice(0, this.final.length - this.kept);
		const oldest = this.final[0]?.number ?? 0;
		this.blocks.forEach(({ number, hash }) => {
			if (number < oldest) {
				this.blocks.delete(hash);
			}
		});
		this.made.forEach((_, number) => {
			if (number < oldest) {
				this.made.delete(number);
			}
		});
	}

	/** Reads a block and those before it that were never announced. */
	private async read(hash: string, at: number): Promise<void> {
		let next = hash;
		while (!this.blocks.has(next)) {
			const block = await this.fetch(next, at);
			this.blocks.set(next, block);
			this.largest = Math.max(this.largest, block.transactions.length);
			next = block.number === 0 ? next : block.parent;
		}
	}

	/**
	 * Fetches a block. Its body is the one exact source of its contents. The runtime forgets its
	 * count of extrinsics as the block ends, and counts of events depend on each call. Fetching one
	 * costs the node about as much as a hundredth of making it.
	 */
	private async fetch(hash: string, bestAt: number): Promise<SeenBlock> {
		const [{ block }, weights] = await Promise.all([
			this.rpc.request<{ block: { header: HeaderJson; extrinsics: string[] } }>('chain_getBlock', [hash]),
			readWeights(this.rpc, hash),
		]);
		const { header, extrinsics } = block;
		return {
			number: Number(header.number),
			hash,
			parent: header.parentHash,
			slot: slotOf(header),
			transactions: extrinsics.map(fingerprint).filter((one) => one !== undefined).filter((one) => !this.ignored.has(one)),
			refTime: weights[0].refTime,
			weight: sumOf(weights),
			bestAt,
			finalAt: undefined,
		};
	}
}

/** The weights of a block's classes of transactions. */
export type ClassWeights = [normal: Weight, operational: Weight, mandatory: Weight];

/** Reads what the classes of a block weigh. */
export async function readWeights(rpc: RpcSocket, block: string): Promise<ClassWeights> {
	return classWeights(await rpc.request<string | null>('state_getStorage', [BLOCK_WEIGHT_KEY, block]));
}

/**
 * Decodes `System.BlockWeight`, as hexadecimal: the weights charged for normal, operational and
 * mandatory transactions. Hooks are among the last.
 */
export function classWeights(stored: string | null): ClassWeights {
	let bytes = hexToU8a(stored);
	const next = () => {
		if (bytes.length === 0) {
			return 0;
		}
		const [length, value] = compactFromU8a(bytes);
		bytes = bytes.subarray(length);
		return value.toNumber();
	};
	const weight = (): Weight => ({ refTime: next(), proofSize: next() });
	return [weight(), weight(), weight()];
}

function sumOf(weights: Weight[]): Weight {
	return weights.reduce((sum, { refTime, proofSize }) => ({ refTime: sum.refTime + refTime, proofSize: sum.proofSize + proofSize }));
}

/** Returns the slot in a header's digest; 0 for genesis, which has none. */
function slotOf({ digest }: HeaderJson): number {
	for (const { prefix, before } of [BABE_SLOT, AURA_SLOT]) {
		const item = digest.logs.find((log) => log.startsWith(prefix));
		if (item) {
			const bytes = hexToU8a(item).subarray(hexToU8a(prefix).length);
			const [lengthBytes] = compactFromU8a(bytes);
			return readU64(bytes, lengthBytes + before);
		}
	}
	return 0;
}

function readU64(bytes: Uint8Array, offset: number): number {
	return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(offset, true));
}
