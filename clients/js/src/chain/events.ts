/** Events of blocks and transactions, typed. */

import type { ApiPromise } from '@polkadot/api';
import type { EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import { fieldName, plain } from './plain.js';
import { bestBlock } from './read.js';
import { type WaitOptions, waitFor } from './wait.js';

/**
 * The fields of events, by pallet as in `api.events` and by the event's name. Each system's module
 * adds its own: import `@witan/client/experts` or `@witan/client/governance` for theirs.
 */
export interface ChainEvents {}

/** A pallet, as in `api.events`. Editors suggest those whose events are typed. */
export type EventSection = keyof ChainEvents | (string & {});
/** The name of one of a pallet's events; any text if they are not typed. */
export type EventName<S extends EventSection> = S extends keyof ChainEvents ? keyof ChainEvents[S] & string : string;
/** The fields of an event; of type `unknown` if the pallet's events are not typed. */
export type ChainEvent<S extends EventSection, N extends EventName<S>> =
	S extends keyof ChainEvents ? N extends keyof ChainEvents[S] ? ChainEvents[S][N] : never : Record<string, unknown>;

/**
 * Returns an event's fields as {@link plain} values, by name in camel case, or by position if they
 * have no names.
 */
export function eventFields({ event }: EventRecord): Record<string, unknown> {
	const names = event.data.names ?? [];
	return Object.fromEntries([...event.data].map((value, index) => [fieldName(names[index] ?? `${index}`), plain(value as Codec)]));
}

/**
 * Returns all events of one kind among those of a transaction (`Included.events`) or of blocks, in
 * order.
 */
export function findEvents<S extends EventSection, N extends EventName<S>>(
	events: readonly EventRecord[],
	section: S,
	name: N,
): ChainEvent<S, N>[] {
	return events
		.filter(({ event }) => event.section === section && event.method === name)
		.map((record) => eventFields(record) as ChainEvent<S, N>);
}

/** Returns the one event of its kind. Throws if there is none, or more than one. */
export function theEvent<S extends EventSection, N extends EventName<S>>(
	events: readonly EventRecord[],
	section: S,
	name: N,
): ChainEvent<S, N> {
	const [found, ...more] = findEvents(events, section, name);
	if (found === undefined || more.length > 0) {
		const all = events.map(({ event }) => `${event.section}.${event.method}`).join(', ');
		throw new Error(`expected one ${section}.${name} among: ${all}`);
	}
	return found;
}

/** Returns all events of a block of the best chain. Throws if the chain has no such block. */
export async function eventsOf(api: ApiPromise, block: number): Promise<EventRecord[]> {
	const hash = await api.rpc.chain.getBlockHash(block);
	if (hash.isEmpty) {
		throw new Error(`the chain has no block ${block} yet`);
	}
	return [...await (await api.at(hash)).query.system.events()];
}

/**
 * Waits for an event of a block of the best chain from block `from` on, of any transaction or of
 * the chain's own work. Returns the first that `matches`, with its block. Throws `TimedOut` if none
 * comes in time.
 */
export async function untilEvent<S extends EventSection, N extends EventName<S>>(
	api: ApiPromise,
	section: S,
	name: N,
	from: number,
	matches: (event: ChainEvent<S, N>) => boolean = () => true,
	options: WaitOptions = {},
): Promise<ChainEvent<S, N> & { block: number }> {
	let next = from;
	return waitFor(async () => {
		const best = await bestBlock(api);
		for (; next <= best; next++) {
			const found = findEvents(await eventsOf(api, next), section, name).find(matches);
			if (found) {
				return { ...(found as object), block: next } as ChainEvent<S, N> & { block: number };
			}
		}
		return undefined;
	}, `${section}.${name} from block ${from} on`, options);
}
