/** Submits calls and follows them into blocks. */

import type { ApiPromise } from '@polkadot/api';
import type { Signer, SignerOptions, SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import type { ISubmittableResult } from '@polkadot/types/types';
import { PoolError, asDispatchFailure, asPoolError } from './errors.js';
import { checkFields } from './fields.js';
import { fieldName, refuseUndefined } from './plain.js';
import type { Address, Hex } from './units.js';
import { inTime } from './wait.js';

/** A call that polkadot.js can sign and submit: any of `api.tx`. */
export type Call = SubmittableExtrinsic<'promise'>;

/** The block that included a transaction, and its effects. */
export interface Included {
	blockHash: Hex;
	blockNumber: number;
	/** The transaction's events, in order. */
	events: EventRecord[];
	/** Units that the signer paid, the tip included. */
	fee: bigint;
}

/** Choices for a transaction. */
export interface SubmitOptions {
	/** Default: the account's next. */
	nonce?: number;
	/** Units, on top of the fee. */
	tip?: bigint;
	/** The event to wait for; default `inBlock`. */
	until?: 'inBlock' | 'finalized';
	/** Milliseconds before `TimedOut`; default a minute. */
	timeoutMs?: number;
	/** Signs for an account that is given by its address: a wallet extension's `signer`. */
	signer?: Signer;
}

const SUBMIT_TIMEOUT_MS = 60_000;

/**
 * Signs a call, submits it, and waits until a block includes it. Rejects with `PoolError` if it
 * gets into no block, and with `DispatchFailure` if it fails in its block. Rejects with `TimedOut`
 * if neither is known in time.
 */
export async function submit(
	api: ApiPromise,
	call: Call,
	account: KeyringPair | Address,
	options: SubmitOptions = {},
): Promise<Included> {
	const { until = 'inBlock', timeoutMs = SUBMIT_TIMEOUT_MS, ...rest } = options;
	const signing: Partial<SignerOptions> = { nonce: -1, ...rest };
	const what = `${call.method.section}.${call.method.method} ${until === 'inBlock' ? 'in a block' : 'finalised'}`;
	let unsubscribe: (() => void) | undefined;
	const done = new Promise<ISubmittableResult>((resolve, reject) => {
		call.signAndSend(account, signing, (result) => {
			const failure = poolFailure(result);
			if (failure) {
				reject(failure);
			} else if (result.isFinalized || (until === 'inBlock' && result.isInBlock)) {
				resolve(result);
			}
		}).then((stop) => { unsubscribe = stop; }, (error: unknown) => reject(asPoolError(error)));
	});
	const result = await inTime(done, what, timeoutMs).finally(() => unsubscribe?.());
	if (result.dispatchError) {
		throw asDispatchFailure(api.registry, result.dispatchError);
	}
	return included(api, result);
}

/**
 * Returns the call `pallet.name` with arguments as polkadot.js takes them. Throws if the chain has
 * no such call, if a value is undefined, and if an object in the arguments lacks a field or has one
 * too many.
 */
export function makeCall(api: ApiPromise, pallet: string, name: string, ...args: unknown[]): Call {
	const call = api.tx[pallet]?.[name];
	if (!call) {
		throw new Error(`the chain has no call ${pallet}.${name}`);
	}
	refuseUndefined(args, `${pallet}.${name}`);
	const made = call(...args);
	made.method.args.forEach((encoded, index) => {
		checkFields(`${pallet}.${name}.${fieldName(`${call.meta.args[index]?.name}`)}`, args[index], encoded);
	});
	return made;
}

function poolFailure({ status }: ISubmittableResult): PoolError | undefined {
	const failed = status.isInvalid || status.isDropped || status.isUsurped || status.isFinalityTimeout;
	return failed ? new PoolError(null, status.type, `the pool let the transaction go: ${status.type}`) : undefined;
}

async function included(api: ApiPromise, { status, events }: ISubmittableResult): Promise<Included> {
	const blockHash = (status.isFinalized ? status.asFinalized : status.asInBlock).toHex();
	const header = await api.rpc.chain.getHeader(blockHash);
	const paid = events.map(({ event }) => event).find((event) => api.events.transactionPayment.TransactionFeePaid.is(event));
	return { blockHash, blockNumber: header.number.toNumber(), events, fee: BigInt(paid?.data[1]?.toString() ?? 0) };
}
