/**
 * Talks to a chain by PAPI (`polkadot-api`), untyped. Names are those of the metadata, so that a
 * test needs no generated types.
 */

import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { WebSocket } from '@polkadot/x-ws';
import { type PolkadotClient, type PolkadotSigner, type Transaction, createClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';

/** The calls and reads of this chain that tests of clients use. */
export interface Untyped {
	query: {
		System: { Account: { getValue(who: string, at?: { at: string }): Promise<{ nonce: number; data: { free: bigint } }> } };
	};
	apis: {
		ReputationApi: { standing(domain: number, who: string, at?: { at: string }): Promise<{ free: bigint; total: bigint }> };
	};
	view: { Reputation: { total(domain: number, who: string): Promise<bigint> } };
	constants: { Balances: { ExistentialDeposit(): Promise<bigint> } };
	tx: {
		Balances: { transfer_keep_alive(args: { dest: { type: 'Id'; value: string }; value: bigint }): Transaction };
		Staking: { bond_extra(args: { max_additional: bigint }): Transaction };
	};
}

/** A development account: its address, and what PAPI signs with. */
export interface PapiAccount {
	address: string;
	signer: PolkadotSigner;
}

/** Returns the sr25519 account of a secret URI such as `//Alice`. */
export async function papiAccount(uri: string): Promise<PapiAccount> {
	await cryptoWaitReady();
	const pair = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri);
	return { address: pair.address, signer: getPolkadotSigner(pair.publicKey, 'Sr25519', (message) => pair.sign(message)) };
}

/** Connects to a node's WebSocket. The client is closed by its `destroy`. */
export function papiClient(ws: string): PolkadotClient {
	// Node.js has a WebSocket of its own from version 22 on.
	return createClient(getWsProvider(ws, { websocketClass: WebSocket as typeof globalThis.WebSocket }));
}

/** Returns the chain's calls and reads, as the client has them from the metadata. */
export function untyped(client: PolkadotClient): Untyped {
	return client.getUnsafeApi() as unknown as Untyped;
}
