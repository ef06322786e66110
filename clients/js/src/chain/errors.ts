/** Refusals as typed errors. */

import type { DispatchError } from '@polkadot/types/interfaces';
import type { Registry } from '@polkadot/types/types';
import { hexToU8a } from '@polkadot/util';
import { plain } from './plain.js';
import type { Hex } from './units.js';

/**
 * A call that was included in a block and failed there: it paid its fee and changed nothing else.
 */
export class DispatchFailure extends Error {
	override readonly name = 'DispatchFailure';

	constructor(
		/**
		 * The pallet as in `api.tx`; `Token`, `Arithmetic`, `Transactional`, `Trie` or `Dispatch`
		 * for errors that belong to none.
		 */
		readonly module: string,
		/** The error's name in the metadata, such as `NotStash`. */
		readonly error: string,
		/** The error's description in the metadata; empty for errors of no pallet. */
		readonly docs: string,
	) {
		super(`${module}.${error}${docs && `: ${docs}`}`);
	}
}

/** A transaction that got into no block: the node's pool refused or dropped it. */
export class PoolError extends Error {
	override readonly name = 'PoolError';

	constructor(
		/**
		 * The JSON-RPC error code, 1010 for an invalid transaction; null if the pool accepted it
		 * first and dropped it later.
		 */
		readonly code: number | null,
		/**
		 * The runtime's reason (`Stale`, `Payment`, `BadProof`, ...), or the pool's (`Dropped`,
		 * `Usurped`, ...).
		 */
		readonly kind: string,
		message: string,
	) {
		super(message);
	}
}

/**
 * The reasons for which a runtime calls a transaction invalid
 * (`sp_runtime::transaction_validity::InvalidTransaction`), by the first words of the node's text
 * for them.
 */
const INVALID_TRANSACTION: Record<string, string> = {
	'Transaction call is not expected': 'Call',
	'Transaction will be valid in the future': 'Future',
	'Transaction is outdated': 'Stale',
	'Transaction has a bad signature': 'BadProof',
	'Transaction has an ancient birth block': 'AncientBirthBlock',
	'Transaction would exhaust the block limits': 'ExhaustsResources',
	'Inability to pay some fees': 'Payment',
	'Invalid signing address': 'BadSigner',
};

/** The other reasons of a pool, by JSON-RPC error code. */
const POOL_CODES: Record<number, string> = {
	1001: 'BadFormat',
	1002: 'Verification',
	1010: 'Invalid',
	1011: 'UnknownValidity',
	1012: 'TemporarilyBanned',
	1013: 'AlreadyImported',
	1014: 'TooLowPriority',
	1016: 'ImmediatelyDropped',
};

/** Returns an error of JSON-RPC as a {@link PoolError}, and any other error unchanged. */
export function asPoolError(error: unknown): unknown {
	const { code, message = '' } = error as { code?: unknown; message?: string };
	if (typeof code !== 'number') {
		return error;
	}
	// polkadot.js moves the reason, which is the error's data, into its message.
	const reason = Object.keys(INVALID_TRANSACTION).find((text) => message.includes(text)) ?? '';
	return new PoolError(code, INVALID_TRANSACTION[reason] ?? POOL_CODES[code] ?? 'Unknown', message);
}

/**
 * A `DispatchError` as {@link plain} returns it: `Module` with `index` and `error`, others with a
 * `value` or nothing.
 */
export interface PlainDispatchError {
	type: string;
	value?: unknown;
	index?: number;
	error?: Hex;
}

/**
 * Returns the error of a failed call, as polkadot.js decodes it or as {@link plain} returns it, as
 * a {@link DispatchFailure}. `registry` is the connection's: `api.registry`.
 */
export function asDispatchFailure(registry: Registry, failed: DispatchError | PlainDispatchError): DispatchFailure {
	const { type, value, index, error } = ('registry' in failed ? plain(failed) : failed) as PlainDispatchError;
	if (index !== undefined && error !== undefined) {
		// The first of the error's four bytes is its number in the pallet.
		const { section, name, docs } = registry.findMetaError(Uint8Array.of(index, ...hexToU8a(error).subarray(0, 1)));
		return new DispatchFailure(section, name, docs.join(' ').trim());
	}
	return typeof value === 'string' ? new DispatchFailure(type, value, '') : new DispatchFailure('Dispatch', type, '');
}
