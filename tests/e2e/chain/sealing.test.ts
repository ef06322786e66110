import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiPromise } from '@polkadot/api';
import {
	WIT, account, connect, finalizedHead, freeBalance, submit, waitFor, waitForFinalized,
} from '@witan/client/chain';
import { sharedNode } from '../../lib/suite.ts';

/** Accounts that send at once, over several connections. */
const SENDERS = 100;
const CONNECTIONS = 4;
/**
 * Transactions of each account in each burst: together more than the pool announces to a node that
 * is busy with a block.
 */
const TRANSACTIONS = 20;
const BURSTS = 3;
/** The time for a burst to be finalised: twenty times what it takes on two cores. */
const BURST_TIMEOUT_MS = 60_000;
/** A time several times as long as the node waits before it asks its pool unbidden. */
const QUIET_MS = 4_000;

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

	// Protects: however fast blocks come, the chain's own time moves a slot with each, so that
	// epochs and eras follow.
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

	// Protects: sealing goes on past the end of an epoch, where BABE's digests change and one block
	// has no room for transactions. It goes as far ahead of the clock as it takes.
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

describe('--sealing instant under load', () => {
	const chain = sharedNode({ args: ['--sealing', 'instant'] });

	// Protects: however many transactions come at once, and in whatever order, each gets into a
	// block and is final. The node is there for the next. It makes no block for nothing, meanwhile
	// or afterwards.
	test('every transaction of a burst should be finalised, and the next one too', { timeout: 280_000 }, async (t) => {
		const { api, alice, bob, node } = chain;
		const senders = await Promise.all(Array.from({ length: SENDERS }, (_, index) => account(`//Sender//${index}`)));
		const funding = senders.map(({ address }) => api.tx.balances.transferKeepAlive(address, 100n * WIT));
		await submit(api, api.tx.utility.batchAll(funding), alice, { until: 'finalized' });
		const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(node.ws)));
		t.after(() => Promise.all(connections.map((connection) => connection.disconnect())));

		for (let burst = 0; burst < BURSTS; burst++) {
			const signed = await Promise.all(senders.flatMap((sender) => Array.from({ length: TRANSACTIONS }, async (_, index) => {
				const nonce = burst * TRANSACTIONS + index;
				// Immortal: signing asks nothing of the node.
				return (await api.tx.balances.transferKeepAlive(bob.address, WIT / 1_000n).signAsync(sender, { nonce, era: 0 })).toHex();
			})));
			await Promise.all(signed.map((transaction, index) => (
				(connections[Math.floor(index / TRANSACTIONS) % CONNECTIONS] as ApiPromise).rpc.author.submitExtrinsic(transaction)
			)));

			const missing = async () => {
				const { query } = await api.at((await finalizedHead(api)).hash);
				const accounts = await query.system.account.multi(senders.map(({ address }) => address));
				return accounts.reduce((sum, { nonce }) => sum + (burst + 1) * TRANSACTIONS - nonce.toNumber(), 0);
			};
			await waitFor(async () => (await missing()) === 0, 'every transaction', { timeoutMs: BURST_TIMEOUT_MS })
				.catch(async () => assert.equal(await missing(), 0, `transactions of burst ${burst} were left behind`));
			await submit(api, api.tx.balances.transferKeepAlive(bob.address, WIT), alice, { until: 'finalized' });
		}

		const last = (await finalizedHead(api)).number.toNumber();
		await sleep(QUIET_MS);
		assert.equal((await api.rpc.chain.getHeader()).number.toNumber(), last, 'a block after the last transaction');
		assert.deepEqual(await blocksForNothing(api, last), [], 'blocks without a transaction, inside an epoch');
	});
});

describe('--sealing interval=500', () => {
	const chain = sharedNode({ args: ['--sealing', 'interval=500'] });

	// Protects: blocks come at the requested pace, without transactions, and are final at once. So
	// they do when the chain's time, a slot for each block, has run half a minute ahead of the
	// clock.
	test('blocks should come at that pace', { timeout: 30_000 }, async () => {
		const { api } = chain;
		const first = (await waitForFinalized(api, 1)).number.toNumber();
		const started = Date.now();
		const last = (await waitForFinalized(api, first + 20)).number.toNumber();
		const pace = (Date.now() - started) / (last - first);
		assert.ok(pace > 400 && pace < 900, `a block every ${pace} ms`);
	});
});

/**
 * Returns the blocks, up to the one of this number, that hold no transaction though they had room.
 * An epoch's first has none.
 */
async function blocksForNothing(api: ApiPromise, last: number): Promise<number[]> {
	const found: number[] = [];
	let epochBefore = -1;
	for (let number = 1; number <= last; number++) {
		const hash = await api.rpc.chain.getBlockHash(number);
		const { block } = await api.rpc.chain.getBlock(hash);
		const epoch = (await (await api.at(hash)).query.babe.epochIndex()).toNumber();
		if (epoch === epochBefore && !block.extrinsics.some((extrinsic) => extrinsic.isSigned)) {
			found.push(number);
		}
		epochBefore = epoch;
	}
	return found;
}
