/**
 * The events of bodies of experts, typed, and how to find them among a block's or a transaction's events.
 */

import type { EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import type {
	Address, DomainId, DomainParameters, Expiry, FeePaid, Hex, OfferEnd, Opinion, PoolId, PoolParams, PostId, RequestId, ServiceId, Side,
	Terms, Units, Verdict, WorkTerms,
} from './bodies.ts';
import { fieldName, plain } from './plain.ts';

/** What REP is held for: the pallet and its reason. */
export interface Reason {
	type: string;
	value: string;
}

interface OfAccount {
	domain: DomainId;
	who: Address;
}

interface AlongCitation {
	pool: PoolId;
	from: PostId;
	to: PostId;
	amount: Units;
}

interface ToAuthor {
	pool: PoolId;
	post: PostId;
	author: Address;
	amount: Units;
}

interface RequestEnded {
	request: RequestId;
	customer: Address;
	fee: bigint;
}

/** A service's terms; the metadata is hexadecimal. */
type EventTerms = Omit<Terms, 'metadata'> & { metadata: Hex };

/** What events carry, by the name that polkadot.js has for their pallet, and their own. */
export interface BodyEvents {
	reputation: {
		DomainCreated: { domain: DomainId; founder: Address; halfLife: number | null; parameters: DomainParameters };
		EraStarted: { domain: DomainId; era: number };
		Minted: OfAccount & { units: Units };
		Burned: OfAccount & { units: Units };
		DebtIncurred: OfAccount & { units: Units };
		DebtPaid: OfAccount & { units: Units };
		Staked: OfAccount & { reason: Reason; units: Units };
		StakeRaised: OfAccount & { reason: Reason; units: Units };
		StakeSplit: OfAccount & { from: Reason; to: Reason; units: Units };
		StakeMoved: OfAccount & { from: Reason; to: Reason; units: Units; freed: Units };
		Released: OfAccount & { reason: Reason; freed: Units; burned: Units };
		StakeLowered: OfAccount & { reason: Reason; freed: Units; burned: Units };
		AccountReaped: OfAccount;
		RoundingDropped: { domain: DomainId; units: Units };
		FeePaid: { domain: DomainId; payer: Address; paid: FeePaid };
		DividendPaid: { domain: DomainId; amount: bigint; units: Units };
		DividendClaimed: OfAccount & { amount: bigint };
	};
	forum: {
		Posted: { post: PostId; domain: DomainId; poster: Address };
		Removed: { post: PostId; domain: DomainId; poster: Address };
		Rewarded: { post: PostId; pool: PoolId; amount: Units };
		Leached: AlongCitation;
		Donated: AlongCitation & { depth: number };
		Incinerated: { pool: PoolId; post: PostId; amount: Units };
		Earned: ToAuthor;
		Forfeited: ToAuthor & { error: unknown };
		Debited: ToAuthor & { owed: Units };
		Spared: ToAuthor & { error: unknown };
	};
	validationPool: {
		Opened: {
			pool: PoolId; post: PostId; domain: DomainId; opener: Address; worker: Address | null; params: PoolParams; fee: bigint;
			mint: bigint; deposit: bigint; closesAt: number; decidesAt: number;
		};
		Staked: { pool: PoolId; who: Address; side: Side; stake: Units; total: Units };
		Committed: { pool: PoolId; who: Address; hash: Hex; stake: Units; amount: bigint };
		Revealed: { pool: PoolId; who: Address; side: Side; stake: Units };
		Decided: {
			pool: PoolId; post: PostId; verdict: Verdict; up: Units; down: Units; unrevealed: Units; supply: Units; minted: Units;
			toPost: Units;
		};
		FeePaid: { pool: PoolId; payer: Address; paid: FeePaid };
		FeeReturned: { pool: PoolId; payer: Address; fee: bigint };
		FeeNotPaid: { pool: PoolId; payer: Address; fee: bigint; error: unknown };
		DepositReturned: { pool: PoolId; opener: Address; deposit: bigint };
		DepositForfeited: { pool: PoolId; opener: Address; deposit: bigint };
		VoteSettled: { pool: PoolId; who: Address; burned: Units; minted: Units; returned: Units };
		Settled: { pool: PoolId; verdict: Verdict; toPost: Units };
		Reopened: { from: PoolId; to: PoolId };
	};
	availability: {
		Offered: OfAccount & { stake: Units; until: number };
		ToppedUp: OfAccount & { stake: Units };
		Extended: OfAccount & { stake: Units; until: number };
		Drawn: OfAccount & { stake: Units; left: Units };
		WorkEnded: OfAccount & { assigned: number };
		OfferEnded: OfAccount & { stake: Units; reason: OfferEnd };
	};
	business: {
		ServiceOpened: { service: ServiceId; owner: Address; domain: DomainId; terms: EventTerms };
		ServiceUpdated: { service: ServiceId; terms: EventTerms; version: number };
		ServiceClosed: { service: ServiceId };
		ServiceRemoved: { service: ServiceId };
		Requested: { request: RequestId; service: ServiceId; customer: Address; fee: bigint; brief: Hex; terms: WorkTerms };
		DrawScheduled: { request: RequestId; drawAt: number; givesUpAt: number };
		Assigned: { request: RequestId; expert: Address; stake: Units; due: number };
		NoShow: { request: RequestId; expert: Address; burned: Units };
		Submitted: { request: RequestId; expert: Address; post: PostId };
		Validating: { request: RequestId; pool: PoolId; until: number };
		Reopened: { request: RequestId; from: PoolId; to: PoolId; until: number };
		VerdictAwaited: { request: RequestId; until: number };
		Remarked: { request: RequestId; verdict: Opinion; note: Hex };
		Completed: { request: RequestId; customer: Address; expert: Address; paid: FeePaid };
		Rejected: RequestEnded & { expert: Address };
		Cancelled: RequestEnded;
		Expired: RequestEnded & { reason: Expiry };
	};
	governance: {
		Ratified: { post: PostId; domain: DomainId; pool: PoolId; up: Units; down: Units; supply: Units; voters: number };
		AlreadyRatified: { post: PostId; pool: PoolId };
		Scheduled: { post: PostId; at: number };
		Unscheduled: { post: PostId };
		Enacted: { post: PostId };
		EnactmentFailed: { post: PostId; error: unknown };
		Cancelled: { post: PostId; by: PostId };
		ClientReplaced: { domain: DomainId; hash: Hex; uri: Hex; post: PostId };
		DispatchedAsRoot: { post: PostId };
	};
}

/** A pallet of bodies of experts, as polkadot.js names it. */
export type EventSection = keyof BodyEvents;
/** The name of one of a pallet's events. */
export type EventName<S extends EventSection> = keyof BodyEvents[S] & string;
/** What an event carries. */
export type BodyEvent<S extends EventSection, N extends EventName<S>> = BodyEvents[S][N];

/** All events of one kind among those of a transaction (`Included.events`) or of blocks, in order. */
export function findEvents<S extends EventSection, N extends EventName<S>>(
	events: readonly EventRecord[],
	section: S,
	name: N,
): BodyEvent<S, N>[] {
	return events
		.filter(({ event }) => event.section === section && event.method === name)
		.map(({ event }) => Object.fromEntries(
			(event.data.names ?? []).map((field, index) => [fieldName(field), plain(event.data[index] as Codec)]),
		) as BodyEvent<S, N>);
}

/** The one event of its kind. Throws if there is none, or more than one. */
export function theEvent<S extends EventSection, N extends EventName<S>>(
	events: readonly EventRecord[],
	section: S,
	name: N,
): BodyEvent<S, N> {
	const [found, ...more] = findEvents(events, section, name);
	if (found === undefined || more.length > 0) {
		const all = events.map(({ event }) => `${event.section}.${event.method}`).join(', ');
		throw new Error(`expected one ${section}.${name} among: ${all}`);
	}
	return found;
}
