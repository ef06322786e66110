import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import type { KeyringPair } from '@polkadot/keyring/types';
import {
	type Call, DispatchFailure, PoolError, WIT, account, asPoolError, freeBalance, submit, waitFor,
} from '@witan/client/chain';
import { Experts, MILLION } from '@witan/client/experts';
import { assertNoCrash, post, rpc, sharedNode } from '../../lib/suite.ts';

const MIB = 1024 * 1024;

/**
 * Returns the HTTP status for a request that declares this length. The node need not read it to
 * refuse it.
 */
function statusForBodyOf(bytes: number, port: number): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const sent = request({
			...{ host: '127.0.0.1', port, method: 'POST', timeout: 10_000 },
			headers: { 'content-type': 'application/json', 'content-length': bytes },
		}, (response) => {
			resolve(response.statusCode);
			sent.destroy();
		});
		sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer'))).flushHeaders();
	});
}

describe('wrong input', () => {
	// Blocks on demand: the tests are about refusals by the pool and the runtime, not about a
	// block's time.
	const chain = sharedNode({ args: ['--sealing', 'instant'] });

	const transfer = (to: KeyringPair, amount: bigint): Call => chain.api.tx.balances.transferAllowDeath(to.address, amount);
	const nextNonce = async (who: KeyringPair) => (await chain.api.rpc.system.accountNextIndex(who.address)).toNumber();
	const refusedBy = async (call: Promise<unknown>): Promise<PoolError> => {
		const error = await call.then(() => undefined, asPoolError);
		assert.ok(error instanceof PoolError, `expected the pool to refuse it, got ${String(error)}`);
		return error;
	};
	const failureOf = async (call: Promise<unknown>): Promise<DispatchFailure> => {
		const error = await call.then(() => undefined, (reason: unknown) => reason);
		assert.ok(error instanceof DispatchFailure, `expected a dispatch error, got ${String(error)}`);
		return error;
	};
	const goesOn = async () => {
		await submit(chain.api, chain.api.tx.system.remark('0x00'), chain.alice);
		assertNoCrash(chain.node.logs());
	};

	// Protects: no transaction runs twice.
	test('used nonce should be refused as stale', { timeout: 30_000 }, async () => {
		const { api, alice, bob } = chain;
		await submit(api, transfer(bob, WIT), alice);
		const before = await freeBalance(api, bob.address);
		const error = await refusedBy(submit(api, transfer(bob, WIT), alice, { nonce: 0 }));
		assert.deepEqual([error.code, error.kind], [1010, 'Stale']);
		assert.equal(await freeBalance(api, bob.address), before);
	});

	// Protects: a reaped account that lives again, by whoever's transfer, does not have its old
	// transactions sent again by others, though they never expire.
	test('old transaction should be stale when its reaped account lives again', { timeout: 60_000 }, async () => {
		const { api, alice } = chain;
		const [victim, shop] = [await account('//Victim'), await account('//Shop')];
		await submit(api, transfer(victim, 5n * WIT), alice, { until: 'finalized' });
		const all = () => api.tx.balances.transferAll(shop.address, false);
		const nonce = await nextNonce(victim);
		const old = await all().signAsync(victim, { era: 0, nonce });
		await api.rpc.author.submitExtrinsic(old);
		await waitFor(async () => await freeBalance(api, victim.address) === 0n, 'the victim is reaped', { timeoutMs: 20_000 });
		const paid = await freeBalance(api, shop.address);

		await submit(api, transfer(victim, 5n * WIT), alice, { until: 'finalized' });
		// The runtime itself, and then the pool.
		const dryRun = await api.rpc.system.dryRun(old.toHex());
		assert.ok(dryRun.isErr && dryRun.asErr.isInvalid && dryRun.asErr.asInvalid.isStale, dryRun.toString());
		const error = await refusedBy(api.rpc.author.submitExtrinsic(old));
		assert.deepEqual([error.code, error.kind], [1010, 'Stale']);
		await goesOn();
		assert.deepEqual([await freeBalance(api, victim.address), await freeBalance(api, shop.address)], [5n * WIT, paid]);

		// Its owner goes on with the next nonce, and so does an account that is new.
		await submit(api, all(), victim, { until: 'finalized' });
		assert.ok(await freeBalance(api, shop.address) > paid);
		const fresh = await account('//Fresh');
		const first = await nextNonce(fresh);
		assert.equal(first, nonce + 2, 'the highest nonce that a reaped account had');
		await submit(api, transfer(fresh, WIT), alice, { until: 'finalized' });
		assert.equal((await api.query.system.account(fresh.address)).nonce.toNumber(), first);
		await submit(api, all(), fresh, { until: 'finalized' });
	});

	// Protects: transactions run in the order of their nonces; one that is ahead waits, and is
	// called `Future` meanwhile.
	test('nonce ahead should wait until the gap is filled', { timeout: 30_000 }, async () => {
		const { api, charlie, dave } = chain;
		const nonce = await nextNonce(charlie);
		// Immortal: a dry run stands on the best block, which it does not know the hash of yet.
		const ahead = await transfer(dave, WIT).signAsync(charlie, { nonce: nonce + 1, era: 0 });
		const dryRun = await api.rpc.system.dryRun(ahead.toHex());
		assert.ok(dryRun.isErr && dryRun.asErr.isInvalid && dryRun.asErr.asInvalid.isFuture, dryRun.toString());

		const before = await freeBalance(api, dave.address);
		await api.rpc.author.submitExtrinsic(ahead);
		const again = await refusedBy(api.rpc.author.submitExtrinsic(ahead));
		assert.deepEqual([again.code, again.kind], [1013, 'AlreadyImported']);
		await goesOn();
		assert.equal(await freeBalance(api, dave.address), before, 'it ran before its turn');

		await submit(api, transfer(dave, WIT), charlie, { nonce });
		await waitFor(async () => await freeBalance(api, dave.address) === before + 2n * WIT, 'both transfers', { timeoutMs: 10_000 });
	});

	// Protects: an account that can't pay the fee costs validators nothing.
	test('fee that can not be paid should be refused', { timeout: 30_000 }, async () => {
		const { api, bob } = chain;
		const error = await refusedBy(submit(api, transfer(bob, 1n), await account('//Nobody')));
		assert.deepEqual([error.code, error.kind], [1010, 'Payment']);
	});

	// Protects: no one spends what they don't have; the failed call moves nothing but its fee, and
	// says why by name.
	test('transfer of more than there is should fail by name and only cost its fee', { timeout: 30_000 }, async () => {
		const { api, bob, eve } = chain;
		const [before, receiver] = [await freeBalance(api, bob.address), await freeBalance(api, eve.address)];
		const { partialFee } = await transfer(eve, before).paymentInfo(bob);
		const error = await failureOf(submit(api, transfer(eve, before), bob));
		assert.deepEqual([error.module, error.error], ['Token', 'FundsUnavailable']);
		const cost = before - await freeBalance(api, bob.address);
		assert.ok(cost > 0n && cost <= partialFee.toBigInt(), `it cost ${cost}`);
		assert.equal(await freeBalance(api, eve.address), receiver);
	});

	// Protects: an account is not reaped by a transfer that promised to keep it alive.
	test('transfer that would reap its sender should fail by name', { timeout: 30_000 }, async () => {
		const { api, alice, bob } = chain;
		const poor = await account('//Poor');
		await submit(api, transfer(poor, WIT), alice);
		const { partialFee } = await api.tx.balances.transferKeepAlive(bob.address, WIT).paymentInfo(poor);
		const almostAll = WIT - partialFee.toBigInt();
		const error = await failureOf(submit(api, api.tx.balances.transferKeepAlive(bob.address, almostAll), poor));
		assert.deepEqual([error.module, error.error], ['Token', 'NotExpendable']);
	});

	// Protects: a transfer cannot leave dust behind in a new account.
	test('transfer below the existential deposit should fail by name', { timeout: 30_000 }, async () => {
		const error = await failureOf(submit(chain.api, transfer(await account('//Dust'), 1n), chain.alice));
		assert.deepEqual([error.module, error.error], ['Token', 'BelowMinimum']);
	});

	// Protects: errors of pallets reach a dapp with the pallet's and the error's name, and the docs
	// of the metadata.
	test('error of a pallet should arrive with its name and docs', { timeout: 30_000 }, async () => {
		const { api, eve } = chain;
		const error = await failureOf(submit(api, api.tx.staking.bondExtra(WIT), eve));
		assert.deepEqual([error.module, error.error], ['staking', 'NotStash']);
		assert.notEqual(error.docs, '');
	});

	// Protects: root is out of everyone's reach.
	test('call that needs root should be refused to everyone', { timeout: 30_000 }, async () => {
		const { api, alice } = chain;
		const error = await failureOf(submit(api, api.tx.staking.forceNewEra(), alice));
		assert.deepEqual([error.module, error.error], ['Dispatch', 'BadOrigin']);
	});

	// Protects: nobody fills the room that is kept for calls of the chain's own origins.
	test('operational call should be refused by the pool', { timeout: 30_000 }, async () => {
		const { api, alice } = chain;
		for (const call of [api.tx.system.setHeapPages(64), api.tx.system.applyAuthorizedUpgrade('0x00')]) {
			const error = await refusedBy(submit(api, call, alice));
			assert.deepEqual([error.code, error.kind], [1010, 'Call']);
		}
	});

	// Protects: only the holder of a key acts in its name.
	test('changed signature should be refused', { timeout: 30_000 }, async () => {
		const { api, alice, bob } = chain;
		const signed = (await transfer(bob, WIT).signAsync(alice, { nonce: -1 })).toU8a();
		// Within the signature: behind the length, the version, the address and the kind of
		// signature.
		signed[60] = (signed[60] as number) ^ 1;
		const error = await refusedBy(api.rpc.author.submitExtrinsic(signed));
		assert.deepEqual([error.code, error.kind], [1010, 'BadProof']);
	});

	// Protects: a transaction signed for one chain can't be replayed on another.
	test('signature for another chain should be refused', { timeout: 30_000 }, async () => {
		const { api, alice, bob } = chain;
		const options = { nonce: -1, era: 0, genesisHash: `0x${'11'.repeat(32)}` };
		const elsewhere = await transfer(bob, WIT).signAsync(alice, options);
		const error = await refusedBy(api.rpc.author.submitExtrinsic(elsewhere));
		assert.deepEqual([error.code, error.kind], [1010, 'BadProof']);
	});

	// Protects: no transaction can be larger than a block holds, nor make the node stumble.
	test('oversized extrinsic should be refused and the node go on', { timeout: 60_000 }, async () => {
		const { api, alice } = chain;
		const error = await refusedBy(submit(api, api.tx.system.remark(`0x${'00'.repeat(4 * MIB)}`), alice));
		assert.deepEqual([error.code, error.kind], [1010, 'ExhaustsResources']);
		await goesOn();
	});

	// Protects: a request that no one could mean does not take the node's memory.
	test('oversized request should be refused and the node go on', { timeout: 60_000 }, async () => {
		assert.equal(await statusForBodyOf(20 * MIB, chain.node.rpcPort), 413);
		await goesOn();
	});

	// Protects: bytes that are no transaction are called that, and the runtime that finds out does
	// not take the node along.
	test('bytes that are no extrinsic should be refused and the node go on', { timeout: 30_000 }, async () => {
		const { node } = chain;
		for (const bytes of ['0x', '0x12', '0x1000000000', `0x${'ff'.repeat(100)}`]) {
			const { error } = await rpc(node.rpcPort, 'author_submitExtrinsic', bytes);
			assert.ok(error, `${bytes} was taken`);
			assert.ok(error.code >= 1000 && error.code < 1100, `${bytes}: ${error.code} ${error.message}`);
		}
		await goesOn();
	});

	// Protects: whoever sends a text that is too long, by whatever method, reads in one line which
	// argument can't be decoded, and not where in the runtime's code that was found.
	test('extrinsic that can\'t be decoded should be refused by its argument and the node go on', { timeout: 60_000 }, async () => {
		const { api, alice, node } = chain;
		const content = 'a'.repeat(4_097);
		const post = new Experts(api).calls.post({ domain: 0, authors: [[alice.address, MILLION]], content });
		const signed = (await post.signAsync(alice, { nonce: -1 })).toHex();
		const explained = /the transaction can't be decoded: .*`Call::post::content`.*metadata.*spec_version \d+\?/;
		const refused = async (method: string, ...params: unknown[]) => {
			const { error } = await rpc(node.rpcPort, method, ...params);
			const text = `${error?.message} ${error?.data}`;
			assert.match(text, explained, method);
			assert.doesNotMatch(text, /backtrace|wasm/i, method);
			assert.ok(!`${error?.message}`.includes('\n'), method);
		};
		await refused('author_submitExtrinsic', signed);
		await refused('payment_queryInfo', signed);
		await refused('payment_queryFeeDetails', signed);
		await refused('system_dryRun', signed);
		await assert.rejects(post.paymentInfo(alice), explained);
		const error = await refusedBy(submit(api, post, alice));
		assert.equal(error.code, 1002);
		assert.match(error.message, explained);
		await goesOn();
	});

	// Protects: clients learn what is wrong with their request by the codes of JSON-RPC 2.0.
	test('malformed RPC should be refused by the code of its mistake and the node go on', { timeout: 30_000 }, async () => {
		const { rpcPort } = chain.node;
		const code = async (answer: ReturnType<typeof post>) => (await answer).error?.code;
		assert.equal(await code(post(rpcPort, '{"jsonrpc": "2.0", "id": 1, "method"')), -32700);
		assert.equal(await code(post(rpcPort, '{"id": 1, "method": "system_health"}')), -32600);
		assert.equal(await code(rpc(rpcPort, 'no_suchMethod')), -32601);
		assert.equal(await code(rpc(rpcPort, 'chain_getHeader', 'not a hash')), -32602);
		assert.equal(await code(rpc(rpcPort, 'state_getStorage')), -32602);
		await goesOn();
	});
});
