/** Reads and calls of governance. */

import type { ApiPromise } from '@polkadot/api';
import type { ApiDecoration } from '@polkadot/api/types';
import type { Codec } from '@polkadot/types/types';
import { type DispatchFailure, type PlainDispatchError, asDispatchFailure } from '../chain/errors.js';
import { plain } from '../chain/plain.js';
import { readApi } from '../chain/read.js';
import { type Call, makeCall } from '../chain/submit.js';
import type { Hex } from '../chain/units.js';
import type { DomainId, PoolId, PostId, Shares, Tier } from '../experts/types.js';
import { type RatifiedClient, readClient } from './client.js';
import { type Directive, type ParameterGroup, encodeDirective } from './directives.js';

/** The state of a ratified post's directive. The numbers are blocks. */
export type RatificationState =
	| { type: 'NoDirective' }
	| { type: 'Scheduled'; at: number }
	| { type: 'Enacted'; at: number }
	/** `asDispatchFailure` names the error. */
	| { type: 'Failed'; at: number; error: PlainDispatchError }
	| { type: 'Cancelled'; at: number; by: PostId }
	| { type: 'Unscheduled'; due: number };

/** The record of a post's ratification. */
export interface Ratification {
	domain: DomainId;
	pool: PoolId;
	/** The block in which the pool was decided. */
	at: number;
	/** The tier of the pool, and so the bars that it met; `Parameter` before there were tiers. */
	tier: Tier;
	ayes: Shares;
	nays: Shares;
	/** The REP of the domain of which the quorum was a part. */
	supply: Shares;
	voters: number;
	/** The duration of the domain's shortest vote at that time, in blocks. */
	vote: number;
	state: RatificationState;
}

/**
 * Governance on the connection `api`, as of `source`: by default the best block at each read. A
 * read has the name of the runtime API's method that answers it, and throws if the chain's runtime
 * has none. What is not there is null.
 */
export class Governance {
	constructor(readonly api: ApiPromise, private readonly source: ApiDecoration<'promise'> = api) {}

	/** Returns the same as of one block. */
	async at(blockHash: string): Promise<Governance> {
		return new Governance(this.api, await this.api.at(blockHash));
	}

	/** Makes calls to sign and submit. */
	readonly calls = {
		/** Schedules a ratified directive for which the agenda had no room. Anyone may call it. */
		schedule: (post: PostId) => makeCall(this.api, 'governance', 'schedule', post),
		/** Makes a call as root. Only a ratified post of domain 0 may, by the action `Dispatch`. */
		dispatchAsRoot: (call: Call) => makeCall(this.api, 'governance', 'dispatchAsRoot', call),
	};

	/**
	 * Returns how a post was ratified, and the state of its directive; null if no governance pool
	 * ratified it.
	 */
	async ratification(post: PostId): Promise<Ratification | null> {
		const read = await readApi<{ ratification: Ratification } | null>(this.source, 'governanceApi', 'ratification', post);
		return read && read.ratification;
	}

	/** Returns the authorised upgrade, and the block from which it can't be applied. */
	authorizedUpgrade(): Promise<{ codeHash: Hex; at: number } | null> {
		return readApi(this.source, 'governanceApi', 'authorizedUpgrade');
	}

	/** Returns the client bundle that a domain ratified last; domain 0's is the chain's. */
	client(domain: DomainId): Promise<RatifiedClient | null> {
		return readClient(this.source, domain);
	}

	/**
	 * Returns the error for which a post of a domain could not carry a directive now; null if it
	 * could.
	 */
	async check(domain: DomainId, directive: Directive): Promise<DispatchFailure | null> {
		type Result = { type: 'Ok' } | { type: 'Err'; value: PlainDispatchError };
		const read = await readApi<Result>(this.source, 'governanceApi', 'check', domain, encodeDirective(directive));
		return read.type === 'Ok' ? null : asDispatchFailure(this.api.registry, read.value);
	}

	/** Returns a parameter of the chain as it is stored; null if it has its default. */
	async parameter<T>(group: ParameterGroup, name: string): Promise<T | null> {
		const read = plain(await this.source.query['parameters']?.['parameters']?.({ [group]: { [name]: null } }) as Codec);
		return read === null ? null : (read as { value: { value: T } }).value.value;
	}
}
