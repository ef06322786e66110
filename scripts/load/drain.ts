/** The end of a load: until all of it is final. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockWatcher } from './blocks.ts';
import type { Generator } from './generator.ts';

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
