/**
 * Reads a chain's storage by the names in its metadata, for pallets whose types polkadot.js does
 * not know.
 */

import type { ApiPromise } from '@polkadot/api';
import type { StorageKey } from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';
import { xxhashAsHex } from '@polkadot/util-crypto';
import { plain } from '@witan/client/chain';

/** A key of a map and its value, both plain. */
export interface Entry {
	key: unknown[];
	value: unknown;
}

/** The part of polkadot.js's typeless interface that is used here. */
interface StorageItem {
	(...key: unknown[]): Promise<Codec>;
	entriesPaged(options: { args: unknown[]; pageSize: number; startKey?: string }): Promise<[StorageKey, Codec][]>;
}

/** Entries, or keys, in one answer. */
const PAGE = 1_000;

/**
 * Returns all entries of a map, at a block (default: the best). They come page by page, however
 * many there are.
 */
export async function readMap(api: ApiPromise, pallet: string, item: string, block?: string): Promise<Entry[]> {
	const map = await storageItem(api, pallet, item, block ?? (await api.rpc.chain.getBlockHash()).toHex());
	const entries: Entry[] = [];
	for (let startKey: string | undefined; ;) {
		const page = await map.entriesPaged({ args: [], pageSize: PAGE, ...(startKey === undefined ? {} : { startKey }) });
		entries.push(...page.map(([key, value]) => ({ key: key.args.map((part) => plain(part)), value: plain(value) })));
		startKey = page.at(-1)?.[0].toHex();
		if (page.length < PAGE) {
			return entries;
		}
	}
}

/** Returns a value, or the value that a map has under a key, at a block (default: the best). */
export async function readValue(api: ApiPromise, pallet: string, item: string, key: unknown[] = [], block?: string): Promise<unknown> {
	const value = await storageItem(api, pallet, item, block ?? (await api.rpc.chain.getBlockHash()).toHex());
	return plain(await value(...key));
}

async function storageItem(api: ApiPromise, pallet: string, item: string, block: string): Promise<StorageItem> {
	const found = (await api.at(block)).query[pallet]?.[item];
	if (!found) {
		throw new Error(`the chain stores no ${pallet}.${item}`);
	}
	return found as unknown as StorageItem;
}

/**
 * Counts the entries of a map at a block without reading them. Pallet and item are named as in the
 * metadata.
 */
export async function countKeys(
	rpc: { request<T>(method: string, params: unknown[]): Promise<T> },
	pallet: string,
	item: string,
	block: string,
): Promise<number> {
	const prefix = xxhashAsHex(pallet, 128) + xxhashAsHex(item, 128).slice(2);
	let count = 0;
	for (let last: string | undefined; ;) {
		const keys = await rpc.request<string[]>('state_getKeysPaged', [prefix, PAGE, last ?? null, block]);
		count += keys.length;
		last = keys.at(-1);
		if (keys.length < PAGE) {
			return count;
		}
	}
}
