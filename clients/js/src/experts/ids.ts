/** Ids, salts and hashes as the chain makes them, without asking a node. */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { bnToU8a, hexToU8a, isHex, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, decodeAddress } from '@polkadot/util-crypto';
import type { Call } from '../chain/submit.js';
import type { Address, Hex } from '../chain/units.js';
import type { PoolId, PostId, Side } from './types.js';

const SIDES: ReadonlyMap<Side, number> = new Map([['Aye', 0], ['Nay', 1]]);
const SALT_BITS = 256;

/**
 * Returns the id of the post that a call `forum.post` makes: the BLAKE2b-256 of its arguments.
 * Throws on a call that names no authors: its post is its sender's, and has the id of the call that
 * names the sender.
 */
export function postId({ method }: Call): PostId {
	const authors = method.args[1];
	if (authors === undefined || authors.isEmpty) {
		throw new Error('the call names no authors, so that its id depends on who sends it');
	}
	// Behind the two bytes that name the call.
	return blake2AsHex(method.toU8a().subarray(2));
}

/**
 * Returns the salt of an account's vote in a pool: the output of the verifiable random function of
 * its key. It depends on nothing but the key and the pool, so that it need not be kept. Throws on a
 * key that is not of sr25519 and so has no such function; its user keeps a random salt.
 */
export function saltOf(account: KeyringPair, api: ApiPromise, pool: PoolId): Hex {
	if (account.type !== 'sr25519') {
		throw new Error(`a key of ${account.type} makes no salt again: take 32 random bytes, and keep them`);
	}
	const message = u8aConcat(stringToU8a('witan/validation-pool/salt'), api.genesisHash.toU8a(), littleEndian(pool, 64));
	return u8aToHex(account.vrfSign(message).subarray(0, 32));
}

/**
 * Returns the hash with which an account commits itself to a side and an amount of REP, with a salt
 * of 32 bytes. The runtime API `validationPoolApi.commitHash` returns the same, but the node that
 * answers sees the side. Throws on values that the chain does not have: no side could be shown for
 * their hash.
 */
export function commitHash(
	api: ApiPromise,
	{ pool, who, side, amount, salt }: { pool: PoolId; who: Address; side: Side; amount: bigint; salt: Hex },
): Hex {
	const number = SIDES.get(side);
	if (number === undefined) {
		throw new Error(`a side is Aye or Nay, not ${side}`);
	}
	if (!isHex(salt, SALT_BITS)) {
		throw new Error('a salt is 0x and 64 hexadecimal digits');
	}
	return blake2AsHex(u8aConcat(
		api.genesisHash.toU8a(),
		littleEndian(pool, 64),
		decodeAddress(who),
		[number],
		littleEndian(amount, 128),
		hexToU8a(salt),
	));
}

/**
 * Returns the side to which a commitment's salt binds an account: that of the `hash` and `amount`
 * of the sealed choice that `Experts.vote` returns. Returns null if the salt is another's. With
 * `saltOf`, an account needs nothing but its key to reveal.
 */
export function committedSide(
	api: ApiPromise,
	{ hash, ...vote }: { pool: PoolId; who: Address; amount: bigint; salt: Hex; hash: Hex },
): Side | null {
	return (['Aye', 'Nay'] as const).find((side) => commitHash(api, { ...vote, side }) === hash) ?? null;
}

/** Returns an unsigned integer's bytes, a number's too. Throws on any other value. */
function littleEndian(value: bigint, bitLength: number): Uint8Array {
	// Dapps in JavaScript pass numbers, and values that are missing.
	const integer = Number.isSafeInteger(value) ? BigInt(value) : value;
	if (typeof integer !== 'bigint' || BigInt.asUintN(bitLength, integer) !== integer) {
		throw new Error(`not an integer of ${bitLength} bits without a sign: ${value}`);
	}
	return bnToU8a(integer, { bitLength, isLe: true });
}
