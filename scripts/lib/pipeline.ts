/** Sends many transactions of one account without waiting for each. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { type Call, PoolError, asPoolError } from '@witan/client/chain';

/** The options for sending transactions. */
export interface SendOptions {
	/** The maximum number of transactions that are in no final block. */
	window?: number;
	/** The tip added to each fee. */
	tip?: bigint;
	/** A listener for each transaction, as hexadecimal, before it is submitted. */
	onSigned?: (transaction: string) => void;
	/**
	 * A function that has the chain make a block, called when it makes none: for chains that make
	 * blocks on demand.
	 */
	onStall?: () => Promise<void>;
	/** The time without a newly final transaction after which sending fails. */
	timeoutMs?: number;
}

/** The pool's words for "not now": temporarily banned, of too low a priority, full. */
const TEMPORARY = new Set([1012, 1014, 1016]);
const POLL_MS = 100;
/**
 * The time without a block after which a chain is taken for one that makes blocks on demand.
 * Several slots.
 */
const STALL_MS = 10_000;
/** The time for which such a chain is left in peace from then on. */
const DEMAND_MS = 200;

/**
 * Signs the calls with the account's next nonces, submits them in order, and waits until all are in
 * final blocks. Their events tell whether they succeeded.
 */
export async function sendAll(api: ApiPromise, signer: KeyringPair, calls: Call[], options: SendOptions = {}): Promise<void> {
	const { window = 64, tip = 0n, onSigned, onStall, timeoutMs = 120_000 } = options;
	const first = (await api.rpc.system.accountNextIndex(signer.address)).toNumber();
	const chain = new Progress(api, onStall);
	const final = async () => Math.max(0, await finalNonce(api, signer.address) - first);
	let done = 0;
	let since = Date.now();
	const advance = async () => {
		await chain.wait();
		const now = await final();
		if (now > done) {
			done = now;
			since = Date.now();
		} else if (Date.now() - since > timeoutMs) {
			throw new Error(`${calls.length - done} of ${calls.length} transactions of ${signer.address} are not final, and ${timeoutMs} ms brought none`);
		}
	};
	for (const [index, call] of calls.entries()) {
		while (index - done >= window) {
			await advance();
		}
		// Immortal: what is signed for one era would be too old where blocks come by the hundred in
		// a second.
		const signed = await call.signAsync(signer, { nonce: first + index, era: 0, tip });
		onSigned?.(signed.toHex());
		await submitPatiently(api, signed.toHex(), advance);
	}
	while (done < calls.length) {
		await advance();
	}
}

/** Waits until a condition holds; calls `onStall` while the chain stands still. */
export async function waitUntil(
	api: ApiPromise,
	condition: () => Promise<boolean>,
	what: string,
	{ onStall, timeoutMs = 120_000 }: Pick<SendOptions, 'onStall' | 'timeoutMs'> = {},
): Promise<void> {
	const chain = new Progress(api, onStall);
	const deadline = Date.now() + timeoutMs;
	while (!(await condition())) {
		if (Date.now() > deadline) {
			throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
		}
		await chain.wait();
	}
}

/** Watches whether a chain makes blocks. */
class Progress {
	private best = 0;
	private since = Date.now();
	private patienceMs = STALL_MS;

	constructor(private readonly api: ApiPromise, private readonly onStall?: () => Promise<void>) {}

	async wait(): Promise<void> {
		await sleep(POLL_MS);
		const best = (await this.api.rpc.chain.getHeader()).number.toNumber();
		if (best > this.best) {
			this.best = best;
			this.since = Date.now();
		} else if (this.onStall && Date.now() - this.since > this.patienceMs) {
			this.since = Date.now();
			this.patienceMs = DEMAND_MS;
			await this.onStall();
		}
	}
}

async function submitPatiently(api: ApiPromise, transaction: string, pause: () => Promise<void>): Promise<void> {
	for (;;) {
		try {
			await api.rpc.author.submitExtrinsic(transaction);
			return;
		} catch (error) {
			const reason = asPoolError(error);
			if (!(reason instanceof PoolError && TEMPORARY.has(reason.code ?? 0))) {
				throw reason;
			}
			await pause();
		}
	}
}

async function finalNonce(api: ApiPromise, address: string): Promise<number> {
	const at = await api.at(await api.rpc.chain.getFinalizedHead());
	return (await at.query.system.account(address)).nonce.toNumber();
}
