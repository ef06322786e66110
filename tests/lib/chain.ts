/**
 * Talks to a chain the way a dapp does: connects, submits, waits, and turns refusals into typed errors.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import '@polkadot/api-augment';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import type { SignerOptions, SubmittableExtrinsic } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { DispatchError, EventRecord, Header } from '@polkadot/types/interfaces';
import type { ISubmittableResult } from '@polkadot/types/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { runNode, temporaryFolder } from './node.ts';

/** Units in one WIT. */
export const WIT = 1_000_000_000n;

/** A call that polkadot.js can sign and submit. */
export type Call = SubmittableExtrinsic<'promise'>;

const CONNECT_TIMEOUT_MS = 30_000;
const SUBMIT_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** Connects to a node's WebSocket. Throws if it does not answer in time; never reconnects, so that a test sees a node go. */
export async function connect(ws: string): Promise<ApiPromise> {
	const provider = new WsProvider(ws, false);
	await provider.connect();
	const api = new ApiPromise({
		provider,
		throwOnConnect: true,
		// New with Polkadot SDK 2507 and not known to polkadot.js; it adds no bytes to a transaction.
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
		// What it would warn of are RPC methods that it has no typed name for.
		noInitWarn: true,
	});
	return bounded(api.isReadyOrError, CONNECT_TIMEOUT_MS, `a connection to ${ws}`, () => api.disconnect());
}

/** The well-known accounts of the development chain. */
export interface DevAccounts {
	alice: KeyringPair;
	bob: KeyringPair;
	charlie: KeyringPair;
	dave: KeyringPair;
	eve: KeyringPair;
	ferdie: KeyringPair;
}

/** The keys of the development accounts, sr25519. */
export async function devAccounts(): Promise<DevAccounts> {
	return {
		alice: await account('//Alice'),
		bob: await account('//Bob'),
		charlie: await account('//Charlie'),
		dave: await account('//Dave'),
		eve: await account('//Eve'),
		ferdie: await account('//Ferdie'),
	};
}

/** The sr25519 account of a secret URI such as `//Alice`. */
export async function account(uri: string): Promise<KeyringPair> {
	await cryptoWaitReady();
	return new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri, { name: uri.replace(/^\/+/, '') });
}

/** A call that was included in a block and failed there: it paid its fee and changed nothing else. */
export class DispatchFailure extends Error {
	override readonly name = 'DispatchFailure';

	constructor(
		/** The pallet, or `Token`, `Arithmetic`, `Dispatch` for errors that belong to none. */
		readonly module: string,
		/** The error's name as it stands in the metadata. */
		readonly error: string,
		/** What the metadata says about it. */
		readonly docs: string,
	) {
		super(`${module}.${error}${docs && `: ${docs}`}`);
	}
}

/** A transaction that did not get into a block: refused by the node's pool, or dropped from it. */
export class PoolError extends Error {
	override readonly name = 'PoolError';

	constructor(
		/** JSON-RPC error code, 1010 for an invalid transaction; null if the pool took it first and dropped it later. */
		readonly code: number | null,
		/** The runtime's reason (`Stale`, `Payment`, `BadProof`, ...), or the pool's (`Dropped`, `Usurped`, ...). */
		readonly kind: string,
		message: string,
	) {
		super(message);
	}
}

/** Where a transaction ended up. */
export interface Included {
	blockHash: string;
	blockNumber: number;
	events: EventRecord[];
	/** What the signer paid, tip and all, in units. */
	fee: bigint;
}

/** How a transaction is sent. */
export interface SubmitOptions {
	/** Default: the account's next. */
	nonce?: number;
	/** Units, on top of the fee. */
	tip?: bigint;
	/** What to wait for; default `inBlock`. */
	until?: 'inBlock' | 'finalized';
}

/**
 * Signs, submits and waits. Rejects with {@link PoolError} if the transaction gets into no block, with
 * {@link DispatchFailure} if it fails in one.
 */
export async function submit(api: ApiPromise, call: Call, signer: KeyringPair, options: SubmitOptions = {}): Promise<Included> {
	const { until = 'inBlock', ...rest } = options;
	const signing: Partial<SignerOptions> = { nonce: -1, ...rest };
	let unsubscribe: (() => void) | undefined;
	const done = new Promise<ISubmittableResult>((resolve, reject) => {
		call.signAndSend(signer, signing, (result) => {
			const failure = poolFailure(result);
			if (failure) {
				reject(failure);
			} else if (result.isFinalized || (until === 'inBlock' && result.isInBlock)) {
				resolve(result);
			}
		}).then((stop) => { unsubscribe = stop; }, (error: unknown) => reject(asPoolError(error)));
	});
	const what = `${call.method.section}.${call.method.method} ${until === 'inBlock' ? 'in a block' : 'finalised'}`;
	const result = await bounded(done, SUBMIT_TIMEOUT_MS, what).finally(() => unsubscribe?.());
	if (result.dispatchError) {
		throw asDispatchFailure(api, result.dispatchError);
	}
	return included(api, result);
}

/** Waits until block `n` is finalised; gives the finalised head, which may be a later one. */
export async function waitForFinalized(api: ApiPromise, n: number, timeoutMs = 60_000): Promise<Header> {
	return waitFor(async () => {
		const header = await finalizedHead(api);
		return header.number.toNumber() >= n && header;
	}, `block ${n} finalised`, timeoutMs);
}

/** The header of the last finalised block. */
export async function finalizedHead(api: ApiPromise): Promise<Header> {
	return api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
}

/** Asks again and again until the answer is neither false nor missing, and gives it. */
export async function waitFor<T>(
	predicate: () => T | false | undefined | null | Promise<T | false | undefined | null>,
	what: string,
	timeoutMs = 60_000,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await predicate();
		if (answer !== false && answer !== undefined && answer !== null) {
			return answer;
		}
		if (Date.now() > deadline) {
			throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
		}
		await sleep(POLL_MS);
	}
}

/** What an account may spend or lock, in units, at a block (default: the best). */
export async function freeBalance(api: ApiPromise, address: string, blockHash?: string): Promise<bigint> {
	const { query } = blockHash === undefined ? api : await api.at(blockHash);
	return (await query.system.account(address)).data.free.toBigInt();
}

/** The validator that made a block. */
export async function blockAuthor(api: ApiPromise, blockHash: string): Promise<string> {
	const { digest } = await api.rpc.chain.getHeader(blockHash);
	const claim = digest.logs.find((log) => log.isPreRuntime)?.asPreRuntime;
	// Of the block itself, not of its parent as polkadot.js has it: a session's first block is by one of its own validators.
	const validators = await (await api.at(blockHash)).query.session.validators();
	const author = claim?.[0].extractAuthor(claim[1], validators);
	if (!author) {
		throw new Error(`block ${blockHash} names no author`);
	}
	return author.toString();
}

/** JSON as it stands in a chain specification. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What {@link writeChainSpec} changes. */
export interface ChainSpecChanges {
	/** The chain to start from; default `development`. */
	from?: string;
	/** Merged into `genesis.runtimeGenesis.patch`: objects key by key, anything else replaced. */
	genesis?: { [key: string]: Json };
	/** Merged into the specification itself. */
	spec?: { [key: string]: Json };
}

/** Writes a changed copy of one of the node's chain specifications to a temporary file; gives its path. */
export async function writeChainSpec({ from = 'development', genesis = {}, spec = {} }: ChainSpecChanges): Promise<string> {
	const changed = merge(JSON.parse(await exportChainSpec(from)) as Json, {
		...spec,
		genesis: { runtimeGenesis: { patch: genesis } },
	});
	const path = join(temporaryFolder(), 'chain-spec.json');
	writeFileSync(path, JSON.stringify(changed));
	return path;
}

/**
 * Writes one of the node's chain specifications, raw, to a temporary file; gives its path. A node starts faster from it,
 * since its genesis is built already.
 */
export async function writeRawChainSpec(from: string): Promise<string> {
	const path = join(temporaryFolder(), 'chain-spec-raw.json');
	writeFileSync(path, await exportChainSpec(from, '--raw'));
	return path;
}

/** What the node exports, by its arguments: each is asked for once, since the node compiles its runtime for it. */
const exported = new Map<string, Promise<string>>();

function exportChainSpec(chain: string, ...args: string[]): Promise<string> {
	const command = ['export-chain-spec', '--chain', chain, ...args];
	const key = command.join(' ');
	const specification = exported.get(key) ?? runNode(command).then(({ code, stdout, stderr }) => {
		if (code !== 0) {
			throw new Error(`${key}: ${stderr}`);
		}
		return stdout;
	});
	exported.set(key, specification);
	return specification;
}

/**
 * The reasons for which a runtime calls a transaction invalid, by how what the node's RPC says of each begins
 * (`sp_runtime::transaction_validity::InvalidTransaction`).
 */
const INVALID_TRANSACTION: Record<string, string> = {
	'Transaction call is not expected': 'Call',
	'Transaction will be valid in the future': 'Future',
	'Transaction is outdated': 'Stale',
	'Transaction has a bad signature': 'BadProof',
	'Transaction has an ancient birth block': 'AncientBirthBlock',
	'Transaction would exhaust the block limits': 'ExhaustsResources',
	'Inability to pay some fees': 'Payment',
	'Invalid signing address': 'BadSigner',
};

/** The other reasons of a pool, by JSON-RPC error code. */
const POOL_CODES: Record<number, string> = {
	1001: 'BadFormat',
	1002: 'Verification',
	1010: 'Invalid',
	1011: 'UnknownValidity',
	1012: 'TemporarilyBanned',
	1013: 'AlreadyImported',
	1014: 'TooLowPriority',
	1016: 'ImmediatelyDropped',
};

/** An error that came over JSON-RPC, as a {@link PoolError}; any other error unchanged. */
export function asPoolError(error: unknown): unknown {
	const { code, message = '' } = error as { code?: unknown; message?: string };
	if (typeof code !== 'number') {
		return error;
	}
	// polkadot.js moves the reason, which is the error's data, into its message.
	const reason = Object.keys(INVALID_TRANSACTION).find((text) => message.includes(text)) ?? '';
	return new PoolError(code, INVALID_TRANSACTION[reason] ?? POOL_CODES[code] ?? 'Unknown', message);
}

function poolFailure({ status }: ISubmittableResult): PoolError | undefined {
	const failed = status.isInvalid || status.isDropped || status.isUsurped || status.isFinalityTimeout;
	return failed ? new PoolError(null, status.type, `the pool let the transaction go: ${status.type}`) : undefined;
}

function asDispatchFailure(api: ApiPromise, error: DispatchError): DispatchFailure {
	if (error.isModule) {
		const { section, name, docs } = api.registry.findMetaError(error.asModule);
		return new DispatchFailure(section, name, docs.join(' ').trim());
	}
	if (error.isToken) {
		return new DispatchFailure('Token', error.asToken.type, '');
	}
	if (error.isArithmetic) {
		return new DispatchFailure('Arithmetic', error.asArithmetic.type, '');
	}
	return new DispatchFailure('Dispatch', error.type, '');
}

async function included(api: ApiPromise, { status, events }: ISubmittableResult): Promise<Included> {
	const blockHash = (status.isFinalized ? status.asFinalized : status.asInBlock).toHex();
	const header = await api.rpc.chain.getHeader(blockHash);
	const paid = events.map(({ event }) => event).find((event) => api.events.transactionPayment.TransactionFeePaid.is(event));
	return { blockHash, blockNumber: header.number.toNumber(), events, fee: BigInt(paid?.data[1]?.toString() ?? 0) };
}

async function bounded<T>(promise: Promise<T>, timeoutMs: number, what: string, otherwise?: () => unknown): Promise<T> {
	const timer = new AbortController();
	const late = sleep(timeoutMs, undefined, { signal: timer.signal }).then(() => {
		throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
	});
	try {
		return await Promise.race([promise, late]);
	} catch (error) {
		await otherwise?.();
		throw error;
	} finally {
		timer.abort();
	}
}

function merge(base: Json, changes: Json): Json {
	if (!isObject(base) || !isObject(changes)) {
		return changes;
	}
	const merged = { ...base };
	for (const [key, value] of Object.entries(changes)) {
		merged[key] = merge(merged[key] ?? null, value);
	}
	return merged;
}

function isObject(value: Json): value is { [key: string]: Json } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
