/** The client bundle that a domain has ratified. */

import { blake2b } from '@noble/hashes/blake2';
import { bytesToHex } from '@noble/hashes/utils';
import { plainText } from '../chain/plain.js';
import { type RuntimeApis, readApi } from '../chain/read.js';
import type { Hex } from '../chain/units.js';
import type { DomainId, PostId } from '../experts/types.js';

/** The bundle that a domain ratified last. */
export interface RatifiedClient {
	/** BLAKE2b-256 of the bundle's bytes. */
	hash: Hex;
	/**
	 * The bundle's address, chosen by whoever proposed it. Bytes that are no UTF-8 are replaced.
	 */
	uri: string;
	/** The post whose directive named it. */
	post: PostId;
	/** The block since which it is the domain's. */
	at: number;
}

/** The comparison of a hash with the ratified bundle's. */
export type BundleCheck =
	| { ratified: true; hash: Hex; client: RatifiedClient }
	| { ratified: false; reason: 'nothing ratified'; hash: Hex }
	| { ratified: false; reason: 'another hash'; hash: Hex; client: RatifiedClient };

/** The part of a connection that {@link ratifiedClient} uses; an `ApiPromise` has it. */
export interface BlockReader {
	rpc: { chain: { getFinalizedHead(): Promise<{ toHex(): Hex }> } };
	at(blockHash: string): Promise<RuntimeApis>;
}

/** Bytes of a bundle's hash. */
export const HASH_BYTES = 32;

/**
 * Returns the bundle that `domain` had ratified last in block `at`; null if it had none. By default
 * that is the last finalised block, which can't be undone. Throws if the node does not know the
 * block, or its runtime has no governance.
 */
export async function ratifiedClient(api: BlockReader, domain: DomainId = 0, at?: string): Promise<RatifiedClient | null> {
	return readClient(await api.at(at ?? (await api.rpc.chain.getFinalizedHead()).toHex()), domain);
}

/** Returns the bundle that a domain had ratified last in the block of `source`. */
export async function readClient(source: RuntimeApis, domain: DomainId): Promise<RatifiedClient | null> {
	const read = await readApi<RatifiedClient & { uri: Hex } | null>(source, 'governanceApi', 'client', domain);
	return read && { ...read, uri: plainText(read.uri) };
}

/** Returns the BLAKE2b-256 of bytes. */
export function hashBytes(bytes: Uint8Array): Hex {
	return `0x${bytesToHex(blake2b(bytes, { dkLen: HASH_BYTES }))}`;
}

/** Compares a hash with that of a ratified bundle. */
export function compareHash(hash: Hex, client: RatifiedClient | null): BundleCheck {
	if (client === null) {
		return { ratified: false, reason: 'nothing ratified', hash };
	}
	return client.hash === hash ? { ratified: true, hash, client } : { ratified: false, reason: 'another hash', hash, client };
}
