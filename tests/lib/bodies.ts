/**
 * Bodies of experts for dapps: domains and reputation, posts, validation pools, offers, services and requests.
 *
 * {@link Bodies} reads by the chain's runtime APIs and makes the calls to sign; the functions beside it make ids, salts and
 * hashes as the chain does; `body-events.ts` types the events. Tokens and REP are `bigint`, in units of 10^-9; ratios are
 * parts per million; durations are blocks; texts are UTF-8.
 */

import type { ApiPromise } from '@polkadot/api';
import type { ApiDecoration } from '@polkadot/api/types';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import { bnToU8a, hexToString, hexToU8a, stringToHex, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, decodeAddress } from '@polkadot/util-crypto';
import { type BodyEvent, type EventName, type EventSection, findEvents } from './body-events.ts';
import { type Call, waitFor } from './chain.ts';
import { type Ballot, type Client, type Directive, type Ratification, encodeDirective } from './directives.ts';
import { plain } from './plain.ts';

/** 1 REP. */
export const REP = 1_000_000_000n;
/** The whole, in parts per million. */
export const MILLION = 1_000_000;

/** Bytes as `0x` and hexadecimal digits. */
export type Hex = `0x${string}`;
/** An account's SS58 address. */
export type Address = string;
export type DomainId = number;
export type ServiceId = number;
export type PoolId = bigint;
export type RequestId = bigint;
export type PostId = Hex;
export type Side = 'For' | 'Against';
export type Verdict = 'Passed' | 'Rejected' | 'NotQuorate';
/** What a customer thinks of the evidence. */
export type Opinion = 'Satisfied' | 'PartlySatisfied' | 'Unsatisfied';
/** Why a request ended without a verdict. */
export type Expiry = 'NobodyDrawn' | 'NoShows' | 'NotQuorate' | 'Unpaid';
/** Why an offer ended. */
export type OfferEnd = 'Withdrawn' | 'Expired' | 'Idle' | 'NoShow' | 'Debt';

/** Reputation given to this post, which every post may cite, is destroyed. */
export const INCINERATOR: PostId = `0x${'00'.repeat(32)}`;

/** A number of units of REP, of the size that they have in an era of their domain; 10^-9 REP in a domain without half-life. */
export interface Units {
	value: bigint;
	era: number;
}

/** Where a fee went, in tokens. */
export interface FeePaid {
	worker: bigint;
	holders: bigint;
	treasury: bigint;
}

/** A moment to which a domain's accounts are compared, and the domain's REP then. */
export interface Snapshot {
	id: number;
	supply: Units;
}

/** What a domain decides for itself. */
export interface DomainParameters {
	/** What its pools' parameters may be. */
	pool: {
		minDuration: number;
		maxDuration: number;
		minQuorum: number;
		maxQuorum: number;
		minWinRatio: number;
		maxWinRatio: number;
		minBinding: number;
		maxBinding: number;
	};
	/** What its services' terms may be. */
	work: { minFee: bigint; minPeriod: number; maxNoShowPenalty: number };
	governance: { duration: number; quorum: number; winRatio: number };
	/** REP for each token of a pool's fee. */
	mintingRatio: number;
	/** The part of what a pool mints that goes to the post. */
	authorShare: number;
	feeSplit: { worker: number; holders: number; treasury: number };
}

/** A body of experts. */
export interface Domain {
	founder: Address;
	metadata: string;
	/** In which REP halves; null if it lasts. */
	halfLife: number | null;
	parameters: DomainParameters;
	/** All REP there is. */
	supply: bigint;
	units: Units;
	era: number;
	/** The block in which the era started. */
	eraStart: number;
	/** How many accounts the ledger knows. */
	accounts: bigint;
	/** Tokens paid as dividends so far. */
	paidIn: bigint;
	/** Tokens of these that were claimed. */
	claimed: bigint;
	/** The last moment to which accounts are compared in governance pools, and its block. */
	snapshot: { at: number; snapshot: Snapshot } | null;
}

/** What an account has in a domain. */
export interface Reputation {
	free: bigint;
	/** REP by what it is held for: `Availability` (on offer), `Work` (assigned), `Pool` (staked on a post). */
	held: { [reason: string]: bigint };
	total: bigint;
	/** REP that the account's next free REP pays. */
	debt: bigint;
	/** Tokens that `claimDividends` would pay. */
	pendingDividends: bigint;
}

/** A text, or where a text is that is kept elsewhere, and its BLAKE2b-256. */
export type Content = string | { hash: Hex; uri: string };

/** Parts per million of what reaches the citing post: given to the cited post if positive, taken from it if negative. */
export interface Citation {
	post: PostId;
	weight: number;
}

/** A post to be made. */
export interface Draft {
	domain: DomainId;
	/** Accounts with weights that sum to {@link MILLION}. */
	authors: [Address, number][];
	citations?: Citation[];
	content: Content;
	/** What takes effect if a governance pool ratifies it. */
	directive?: Directive;
}

/** A post. */
export interface Post {
	domain: DomainId;
	poster: Address;
	authors: [Address, number][];
	/** `balance`: REP given or taken along the citation so far. */
	citations: (Citation & { balance: bigint })[];
	content: Content;
	directive: unknown;
	/** REP that it has and has not passed on. */
	value: bigint;
	/** REP that pools gave to it. */
	received: bigint;
	citedBy: number;
	pins: number;
	/** The block in which it was made. */
	at: number;
}

/** What was done with REP in a domain's forum: `minted + incinerated + queued = putIn + leached`. */
export interface Conservation {
	putIn: bigint;
	leached: bigint;
	minted: bigint;
	incinerated: bigint;
	queued: bigint;
	debited: bigint;
}

/** Whether a pool shows sides while stakes are taken. */
export type Secrecy = { type: 'Open' } | { type: 'CommitReveal'; revealPeriod: number };

/** How a pool votes. */
export interface PoolParams {
	duration: number;
	/** The part of the domain's REP that must be staked. */
	quorum: number;
	winRatio: number;
	/** The part of a losing stake that its owner loses. */
	binding: number;
	/** Whether that goes to the winners; it is burned otherwise. */
	redistribute: boolean;
	secrecy: Secrecy;
	governance: boolean;
}

/** Where a pool is in its life. */
export type Phase = { type: 'Open' } | { type: 'Revealing' } | { type: 'Due' } | { type: 'Settling'; value: Verdict };

/** A pool that is not settled. */
export interface Pool {
	opener: Address;
	worker: Address | null;
	post: PostId;
	domain: DomainId;
	params: PoolParams;
	/** Tokens. */
	fee: bigint;
	/** Tokens that come back to the opener if the quorum is met. */
	deposit: bigint;
	/** REP that is minted against the fee. */
	mint: bigint;
	authorShare: number;
	phase: Phase;
	/** REP for the post. */
	up: bigint;
	/** REP against it. */
	down: bigint;
	/** REP on sides that are not shown. */
	committed: bigint;
	/** All REP of the domain. */
	supply: bigint;
	/** REP. */
	quorumLacks: bigint;
	voters: number;
	openedAt: number;
	/** The first block in which nothing can be staked. */
	closesAt: number;
	/** The first block in which no side can be shown, if sides are secret. */
	revealsUntil: number | null;
	/** Of a governance pool: what was minted since does not count in it. */
	snapshot: Snapshot | null;
}

/** A stake in a pool. */
export interface Vote {
	amount: bigint;
	stake: Units;
	choice: { type: 'Open'; value: Side } | { type: 'Sealed'; hash: Hex; amount: bigint };
}

/** What an account would lose and win if a pool were decided now. */
export interface Preview {
	verdict: Verdict;
	burned: bigint;
	minted: bigint;
	returned: bigint;
}

/** A pool in which an account can do something now. */
export interface OpenPool {
	pool: PoolId;
	info: Pool;
	vote: Vote | null;
}

/** An expert's offer. */
export interface Offer {
	/** REP that is offered and not at work. */
	amount: bigint;
	/** The first block in which it is not open any more. */
	until: number;
	/** Works under way that the expert was drawn for. */
	assigned: number;
	/** How likely a draw is to look at it first. */
	chance: number;
}

/** How a work is done and judged. */
export interface WorkTerms {
	/** From the draw to the evidence. */
	workPeriod: number;
	/** After which a request that nobody could be drawn for is given up. */
	drawPeriod: number;
	pool: PoolParams;
	/** The part of the work's stake that a no-show burns. */
	noShowPenalty: number;
	maxDraws: number;
	/** REP. */
	stakePerWork: bigint;
}

/** What a service promises and demands. */
export interface Terms {
	metadata: string;
	/** Tokens. */
	minFee: bigint;
	work: WorkTerms;
}

/** A service. */
export interface Service {
	owner: Address;
	domain: DomainId;
	terms: Terms;
	/** How often its terms have changed. An order names it. */
	version: number;
	closed: boolean;
	/** How many requests have not ended. */
	requests: number;
}

/** What a request waits for. */
export type RequestState =
	| { type: 'Requested'; since: number; drawAt: number; givesUpAt: number }
	| { type: 'Assigned'; expert: Address; stake: Units; due: number }
	| { type: 'Validating'; expert: Address; post: PostId; pool: PoolId; reopened: boolean };

/** A request that has not ended. */
export interface WorkRequest {
	service: ServiceId;
	domain: DomainId;
	customer: Address;
	/** Tokens. */
	fee: bigint;
	brief: string;
	terms: WorkTerms;
	/** How often experts were drawn, whether or not the draw found one. */
	attempts: number;
	/** Experts who were drawn and did not submit. */
	excluded: Address[];
	state: RequestState;
	deadline: number;
	/** REP that the expert has at stake between the draw and the evidence. */
	stake: bigint;
	remark: { verdict: Opinion; note: string } | null;
}

/** How a wait is done. */
export interface WaitOptions {
	/** Default a minute. */
	timeoutMs?: number;
	/** Done before each look; a chain that seals blocks on demand needs a transaction now and then. */
	meanwhile?: () => Promise<unknown>;
}

/** Everything about bodies of experts, on the connection `api` and as of `source`: by default the best block at each read. */
export class Bodies {
	constructor(readonly api: ApiPromise, private readonly source: ApiDecoration<'promise'> = api) {}

	/** The same as of one block, so that several reads tell of the same moment. */
	async at(blockHash: string): Promise<Bodies> {
		return new Bodies(this.api, await this.api.at(blockHash));
	}

	/** Calls to sign and submit. */
	readonly calls = {
		/** Makes a domain, whose founder the signer is; without parameters it has the chain's. */
		createDomain: (metadata: string, halfLife: number | null = null, parameters: DomainParameters | null = null) =>
			this.tx('reputation', 'createDomain', stringToHex(metadata), halfLife, parameters),
		/** Pays an account the dividends that it has earned. Anyone may. */
		claimDividends: (domain: DomainId, who: Address) => this.tx('reputation', 'claimDividends', domain, who),

		/** Makes a post. Its id is {@link postId} of this call. */
		post: ({ domain, authors, citations = [], content, directive }: Draft) =>
			this.tx('forum', 'post', domain, authors, citations, encodeContent(content), directive ? encodeDirective(directive) : null),
		/** Runs steps of propagation that wait. */
		propagate: (steps: number) => this.tx('forum', 'propagate', steps),
		/** Removes a post on which nothing depends. */
		removePost: (post: PostId) => this.tx('forum', 'remove', post),

		/** Opens a pool on a post. */
		openPool: (post: PostId, params: PoolParams, fee = 0n) => this.tx('validationPool', 'open', post, encodeParams(params), fee),
		/** Stakes REP on a side. Nothing is the word of the founder of a domain without REP. */
		stake: (pool: PoolId, side: Side, amount: bigint) => this.tx('validationPool', 'stake', pool, side, amount),
		/** Stakes REP on a side that {@link commitHash} hides. */
		commit: (pool: PoolId, hash: Hex, amount: bigint) => this.tx('validationPool', 'commit', pool, hash, amount),
		/** Shows the side. */
		reveal: (pool: PoolId, side: Side, salt: Hex) => this.tx('validationPool', 'reveal', pool, side, salt),
		/** Decides a pool that is due, and settles votes of a decided one. */
		settle: (pool: PoolId) => this.tx('validationPool', 'settle', pool),

		/** Offers REP, and with it the signer's time. */
		offer: (domain: DomainId, amount: bigint, until: number) => this.tx('availability', 'offer', domain, amount, until),
		/** Adds to an offer. */
		topUp: (domain: DomainId, amount: bigint) => this.tx('availability', 'topUp', domain, amount),
		/** Keeps an offer open for longer. */
		extend: (domain: DomainId, until: number) => this.tx('availability', 'extend', domain, until),
		/** Ends an offer. */
		withdraw: (domain: DomainId) => this.tx('availability', 'withdraw', domain),
		/** Ends somebody's offer that is over. */
		prune: (domain: DomainId, who: Address) => this.tx('availability', 'prune', domain, who),

		/** Sells work of a domain's experts. */
		openService: (domain: DomainId, terms: Terms) => this.tx('business', 'openService', domain, encodeTerms(terms)),
		/** Sells it on other terms. */
		updateService: (service: ServiceId, terms: Terms) => this.tx('business', 'updateService', service, encodeTerms(terms)),
		/** Sells it no more. */
		closeService: (service: ServiceId) => this.tx('business', 'closeService', service),
		/** Orders a service on the terms of a version. */
		request: (service: ServiceId, brief: string, fee: bigint, version: number) =>
			this.tx('business', 'request', service, stringToHex(brief), fee, version),
		/** Takes an order back. */
		cancel: (request: RequestId) => this.tx('business', 'cancel', request),
		/** Submits the evidence of a work. Its post is the one of {@link evidence}. */
		submit: (request: RequestId, content: Content, citations: Citation[] = []) =>
			this.tx('business', 'submit', request, encodeContent(content), citations),
		/** Says what the customer thinks of the evidence. */
		remark: (request: RequestId, verdict: Opinion, note: string) =>
			this.tx('business', 'remark', request, verdict, stringToHex(note)),
		/** Does what is due of a request. */
		poke: (request: RequestId) => this.tx('business', 'poke', request),
	};

	/** A body of experts. */
	async domain(domain: DomainId): Promise<Domain | null> {
		const read = await this.read<Domain | null>('reputationApi', 'domain', domain);
		return read && { ...read, metadata: hexToString(read.metadata) };
	}

	/** What an account has in a domain. */
	async reputation(domain: DomainId, who: Address): Promise<Reputation> {
		const read = await this.read<Reputation & { held: [{ value: string }, bigint][] }>('reputationApi', 'standing', domain, who);
		return { ...read, held: Object.fromEntries(read.held.map(([{ value }, amount]) => [value, amount])) };
	}

	/** What units, as events have them, are worth in REP. */
	amount(domain: DomainId, units: Units): Promise<bigint> {
		return this.read('reputationApi', 'toAmount', domain, units);
	}

	/** A post. */
	async post(post: PostId): Promise<Post | null> {
		const read = await this.read<Post & { content: EncodedContent } | null>('forumApi', 'post', post);
		return read && { ...read, content: decodeContent(read.content) };
	}

	/** REP that went along a citation so far; null if nothing did. */
	edge(citing: PostId, cited: PostId): Promise<bigint | null> {
		return this.read('forumApi', 'edge', citing, cited);
	}

	/** How many steps of propagation wait. */
	queueLength(): Promise<bigint> {
		return this.read('forumApi', 'queueLength');
	}

	/** What was done with REP in a domain's forum. */
	conservation(domain: DomainId): Promise<Conservation> {
		return this.read('forumApi', 'conservation', domain);
	}

	/** A pool that is not settled. */
	pool(pool: PoolId): Promise<Pool | null> {
		return this.read('validationPoolApi', 'pool', pool);
	}

	/** An account's stake in a pool that is not settled. */
	vote(pool: PoolId, who: Address): Promise<Vote | null> {
		return this.read('validationPoolApi', 'vote', pool, who);
	}

	/** What an account would lose and win if a pool were decided now. */
	preview(pool: PoolId, who: Address): Promise<Preview | null> {
		return this.read('validationPoolApi', 'preview', pool, who);
	}

	/** The same if the account made a stake first. */
	previewStake(pool: PoolId, who: Address, side: Side, amount: bigint): Promise<Preview | null> {
		return this.read('validationPoolApi', 'previewStake', pool, who, side, amount);
	}

	/** The pools in which an account can do something now. */
	async poolsOpenTo(who: Address): Promise<OpenPool[]> {
		const found: OpenPool[] = [];
		let after: PoolId | null = null;
		do {
			const page: { pools: OpenPool[]; next: PoolId | null } = await this.read('validationPoolApi', 'poolsOpenTo', who, after, 64);
			found.push(...page.pools);
			after = page.next;
		} while (after !== null);
		return found;
	}

	/** Pools that are not settled, in no particular order: up to `limit` of those after `after`. */
	openPools(after: PoolId | null = null, limit = 64): Promise<PoolId[]> {
		return this.read('validationPoolApi', 'openPools', after, limit);
	}

	/** How a post was ratified, and what became of its directive; null if no governance pool ratified it. */
	async ratification(post: PostId): Promise<Ratification | null> {
		const read = await this.read<{ ratification: Ratification } | null>('governanceApi', 'ratification', post);
		return read && read.ratification;
	}

	/** Who voted what in a governance pool that ratified its post. */
	async ballots(pool: PoolId): Promise<Ballot[]> {
		const found: Ballot[] = [];
		let after: Address | null = null;
		do {
			const page: Ballot[] = await this.read('validationPoolApi', 'ballots', pool, after, 64);
			found.push(...page);
			after = page.length < 64 ? null : page[63]?.who ?? null;
		} while (after !== null);
		return found;
	}

	/** REP that an account may stake in a pool now, on top of what it has staked there. */
	countable(pool: PoolId, who: Address): Promise<bigint> {
		return this.read('validationPoolApi', 'countable', pool, who);
	}

	/** The client that a domain ratified last; domain 0's is the chain's. */
	async client(domain: DomainId): Promise<Client | null> {
		const read = await this.read<Client | null>('governanceApi', 'client', domain);
		return read && { ...read, uri: hexToString(read.uri) };
	}

	/** An account's offer. */
	offer(domain: DomainId, who: Address): Promise<Offer | null> {
		return this.read('availabilityApi', 'offer', domain, who);
	}

	/** REP on offer in a domain and not at work. */
	totalOffered(domain: DomainId): Promise<bigint> {
		return this.read('availabilityApi', 'totalOffered', domain);
	}

	/** How many offers there are in a domain. */
	offersCount(domain: DomainId): Promise<number> {
		return this.read('availabilityApi', 'offersCount', domain);
	}

	/** Works under way that an expert was drawn for, whether or not its offer is still there. */
	assigned(domain: DomainId, who: Address): Promise<number> {
		return this.read('availabilityApi', 'assigned', domain, who);
	}

	/** A service, until it is closed and its last request has ended. */
	async service(service: ServiceId): Promise<Service | null> {
		const read = await this.read<Service | null>('businessApi', 'service', service);
		return read && { ...read, terms: { ...read.terms, metadata: hexToString(read.terms.metadata) } };
	}

	/** A request, until it ends. */
	async request(request: RequestId): Promise<WorkRequest | null> {
		const read = await this.read<WorkRequest | null>('businessApi', 'request', request);
		return read && {
			...read,
			brief: hexToString(read.brief),
			remark: read.remark && { ...read.remark, note: hexToString(read.remark.note) },
		};
	}

	/** A customer's requests that have not ended, in no particular order: up to `limit` of those after `after`. */
	requestsOf(customer: Address, after: RequestId | null = null, limit = 64): Promise<RequestId[]> {
		return this.read('businessApi', 'requestsOf', customer, after, limit);
	}

	/** The requests that wait for an expert's evidence, as in {@link requestsOf}. */
	waitingFor(expert: Address, after: RequestId | null = null, limit = 64): Promise<RequestId[]> {
		return this.read('businessApi', 'waitingFor', expert, after, limit);
	}

	/** The id of the post that `submit` makes. */
	evidence(domain: DomainId, expert: Address, content: Content, citations: Citation[] = []): PostId {
		return postId(this.calls.post({ domain, authors: [[expert, MILLION]], citations, content }));
	}

	/** Waits until a request is in a state; gives it. Throws if the request ends before. */
	async untilRequest<T extends RequestState['type']>(
		request: RequestId,
		state: T,
		options: WaitOptions = {},
	): Promise<WorkRequest & { state: Extract<RequestState, { type: T }> }> {
		return this.until(async () => {
			const found = await this.request(request);
			if (found === null) {
				throw new Error(`request ${request} ended before it was ${state}`);
			}
			return found.state.type === state && found as WorkRequest & { state: Extract<RequestState, { type: T }> };
		}, `request ${request} to be ${state}`, options);
	}

	/** Waits until a pool is in a phase; gives it. Throws if it is settled before. */
	async untilPool(pool: PoolId, phase: Phase['type'], options: WaitOptions = {}): Promise<Pool> {
		return this.until(async () => {
			const found = await this.pool(pool);
			if (found === null) {
				throw new Error(`pool ${pool} was settled before it was ${phase}`);
			}
			return found.phase.type === phase && found;
		}, `pool ${pool} to be ${phase}`, options);
	}

	/**
	 * Waits for an event of a block from `from` on, whoever's transaction or whatever of the chain's own work emitted it; gives
	 * the first that `matches`, and its block.
	 */
	async untilEvent<S extends EventSection, N extends EventName<S>>(
		section: S,
		name: N,
		from: number,
		matches: (event: BodyEvent<S, N>) => boolean = () => true,
		options: WaitOptions = {},
	): Promise<BodyEvent<S, N> & { block: number }> {
		let next = from;
		return this.until(async () => {
			const best = (await this.api.rpc.chain.getHeader()).number.toNumber();
			for (; next <= best; next++) {
				const found = findEvents(await this.eventsOf(next), section, name).find(matches);
				if (found) {
					return { ...found, block: next };
				}
			}
			return undefined;
		}, `${section}.${name} from block ${from} on`, options);
	}

	/** All events of a block. */
	async eventsOf(block: number): Promise<EventRecord[]> {
		const at = await this.api.at(await this.api.rpc.chain.getBlockHash(block));
		return [...await at.query.system.events()];
	}

	private until<T>(
		look: () => Promise<T | false | undefined>,
		what: string,
		{ timeoutMs, meanwhile }: WaitOptions,
	): Promise<T> {
		let first = true;
		return waitFor(async () => {
			if (!first) {
				await meanwhile?.();
			}
			first = false;
			return look();
		}, what, timeoutMs);
	}

	private async read<T>(section: string, method: string, ...args: unknown[]): Promise<T> {
		const call = this.source.call[section]?.[method];
		if (!call) {
			throw new Error(`the chain has no runtime API ${section}.${method}`);
		}
		return plain(await call(...args) as Codec) as T;
	}

	/** Any call, whose arguments are as polkadot.js takes them. Throws if the chain has none of that name. */
	tx(section: string, method: string, ...args: unknown[]): Call {
		const call = this.api.tx[section]?.[method];
		if (!call) {
			throw new Error(`the chain has no call ${section}.${method}`);
		}
		return call(...args);
	}
}

/** The id of the post that a call `forum.post` makes: BLAKE2b-256 of its arguments, behind the two bytes that name the call. */
export function postId({ method }: Call): PostId {
	return blake2AsHex(method.toU8a().subarray(2));
}

/**
 * The salt of an account's vote in a pool. It comes from the account's key and the pool alone, so that it need not be kept: the
 * same account makes the same again. Not a plain signature, because those of sr25519 are random: the part of a verifiable random
 * function's signature that is not (of ed25519 and ECDSA, whose signatures are not random either, a hash of the signature).
 */
export function saltOf(account: KeyringPair, api: ApiPromise, pool: PoolId): Hex {
	const message = u8aConcat(stringToU8a('witan/validation-pool/salt'), api.genesisHash.toU8a(), littleEndian(pool, 64));
	return u8aToHex(account.vrfSign(message).subarray(0, 32));
}

/** What an account commits itself to, with a salt of 32 bytes. */
export function commitHash(
	api: ApiPromise,
	{ pool, who, side, amount, salt }: { pool: PoolId; who: Address; side: Side; amount: bigint; salt: Hex },
): Hex {
	const sides: Record<Side, number> = { For: 0, Against: 1 };
	return blake2AsHex(u8aConcat(
		api.genesisHash.toU8a(),
		littleEndian(pool, 64),
		decodeAddress(who),
		[sides[side]],
		littleEndian(amount, 128),
		hexToU8a(salt),
	));
}

type EncodedContent = { type: 'Inline'; value: Hex } | { type: 'External'; hash: Hex; uri: Hex };

function littleEndian(value: bigint, bitLength: number): Uint8Array {
	return bnToU8a(value, { bitLength, isLe: true });
}

function encodeContent(content: Content): unknown {
	return typeof content === 'string'
		? { Inline: stringToHex(content) }
		: { External: { hash: content.hash, uri: stringToHex(content.uri) } };
}

function decodeContent(content: EncodedContent): Content {
	return content.type === 'Inline' ? hexToString(content.value) : { hash: content.hash, uri: hexToString(content.uri) };
}

function encodeParams({ secrecy: { type, ...fields }, ...params }: PoolParams): unknown {
	return { ...params, secrecy: { [type]: type === 'Open' ? null : fields } };
}

function encodeTerms({ metadata, minFee, work }: Terms): unknown {
	return { metadata: stringToHex(metadata), minFee, work: { ...work, pool: encodeParams(work.pool) } };
}
