import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TypeRegistry } from '@polkadot/types';
import {
	type Hex, PoolError, TimedOut, asDispatchFailure, asPoolError, inTime, plainText, sleep, textBytes, waitFor,
} from '@witan/client/chain';
import { type Action, encodeDirective, setParameter } from '@witan/client/governance';

describe('waits', () => {
	// Protects: nothing that a dapp waits for hangs it, and it is told what did not come.
	test('wait should end in time with its name', async () => {
		const timedOut = (what: string) => (error: unknown) => error instanceof TimedOut && error.what === what && error.timeoutMs === 30;
		await assert.rejects(inTime(sleep(5_000), 'an answer', 30), timedOut('an answer'));
		await assert.rejects(waitFor(() => null, 'a block', { timeoutMs: 30, meanwhile: () => sleep(5) }), timedOut('a block'));
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
	});

	// Protects: a directive that would drop a part of what it says is not made.
	test('directive with several parameters of a domain should be refused', () => {
		const several: Action = { type: 'SetDomain', parameter: { mintingRatio: 1, authorShare: 1 } };
		assert.throws(() => encodeDirective({ action: several }), /one parameter of a domain, not 2/);
		assert.throws(() => encodeDirective({ action: { type: 'SetDomain', parameter: {} } }), /not 0/);
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
