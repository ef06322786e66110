import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApiPromise } from '@polkadot/api';
import { WIT, account, waitFor } from '@witan/client/chain';
import { sharedNode } from '../../lib/suite.ts';

const SENDERS = ['//Bob', '//Charlie', '//Dave', '//Eve', '//Ferdie'];
/** Transactions of each sender, beyond the one that is missing. */
const AHEAD = 600;
/** Transactions that are submitted with each new block, while the pool is at work on it. */
const BURST = 300;

/** Resolves when the node has a new best block. */
async function nextBlock(api: ApiPromise): Promise<void> {
	let known = false;
	await new Promise<void>((resolve, reject) => {
		api.rpc.chain.subscribeNewHeads(() => {
			// The first is the current one.
			known ? resolve() : (known = true);
		}).then((stop) => setTimeout(stop, 10_000).unref(), reject);
	});
}

describe('transaction pool', () => {
	const chain = sharedNode();

	// Protects: a transaction that the node accepted is never forgotten, though blocks come and
	// become final before its turn.
	test('transactions ahead of their nonces should all be included when the gap is filled', { timeout: 150_000 }, async () => {
		const { api, alice } = chain;
		const senders = await Promise.all(SENDERS.map(account));
		// Immortal: signing asks nothing of the node.
		const sign = (sender: typeof alice, nonce: number) =>
			api.tx.balances.transferKeepAlive(alice.address, WIT / 1_000n).signAsync(sender, { nonce, era: 0 });
		const ahead = await Promise.all(Array.from({ length: SENDERS.length * AHEAD }, async (_, index) => {
			const sender = senders[index % SENDERS.length] as typeof alice;
			return (await sign(sender, 1 + Math.floor(index / SENDERS.length))).toHex();
		}));
		for (let next = 0; next < ahead.length; next += BURST) {
			await nextBlock(api);
			await Promise.all(ahead.slice(next, next + BURST).map((transaction) => api.rpc.author.submitExtrinsic(transaction)));
		}

		await Promise.all(senders.map(async (sender) => api.rpc.author.submitExtrinsic(await sign(sender, 0))));

		const nonces = () => Promise.all(senders.map(async ({ address }) => (await api.query.system.account(address)).nonce.toNumber()));
		const expected = SENDERS.map(() => AHEAD + 1);
		await waitFor(async () => String(await nonces()) === String(expected) || undefined, 'every transaction', { timeoutMs: 40_000 })
			.catch(async () => assert.deepEqual(await nonces(), expected, 'transactions were lost: nonces stop before the first of them'));
	});
});
