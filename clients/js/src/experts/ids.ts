/** Ids, salts and hashes as the chain makes them, without asking a node. */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { bnToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, decodeAddress } from '@polkadot/util-crypto';
import type { Call } from '../chain/submit.js';
import type { Address, Hex } from '../chain/units.js';
import type { PoolId, PostId, Side } from './types.js';

/** Returns the id of the post that a call `forum.post` makes: the BLAKE2b-256 of its arguments. */
export function postId({ method }: Call): PostId {
	// Behind the two bytes that name the call.
	return blake2AsHex(method.toU8a().subarray(2));
}

/**
 * Returns the salt of an account's vote in a pool. It depends on nothing but the account's key and
 * the pool, so that it need not be kept. It is not a plain signature, because those of sr25519 are
 * random, but the part of a verifiable random function's signature that is not; for ed25519 and
 * ECDSA, whose signatures are not random either, a hash of the signature.
 */
export function saltOf(account: KeyringPair, api: ApiPromise, pool: PoolId): Hex {
	const message = u8aConcat(stringToU8a('witan/validation-pool/salt'), api.genesisHash.toU8a(), littleEndian(pool, 64));
	return u8aToHex(account.vrfSign(message).subarray(0, 32));
}

/**
 * Returns the hash with which an account commits itself to a side and an amount of REP, with a salt
 * of 32 bytes: what the runtime API `validationPoolApi.commitHash` returns, without telling a node
 * the side.
 */
export function commitHash(
	api: ApiPromise,
	{ pool, who, side, amount, salt }: { pool: PoolId; who: Address; side: Side; amount: bigint; salt: Hex },
): Hex {
	const sides: Record<Side, number> = { Aye: 0, Nay: 1 };
	return blake2AsHex(u8aConcat(
		api.genesisHash.toU8a(),
		littleEndian(pool, 64),
		decodeAddress(who),
		[sides[side]],
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

function littleEndian(value: bigint, bitLength: number): Uint8Array {
	return bnToU8a(value, { bitLength, isLe: true });
}
