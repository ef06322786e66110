/**
 * Connects to a node, within bounds of time.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { ApiPromise, WsProvider } from '@polkadot/api';

/** How long opening a connection may take, and how long an answer. */
export const TIMEOUT_MS = 10_000;
/** How long a node may take to tell what its chain is like: it may have to compile the runtime for that. */
const READY_TIMEOUT_MS = 30_000;

/** Connects to a node's WebSocket, and never again when that is lost. Throws a sentence if it can't in time. */
export async function connect(url: string): Promise<ApiPromise> {
	let disconnect: (() => Promise<void>) | undefined;
	try {
		const provider = new WsProvider(url, false, {}, TIMEOUT_MS);
		disconnect = () => provider.disconnect();
		await inTime(opened(provider));
		const api = new ApiPromise({ provider, throwOnConnect: true, noInitWarn: true });
		disconnect = () => api.disconnect();
		return await inTime(api.isReadyOrError, READY_TIMEOUT_MS);
	} catch (error) {
		await disconnect?.();
		throw new Error(`can't connect to ${url}: ${(error as Error).message}`);
	}
}

function opened(provider: WsProvider): Promise<void> {
	return new Promise((resolve, reject) => {
		provider.on('connected', () => resolve());
		provider.on('error', (error: Partial<Error>) => reject(new Error(error.message || 'nothing answers there')));
		provider.on('disconnected', () => reject(new Error('the connection was closed')));
		provider.connect().catch(reject);
	});
}

/** What is promised, or an error if it does not come in time. */
export async function inTime<T>(promise: Promise<T>, timeoutMs = TIMEOUT_MS): Promise<T> {
	const timer = new AbortController();
	const late = sleep(timeoutMs, undefined, { signal: timer.signal }).then(() => {
		throw new Error(`no answer within ${timeoutMs / 1000} s`);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		timer.abort();
	}
}
