/** Connects to a node. */

// Types the SDK's own pallets and RPC methods on every `ApiPromise`.
import '@polkadot/api-augment';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ProviderInterface } from '@polkadot/rpc-provider/types';
import { inTime } from './wait.js';

/** Choices for a connection. */
export interface ConnectOptions {
	/**
	 * Milliseconds in which the node must describe its chain; default 30 000, because it may have
	 * to compile the runtime.
	 */
	timeoutMs?: number;
	/**
	 * Milliseconds between attempts to reconnect; by default, or with 0, a lost connection stays
	 * lost.
	 */
	reconnectMs?: number;
}

/** The most milliseconds that a WebSocket may take to open. */
const OPEN_TIMEOUT_MS = 10_000;
const READY_TIMEOUT_MS = 30_000;

/**
 * Connects to a node by the URL of its WebSocket, or over another provider of polkadot.js, such as
 * a light client. Throws an error that says why if the first attempt fails: after 10 seconds
 * without a connection, or `timeoutMs` without an answer.
 *
 * Any other `ApiPromise` works with this package too, if it knows the transaction extension
 * `AuthorizeCall`.
 */
export async function connect(node: string | ProviderInterface, options: ConnectOptions = {}): Promise<ApiPromise> {
	const { timeoutMs = READY_TIMEOUT_MS, reconnectMs } = options;
	let disconnect: (() => Promise<void>) | undefined;
	try {
		if (node === undefined) {
			throw new Error('neither a URL nor a provider was given');
		}
		const provider = typeof node === 'string' ? new WsProvider(node, reconnectMs || false) : node;
		disconnect = () => provider.disconnect();
		if (provider instanceof WsProvider) {
			await inTime(opened(provider, Boolean(reconnectMs)), 'the connection', OPEN_TIMEOUT_MS);
		}
		const api = new ApiPromise({
			provider,
			throwOnConnect: true,
			// New with Polkadot SDK 2507 and unknown to polkadot.js; it adds no bytes to a
			// transaction.
			signedExtensions: { AuthorizeCall: { extrinsic: {}, payload: {} } },
			rpc: {
				author: {
					rotateKeysWithOwner: {
						description: 'New session keys in the node\'s keystore, and the proof that they are the owner\'s',
						params: [{ name: 'owner', type: 'Bytes' }],
						type: 'Json',
					},
				},
			},
			// It would warn of RPC methods for which it has no typed name.
			noInitWarn: true,
		});
		disconnect = () => api.disconnect();
		return await inTime(api.isReadyOrError, 'the chain\'s metadata', timeoutMs);
	} catch (error) {
		await disconnect?.();
		const name = typeof node === 'string' ? node : 'the provider\'s node';
		throw new Error(`can't connect to ${name}: ${(error as Error).message}`);
	}
}

/**
 * Resolves when a provider's first connection is open; a provider that reconnects opens it by
 * itself.
 */
function opened(provider: WsProvider, opensItself: boolean): Promise<void> {
	return new Promise((resolve, reject) => {
		if (provider.isConnected) {
			resolve();
			return;
		}
		provider.on('connected', () => resolve());
		provider.on('error', (error: Partial<Error>) => reject(new Error(error.message || 'nothing answers there')));
		provider.on('disconnected', () => reject(new Error('the connection was closed')));
		if (!opensItself) {
			provider.connect().catch(reject);
		}
	});
}
