/**
 * The client bundle that a domain has ratified: which one it is, and whether a file is it.
 */

import { createReadStream } from 'node:fs';
import { blake2b } from '@noble/hashes/blake2';
import { bytesToHex } from '@noble/hashes/utils';

/** Bytes as `0x` and hexadecimal digits. */
export type Hex = `0x${string}`;

/** The bundle that a domain ratified last. */
export interface RatifiedClient {
	/** BLAKE2b-256 of the bundle's bytes. */
	hash: Hex;
	/** Where it can be had. Bytes that are no UTF-8 are replaced. */
	uri: string;
	/** The post whose directive it is. */
	post: Hex;
	/** The block since which it is the domain's. */
	at: number;
}

/** Whether a file is the bundle that a domain ratified last. */
export type BundleCheck =
	| { ratified: true; hash: Hex; client: RatifiedClient }
	| { ratified: false; reason: 'nothing ratified'; hash: Hex }
	| { ratified: false; reason: 'another hash'; hash: Hex; client: RatifiedClient };

/** What is needed of a connection. polkadot.js's `ApiPromise` is one. */
export interface Chain {
	rpc: { chain: { getFinalizedHead(): Promise<{ toHex(): Hex }> } };
	at(blockHash: string): Promise<{ call: RuntimeCalls }>;
}

type RuntimeCalls = Record<string, Record<string, (...args: unknown[]) => Promise<unknown>> | undefined>;

/** A bundle as polkadot.js decodes it: a field `hash` would hide its own. */
interface Decoded {
	hash_: { toHex(): Hex };
	uri: { toU8a(isBare: true): Uint8Array };
	post: { toHex(): Hex };
	at: { toNumber(): number };
}

const HASH_BYTES = 32;
/** More than the default, which makes as many steps as a large file has 64 KiB. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * The bundle that `domain` had ratified last in block `at`, by default in the last finalised one; undefined if it had none.
 * Throws if the node does not know the block, or its runtime has no governance.
 */
export async function ratifiedClient(api: Chain, domain = 0, at?: string): Promise<RatifiedClient | undefined> {
	const block = at ?? (await api.rpc.chain.getFinalizedHead()).toHex();
	const read = (await api.at(block)).call['governanceApi']?.['client'];
	if (!read) {
		throw new Error(`block ${block} is of a chain without governance`);
	}
	const found = (await read(domain)) as { isSome: boolean; unwrap(): Decoded };
	return found.isSome ? plain(found.unwrap()) : undefined;
}

function plain({ hash_, uri, post, at }: Decoded): RatifiedClient {
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(uri.toU8a(true));
	return { hash: hash_.toHex(), uri: text, post: post.toHex(), at: at.toNumber() };
}

/** BLAKE2b-256 of bytes. */
export function hashBytes(bytes: Uint8Array): Hex {
	return toHex(blake2b(bytes, { dkLen: HASH_BYTES }));
}

/** BLAKE2b-256 of a file, of which never more than a few chunks are in memory. */
export async function hashFile(path: string): Promise<Hex> {
	const state = blake2b.create({ dkLen: HASH_BYTES });
	for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
		state.update(chunk as Buffer);
	}
	return toHex(state.digest());
}

/** Whether a file, or bytes, are the bundle that `domain` had ratified last in the last finalised block. */
export async function checkBundle(api: Chain, file: string | Uint8Array, domain = 0): Promise<BundleCheck> {
	const hash = typeof file === 'string' ? await hashFile(file) : hashBytes(file);
	return compareHash(hash, await ratifiedClient(api, domain));
}

/** Whether what has this hash is that bundle. */
export function compareHash(hash: Hex, client: RatifiedClient | undefined): BundleCheck {
	if (client === undefined) {
		return { ratified: false, reason: 'nothing ratified', hash };
	}
	return client.hash === hash ? { ratified: true, hash, client } : { ratified: false, reason: 'another hash', hash, client };
}

function toHex(bytes: Uint8Array): Hex {
	return `0x${bytesToHex(bytes)}`;
}
