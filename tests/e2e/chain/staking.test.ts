import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ApiPromise } from '@polkadot/api';
import {
	DispatchFailure, WIT, blockAuthor, connect, finalizedHead, submit, waitFor, waitForFinalized,
} from '@witan/client/chain';
import { type WitanNode, startNode } from '../../../scripts/lib/node.ts';
import { writeChainSpec } from '../../../scripts/lib/chain-spec.ts';
import { rpc, sharedNode } from '../../lib/suite.ts';

const BOND = 50_000n * WIT;
const EPOCH_SLOTS = 6;
const SLOT_MS = 3_000;
/**
 * The time from being wanted to making blocks: the session under way, the one that is planned in
 * it, and one more to be safe.
 */
const ROTATION_TIMEOUT_MS = 4 * EPOCH_SLOTS * SLOT_MS + 20_000;

describe('a second validator', () => {
	let specification: string;
	// Short epochs, an era for each, and a seat for one validator more than there is.
	const first = sharedNode(async () => {
		specification = await writeChainSpec({
			spec: { id: 'witan-staking-test' },
			genesis: {
				chainConfig: { slotDuration: SLOT_MS, epochLength: EPOCH_SLOTS, sessionsPerEra: 1 },
				staking: { validatorCount: 2 },
			},
		});
		return { name: 'alice', chain: specification, args: ['--alice'] };
	});
	let second: { node: WitanNode; api: ApiPromise };
	let keys: { keys: `0x${string}`; proof: `0x${string}` };

	before(async () => {
		const { result: peer } = await rpc(first.node.rpcPort, 'system_localPeerId');
		const node = await startNode({
			name: 'second',
			chain: specification,
			validator: true,
			args: ['--bootnodes', `/ip4/127.0.0.1/tcp/${first.node.p2pPort}/p2p/${String(peer)}`],
		});
		second = { node, api: await connect(node.ws) };
	});
	after(async () => {
		await second?.api.disconnect();
		await second?.node.stop();
	});

	// Protects: a node finds the network by a bootnode and comes to the same chain.
	test('should sync with the first', { timeout: 60_000 }, async () => {
		await waitForFinalized(second.api, 2);
		assert.equal(second.api.genesisHash.toHex(), first.api.genesisHash.toHex());
		const height = (await first.api.rpc.chain.getHeader()).number.toNumber();
		assert.ok((await second.api.rpc.chain.getHeader()).number.toNumber() >= height - 1);
	});

	// Protects: nobody announces session keys that belong to another's node.
	test('should not be able to announce keys without proof that they are its owner\'s', { timeout: 60_000 }, async () => {
		const { result } = await rpc(second.node.rpcPort, 'author_rotateKeysWithOwner', toHex(first.bob.publicKey));
		keys = result as typeof keys;
		const call = first.api.tx.session.setKeys(keys.keys, keys.proof);
		const error = await submit(first.api, call, first.ferdie).then(() => undefined, (reason: unknown) => reason);
		assert.ok(error instanceof DispatchFailure, String(error));
		assert.deepEqual([error.module, error.error], ['session', 'InvalidProof']);
	});

	// Protects: stake that a validator says is bonded is locked.
	test('should bond, validate and announce its keys', { timeout: 60_000 }, async () => {
		const { api, bob } = first;
		await submit(api, api.tx.utility.batchAll([
			api.tx.staking.bond(BOND, 'Staked'),
			api.tx.staking.validate({ commission: 100_000_000, blocked: false }),
			api.tx.session.setKeys(keys.keys, keys.proof),
		]), bob, { until: 'finalized' });

		const ledger = (await api.query.staking.ledger(bob.address)).unwrap();
		assert.equal(ledger.active.toBigInt(), BOND);
		assert.equal((await api.query.staking.validators(bob.address)).commission.toNumber(), 100_000_000);
		assert.equal((await api.query.session.nextKeys(bob.address)).unwrap().toHex(), keys.keys);
		assert.deepEqual(await Promise.all([first, second].map(async ({ node }) => (
			(await rpc(node.rpcPort, 'author_hasSessionKeys', keys.keys)).result
		))), [false, true]);
	});

	// Protects: what is bonded is held for staking and can't be spent as well.
	test('bonded stake should not be spendable', { timeout: 60_000 }, async () => {
		const { api, bob, alice } = first;
		const { free, reserved } = (await api.query.system.account(bob.address)).data;
		assert.ok(reserved.toBigInt() >= BOND, `${reserved} held`);
		const call = api.tx.balances.transferAllowDeath(alice.address, free.toBigInt() + BOND / 2n);
		const error = await submit(api, call, bob).then(() => undefined, (reason: unknown) => reason);
		assert.ok(error instanceof DispatchFailure, String(error));
		assert.deepEqual([error.module, error.error], ['Token', 'FundsUnavailable']);
	});

	// Protects: a session rotation elects who has bonded and announced keys, and the new validator
	// then makes blocks that both nodes finalise.
	test('should be elected and make blocks that are finalised', { timeout: ROTATION_TIMEOUT_MS + 60_000 }, async () => {
		const { api, alice, bob } = first;
		await waitFor(async () => (await api.query.session.validators()).length === 2, 'two validators', { timeoutMs: ROTATION_TIMEOUT_MS });
		const validators = (await api.query.session.validators()).map(String);
		assert.deepEqual(new Set(validators), new Set([alice.address, bob.address]));

		const authored = await waitFor(async () => {
			const head = await finalizedHead(second.api);
			return await blockAuthor(second.api, head.hash.toHex()) === bob.address && head;
		}, 'a final block of the second validator', { timeoutMs: 40_000 });
		const number = authored.number.toNumber();
		await Promise.all([first.api, second.api].map((each) => waitForFinalized(each, number + 2)));
		assert.equal((await api.rpc.chain.getBlockHash(number)).toHex(), authored.hash.toHex());
	});

	// Protects: a validator that leaves is not elected again, and the chain goes on without it.
	test('should be out again after chill', { timeout: ROTATION_TIMEOUT_MS + 60_000 }, async () => {
		const { api, alice, bob } = first;
		await submit(api, api.tx.staking.chill(), bob, { until: 'finalized' });
		await waitFor(async () => (await api.query.session.validators()).length === 1, 'one validator', { timeoutMs: ROTATION_TIMEOUT_MS });
		assert.deepEqual((await api.query.session.validators()).map(String), [alice.address]);
		const { number } = await api.rpc.chain.getHeader();
		await waitForFinalized(api, number.toNumber() + 1);
	});
});

function toHex(bytes: Uint8Array): string {
	return `0x${Buffer.from(bytes).toString('hex')}`;
}
