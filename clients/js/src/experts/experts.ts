/** Reads, calls and waits of bodies of experts. */

import type { ApiPromise } from '@polkadot/api';
import type { ApiDecoration } from '@polkadot/api/types';
import { plainText, textBytes } from '../chain/plain.js';
import { readApi } from '../chain/read.js';
import { type Call, makeCall } from '../chain/submit.js';
import type { Address, Hex } from '../chain/units.js';
import { type WaitOptions, waitFor } from '../chain/wait.js';
import { type PlainContent, decodeContent, encodeContent, encodeParams, encodeTerms } from './encode.js';
import { postId } from './ids.js';
import {
	type Ballot, type Citation, type Conservation, type Content, type Domain, type DomainId, type DomainParameters, type Draft, MILLION,
	type Motion, type Offer, type OpenPool, type Opinion, type Phase, type Pool, type PoolId, type PoolParams, type Post, type PostId,
	type Preview, type RequestId, type RequestState, type Service, type ServiceId, type Shares, type Side, type Standing, type Terms, type Vote,
	type WorkRequest,
} from './types.js';

/** The most entries of a list that the runtime returns at a time. */
const PAGE = 64;

/**
 * Bodies of experts on the connection `api`, as of `source`: by default the best block at each
 * read. A read has the name of the runtime API's method that answers it, and throws if the chain's
 * runtime has none. What is not there is null.
 */
export class Experts {
	constructor(readonly api: ApiPromise, private readonly source: ApiDecoration<'promise'> = api) {}

	/** Returns the same as of one block, so that several reads tell of the same moment. */
	async at(blockHash: string): Promise<Experts> {
		return new Experts(this.api, await this.api.at(blockHash));
	}

	/**
	 * Makes calls to sign and submit. Amounts of tokens and REP are in units of 10^-9, times are
	 * blocks.
	 */
	readonly calls = {
		/**
		 * Makes a domain whose founder is the signer; without parameters it starts with the chain's
		 * defaults.
		 */
		createDomain: (metadata: string, halfLife: number | null = null, parameters: DomainParameters | null = null) =>
			this.call('domains', 'createDomain', textBytes(metadata), halfLife, parameters),
		/** Pays an account its dividends, if it can receive them. Anyone may call it. */
		claimDividends: (domain: DomainId, who: Address) => this.call('reputation', 'claimDividends', domain, who),

		/**
		 * Makes a post, or takes it over for one of its authors from a poster who is none. Its id
		 * is {@link postId} of this call, unless it names no authors.
		 */
		post: ({ domain, authors, citations = [], content, directive }: Draft) =>
			this.call('forum', 'post', domain, authors, citations, encodeContent(content), directive ?? null),
		/** Runs up to `steps` queued steps of propagation. */
		propagate: (steps: number) => this.call('forum', 'propagate', steps),
		/** Removes a post on which nothing depends. */
		removePost: (post: PostId) => this.call('forum', 'remove', post),

		/** Opens a pool on a post, for a fee in tokens. */
		openPool: (post: PostId, params: PoolParams, fee = 0n) => this.call('validationPool', 'open', post, encodeParams(params), fee),
		/** Stakes REP on a side. In a pool for governance the REP is pledged, and not held. */
		stake: (pool: PoolId, side: Side, amount: bigint) => this.call('validationPool', 'stake', pool, side, amount),
		/** Decides a pool of a domain without REP. Only its founder may call it. */
		founderDecide: (pool: PoolId, side: Side) => this.call('validationPool', 'founderDecide', pool, side),
		/** Stakes REP on a side that the hash of `commitHash` hides. */
		commit: (pool: PoolId, hash: Hex, amount: bigint) => this.call('validationPool', 'commit', pool, hash, amount),
		/** Shows the side of a commitment. */
		reveal: (pool: PoolId, side: Side, salt: Hex) => this.call('validationPool', 'reveal', pool, side, salt),
		/**
		 * Shows the side of another account's commitment. Anyone who knows its salt may call it.
		 */
		revealFor: (pool: PoolId, who: Address, side: Side, salt: Hex) => this.call('validationPool', 'revealFor', pool, who, side, salt),
		/** Decides a pool that is due, or settles votes of a decided one. */
		settle: (pool: PoolId) => this.call('validationPool', 'settle', pool),

		/** Offers REP, and with it the signer's time, until a block. */
		offer: (domain: DomainId, amount: bigint, until: number) => this.call('availability', 'offer', domain, amount, until),
		/** Adds REP to an offer. */
		topUp: (domain: DomainId, amount: bigint) => this.call('availability', 'topUp', domain, amount),
		/** Keeps an offer open until a later block. */
		extend: (domain: DomainId, until: number) => this.call('availability', 'extend', domain, until),
		/** Lowers an offer to an amount, at once, whatever is assigned. */
		lower: (domain: DomainId, amount: bigint) => this.call('availability', 'lower', domain, amount),
		/** Keeps an offer from being drawn until it is resumed. */
		pause: (domain: DomainId) => this.call('availability', 'pause', domain),
		/** Lets a paused offer be drawn again. */
		resume: (domain: DomainId) => this.call('availability', 'resume', domain),
		/** Sets the most jobs that the signer does in a domain at a time: 1 to 64. */
		setMaxJobs: (domain: DomainId, jobs: number) => this.call('availability', 'setMaxJobs', domain, jobs),
		/** Ends the signer's offer. */
		withdraw: (domain: DomainId) => this.call('availability', 'withdraw', domain),
		/** Ends an account's offer that is over. Anyone may call it. */
		prune: (domain: DomainId, who: Address) => this.call('availability', 'prune', domain, who),

		/** Opens a service of a domain's experts. */
		openService: (domain: DomainId, terms: Terms) => this.call('business', 'openService', domain, encodeTerms(terms)),
		/** Changes a service's terms for later orders. */
		updateService: (service: ServiceId, terms: Terms) => this.call('business', 'updateService', service, encodeTerms(terms)),
		/** Closes a service to new orders. */
		closeService: (service: ServiceId) => this.call('business', 'closeService', service),
		/** Orders a service, for a fee in tokens, on the terms of a version. */
		request: (service: ServiceId, brief: string, fee: bigint, version: number) =>
			this.call('business', 'request', service, textBytes(brief), fee, version),
		/** Takes an order back. */
		cancel: (request: RequestId) => this.call('business', 'cancel', request),
		/** Declines a job soon after the draw, without a loss. The next expert is drawn. */
		decline: (request: RequestId) => this.call('business', 'decline', request),
		/** Submits the evidence of a job. Its post's id is {@link Experts.evidenceId}. */
		submit: (request: RequestId, content: Content, citations: Citation[] = []) =>
			this.call('business', 'submit', request, encodeContent(content), citations),
		/** Records the customer's opinion of the evidence. */
		remark: (request: RequestId, verdict: Opinion, note: string) =>
			this.call('business', 'remark', request, verdict, textBytes(note)),
		/** Does what is due of a request. */
		poke: (request: RequestId) => this.call('business', 'poke', request),
	};

	/** Returns a domain with its ledger. */
	async domain(domain: DomainId): Promise<Domain | null> {
		const read = await this.read<Domain & { metadata: Hex } | null>('reputationApi', 'domain', domain);
		return read && { ...read, metadata: plainText(read.metadata) };
	}

	/** Returns a domain's parameters. */
	parameters(domain: DomainId): Promise<DomainParameters | null> {
		return this.read('reputationApi', 'parameters', domain);
	}

	/** Returns an account's REP and dividends in a domain; zeros if it has none. */
	async standing(domain: DomainId, who: Address): Promise<Standing> {
		const read = await this.read<Standing & { held: [{ value: string }, bigint][] }>('reputationApi', 'standing', domain, who);
		return { ...read, held: Object.fromEntries(read.held.map(([{ value }, amount]) => [value, amount])) };
	}

	/** Returns the present amount of REP that shares, as events carry them, are worth. */
	toAmount(domain: DomainId, shares: Shares): Promise<bigint> {
		return this.read('reputationApi', 'toAmount', domain, shares);
	}

	/** Returns a post. */
	async postInfo(post: PostId): Promise<Post | null> {
		const read = await this.read<Post & { content: PlainContent } | null>('forumApi', 'postInfo', post);
		return read && { ...read, content: decodeContent(read.content) };
	}

	/** Returns the REP that went along a citation so far; null if none did. */
	edge(citing: PostId, cited: PostId): Promise<bigint | null> {
		return this.read('forumApi', 'edge', citing, cited);
	}

	/** Returns the number of queued steps of propagation. */
	queueLength(): Promise<bigint> {
		return this.read('forumApi', 'queueLength');
	}

	/** Returns the sums of REP by its use in a domain's forum. */
	conservation(domain: DomainId): Promise<Conservation> {
		return this.read('forumApi', 'conservation', domain);
	}

	/** Returns a pool until it is settled. */
	pool(pool: PoolId): Promise<Pool | null> {
		return this.read('validationPoolApi', 'pool', pool);
	}

	/** Returns an account's stake in a pool that is not settled. */
	vote(pool: PoolId, who: Address): Promise<Vote | null> {
		return this.read('validationPoolApi', 'vote', pool, who);
	}

	/**
	 * Returns the least that a pool of a domain must demand; with `governance`, what the shortest
	 * vote of the tier `Parameter` demands. {@link Experts.motion} returns it for any post.
	 */
	leastParams(domain: DomainId, governance = false): Promise<PoolParams | null> {
		return this.read('validationPoolApi', 'leastParams', domain, governance);
	}

	/**
	 * Returns the rules of a pool for governance that is opened on a post now; null if there is no
	 * such post. `calls.openPool(post, motion.shortest)` opens it.
	 */
	motion(post: PostId): Promise<Motion | null> {
		return this.read('validationPoolApi', 'motion', post);
	}

	/**
	 * Returns the REP that an account can stake in a pool in the next block, on top of its stake
	 * there.
	 */
	countable(pool: PoolId, who: Address): Promise<bigint> {
		return this.read('validationPoolApi', 'countable', pool, who);
	}

	/** Returns an account's losses and gains if a pool were decided now. */
	preview(pool: PoolId, who: Address): Promise<Preview | null> {
		return this.read('validationPoolApi', 'preview', pool, who);
	}

	/**
	 * Returns an account's losses and gains if it staked `amount` of REP in the next block and the
	 * pool were decided then; null if the pool does not take the stake. The account need not have
	 * as much.
	 */
	previewStake(pool: PoolId, who: Address, side: Side, amount: bigint): Promise<Preview | null> {
		return this.read('validationPoolApi', 'previewStake', pool, who, side, amount);
	}

	/** Returns all pools in which an account can act in the next block, read page by page. */
	async poolsOpenTo(who: Address): Promise<OpenPool[]> {
		const found: OpenPool[] = [];
		let after: PoolId | null = null;
		do {
			const page: { pools: OpenPool[]; next: PoolId | null } = await this.read('validationPoolApi', 'poolsOpenTo', who, after, PAGE);
			found.push(...page.pools);
			after = page.next;
		} while (after !== null);
		return found;
	}

	/**
	 * Returns up to `limit` (at most 64) pools that are not settled, in no particular order, those
	 * after the pool `after`.
	 */
	openPools(after: PoolId | null = null, limit = PAGE): Promise<PoolId[]> {
		return this.read('validationPoolApi', 'openPools', after, limit);
	}

	/** Returns all votes in a governance pool that ratified its post, read page by page. */
	async ballots(pool: PoolId): Promise<Ballot[]> {
		const found: Ballot[] = [];
		let after: Address | null = null;
		do {
			const page: Ballot[] = await this.read('validationPoolApi', 'ballots', pool, after, PAGE);
			found.push(...page);
			after = page.length < PAGE ? null : page[PAGE - 1]?.who ?? null;
		} while (after !== null);
		return found;
	}

	/** Returns an account's offer in a domain. */
	offerOf(domain: DomainId, who: Address): Promise<Offer | null> {
		return this.read('availabilityApi', 'offerOf', domain, who);
	}

	/** Returns the REP on offer in a domain that is not assigned to a job. */
	totalOffered(domain: DomainId): Promise<bigint> {
		return this.read('availabilityApi', 'totalOffered', domain);
	}

	/** Returns the number of offers in a domain. */
	offersCount(domain: DomainId): Promise<number> {
		return this.read('availabilityApi', 'offersCount', domain);
	}

	/**
	 * Returns the number of jobs under way for which an expert was drawn, even if the offer is
	 * gone.
	 */
	assigned(domain: DomainId, who: Address): Promise<number> {
		return this.read('availabilityApi', 'assigned', domain, who);
	}

	/**
	 * Returns false if an order with this stake of REP would be refused with `StakeTooHigh`: less
	 * than half of what is on offer is large enough.
	 */
	canDraw(domain: DomainId, stake: bigint): Promise<boolean> {
		return this.read('availabilityApi', 'canDraw', domain, stake);
	}

	/** Returns a service, until it is closed and its last request has ended. */
	async service(service: ServiceId): Promise<Service | null> {
		const read = await this.read<Service & { terms: { metadata: Hex } } | null>('businessApi', 'service', service);
		return read && { ...read, terms: { ...read.terms, metadata: plainText(read.terms.metadata) } };
	}

	/** Returns a request, until it ends. */
	async requestInfo(request: RequestId): Promise<WorkRequest | null> {
		const read = await this.read<WorkRequest & { brief: Hex; remark: { note: Hex } | null } | null>('businessApi', 'requestInfo', request);
		return read && {
			...read,
			brief: plainText(read.brief),
			remark: read.remark && { ...read.remark, note: plainText(read.remark.note) },
		};
	}

	/**
	 * Returns up to `limit` (at most 64) of a customer's requests, in no particular order, those
	 * after the request `after`.
	 */
	requestsOf(customer: Address, after: RequestId | null = null, limit = PAGE): Promise<RequestId[]> {
		return this.read('businessApi', 'requestsOf', customer, after, limit);
	}

	/**
	 * Returns the requests that wait for an expert's evidence, in pages as
	 * {@link Experts.requestsOf} does.
	 */
	waitingFor(expert: Address, after: RequestId | null = null, limit = PAGE): Promise<RequestId[]> {
		return this.read('businessApi', 'waitingFor', expert, after, limit);
	}

	/** Returns the id of the post that `calls.submit` makes for an expert. */
	evidenceId(domain: DomainId, expert: Address, content: Content, citations: Citation[] = []): PostId {
		return postId(this.calls.post({ domain, authors: [[expert, MILLION]], citations, content }));
	}

	/**
	 * Waits until a request is in a state, and returns it. Throws if the request ends before, and
	 * `TimedOut`.
	 */
	async untilRequest<T extends RequestState['type']>(
		request: RequestId,
		state: T,
		options: WaitOptions = {},
	): Promise<WorkRequest & { state: Extract<RequestState, { type: T }> }> {
		return waitFor(async () => {
			const found = await this.requestInfo(request);
			if (found === null) {
				throw new Error(`request ${request} ended before it was ${state}`);
			}
			return found.state.type === state && found as WorkRequest & { state: Extract<RequestState, { type: T }> };
		}, `request ${request} to be ${state}`, options);
	}

	/**
	 * Waits until a pool is in a phase, and returns it. Throws if the pool is settled before, and
	 * `TimedOut`.
	 */
	async untilPool(pool: PoolId, phase: Phase['type'], options: WaitOptions = {}): Promise<Pool> {
		return waitFor(async () => {
			const found = await this.pool(pool);
			if (found === null) {
				throw new Error(`pool ${pool} was settled before it was ${phase}`);
			}
			return found.phase.type === phase && found;
		}, `pool ${pool} to be ${phase}`, options);
	}

	private read<T>(api: string, method: string, ...args: unknown[]): Promise<T> {
		return readApi(this.source, api, method, ...args);
	}

	private call(pallet: string, name: string, ...args: unknown[]): Call {
		return makeCall(this.api, pallet, name, ...args);
	}
}
