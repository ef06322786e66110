import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { TypeRegistry } from '@polkadot/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import { type Storage, addAlike, fill, itemKey, ledgerKey, writeRawSpec } from '../../scripts/load/genesis.ts';

const registry = new TypeRegistry();
registry.register({
	Domain: {
		halfLife: 'Option<u32>', era: 'Compact<u32>', eraStart: 'u32', shares: 'Compact<u128>', roundings: 'Compact<u128>', accounts: 'Compact<u64>',
		paidThisEra: 'bool', index: 'U256', paidIn: 'Compact<u128>',
	},
});

function ledger(shares: bigint, accounts: number): string {
	return registry.createType('Domain', {
		era: 0, eraStart: 0, shares, roundings: 2n ** 40n, accounts, index: 77, paidIn: 3,
	}).toHex();
}

function key(map: string, account: Uint8Array): string {
	return map + blake2AsHex(account, 128).slice(2) + Buffer.from(account).toString('hex');
}

// Protects: totals that don't fit their parts make every check of a chain's books fail; so would a
// field that moved.
test('accounts should be added with what one has, and counted in the totals', () => {
	const [one, two, three, stranger] = [1, 2, 3, 4].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
	const accounts = itemKey('System', 'Account');
	const members = `${itemKey('Reputation', 'Accounts')}0011223344`;
	const storage: Storage = {
		[key(accounts, one)]: '0xaa',
		[key(accounts, stranger)]: '0xcc',
		[key(members, one)]: '0xbb',
		[itemKey('Balances', 'TotalIssuance')]: registry.createType('u128', 2n ** 70n).toHex(true),
		[ledgerKey(0)]: ledger(5n, 1),
		[ledgerKey(2)]: ledger(1_000n, 63),
	};
	const before = { ...storage };
	addAlike(storage, one, [two, three], { tokens: 2n ** 60n, reputation: { domain: 2, shares: 2n ** 50n } });
	assert.deepEqual(storage, {
		...before,
		[key(accounts, two)]: '0xaa',
		[key(accounts, three)]: '0xaa',
		[key(members, two)]: '0xbb',
		[key(members, three)]: '0xbb',
		[itemKey('Balances', 'TotalIssuance')]: registry.createType('u128', 2n ** 70n + 2n ** 61n).toHex(true),
		[ledgerKey(2)]: ledger(1_000n + 2n ** 51n, 65),
	});
	assert.throws(() => addAlike({}, one, [], { tokens: 0n }), /nothing under 0xc2261276cc9d1f8598ea4b6a74b15c2f57c875e4cff74148e4628f264b974c80/);
});

// Protects: a state of millions of accounts is a specification that the node reads, with books that
// balance, although it is never in memory as a whole.
test('accounts should fill a specification item by item', () => {
	const one = new Uint8Array(32).fill(1);
	const account = key(itemKey('System', 'Account'), one);
	const total = itemKey('Balances', 'TotalIssuance');
	const top: Storage = { [account]: '0xaa', '0x01': '0x02', [total]: registry.createType('u128', 7).toHex(true) };
	const raw = { top, childrenDefault: {} };
	const folder = mkdtempSync(join(tmpdir(), 'witan-'));
	try {
		const path = join(folder, 'spec.json');
		// More than is written at a time.
		writeRawSpec(path, { name: 'Test', genesis: { raw }, properties: null } as { genesis: { raw: typeof raw } }, fill(top, one, 10_000, 5n));
		const written = JSON.parse(readFileSync(path, 'utf8')) as { name: string; properties: null; genesis: { raw: typeof raw } };
		assert.deepEqual([written.name, written.properties, written.genesis.raw.childrenDefault], ['Test', null, {}]);
		const items = Object.entries(written.genesis.raw.top);
		assert.equal(items.length, 3 + 10_000);
		assert.equal(items.filter(([each, value]) => each.startsWith(itemKey('System', 'Account')) && value === '0xaa').length, 1 + 10_000);
		assert.equal(new Set(items.map(([each]) => each.length)).size, 3);
		assert.equal(written.genesis.raw.top[total], registry.createType('u128', 50_007).toHex(true));
	} finally {
		rmSync(folder, { recursive: true });
	}
	assert.throws(() => fill({}, one, 1, 5n), /no such account/);
});
