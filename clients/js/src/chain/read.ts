/** Reads of the chain: runtime APIs, blocks and balances. */

import type { ApiPromise } from '@polkadot/api';
import type { Header } from '@polkadot/types/interfaces';
import type { Codec, DefinitionCallNamed, Registry } from '@polkadot/types/types';
import { checkFields } from './fields.js';
import { fieldName, plain, refuseUndefined } from './plain.js';
import type { Address } from './units.js';
import { waitFor } from './wait.js';

/** The runtime APIs of one block: an `ApiPromise`, or its `at(blockHash)`. */
export interface RuntimeApis {
	call: Record<string, Record<string, (...args: unknown[]) => Promise<unknown>> | undefined>;
	registry: Registry;
}

/**
 * Calls a runtime API's method, both in camel case (`reputationApi`, `toAmount`), and returns its
 * answer as {@link plain} does. Throws if the runtime has no such method, if a value is undefined,
 * and if an object in the arguments lacks a field or has one too many.
 */
export async function readApi<T>(source: RuntimeApis, api: string, method: string, ...args: unknown[]): Promise<T> {
	const call = source.call[api]?.[method];
	if (!call) {
		throw new Error(`the chain has no runtime API ${api}.${method}`);
	}
	refuseUndefined(args, `${api}.${method}`);
	// The types of polkadot.js leave out that its calls have their description.
	const { params } = (call as typeof call & { meta: DefinitionCallNamed }).meta;
	params.forEach(({ name, type }, index) => {
		const made = source.registry.createTypeUnsafe(type, [args[index]]);
		checkFields(`${api}.${method}.${fieldName(name)}`, args[index], made);
	});
	return plain(await call(...args) as Codec) as T;
}

/**
 * Returns the number of the best block. Calls take block numbers as bounds, such as an offer's end.
 */
export async function bestBlock(api: ApiPromise): Promise<number> {
	return (await api.rpc.chain.getHeader()).number.toNumber();
}

/** Returns the header of the last finalised block. */
export async function finalizedHead(api: ApiPromise): Promise<Header> {
	return api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
}

/**
 * Waits until block `number` is finalised, and returns the header of the finalised head, which may
 * be a later one. Throws `TimedOut` after `timeoutMs`, by default a minute.
 */
export async function waitForFinalized(api: ApiPromise, number: number, timeoutMs = 60_000): Promise<Header> {
	return waitFor(async () => {
		const header = await finalizedHead(api);
		return header.number.toNumber() >= number && header;
	}, `block ${number} finalised`, { timeoutMs });
}

/**
 * Returns the units that are in an account and not held, at a block (default: the best). Locks are
 * not subtracted.
 */
export async function freeBalance(api: ApiPromise, address: Address, blockHash?: string): Promise<bigint> {
	const { query } = blockHash === undefined ? api : await api.at(blockHash);
	return (await query.system.account(address)).data.free.toBigInt();
}

/** Returns the validator that made a block. Throws if the block's header names none. */
export async function blockAuthor(api: ApiPromise, blockHash: string): Promise<Address> {
	const { digest } = await api.rpc.chain.getHeader(blockHash);
	const claim = digest.logs.find((log) => log.isPreRuntime)?.asPreRuntime;
	// The block's own state, not its parent's as in polkadot.js: a session's first block is by
	// one of its own validators.
	const validators = await (await api.at(blockHash)).query.session.validators();
	const author = claim?.[0].extractAuthor(claim[1], validators);
	if (!author) {
		throw new Error(`block ${blockHash} names no author`);
	}
	return author.toString();
}
