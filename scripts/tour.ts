/**
 * Shows a development chain at work: a transfer and a staking bond, each followed until it is final.
 *
 * Usage: tour.ts WS_URL
 */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { type Call, WIT, connect, devAccounts, submit } from '../tests/lib/chain.ts';

const TRANSFER = 100n * WIT;
const BOND = 1_000n * WIT;

/** One thing that is shown: who signs what, and how to say what it did. */
interface Step {
	signer: KeyringPair;
	call: Call;
	/** In plain words, once it is final. */
	tells: string;
}

async function tour(ws: string): Promise<void> {
	const api = await connect(ws);
	try {
		const { alice, bob } = await devAccounts();
		await show(api, transfer(api, alice, bob));
		await show(api, await bond(api, bob));
	} finally {
		await api.disconnect();
	}
}

function transfer(api: ApiPromise, from: KeyringPair, to: KeyringPair): Step {
	return {
		signer: from,
		call: api.tx.balances.transferKeepAlive(to.address, TRANSFER),
		tells: `${nameOf(from)} sent ${inWit(TRANSFER)} to ${nameOf(to)}`,
	};
}

/** A first bond, or more of it if the account has one from an earlier tour. */
async function bond(api: ApiPromise, who: KeyringPair): Promise<Step> {
	const ledger = await api.query.staking.ledger(who.address);
	const before = ledger.isSome ? ledger.unwrap().active.toBigInt() : 0n;
	return {
		signer: who,
		call: ledger.isSome ? api.tx.staking.bondExtra(BOND) : api.tx.staking.bond(BOND, 'Staked'),
		tells: `${nameOf(who)} bonded ${inWit(BOND)} for staking, ${inWit(before + BOND)} in all`,
	};
}

async function show(api: ApiPromise, { signer, call, tells }: Step): Promise<void> {
	const started = Date.now();
	const { blockNumber, fee } = await submit(api, call, signer, { until: 'finalized' });
	const seconds = ((Date.now() - started) / 1_000).toFixed(1);
	console.log(`block ${blockNumber}: ${tells}; the fee was ${inWit(fee)}; final ${seconds} s after it was sent`);
}

function nameOf({ meta }: KeyringPair): string {
	return String(meta['name']);
}

/** An amount in WIT, without needless zeros: `100 WIT`, `0.001525 WIT`. */
function inWit(units: bigint): string {
	const decimals = (units % WIT).toString().padStart(9, '0').replace(/0+$/, '');
	return `${units / WIT}${decimals && `.${decimals}`} WIT`;
}

const [ws, ...rest] = process.argv.slice(2);
if (ws === undefined || rest.length > 0 || !/^wss?:/.test(ws)) {
	console.error('usage: tour.ts WS_URL, for example ws://127.0.0.1:9944');
	process.exit(2);
}
try {
	await tour(ws);
	process.exit(0);
} catch (error) {
	console.error(`the tour stopped: ${(error as Error).message.replace(/\s+/g, ' ')}`);
	process.exit(1);
}
