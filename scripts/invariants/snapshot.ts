/**
 * The storage of the pallets of bodies of experts and of their governance, and the tokens behind
 * it, at one block. All are plain values: amounts are `bigint`, accounts SS58 addresses, hashes
 * hexadecimal.
 */

import type { ApiPromise } from '@polkadot/api';
import { u8aConcat, u8aToU8a } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';
import type { Verdict } from '@witan/client/experts';
import { type Entry, readMap, readValue } from '../lib/state.ts';

/** An amount of REP that is kept over time. */
export interface Shares {
	value: bigint;
	era: number;
}

/** A ledger as it was last written: it may be in a later era by now. */
export interface Ledger {
	halfLife: number | null;
	era: number;
	eraStart: number;
	shares: bigint;
	/** The most shares that rounding has left with no account. */
	roundings: bigint;
	accounts: bigint;
	index: bigint;
	paidIn: bigint;
	claimed: bigint;
	/** The most tokens of dividends that belong to no account. */
	unassigned: bigint;
}

/** An account's holdings in a domain. */
export interface Member {
	domain: number;
	who: string;
	era: number;
	free: bigint;
	debt: bigint;
	holds: { reason: string; shares: bigint; stakes: number }[];
	index: bigint;
	earned: bigint;
}

export interface Post {
	poster: string;
	domain: number;
	authors: [string, number][];
	citations: { post: string; weight: number }[];
	ticket: bigint;
}

export interface PostState {
	value: Shares;
	received: Shares;
	citedBy: number;
	pins: number;
	roundings: number;
}

/** A step that waits: a credit to a post, or a debit of the authors of one. */
export interface Step {
	kind: 'Credit' | 'Debit';
	post: string;
	amount: Shares;
}

/** Rewards that wait in a domain, and the number of steps on its stack. */
export interface Queue {
	rewards: Ends;
	stacked: number;
}

/** The ends of a queue: the first number that waits, and the next one to be used. */
export interface Ends {
	head: bigint;
	tail: bigint;
}

export interface Totals {
	putIn: Shares;
	reserved: Shares;
	leached: Shares;
	owed: Shares;
	minted: Shares;
	incinerated: Shares;
	roundings: number;
}

export interface Pool {
	opener: string;
	post: string;
	domain: number;
	fee: bigint;
	/** Tokens held from a sponsor; null for a pool on a job. */
	deposit: bigint | null;
	/** The rules of a pool for governance, whose votes are pledges and hold nothing; else null. */
	governance: Governance | null;
	tally: { era: number; ayes: bigint; nays: bigint; committed: bigint };
	/** The worker's stake, among the votes in favour; zero for a pool that is not on a job. */
	bond: Shares;
	voters: number;
	schedule: {
		openedAt: number;
		/** The blocks in which a verdict must stand. */
		quarter: number;
		stakesUntil: number;
		decidesAt: number;
		/** The block beyond which no turn of the verdict extends it. */
		endsBy: number;
		standing: Verdict;
		turnedAt: number;
	};
	/** The block under which it is on the agenda, which late turns don't move. */
	listedAt: number;
	/** True if sides are shown as they are staked. */
	isOpen: boolean;
	state: 'Voting' | 'Settling';
}

export interface Vote {
	pool: bigint;
	who: string;
	stake: Shares;
	/** Null if it is not revealed. */
	side: 'Aye' | 'Nay' | null;
}

/** The rules of a pool for governance. */
export interface Governance {
	/** All REP of the domain that counts. */
	snapshot: { supply: Shares };
	/** The pool that ratified the directive which this one would cancel. */
	cancels: { ratifiedBy: bigint } | null;
}

/** The REP that stands for a directive while it can be cancelled. */
export interface Standing {
	total: Shares;
	/** The undecided pools that would cancel it. */
	open: number;
	/** The block from which nobody can. */
	due: number;
}

/** A post that a governance pool ratified. */
export interface Ratification {
	domain: number;
	pool: bigint;
	ayes: Shares;
	nays: Shares;
	voters: number;
	/** The block in which its directive is due; null if it does not wait for that. */
	scheduledAt: number | null;
}

export interface Settlement {
	unsettled: number;
	position: bigint;
}

/** The root of a tree of offers. */
export interface Root {
	total: bigint;
	leaves: number;
}

export interface Offer {
	domain: number;
	who: string;
	stake: Shares;
	until: number;
	/** `Bootstrap 0`, or `Era` and its number, and the class of the stake. */
	tree: string;
	leaf: number;
	maxJobs: number;
	paused: boolean;
	ticket: bigint;
}

export interface Request {
	service: number;
	domain: number;
	customer: string;
	fee: bigint;
	/** Tokens that are held for draws to come. */
	prepaid: bigint;
	deadline: number;
	ticket: bigint;
	state: RequestState;
}

/** The states in which a request waits. */
export type RequestState =
	| { type: 'Requested'; drawAt: number; givesUpAt: number }
	| { type: 'Assigned'; expert: string; stake: Shares; due: number }
	| { type: 'Validating'; expert: string; post: string; pool: bigint };

export interface Service {
	owner: string;
	domain: number;
	closed: boolean;
	requests: number;
	ticket: bigint;
}

/**
 * The whole state. Maps are keyed by id, post or account. Sets hold keys joined by {@link join}.
 */
export interface Snapshot {
	block: number;
	existentialDeposit: bigint;
	/** The accounts in which dividends wait, and through which fees of jobs pass. */
	pots: { dividends: string; business: string };
	tokens: {
		issuance: bigint;
		accounts: Map<string, { free: bigint; reserved: bigint }>;
		/** Amounts held from each account, with their reasons. */
		holds: Map<string, { reason: string; amount: bigint }[]>;
	};
	domains: Map<number, { founder: string; ticket: bigint }>;
	reputation: {
		/** Ledgers, keyed by domain. */
		ledgers: Map<number, Ledger>;
		members: Member[];
		/** Index at the end of an era, keyed by domain and era. */
		eraEnds: Map<string, bigint>;
	};
	forum: {
		posts: Map<string, Post>;
		states: Map<string, PostState>;
		edges: { citing: string; cited: string; balance: Shares }[];
		/** Rewards, keyed by domain and number. */
		rewards: Map<string, Step>;
		/** Steps that others put off, keyed by domain and number. */
		stacks: Map<string, Step>;
		/** Numbers of both, keyed by domain. */
		queues: Map<number, Queue>;
		/** Domains in the order of their turns. */
		turns: Map<bigint, number>;
		ring: { turns: Ends; ran: number; waiting: bigint };
		totals: Map<number, Totals>;
	};
	pools: {
		pools: Map<bigint, Pool>;
		votes: Vote[];
		/** Block and pool. */
		agenda: [number, bigint][];
		cursor: number;
		settlements: Map<bigint, Settlement>;
		queue: Map<bigint, bigint>;
		queueEnds: [bigint, bigint];
		/** The pool for governance that is open on a post. */
		ofPosts: Map<string, bigint>;
		/** The REP that stands for directives, by the pool that ratified each. */
		standings: Map<bigint, Standing>;
		/** Pledges against cancelling them that are more than the account's for them. */
		standingPledges: { pool: bigint; who: string; stake: Shares }[];
		/** Block and pool: those in which it is forgotten. */
		standingsDue: [number, bigint][];
		standingsCursor: number;
	};
	governance: {
		ratifications: Map<string, Ratification>;
		ballots: Vote[];
		/** The scheduler's block for each post. */
		tasks: Map<string, number>;
	};
	availability: {
		offers: Offer[];
		/** Trees, keyed by domain and tree. */
		trees: Map<string, Root>;
		/** Sums of nodes, keyed by domain, tree, level and number. */
		nodes: Map<string, bigint[]>;
		/** Accounts of leaves, keyed by domain, tree and leaf. */
		leaves: Map<string, string>;
		/** Block, domain and account. */
		expiries: Set<string>;
		cursor: number;
		/** Numbers of assigned jobs, keyed by domain and account. */
		assigned: Map<string, number>;
	};
	business: {
		services: Map<number, Service>;
		requests: Map<bigint, Request>;
		/** Domain, block and request: those that wait for a draw. */
		draws: [number, number, bigint][];
		/** Block and domain: those in which a domain has a turn of draws. */
		turns: [number, number][];
		turnsCursor: number;
		/** The blocks with overdue draws, in the queue of each domain whose turn was not enough. */
		backlogs: Map<number, number[]>;
		/** Block and request: those that wait for something else. */
		agenda: [number, bigint][];
		cursor: number;
		/** Account and request. */
		assignedTo: Set<string>;
		requestedBy: Set<string>;
		judgedBy: Map<bigint, bigint>;
	};
}

/** Joins keys into one. */
export function join(...parts: unknown[]): string {
	return parts.map(String).join(' ');
}

/**
 * Returns the value that shares have in an era, which is not before their own. Each era makes
 * shares 2^16 times as large.
 */
export function inEra({ value, era }: Shares, at: number): bigint {
	return value >> BigInt(16 * Math.max(0, at - era));
}

/** Returns the era that a ledger is in at a block: it has 16 half-lives. */
export function eraAt({ halfLife, era, eraStart }: Ledger, block: number): number {
	return halfLife === null ? era : era + Math.floor(Math.max(0, block - eraStart) / (16 * halfLife));
}

/** Reads all of it at a block. */
export async function takeSnapshot(api: ApiPromise, block: string): Promise<Snapshot> {
	const map = (pallet: string, item: string) => readMap(api, pallet, item, block);
	const value = <T>(pallet: string, item: string) => readValue(api, pallet, item, [], block) as Promise<T>;
	const [tokens, domains, reputation, forum, pools, governance, availability, business, number] = await Promise.all([
		readTokens(map, value),
		readDomains(map),
		readReputation(map),
		readForum(map, value),
		readPools(map, value),
		readGovernance(map),
		readAvailability(map, value),
		readBusiness(map, value),
		value<number>('system', 'number'),
	]);
	return {
		block: number,
		existentialDeposit: api.consts.balances.existentialDeposit.toBigInt(),
		pots: { dividends: potOf(api, 'reputation', 'wtn/divi'), business: potOf(api, 'business', 'wtn/busi') },
		tokens,
		domains,
		reputation,
		forum,
		pools,
		governance,
		availability,
		business,
	};
}

type ReadMap = (pallet: string, item: string) => Promise<Entry[]>;
type ReadValue = <T>(pallet: string, item: string) => Promise<T>;

async function readTokens(map: ReadMap, value: ReadValue): Promise<Snapshot['tokens']> {
	const [accounts, holds, issuance] = await Promise.all([
		map('system', 'account'),
		map('balances', 'holds'),
		value<bigint>('balances', 'totalIssuance'),
	]);
	return {
		issuance,
		accounts: new Map(accounts.map(({ key, value }) => [key[0] as string, (value as { data: { free: bigint; reserved: bigint } }).data])),
		holds: new Map(holds.map(({ key, value }) => [
			key[0] as string,
			(value as { id: unknown; amount: bigint }[]).map(({ id, amount }) => ({ reason: reasonOf(id), amount })),
		])),
	};
}

async function readDomains(map: ReadMap): Promise<Snapshot['domains']> {
	const profiles = await map('domains', 'profiles');
	return new Map(profiles.map(({ key, value }) => {
		const { founder, ticket } = value as { founder: string; ticket: unknown };
		return [key[0] as number, { founder, ticket: amountOf(ticket) }];
	}));
}

async function readReputation(map: ReadMap): Promise<Snapshot['reputation']> {
	const [ledgers, members, eraEnds] = await Promise.all([
		map('reputation', 'ledgers'),
		map('reputation', 'accounts'),
		map('reputation', 'eraEnds'),
	]);
	return {
		ledgers: new Map(ledgers.map(({ key, value }) => [key[0] as number, value as Ledger])),
		members: members.map(({ key, value }) => {
			const member = value as Omit<Member, 'domain' | 'who' | 'holds'> & { holds: { reason: unknown; shares: bigint; stakes: number }[] };
			const holds = member.holds.map((hold) => ({ ...hold, reason: reasonOf(hold.reason) }));
			return { ...member, holds, domain: key[0] as number, who: key[1] as string };
		}),
		eraEnds: new Map(eraEnds.map(({ key, value }) => [join(...key), value as bigint])),
	};
}

async function readForum(map: ReadMap, value: ReadValue): Promise<Snapshot['forum']> {
	const [posts, states, edges, rewards, stacks, queues, turns, totals, ring] = await Promise.all([
		map('forum', 'posts'),
		map('forum', 'postStates'),
		map('forum', 'edges'),
		map('forum', 'rewards'),
		map('forum', 'stacks'),
		map('forum', 'queues'),
		map('forum', 'turns'),
		map('forum', 'domainTotals'),
		value<Snapshot['forum']['ring']>('forum', 'turnRing'),
	]);
	return {
		posts: new Map(posts.map(({ key, value }) => {
			const post = value as Omit<Post, 'ticket'> & { ticket: unknown };
			return [key[0] as string, { ...post, ticket: amountOf(post.ticket) }];
		})),
		states: new Map(states.map(({ key, value }) => [key[0] as string, value as PostState])),
		edges: edges.map(({ key, value }) => ({ citing: key[0] as string, cited: key[1] as string, balance: value as Shares })),
		rewards: new Map(rewards.map(({ key, value }) => {
			const { post, amount } = value as { post: string; amount: Shares };
			return [join(...key), { kind: 'Credit', post, amount }];
		})),
		stacks: new Map(stacks.map(({ key, value }) => {
			const step = value as { amount: Shares } & ({ type: 'Credit'; post: string } | { type: 'Debit'; cited: string });
			return [join(...key), { kind: step.type, post: step.type === 'Credit' ? step.post : step.cited, amount: step.amount }];
		})),
		queues: new Map(queues.map(({ key, value }) => [key[0] as number, value as Queue])),
		turns: new Map(turns.map(({ key, value }) => [key[0] as bigint, value as number])),
		ring,
		totals: new Map(totals.map(({ key, value }) => [key[0] as number, value as Totals])),
	};
}

async function readPools(map: ReadMap, value: ReadValue): Promise<Snapshot['pools']> {
	const [pools, votes, agenda, settlements, queue, ofPosts, standings, pledges, standingsDue] = await Promise.all([
		map('validationPool', 'pools'),
		map('validationPool', 'votes'),
		map('validationPool', 'agenda'),
		map('validationPool', 'settlements'),
		map('validationPool', 'queue'),
		map('validationPool', 'governancePools'),
		map('validationPool', 'standings'),
		map('validationPool', 'standingPledges'),
		map('validationPool', 'standingsDue'),
	]);
	const [cursor, queueEnds, standingsCursor] = await Promise.all([
		value<number>('validationPool', 'agendaCursor'),
		value<[bigint, bigint]>('validationPool', 'queueEnds'),
		value<number>('validationPool', 'standingsCursor'),
	]);
	return {
		pools: new Map(pools.map(({ key, value }) => {
			const pool = value as Omit<Pool, 'deposit' | 'isOpen'> & {
				sponsor: { type: string; deposit?: bigint };
				params: { secrecy: { type: string } };
			};
			return [key[0] as bigint, { ...pool, deposit: pool.sponsor.deposit ?? null, isOpen: pool.params.secrecy.type === 'Open' }];
		})),
		votes: votes.map(({ key, value }) => voteOf(key, value)),
		agenda: agenda.map(({ key }) => key as [number, bigint]),
		cursor,
		settlements: new Map(settlements.map(({ key, value }) => [key[0] as bigint, value as Settlement])),
		queue: new Map(queue.map(({ key, value }) => [key[0] as bigint, value as bigint])),
		queueEnds,
		ofPosts: new Map(ofPosts.map(({ key, value }) => [key[0] as string, value as bigint])),
		standings: new Map(standings.map(({ key, value }) => [key[0] as bigint, value as Standing])),
		standingPledges: pledges.map(({ key, value }) => ({ pool: key[0] as bigint, who: key[1] as string, stake: value as Shares })),
		standingsDue: standingsDue.map(({ key }) => key as [number, bigint]),
		standingsCursor,
	};
}

async function readGovernance(map: ReadMap): Promise<Snapshot['governance']> {
	const [ratifications, ballots, lookup] = await Promise.all([
		map('governance', 'ratifications'),
		map('validationPool', 'ballots'),
		map('scheduler', 'lookup'),
	]);
	return {
		ratifications: new Map(ratifications.map(({ key, value }) => {
			const { state, ...rest } = value as Omit<Ratification, 'scheduledAt'> & { state: { type: string; at?: number } };
			return [key[0] as string, { ...rest, scheduledAt: state.type === 'Scheduled' ? state.at ?? null : null }];
		})),
		ballots: ballots.map(({ key, value }) => voteOf(key, (value as { vote: unknown }).vote)),
		tasks: new Map(lookup.map(({ key, value }) => [key[0] as string, (value as [number, number])[0]])),
	};
}

function voteOf(key: unknown[], vote: unknown): Vote {
	const { stake, choice } = vote as { stake: Shares; choice: { type: string; value?: Vote['side'] } };
	const side = choice.type === 'Open' ? choice.value ?? null : null;
	return { pool: key[0] as bigint, who: key[1] as string, stake, side };
}

async function readAvailability(map: ReadMap, value: ReadValue): Promise<Snapshot['availability']> {
	const [offers, trees, nodes, leaves, expiries, assigned, cursor] = await Promise.all([
		map('availability', 'offers'),
		map('availability', 'trees'),
		map('availability', 'nodes'),
		map('availability', 'leaves'),
		map('availability', 'expiries'),
		map('availability', 'assigned'),
		value<number>('availability', 'expiryCursor'),
	]);
	return {
		offers: offers.map(({ key, value }) => {
			const offer = value as Omit<Offer, 'domain' | 'who' | 'tree' | 'ticket'> & { tree: unknown; ticket: unknown };
			const [domain, who] = key as [number, string];
			return { ...offer, domain, who, tree: treeOf(offer.tree), ticket: amountOf(offer.ticket) };
		}),
		trees: new Map(trees.flatMap(({ key, value }) => (
			(value as [number, Root][]).map(([size, root]) => [join(key[0], treeOf({ forest: key[1], class: size })), root] as const)
		))),
		nodes: new Map(nodes.map(({ key, value }) => [join(key[0], treeOf(key[1]), ...(key[2] as number[])), value as bigint[]])),
		leaves: new Map(leaves.map(({ key, value }) => [join(key[0], treeOf(key[1]), key[2]), value as string])),
		expiries: new Set(expiries.map(({ key }) => join(key[0], ...(key[1] as unknown[])))),
		cursor,
		assigned: new Map(assigned.map(({ key, value }) => [join(...key), value as number])),
	};
}

async function readBusiness(map: ReadMap, value: ReadValue): Promise<Snapshot['business']> {
	const [services, requests, agenda, assignedTo, requestedBy, judgedBy, draws, turns, overdue, turnsCursor, cursor] = await Promise.all([
		map('business', 'services'),
		map('business', 'requests'),
		map('business', 'agenda'),
		map('business', 'assignedTo'),
		map('business', 'requestedBy'),
		map('business', 'judgedBy'),
		map('business', 'draws'),
		map('business', 'turns'),
		map('business', 'overdueBlocks'),
		value<number>('business', 'turnsCursor'),
		value<number>('business', 'agendaCursor'),
	]);
	const withTicket = <T extends { ticket: bigint }>(value: unknown): T => {
		const { ticket, ...rest } = value as { ticket: unknown };
		return { ...rest, ticket: amountOf(ticket) } as T;
	};
	return {
		services: new Map(services.map(({ key, value }) => [key[0] as number, withTicket<Service>(value)])),
		requests: new Map(requests.map(({ key, value }) => [key[0] as bigint, withPrepaid(withTicket(value))])),
		draws: draws.map(({ key }) => key as [number, number, bigint]),
		turns: turns.map(({ key }) => key as [number, number]),
		turnsCursor,
		backlogs: overdue.reduce((of, { key, value }) => of.set(key[0] as number, [...(of.get(key[0] as number) ?? []), value as number]), new Map<number, number[]>()),
		agenda: agenda.map(({ key }) => key as [number, bigint]),
		cursor,
		assignedTo: new Set(assignedTo.map(({ key }) => join(...key))),
		requestedBy: new Set(requestedBy.map(({ key }) => join(...key))),
		judgedBy: new Map(judgedBy.map(({ key, value }) => [key[0] as bigint, value as bigint])),
	};
}

/** Returns the reason of a hold: pallet and reason. */
function reasonOf(reason: unknown): string {
	const { type, value } = reason as { type: string; value?: string };
	return value === undefined ? type : `${type}.${value}`;
}

function treeOf(tree: unknown): string {
	const { forest: { type, value }, class: size } = tree as { forest: { type: string; value?: number | null }; class: number };
	return `${type}${value ?? ''} ${size}`;
}

/**
 * Returns a request with the tokens that are held for its draws to come: one for each expert, and
 * 16 more.
 */
function withPrepaid(stored: Omit<Request, 'prepaid'>): Request {
	const { drawFee, attempts, terms } = stored as unknown as { drawFee: bigint; attempts: number; terms: { maxDraws: number } };
	return { ...stored, prepaid: BigInt(drawFee) * BigInt(Math.max(0, terms.maxDraws + 16 - attempts)) };
}

/** Returns the amount of a deposit's ticket. A genesis domain has none. */
function amountOf(ticket: unknown): bigint {
	if (ticket === null) {
		return 0n;
	}
	if (typeof ticket === 'bigint') {
		return ticket;
	}
	throw new Error(`a deposit's ticket is no amount of tokens: ${JSON.stringify(ticket)}`);
}

/** Returns a pallet's account. `id` is used if the metadata does not name it. */
function potOf(api: ApiPromise, pallet: string, id: string): string {
	const known = api.consts[pallet]?.['palletId'];
	const bytes = known ? known.toU8a() : u8aToU8a(id);
	return encodeAddress(u8aConcat('modl', bytes, new Uint8Array(32 - 4 - bytes.length)), api.registry.chainSS58 ?? 42);
}
