/**
 * Directives for dapps: what a post can ask for, and what the chain remembers of a ratified one.
 */

import type { ApiPromise } from '@polkadot/api';
import type { Codec } from '@polkadot/types/types';
import { stringToHex } from '@polkadot/util';
import type { Address, DomainId, DomainParameters, Hex, PoolId, PostId, Units, Vote } from './bodies.ts';
import { plain } from './plain.ts';

/** A parameter of the chain: group and name as in docs/parameters.md, and a value; null gives it its default again. */
export interface ParameterChange {
	group: 'Inflation' | 'Fees' | 'Deposits' | 'Domains' | 'Forum' | 'Governance' | 'Work';
	name: string;
	value: unknown;
}

/** What a directive does. */
export type Action =
	| { type: 'SetParameter'; parameter: ParameterChange }
	| { type: 'SetDomain'; parameter: Partial<DomainParameters> }
	| { type: 'AuthorizeUpgrade'; codeHash: Hex }
	| { type: 'Dispatch'; hash: Hex; len: number; weight: { refTime: bigint; proofSize: bigint } }
	| { type: 'ReplaceClient'; hash: Hex; uri: string };

/** An instruction in a post. */
export interface Directive {
	action: Action;
	/** The block in which it takes effect at the earliest. */
	activateAt?: number;
}

/** What became of a ratified post's directive. */
export type RatificationState =
	| { type: 'NoDirective' }
	| { type: 'Scheduled'; at: number }
	| { type: 'Enacted'; at: number }
	| { type: 'Failed'; at: number; error: unknown }
	| { type: 'Cancelled'; at: number; by: PostId }
	| { type: 'Unscheduled'; due: number };

/** How a post was ratified. */
export interface Ratification {
	domain: DomainId;
	pool: PoolId;
	/** The block in which the pool was decided. */
	at: number;
	up: Units;
	down: Units;
	/** The REP of the domain that the quorum was a part of. */
	supply: Units;
	voters: number;
	state: RatificationState;
}

/** A vote in a governance pool that ratified its post. */
export interface Ballot {
	who: Address;
	vote: Vote;
}

/** The client that a domain recommends. */
export interface Client {
	/** BLAKE2b-256 of the bundle. */
	hash: Hex;
	uri: string;
	post: PostId;
	/** The block since which it is recommended. */
	at: number;
}

/** A parameter of the chain as it is stored; null if it has its default. */
export async function parameter<T>(api: ApiPromise, group: ParameterChange['group'], name: string): Promise<T | null> {
	const read = plain(await api.query.parameters.parameters({ [group]: { [name]: null } }) as Codec);
	return read === null ? null : (read as { value: { value: T } }).value.value;
}

/** A directive as polkadot.js takes it. */
export function encodeDirective({ action, activateAt = undefined }: Directive): unknown {
	return { action: encodeAction(action), activateAt: activateAt ?? null };
}

function encodeAction(action: Action): unknown {
	switch (action.type) {
		case 'SetParameter': {
			const { group, name, value } = action.parameter;
			return { SetParameter: { [group]: { [name]: [null, value] } } };
		}
		case 'SetDomain': {
			const parts = Object.entries(action.parameter);
			const [part] = parts;
			if (part === undefined || parts.length !== 1) {
				throw new Error(`a directive sets one parameter of a domain, not ${parts.length}`);
			}
			const [name, value] = part;
			return { SetDomain: { [name[0]?.toUpperCase() + name.slice(1)]: value } };
		}
		case 'AuthorizeUpgrade':
			return { AuthorizeUpgrade: { codeHash: action.codeHash } };
		case 'Dispatch':
			return { Dispatch: { hash: action.hash, len: action.len, weight: action.weight } };
		case 'ReplaceClient':
			return { ReplaceClient: { hash: action.hash, uri: stringToHex(action.uri) } };
	}
}
