/** The end of a load: the wait until all of it is final, and what is lost if it never is. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockWatcher } from './blocks.ts';
import type { Generator } from './generator.ts';
import type { Bench } from './session.ts';

/** Time in which accepted transactions must be finalised after the last was submitted. */
const DRAIN_TIMEOUT_MS = 180_000;

/**
 * Waits until every accepted transaction is final. Returns false if that takes so long that one
 * must be lost.
 */
export async function drain(watcher: BlockWatcher, generator: Generator): Promise<boolean> {
	const deadline = Date.now() + DRAIN_TIMEOUT_MS;
	while (watcher.finalTransactions() < generator.accepted() && Date.now() < deadline) {
		await sleep(100);
	}
	return watcher.finalTransactions() >= generator.accepted();
}

/**
 * Returns a problem if accepted transactions are not final, with the number that the first node's
 * pool has ready.
 */
export async function lost({ rpc, watcher, generator }: Pick<Bench, 'rpc' | 'watcher' | 'generator'>): Promise<string[]> {
	const transactions = generator.accepted() - watcher.finalTransactions();
	if (transactions === 0) {
		return [];
	}
	const ready = await rpc.request<string[]>('author_pendingExtrinsics', []);
	return [`${transactions} transactions are not final; the first node's pool has ${ready.length} that it could put into a block`];
}
