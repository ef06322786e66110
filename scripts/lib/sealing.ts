/** Makes blocks on a chain that seals on demand. */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { Call } from '@witan/client/chain';

const BLOCK_TIMEOUT_MS = 20_000;

/**
 * Makes blocks, with transactions of `sealer` that do nothing, until the best one is `block`, or a
 * later one if it is already. Returns its number.
 */
export async function sealTo(api: ApiPromise, sealer: KeyringPair, block: number): Promise<number> {
	let [now, nonce] = [await bestBlock(api), (await api.rpc.system.accountNextIndex(sealer.address)).toNumber()];
	for (; now < block; now = await bestBlock(api)) {
		// Immortal: signing asks nothing of the node.
		const transaction = await api.tx.system.remark('0x').signAsync(sealer, { nonce: nonce++, era: 0 });
		await finalized(api, transaction);
	}
	return now;
}

async function bestBlock(api: ApiPromise): Promise<number> {
	return (await api.rpc.chain.getHeader()).number.toNumber();
}

/** Submits a transaction and waits until it is final. Ignores its result. */
function finalized(api: ApiPromise, transaction: Call): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`no block within ${BLOCK_TIMEOUT_MS} ms`)), BLOCK_TIMEOUT_MS);
		api.rpc.author.submitAndWatchExtrinsic(transaction, ({ isFinalized }) => {
			if (isFinalized) {
				clearTimeout(timer);
				resolve();
			}
		}).catch(reject);
	});
}
