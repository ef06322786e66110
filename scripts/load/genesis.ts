/**
 * Adds accounts by the hundred thousand to a raw chain specification. The runtime builds a genesis
 * in memory, which limits it to fewer. All the accounts are copies of one.
 */

import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { bnToU8a, compactFromU8a, compactToU8a, hexToBigInt, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, xxhashAsU8a } from '@polkadot/util-crypto';

/** A chain's storage, as a raw chain specification has it: keys and values as hexadecimal. */
export type Storage = Record<string, string>;

/** A raw chain specification, as far as this module touches it. */
export interface RawSpec {
	genesis: { raw: { top: Storage } };
}

/** The amounts that each of the accounts adds to the chain's totals. */
export interface Endowment {
	tokens: bigint;
	/** REP in a domain without a half-life, in shares. */
	reputation?: { domain: number; shares: bigint };
}

/**
 * Copies the storage under one account to other accounts, and corrects the totals. All by public
 * keys.
 */
export function addAlike(storage: Storage, account: Uint8Array, others: Uint8Array[], { tokens, reputation }: Endowment): void {
	const suffix = hashed(account);
	const own = Object.entries(storage).filter(([key]) => key.endsWith(suffix));
	const prefixes = own.map(([key, value]) => [key.slice(0, -suffix.length), value] as const);
	for (const other of others) {
		const end = hashed(other);
		prefixes.forEach(([prefix, value]) => {
			storage[prefix + end] = value;
		});
	}
	const count = BigInt(others.length);
	change(storage, itemKey('Balances', 'TotalIssuance'), (value) => addToTotal(value, count * tokens));
	if (reputation) {
		const { domain, shares } = reputation;
		change(storage, ledgerKey(domain), (value) => addToLedger(value, count * shares, others.length));
	}
}

/**
 * Returns the storage of `count` accounts that have the tokens of one account and nothing else, and
 * counts them in the total. Each is made as it is read, since millions would not fit in memory.
 */
export function fill(storage: Storage, account: Uint8Array, count: number, tokens: bigint): Iterable<[key: string, value: string]> {
	const map = itemKey('System', 'Account');
	const value = storage[map + hashed(account)];
	if (value === undefined) {
		throw new Error('the chain specification has no such account');
	}
	change(storage, itemKey('Balances', 'TotalIssuance'), (total) => addToTotal(total, BigInt(count) * tokens));
	return function* () {
		for (let index = 0; index < count; index++) {
			yield [map + hashed(createHash('sha256').update(`account ${index}`).digest()), value] as [string, string];
		}
	}();
}

/** Characters that are written at a time. */
const PIECE = 1 << 20;

/**
 * Writes a raw specification with more storage than it has. The storage is written item by item: a
 * few million accounts are longer than a text may be.
 */
export function writeRawSpec(path: string, spec: RawSpec, more: Iterable<[key: string, value: string]>): void {
	const { raw } = spec.genesis;
	const empty = JSON.stringify({ ...spec, genesis: { ...spec.genesis, raw: { ...raw, top: {} } } });
	const [head, tail] = empty.split('"top":{}') as [string, string];
	const file = openSync(path, 'w');
	let piece = `${head}"top":{`;
	let separator = '';
	for (const items of [Object.entries(raw.top), more]) {
		for (const [key, value] of items) {
			piece += `${separator}"${key}":"${value}"`;
			separator = ',';
			if (piece.length > PIECE) {
				writeSync(file, piece);
				piece = '';
			}
		}
	}
	writeSync(file, `${piece}}${tail}`);
	closeSync(file);
}

function change(storage: Storage, key: string, to: (value: Uint8Array) => Uint8Array): void {
	const value = storage[key];
	if (value === undefined) {
		throw new Error(`the chain specification has nothing under ${key}`);
	}
	storage[key] = u8aToHex(to(hexToU8a(value)));
}

/** Adds to a number of 128 bits. */
function addToTotal(value: Uint8Array, added: bigint): Uint8Array {
	return bnToU8a(hexToBigInt(u8aToHex(value), { isLe: true }) + added, { bitLength: 128, isLe: true });
}

/** Bytes before a ledger's shares: no half-life (1 byte), the era (compact, 1), its start (4). */
const BEFORE_SHARES = 6;

/**
 * Adds to a domain's ledger. Its shares, its loss by rounding, and the number of its accounts, all
 * three compact, come one after the other.
 */
function addToLedger(value: Uint8Array, shares: bigint, accounts: number): Uint8Array {
	const rest = value.subarray(BEFORE_SHARES);
	const [sharesLength, allShares] = compactFromU8a(rest);
	const [roundingsLength] = compactFromU8a(rest.subarray(sharesLength));
	const before = sharesLength + roundingsLength;
	const [accountsLength, allAccounts] = compactFromU8a(rest.subarray(before));
	return u8aConcat(
		value.subarray(0, BEFORE_SHARES),
		compactToU8a(BigInt(allShares.toString()) + shares),
		rest.subarray(sharesLength, before),
		compactToU8a(allAccounts.toNumber() + accounts),
		rest.subarray(before + accountsLength),
	);
}

/** Returns the storage key of a domain's ledger. */
export function ledgerKey(domain: number): string {
	const number = bnToU8a(domain, { bitLength: 32, isLe: true });
	return itemKey('Reputation', 'Ledgers') + hex(u8aConcat(xxhashAsU8a(number, 64), number));
}

/** Returns the storage key of a pallet's item, or the prefix of a map's keys. */
export function itemKey(pallet: string, item: string): string {
	return `0x${hex(u8aConcat(xxhashAsU8a(pallet, 128), xxhashAsU8a(item, 128)))}`;
}

/** Returns the end of the keys of maps by account: hash and account. */
function hashed(account: Uint8Array): string {
	return hex(u8aConcat(blake2AsU8a(account, 128), account));
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}
