import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApiPromise } from '@polkadot/api';
import { TypeRegistry } from '@polkadot/types';
import { hexToU8a } from '@polkadot/util';
import {
	type Hex, PoolError, TimedOut, account, asDispatchFailure, asPoolError, connect, inTime, makeCall, plain, plainText, readApi, sleep, textBytes,
	waitFor,
} from '@witan/client/chain';
import { type Side, commitHash, committedSide } from '@witan/client/experts';
import { type Action, type Undo, encodeDirective, setParameter } from '@witan/client/governance';
import { checkFields } from '../../clients/js/src/chain/fields.ts';

describe('waits', () => {
	// Protects: nothing that a dapp waits for hangs it, and it is told what did not come.
	test('wait should end in time with its name', async () => {
		const timedOut = (what: string) => (error: unknown) => error instanceof TimedOut && error.what === what && error.timeoutMs === 30;
		await assert.rejects(inTime(sleep(5_000), 'an answer', 30), timedOut('an answer'));
		await assert.rejects(waitFor(() => null, 'a block', { timeoutMs: 30, meanwhile: () => sleep(5) }), timedOut('a block'));
		const never = new Promise<never>(() => undefined);
		await assert.rejects(waitFor(() => never, 'a look', { timeoutMs: 30 }), timedOut('a look'));
		await assert.rejects(waitFor(() => null, 'a pause', { timeoutMs: 30, meanwhile: () => never }), timedOut('a pause'));
	});

	// Protects: a wait without a bound of its own does not end at once.
	test('wait should last when its bound is longer than a timer can be', async () => {
		const answer = async () => { await sleep(50); return 7; };
		assert.equal(await inTime(answer(), 'an answer', Infinity), 7);
		assert.equal(await inTime(answer(), 'an answer', 2 ** 40), 7);
	});

	// Protects: a URL that a dapp forgot to configure does not lead to whatever runs on this
	// machine.
	test('connection without a node should be refused', async () => {
		await assert.rejects(connect(undefined as unknown as string), /neither a URL nor a provider/);
	});

	// Protects: an answer is returned as it comes, zero and empty text too, and an error is not
	// waited out.
	test('wait should return the first answer and throw the first error', async () => {
		assert.equal(await inTime(Promise.resolve(7), 'an answer', 1_000), 7);
		const answers = [null, undefined, false, 0] as const;
		let looks = 0;
		let between = 0;
		assert.equal(await waitFor(() => answers[looks++], 'zero', { meanwhile: async () => { between++; } }), 0);
		assert.deepEqual([looks, between], [4, 3]);
		assert.equal(await waitFor(() => '', 'a text'), '');
		await assert.rejects(waitFor(() => { throw new Error('gone'); }, 'nothing'), /gone/);
	});
});

describe('errors', () => {
	// Protects: a dapp tells refusals apart by name, not by the text of a node.
	test('refusal should be named by its reason, or by its code', () => {
		const kindOf = (code: number, message: string) => (asPoolError({ code, message }) as PoolError).kind;
		assert.equal(kindOf(1010, '1010: Invalid Transaction: Inability to pay some fees, e.g. account balance too low'), 'Payment');
		assert.equal(kindOf(1010, '1010: Invalid Transaction: Custom error: 3'), 'Invalid');
		assert.equal(kindOf(1014, '1014: Priority is too low'), 'TooLowPriority');
		assert.equal(kindOf(-32_000, 'something else'), 'Unknown');
		const other = new Error('the connection was closed');
		assert.equal(asPoolError(other), other);
	});

	// Protects: the error on record of a directive that failed is named as that of a call.
	test('dispatch error should be named as decoded and as plain value', () => {
		const registry = new TypeRegistry();
		for (const [error, expected] of [
			[{ type: 'Token', value: 'Frozen' }, ['Token', 'Frozen']],
			[{ type: 'Arithmetic', value: 'Overflow' }, ['Arithmetic', 'Overflow']],
			[{ type: 'BadOrigin' }, ['Dispatch', 'BadOrigin']],
		] as const) {
			const plainly = asDispatchFailure(registry, error);
			assert.deepEqual([plainly.module, plainly.error], expected);
			const decoded = registry.createType('DispatchError', { [error.type]: 'value' in error ? error.value : null });
			assert.deepEqual(asDispatchFailure(registry, decoded), plainly);
		}
	});
});

describe('values', () => {
	// Protects: a map in storage is read, and not the text that polkadot.js prints of it.
	test('map should be its keys and values', () => {
		const registry = new TypeRegistry();
		const map = registry.createType('BTreeMap<u8, (u128, Option<u32>)>', new Map([[37, [1n << 100n, null]], [36, [5n, 7]]]));
		assert.deepEqual(plain(map), [[36, [5n, 7]], [37, [1n << 100n, null]]]);
	});
});

describe('accounts', () => {
	const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

	// Protects: a backup of an account, encrypted with a password, does not hold its secret in
	// clear.
	test('secret should not be in the metadata of its account', async () => {
		for (const uri of [PHRASE, `${PHRASE}//stash`, `0x${'1a'.repeat(32)}`, '//Alice']) {
			const pair = await account(uri);
			assert.deepEqual(pair.meta, {});
			assert.doesNotMatch(JSON.stringify(pair.toJson('password')), /bottom|1a1a1a|Alice/);
		}
	});

	// Protects: a mistyped secret is no account that anyone can guess.
	test('text that is no secret should be refused', async () => {
		assert.equal((await account(PHRASE)).address, '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV');
		const mistyped = ['', 'Alice', '0x12', 'bottom drive obey', `${PHRASE} walk`, PHRASE.replace('walk', 'fit'), '///x', '//'];
		for (const uri of mistyped) {
			await assert.rejects(account(uri), /^Error: a secret URI is a mnemonic/, uri);
		}
	});
});

describe('arguments', () => {
	// Protects: a value that a dapp forgot is no vote, and no domain 0.
	test('undefined argument should be refused and others passed on', async () => {
		const taken: unknown[][] = [];
		const take = (...args: unknown[]) => {
			taken.push(args);
			return { method: { args: [] } };
		};
		const api = {
			tx: { pool: { stake: take } },
			call: { poolApi: { stake: async (...args: unknown[]) => take(...args) } },
			registry: new TypeRegistry(),
		};
		for (const args of [[0n, undefined, 1n], [[1, undefined]], [{ terms: { pool: undefined } }]]) {
			assert.throws(() => makeCall(api as unknown as ApiPromise, 'pool', 'stake', ...args), /argument \d of pool.stake is or contains/);
			await assert.rejects(readApi(api, 'poolApi', 'stake', ...args), /argument \d of poolApi.stake is or contains/);
		}
		assert.deepEqual(taken, []);
		makeCall(api as unknown as ApiPromise, 'pool', 'stake', 0n, null, { terms: [false, 0, ''] });
		assert.deepEqual(taken, [[0n, null, { terms: [false, 0, ''] }]]);
	});

	// Protects: nobody stakes REP on a hash for which no side can be shown.
	test('hash of a commitment should be refused for values that the chain does not have', () => {
		const api = { genesisHash: { toU8a: () => hexToU8a(`0x${'07'.repeat(32)}`) } } as unknown as ApiPromise;
		const vote = {
			pool: 1n, who: '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV', side: 'Aye' as Side, amount: 5n, salt: `0x${'12'.repeat(32)}` as const,
		};
		const hash = commitHash(api, vote);
		assert.notEqual(commitHash(api, { ...vote, side: 'Nay' }), hash);
		assert.equal(commitHash(api, { ...vote, amount: 5 as unknown as bigint }), hash);
		const wrong: [string, unknown[]][] = [
			['side', ['aye', 'nay', '', undefined, null]],
			['amount', [-1n, 2n ** 128n, 1.5, '5', undefined, null]],
			['pool', [-1n, 2n ** 64n, undefined]],
			['salt', ['0x', '0x12', `0x${'12'.repeat(33)}`, 'a'.repeat(32), undefined]],
		];
		for (const [field, values] of wrong) {
			for (const value of values) {
				assert.throws(() => commitHash(api, { ...vote, [field]: value }), `${field} ${value}`);
			}
		}
	});
});

describe('fields of arguments', () => {
	const registry = new TypeRegistry();
	registry.register({
		Terms: { winRatio: 'u32', secrecy: 'Secrecy', tiers: 'Vec<Tier>', cap: 'Option<Tier>' },
		Secrecy: { _enum: { Open: 'Null', Hidden: 'Hidden' } },
		Hidden: { period: 'u32' },
		Tier: { from: 'u32' },
	});
	const terms = { winRatio: 1, secrecy: { Hidden: { period: 2 } }, tiers: [{ from: 3 }], cap: null };
	const check = (given: object) => checkFields('pool.open', given, registry.createType('Terms', given));

	// Protects: no pool, service or domain is made with a zero where its author misspelled a field.
	test('fields should be those of the struct, at any depth', () => {
		check(terms);
		check({ ...terms, secrecy: 'Open', cap: { from: 4 } });
		const { winRatio, ...rest } = terms;
		check({ ...rest, win_ratio: winRatio });
		check({ ...terms, cap: undefined });
		assert.throws(() => check(rest), { message: 'pool.open: the field winRatio is missing' });
		assert.throws(() => check({ ...terms, winratio: 1 }), { message: 'pool.open: no field winratio among winRatio, secrecy, tiers, cap' });
		assert.throws(() => check({ ...terms, secrecy: { Hidden: {} } }), { message: 'pool.open.secrecy.Hidden: the field period is missing' });
		assert.throws(() => check({ ...terms, tiers: [{ from: 3 }, {}] }), { message: 'pool.open.tiers[1]: the field from is missing' });
		assert.throws(() => check({ ...terms, tiers: ['0x00000003'] }), { message: 'pool.open.tiers[0]: expected an object with the fields from' });
		assert.throws(() => check({ ...terms, cap: { to: 1 } }), { message: 'pool.open.cap: no field to among from' });
	});
});

describe('commitments', () => {
	// Protects: whoever has the salt finds the side again, and only in the pool and the amount that
	// were committed.
	test('side should be found again by the salt, and by no other', () => {
		const api = { genesisHash: new TypeRegistry().createType('H256', `0x${'01'.repeat(32)}`) } as unknown as ApiPromise;
		const who = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
		const vote = { pool: 7n, who, amount: 5n, salt: `0x${'02'.repeat(32)}` } as const;
		for (const side of ['Aye', 'Nay'] as const) {
			const hash = commitHash(api, { ...vote, side });
			assert.equal(committedSide(api, { ...vote, hash }), side);
			assert.equal(committedSide(api, { ...vote, hash, amount: 6n }), null);
			assert.equal(committedSide(api, { ...vote, hash, pool: 8n }), null);
			assert.equal(committedSide(api, { ...vote, hash, salt: `0x${'03'.repeat(32)}` }), null);
		}
	});
});

describe('directives', () => {
	// Protects: what voters ratify is what the author wrote, in the form that the chain takes.
	test('directive should be encoded as the chain takes it', () => {
		assert.deepEqual(encodeDirective({ action: setParameter('Deposits', 'Pool', 3n) }), {
			action: { SetParameter: { Deposits: { Pool: [null, 3n] } } }, activateAt: null,
		});
		assert.deepEqual(encodeDirective({ action: { type: 'SetDomain', parameter: { mintingRatio: 2 } }, activateAt: 9 }), {
			action: { SetDomain: { MintingRatio: 2 } }, activateAt: 9,
		});
		assert.deepEqual(encodeDirective({ action: { type: 'ReplaceClient', hash: '0x01', uri: 'ü' } }).action, {
			ReplaceClient: { hash: '0x01', uri: '0xc3bc' },
		});
		const undoing = (undo: Undo) => (encodeDirective({ action: { type: 'Undo', undo } }).action as { Undo: object }).Undo;
		assert.deepEqual(undoing({ type: 'CancelSlash', era: 7, validators: ['5Alice'] }), { CancelSlash: { era: 7, validators: ['5Alice'] } });
		assert.deepEqual(undoing({ type: 'CancelTask', name: '0x01' }), { CancelTask: { Named: '0x01' } });
		assert.deepEqual(undoing({ type: 'CancelTask', block: 9, index: 2 }), { CancelTask: { At: { block: 9, index: 2 } } });
		assert.deepEqual(undoing({ type: 'VoidUpgrade' }), { VoidUpgrade: null });
	});

	// Protects: a directive that would drop a part of what it says is not made.
	test('directive with several parameters of a domain should be refused', () => {
		const several: Action = { type: 'SetDomain', parameter: { mintingRatio: 1, authorShare: 1 } };
		assert.throws(() => encodeDirective({ action: several }), /one parameter of a domain, not 2/);
		assert.throws(() => encodeDirective({ action: { type: 'SetDomain', parameter: {} } }), /not 0/);
	});

	// Protects: a mistyped action is not the first action that the chain has.
	test('directive with an unknown action should be refused', () => {
		assert.throws(() => encodeDirective({ action: { type: 'SetParameters' } as unknown as Action }), /the action SetParameters/);
		const undo = { type: 'CancelTasks' } as unknown as Undo;
		assert.throws(() => encodeDirective({ action: { type: 'Undo', undo } }), /undoes CancelTasks/);
	});
});

describe('texts', () => {
	// Protects: a text that is no UTF-8 is shown as far as it is, and none of it is dropped.
	test('text should replace what is no UTF-8 and keep the rest', () => {
		assert.equal(plainText('0x61ff62'), 'a\ufffdb');
		assert.equal(plainText('0xefbbbf61'), '\ufeffa');
		assert.equal(plainText('0x'), '');
	});

	// Protects: what a user writes reaches the chain as it is, also if it looks like bytes.
	test('text should survive when it looks like bytes', () => {
		const registry = new TypeRegistry();
		for (const text of ['0xdeadbeef', '0x', '0xTaylor is right', 'caf\u00e9', '\u{1f469}\u200d\u{1f467}', '\u0000', '']) {
			const bytes = registry.createType('Bytes', textBytes(text));
			assert.deepEqual([plainText(bytes.toHex() as Hex), bytes.length], [text, Buffer.byteLength(text)], text);
			const { action } = encodeDirective({ action: { type: 'ReplaceClient', hash: '0x01', uri: text } });
			assert.deepEqual(action, { ReplaceClient: { hash: '0x01', uri: textBytes(text) } });
		}
	});
});
