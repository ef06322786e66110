import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WIT, freeBalance, submit, waitForFinalized } from '../lib/chain.ts';
import { sharedNode } from '../lib/suite.ts';

describe('--sealing instant', () => {
	const chain = sharedNode({ args: ['--sealing', 'instant'] });

	// Protects: a dapp's developer does not wait for slots; without transactions nothing happens.
	test('transaction should be included and finalised at once', { timeout: 30_000 }, async () => {
		const { api, alice, bob } = chain;
		await sleep(1_000);
		assert.equal((await api.rpc.chain.getHeader()).number.toNumber(), 0, 'a block without a transaction');

		const before = await freeBalance(api, bob.address);
		const started = Date.now();
		const { blockNumber } = await submit(api, api.tx.balances.transferKeepAlive(bob.address, WIT), alice, { until: 'finalized' });
		const took = Date.now() - started;
		assert.equal(blockNumber, 1);
		assert.equal(await freeBalance(api, bob.address), before + WIT);
		assert.ok(took < 2_000, `it took ${took} ms`);
	});

	// Protects: however fast blocks come, the chain's own time moves a slot with each, so that epochs and eras follow.
	test('transactions in a row should each get a block, a slot apart', { timeout: 30_000 }, async () => {
		const { api, alice, bob } = chain;
		for (let i = 0; i < 3; i++) {
			await submit(api, api.tx.balances.transferKeepAlive(bob.address, WIT), alice, { until: 'finalized' });
		}
		const head = await api.rpc.chain.getHeader();
		const [then, now] = await Promise.all([head.parentHash, head.hash].map(async (hash) => (
			(await (await api.at(hash)).query.timestamp.now()).toNumber()
		)));
		assert.equal((now as number) - (then as number), api.consts.babe.expectedBlockTime.toNumber());
	});

	// Protects: sealing goes on past the end of an epoch, where BABE's digests change and one block has no room for
	// transactions, and as far ahead of the clock as it takes.
	test('sealing should go on through epochs', { timeout: 60_000 }, async () => {
		const { api, alice } = chain;
		const session = (await api.query.session.currentIndex()).toNumber();
		const transactions = 2 * api.consts.babe.epochDuration.toNumber();
		const start = (await api.rpc.chain.getHeader()).number.toNumber();
		let last = start;
		for (let i = 0; i < transactions; i++) {
			const { blockNumber } = await submit(api, api.tx.system.remark('0x00'), alice);
			assert.ok(blockNumber > last, `block ${blockNumber} after block ${last}`);
			last = blockNumber;
		}
		assert.ok(last <= start + transactions + 5, `${last - start} blocks for ${transactions} transactions`);
		assert.ok((await api.query.session.currentIndex()).toNumber() >= session + 2);
	});
});

describe('--sealing interval=500', () => {
	const chain = sharedNode({ args: ['--sealing', 'interval=500'] });

	// Protects: blocks come at the pace that was asked for, without transactions, and are final at once; also when the chain's
	// time, a slot for each block, has run half a minute ahead of the clock.
	test('blocks should come at that pace', { timeout: 30_000 }, async () => {
		const { api } = chain;
		const first = (await waitForFinalized(api, 1)).number.toNumber();
		const started = Date.now();
		const last = (await waitForFinalized(api, first + 20)).number.toNumber();
		const pace = (Date.now() - started) / (last - first);
		assert.ok(pace > 400 && pace < 900, `a block every ${pace} ms`);
	});
});
