/** Waits for a chain that makes progress. */

import { setTimeout as sleep } from 'node:timers/promises';

/** The time for which nothing may happen. */
const STALL_TIMEOUT_MS = 120_000;
const POLL_MS = 500;

/** Waits until a condition holds, for as long as there is progress. */
export async function until(done: () => boolean | Promise<boolean>, progress: () => number, what: string): Promise<void> {
	let last = progress();
	let since = Date.now();
	while (!(await done())) {
		if (progress() !== last) {
			last = progress();
			since = Date.now();
		} else if (Date.now() - since > STALL_TIMEOUT_MS) {
			throw new Error(`waited ${STALL_TIMEOUT_MS} ms in vain for ${what}`);
		}
		await sleep(POLL_MS);
	}
}
