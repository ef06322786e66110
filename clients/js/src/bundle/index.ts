/**
 * Checks files against the client bundle that a domain has ratified. For Node.js only: it reads
 * files.
 */

import { createReadStream } from 'node:fs';
import { blake2b } from '@noble/hashes/blake2';
import { bytesToHex } from '@noble/hashes/utils';
import type { Hex } from '../chain/units.js';
import type { DomainId } from '../experts/types.js';
import { type BlockReader, type BundleCheck, HASH_BYTES, compareHash, hashBytes, ratifiedClient } from '../governance/client.js';

/** More than the default, which makes as many steps as a large file has 64 KiB. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Returns the BLAKE2b-256 of a file of any size, of which only a few chunks are in memory. Throws
 * if it can't be read.
 */
export async function hashFile(path: string): Promise<Hex> {
	const state = blake2b.create({ dkLen: HASH_BYTES });
	for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
		state.update(chunk as Uint8Array);
	}
	return `0x${bytesToHex(state.digest())}`;
}

/**
 * Compares a file, by its path or its bytes, with the bundle that `domain` had ratified last in the
 * last finalised block.
 */
export async function checkBundle(api: BlockReader, file: string | Uint8Array, domain: DomainId = 0): Promise<BundleCheck> {
	const hash = typeof file === 'string' ? await hashFile(file) : hashBytes(file);
	return compareHash(hash, await ratifiedClient(api, domain));
}
