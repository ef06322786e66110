import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compactAddLength, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, blake2AsU8a } from '@polkadot/util-crypto';
import {
	WIT, blockAuthor, eventsOf, finalizedHead, freeBalance, submit, theEvent, untilEvent, waitForFinalized,
} from '@witan/client/chain';
import { Experts, REP } from '@witan/client/experts';
import { TERMS, TREASURY } from '../../lib/scenes.ts';
import { type Shared, sharedNode } from '../../lib/suite.ts';

/** Returns the changes of accounts and of the whole issuance in one block. */
async function changesIn({ api }: Shared, blockHash: string, addresses: string[]) {
	const { parentHash } = await api.rpc.chain.getHeader(blockHash);
	const [before, after] = [await api.at(parentHash), await api.at(blockHash)];
	const balances = await Promise.all(addresses.map(async (address) => (
		await freeBalance(api, address, blockHash) - await freeBalance(api, address, parentHash.toHex())
	)));
	const issued = (await after.query.balances.totalIssuance()).toBigInt() - (await before.query.balances.totalIssuance()).toBigInt();
	return { balances, issued };
}

describe('a development chain', () => {
	const chain = sharedNode();

	// Protects: BABE makes blocks and GRANDPA finalises them, close behind the best block.
	test('blocks should be finalised', { timeout: 60_000 }, async () => {
		const { api } = chain;
		const start = (await finalizedHead(api)).number.toNumber();
		const head = await waitForFinalized(api, start + 3);
		const best = await api.rpc.chain.getHeader();
		assert.ok(best.number.toNumber() - head.number.toNumber() <= 3, `best ${best.number}, finalised ${head.number}`);
		assert.equal((await api.rpc.chain.getBlockHash(head.number.toNumber())).toHex(), head.hash.toHex());
	});

	// Protects: who asks for the events of a block that isn't there is told so.
	test('events should be refused when the block does not exist', async () => {
		await assert.rejects(eventsOf(chain.api, 1_000_000), /no block 1000000/);
	});

	// Protects: the slot time that the chain specification promises is the one that blocks keep.
	test('blocks should come every three seconds', { timeout: 60_000 }, async () => {
		const { api } = chain;
		assert.equal(api.consts.babe.expectedBlockTime.toNumber(), 3_000);
		const head = await waitForFinalized(api, 3);
		const times = await Promise.all([head.parentHash, head.hash].map(async (hash) => (
			(await (await api.at(hash)).query.timestamp.now()).toNumber()
		)));
		const slot = (times[1] as number) - (times[0] as number);
		assert.ok(slot >= 1_500 && slot <= 6_000, `${slot} ms between two blocks`);
	});

	// Protects: money moves exactly. Nothing but the fee leaves the sender. An author, who could
	// fill its own blocks for nothing, gets no part of it: four fifths are the treasury's, the rest
	// is burned.
	test('transfer should move its amount and pay its fee to nobody who makes blocks', { timeout: 60_000 }, async () => {
		const { api, bob, charlie } = chain;
		const amount = 12_345_678_901n;
		const call = api.tx.balances.transferKeepAlive(charlie.address, amount);
		const { partialFee } = await call.paymentInfo(bob);
		const { blockHash, blockNumber, events, fee } = await submit(api, call, bob, { until: 'finalized' });

		const author = await blockAuthor(api, blockHash);
		const { balances, issued } = await changesIn(chain, blockHash, [bob.address, charlie.address, author, TREASURY]);
		const share = (fee * 4n) / 5n;
		assert.deepEqual(balances, [-(amount + fee), amount, 0n, share]);
		assert.equal(issued, share - fee);
		assert.deepEqual(theEvent(await eventsOf(api, blockNumber), 'fees', 'Distributed'), { treasury: share, author, tips: 0n, burned: fee - share });
		assert.ok(fee > 0n && fee <= partialFee.toBigInt(), `paid ${fee}, foretold ${partialFee}`);
		assert.ok((await finalizedHead(api)).number.toNumber() >= blockNumber);

		const transfer = events.map(({ event }) => event).find((event) => api.events.balances.Transfer.is(event));
		assert.deepEqual(transfer?.data.map(String), [bob.address, charlie.address, `${amount}`]);
	});

	// Protects: a tip is paid on top of the fee, to the author, and the event says how much of the
	// fee it was.
	test('tip should reach the author', { timeout: 60_000 }, async () => {
		const { api, bob, dave } = chain;
		const { blockHash, events, fee } = await submit(api, api.tx.balances.transferKeepAlive(dave.address, WIT), bob, { tip: WIT });

		const author = await blockAuthor(api, blockHash);
		const { balances } = await changesIn(chain, blockHash, [bob.address, author]);
		assert.deepEqual(balances, [-(WIT + fee), WIT]);
		assert.ok(fee > WIT);
		const paid = events.map(({ event }) => event).find((event) => api.events.transactionPayment.TransactionFeePaid.is(event));
		assert.deepEqual(paid?.data.map(String), [bob.address, `${fee}`, `${WIT}`]);
	});

	// Protects: what wallets show (symbol, decimals, address prefix) and the values that the
	// specification promises dapps.
	test('chain should present itself as specified', { timeout: 30_000 }, async () => {
		const { api } = chain;
		const { tokenSymbol, tokenDecimals, ss58Format } = await api.rpc.system.properties();
		assert.deepEqual([tokenSymbol.toJSON(), tokenDecimals.toJSON(), ss58Format.toJSON()], [['WIT'], [9], 42]);
		assert.equal(api.runtimeVersion.specName.toString(), 'witan');
		assert.equal((await api.rpc.system.chainType()).toString(), 'Development');
		assert.equal(api.consts.balances.existentialDeposit.toBigInt(), 1_000_000n);
		assert.equal(api.tx['sudo'], undefined, 'root is reached by governance alone');
	});

	// Protects: experts are drawn with a secret that only each block's author knew before it. The
	// beacon mixes in the VRF output of every block, as its header shows it.
	test('draws should be made with the authors\' randomness', { timeout: 60_000 }, async () => {
		const { api, alice, bob, charlie } = chain;
		const experts = new Experts(api);
		const opened = await submit(api, experts.calls.openService(0, TERMS), alice);
		const { service } = theEvent(opened.events, 'business', 'ServiceOpened');
		await submit(api, experts.calls.offer(0, 210n * REP, 10_000), bob);
		const { events, blockNumber } = await submit(api, experts.calls.request(service, 'a brief', 10n * WIT, 0), charlie);
		const { request } = theEvent(events, 'business', 'Requested');
		const drawn = await untilEvent(api, 'business', 'Assigned', blockNumber, (event) => event.request === request);
		assert.deepEqual([drawn.expert, drawn.block >= blockNumber + 2], [bob.address, true]);

		const header = await api.rpc.chain.getHeader(await api.rpc.chain.getBlockHash(drawn.block));
		const [before, after] = await Promise.all([header.parentHash, header.hash].map(async (hash) => (
			(await (await api.at(hash)).query['business']?.['beacon']?.())?.toU8a() as Uint8Array
		)));
		const claim = header.digest.logs.find((log) => log.isPreRuntime)?.asPreRuntime[1].toU8a(true) as Uint8Array;
		// The kind of claim, the author's index, the slot, and then the output and the proof of its
		// VRF.
		const output = claim.slice(1 + 4 + 8, 1 + 4 + 8 + 32);
		const newest = blake2AsU8a(u8aConcat(compactAddLength(stringToU8a('witan/business/draw')), compactAddLength(output)));
		assert.equal(u8aToHex(after), blake2AsHex(u8aConcat(before as Uint8Array, newest)));
	});
});
