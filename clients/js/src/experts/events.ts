/**
 * The fields of the events of bodies of experts, by pallet and event.
 */

import type { PlainDispatchError } from '../chain/errors.js';
import type { Address, Hex } from '../chain/units.js';
import type {
	DomainId, DomainParameters, Expiry, FeePaid, OfferEnd, Opinion, PoolId, PoolParams, PostId, RequestId, ServiceId, Side, Snapshot,
	Terms, Units, Verdict, WorkTerms,
} from './types.js';

/** The reason for which REP is held: the pallet, and its own name for it. */
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

/** A service's terms, with the metadata in hexadecimal. */
type EventTerms = Omit<Terms, 'metadata'> & { metadata: Hex };

/**
 * The events of bodies of experts. Fees, deposits and dividends are tokens; `Units` are REP as it
 * is stored.
 */
export interface ExpertEvents {
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
		SnapshotTaken: { domain: DomainId; id: number; supply: Units };
		ParameterSet: { domain: DomainId; parameter: { type: string; [part: string]: unknown } };
	};
	forum: {
		Posted: { post: PostId; domain: DomainId; poster: Address };
		Removed: { post: PostId; domain: DomainId; poster: Address };
		Rewarded: { post: PostId; pool: PoolId; amount: Units };
		Leached: AlongCitation;
		Donated: AlongCitation & { depth: number };
		Incinerated: { pool: PoolId; post: PostId; amount: Units };
		Earned: ToAuthor;
		Forfeited: ToAuthor & { error: PlainDispatchError };
		Debited: ToAuthor & { owed: Units };
		Spared: ToAuthor & { error: PlainDispatchError };
	};
	validationPool: {
		Opened: {
			pool: PoolId; post: PostId; domain: DomainId; opener: Address; worker: Address | null; params: PoolParams; fee: bigint;
			mint: bigint; deposit: bigint; closesAt: number; decidesAt: number;
			snapshot: Snapshot | null;
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
		FeeNotPaid: { pool: PoolId; payer: Address; fee: bigint; error: PlainDispatchError };
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
}

declare module '../chain/events.js' {
	interface ChainEvents extends ExpertEvents {}
}
