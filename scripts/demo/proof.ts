/**
 * Proves that no reputation was made or lost on its way: from events, from the chain's state, and
 * from the citations.
 */

import { add, propagate } from '../lib/citations.ts';
import type { BlockEvent } from '../lib/events.ts';
import { checkSnapshot } from '../invariants/check.ts';
import { sharesIn } from '../invariants/reputation.ts';
import type { Shares, Snapshot } from '../invariants/snapshot.ts';
import { sum } from '../invariants/sums.ts';
import type { ReadyPost } from './posts.ts';

/** The data that is compared. */
export interface Evidence {
	domain: number;
	/** States of final blocks: before anything was done, and when nothing was left to do. */
	before: Snapshot;
	after: Snapshot;
	/** Events of the blocks after the first up to the second. */
	events: BlockEvent[];
	posts: Map<string, ReadyPost>;
	/** The pools that were opened. */
	pools: bigint[];
	/** The most REP that each pool may mint: what its fee is worth. */
	mint: bigint;
	maxDepth: number;
}

/** An equation: both sides, and whether they are equal to the unit. */
export interface Equation {
	says: string;
	left: bigint;
	right: bigint;
	holds: boolean;
}

/** The flow of the pools' reputation. */
export interface Flow {
	/** The REP that the pools minted in all. */
	minted: bigint;
	/** The REP minted to posts. */
	rewarded: bigint;
	incinerated: bigint;
	/** REP earned, by post. */
	earned: Map<string, bigint>;
	/** REP that posts at the last depth would have passed on. */
	stopped: bigint;
	equations: Equation[];
}

/** Computes the flow. Amounts are shares of the first era: the domain must have no half-life. */
export function prove(evidence: Evidence): Flow {
	const ours = new Set(evidence.pools);
	const flow = readFlow(evidence, (event) => ours.has(event.fields['pool'] as bigint));
	const all = readFlow(evidence, (event) => domainOf(evidence, event) === evidence.domain);
	const computed = compute(evidence);
	const minted = mintedBy(evidence, ours);
	const equations = [
		equation('events: given to posts = earned by authors + incinerated', flow.rewarded, total(flow.earned) + flow.incinerated),
		equation('pools: minted against fees = given to posts + won by voters', sum(minted), flow.rewarded + votersWon(evidence, ours)),
		equation('pools that minted more than their fees are worth', BigInt(minted.filter((amount) => amount > evidence.mint).length), 0n),
		equation('pools that decided = pools that were opened', BigInt(minted.length), BigInt(ours.size)),
		...stateEquations(evidence, all),
		...ledgerEquations(evidence),
		...authorEquations(evidence, all),
		differing('citations: posts that earned another amount than the citations give', computed.earned, flow.earned),
		equation('invariants of the chain that do not hold', 0n, BigInt(checkSnapshot(evidence.after).filter(({ problems }) => problems.length > 0).length)),
	];
	return {
		minted: sum(minted), rewarded: flow.rewarded, incinerated: flow.incinerated, earned: flow.earned, stopped: computed.stopped, equations,
	};
}

/** Sums of the forum's events. */
interface ForumFlow {
	rewarded: bigint;
	leached: bigint;
	incinerated: bigint;
	earned: Map<string, bigint>;
	earnedBy: Map<string, bigint>;
	debitedFrom: Map<string, bigint>;
}

function readFlow({ events }: Evidence, isMeant: (event: BlockEvent) => boolean): ForumFlow {
	const flow: ForumFlow = { rewarded: 0n, leached: 0n, incinerated: 0n, earned: new Map(), earnedBy: new Map(), debitedFrom: new Map() };
	for (const { name, fields } of events.filter((event) => event.pallet === 'forum' && isMeant(event))) {
		const amount = (fields['amount'] as Shares | undefined)?.value ?? 0n;
		switch (name) {
			case 'Rewarded': flow.rewarded += amount; break;
			case 'Leached': flow.leached += amount; break;
			case 'Incinerated':
			case 'Forfeited': flow.incinerated += amount; break;
			case 'Earned':
				add(flow.earned, fields['post'] as string, amount);
				add(flow.earnedBy, fields['author'] as string, amount);
				break;
			case 'Debited': add(flow.debitedFrom, fields['author'] as string, amount); break;
			default:
		}
	}
	return flow;
}

/** Returns the domain of a forum's event, which is that of the post it names. */
function domainOf({ after, before }: Evidence, { fields }: BlockEvent): number | undefined {
	const post = (fields['post'] ?? fields['from']) as string;
	return (after.forum.posts.get(post) ?? before.forum.posts.get(post))?.domain;
}

/**
 * Shares the same REP off the chain. Each pool rewards its post once when it decides, and with the
 * rounding when it is settled.
 */
function compute({ events, posts, pools, maxDepth }: Evidence): { earned: Map<string, bigint>; stopped: bigint } {
	const keys = new Map<string, string>([...posts.values()].map(({ id, key }) => [id, key]));
	const earned = new Map<string, bigint>();
	let stopped = 0n;
	const rewards = events.filter(({ pallet, name, fields }) => (
		pallet === 'forum' && name === 'Rewarded' && pools.includes(fields['pool'] as bigint)
	));
	for (const { fields } of rewards) {
		const key = keys.get(fields['post'] as string) as string;
		const shared = propagate(posts, key, (fields['amount'] as Shares).value, maxDepth);
		shared.earned.forEach((amount, post) => add(earned, (posts.get(post) as ReadyPost).id, amount));
		stopped += shared.stopped;
	}
	return { earned, stopped };
}

/** Returns the REP that each pool minted when it decided, to its voters and to its post. */
function mintedBy({ events }: Evidence, pools: Set<bigint>): bigint[] {
	return events.filter(({ pallet, name, fields }) => (
		pallet === 'validationPool' && name === 'Decided' && pools.has(fields['pool'] as bigint)
	)).map(({ fields }) => (fields['minted'] as Shares).value + (fields['toPost'] as Shares).value);
}

function votersWon({ events }: Evidence, pools: Set<bigint>): bigint {
	return sum(events.filter(({ pallet, name, fields }) => (
		pallet === 'validationPool' && name === 'VoteSettled' && pools.has(fields['pool'] as bigint)
	)).map(({ fields }) => (fields['minted'] as Shares).value - (fields['burned'] as Shares).value));
}

/**
 * Returns the equations of the forum's totals and values, which rose by the amounts of the events.
 */
function stateEquations({ before, after, domain }: Evidence, all: ForumFlow): Equation[] {
	const risen = (of: (snapshot: Snapshot) => bigint) => of(after) - of(before);
	const totals = (name: 'putIn' | 'reserved' | 'leached' | 'minted' | 'incinerated') => (
		risen(({ forum }) => forum.totals.get(domain)?.[name].value ?? 0n)
	);
	const queued = risen(({ forum }) => sum([...forum.rewards.values(), ...forum.stacks.values()]
		.filter(({ kind, post }) => kind === 'Credit' && forum.posts.get(post)?.domain === domain)
		.map(({ amount }) => amount.value)));
	const values = risen(({ forum }) => sum([...forum.states]
		.filter(([post]) => forum.posts.get(post)?.domain === domain)
		.map(([, { value }]) => value.value)));
	return [
		equation(
			'state: minted to authors + incinerated + queued = put in + leached',
			totals('minted') + totals('incinerated') + queued,
			totals('putIn') + totals('leached'),
		),
		equation('state and events: put in = given to posts', totals('putIn'), all.rewarded),
		equation('state and events: minted to authors = earned by authors', totals('minted'), total(all.earned)),
		equation('state: the values of all posts rose by minted - reserved', values, totals('minted') - totals('reserved')),
	];
}

/** Returns the equations of the ledger, which has what was minted and not burned. */
function ledgerEquations({ before, after, events, domain }: Evidence): Equation[] {
	const risen = (of: (snapshot: Snapshot) => bigint) => of(after) - of(before);
	const value = (shares: unknown) => (shares as Shares).value;
	const changes = events.filter(({ pallet, fields }) => pallet === 'reputation' && fields['domain'] === domain).map(({ name, fields }) => {
		switch (name) {
			case 'Minted': return value(fields['shares']);
			case 'Burned':
			case 'DebtPaid':
			case 'RoundingDropped': return -value(fields['shares']);
			case 'Released':
			case 'StakeLowered': return -value(fields['burned']);
			default: return 0n;
		}
	});
	const supply = risen(({ reputation }) => reputation.ledgers.get(domain)?.shares ?? 0n);
	const accounts = risen(({ reputation }) => sum(reputation.members
		.filter((member) => member.domain === domain)
		.map((member) => sharesIn(member, member.era))));
	return [
		equation('ledger: the domain\'s REP rose by what events mint and burn', supply, sum(changes)),
		equation('ledger: all accounts\' REP rose as much', accounts, supply),
	];
}

/** Returns the equations of the packages' accounts, which have what they earned. */
function authorEquations({ before, after, posts, domain }: Evidence, { earnedBy, debitedFrom }: ForumFlow): Equation[] {
	const balances = ({ reputation }: Snapshot) => new Map(reputation.members
		.filter((member) => member.domain === domain)
		.map((member) => [member.who, sharesIn(member, member.era) - member.debt]));
	const [then, now] = [balances(before), balances(after)];
	const authors = new Set([...posts.values()].map(({ author }) => author));
	const risen = new Map([...authors].map((author) => [author, (now.get(author) ?? 0n) - (then.get(author) ?? 0n)]));
	const due = new Map([...authors].map((author) => [author, (earnedBy.get(author) ?? 0n) - (debitedFrom.get(author) ?? 0n)]));
	return [
		equation('packages: their accounts\' REP rose by what they earned', total(risen), total(due)),
		differing('packages: accounts whose REP rose by another amount than they earned', risen, due),
	];
}

function total<Key>(amounts: Map<Key, bigint>): bigint {
	return sum(amounts.values());
}

function equation(says: string, left: bigint, right: bigint): Equation {
	return { says, left, right, holds: left === right };
}

/** Returns the equation that no amounts differ, with the number of those that do. */
function differing(says: string, left: Map<string, bigint>, right: Map<string, bigint>): Equation {
	const keys = new Set([...left.keys(), ...right.keys()]);
	const different = [...keys].filter((key) => (left.get(key) ?? 0n) !== (right.get(key) ?? 0n)).length;
	return equation(says, BigInt(different), 0n);
}
