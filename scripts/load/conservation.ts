/**
 * Compares the chain's books with the generator's: no transaction lost, none done twice, none
 * failed.
 */

import { hexToU8a } from '@polkadot/util';
import { blake2AsHex, xxhashAsHex } from '@polkadot/util-crypto';
import type { Ledger } from './generator.ts';
import { AMOUNT } from './loads.ts';
import type { RpcSocket } from './rpc.ts';
import { ENDOWMENT } from './spec.ts';

interface Account {
	nonce: number;
	/** Tokens, free and held for deposits. */
	owned: bigint;
	/** Tokens among them that are held. */
	held: bigint;
}

const ACCOUNT_PREFIX = xxhashAsHex('System', 128) + xxhashAsHex('Account', 128).slice(2);
const ACCOUNTS_PER_REQUEST = 500;
/**
 * The offset of the free balance in `AccountInfo`, after the nonce and three reference counts of 4
 * bytes each. The held balance follows it.
 */
const FREE_OFFSET = 16;
const HELD_OFFSET = 32;

/** The maximum number of accounts that a message names. */
const EXAMPLES = 5;

/** The books to compare: those of balances tell transfers from fees only where fees are small. */
export type Books = 'nonces and balances' | 'nonces';

/**
 * Returns the differences at this block, in words; none if the books agree. `finalised` is the
 * number of transactions in its chain.
 */
export async function checkConservation(rpc: RpcSocket, block: string, ledger: Ledger, finalised: number, books: Books): Promise<string[]> {
	const problems: string[] = [];
	const accounts = await readAccounts(rpc, block, ledger.publicKeys);
	const nonces = accounts.reduce((sum, { nonce }) => sum + nonce, 0);
	if (nonces !== finalised) {
		problems.push(`the senders' nonces sum to ${nonces}, but ${finalised} transactions are final`);
	}
	const wrong = accounts.flatMap((account, index) => {
		const [sent, given, received] = [ledger.sent[index] as number, ledger.given[index] as number, ledger.received[index] as number];
		const fitting = account.nonce === sent && (books === 'nonces' || fits(account, given, received));
		return fitting ? [] : [`//Sender//${index} (sent ${sent}, of them ${given} transfers, received ${received}, nonce ${account.nonce})`];
	});
	if (wrong.length > 0) {
		problems.push(`${wrong.length} accounts have another nonce or balance than their transactions give: ${wrong.slice(0, EXAMPLES).join(', ')}`);
	}
	return problems;
}

/**
 * Returns true if the balance is what the transfers left of the endowment, less fees. In sum, fees
 * are less than half of one transfer.
 */
function fits({ owned }: Account, given: number, received: number): boolean {
	const fees = ENDOWMENT + BigInt(received - given) * AMOUNT - owned;
	return fees >= 0n && fees < AMOUNT / 2n;
}

/** Tokens of accounts that were endowed alike, in units. */
export interface Spending {
	/** Tokens that no longer belong to any of them. */
	spent: bigint;
	/** Tokens that are held, and may come back. */
	held: bigint;
}

/**
 * Sums up at a block what accounts have spent of their endowments, and what is held of the rest.
 */
export async function spendingOf(rpc: RpcSocket, block: string, publicKeys: Uint8Array[]): Promise<Spending> {
	const accounts = await readAccounts(rpc, block, publicKeys);
	return accounts.reduce((sum, { owned, held }) => (
		{ spent: sum.spent + ENDOWMENT - owned, held: sum.held + held }
	), { spent: 0n, held: 0n });
}

async function readAccounts(rpc: RpcSocket, block: string, publicKeys: Uint8Array[]): Promise<Account[]> {
	const keys = publicKeys.map((publicKey) => accountKey(publicKey));
	const values = new Map<string, string | null>();
	for (let from = 0; from < keys.length; from += ACCOUNTS_PER_REQUEST) {
		const page = keys.slice(from, from + ACCOUNTS_PER_REQUEST);
		const [set] = await rpc.request<{ changes: [string, string | null][] }[]>('state_queryStorageAt', [page, block]);
		set?.changes.forEach(([key, value]) => values.set(key, value));
	}
	return keys.map((key) => decodeAccount(values.get(key) ?? null));
}

function accountKey(publicKey: Uint8Array): string {
	return ACCOUNT_PREFIX + blake2AsHex(publicKey, 128).slice(2) + Buffer.from(publicKey).toString('hex');
}

function decodeAccount(value: string | null): Account {
	if (value === null) {
		return { nonce: 0, owned: 0n, held: 0n };
	}
	const bytes = hexToU8a(value);
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	const amount = (offset: number) => view.getBigUint64(offset, true) + (view.getBigUint64(offset + 8, true) << 64n);
	const held = amount(HELD_OFFSET);
	return { nonce: view.getUint32(0, true), owned: amount(FREE_OFFSET) + held, held };
}
