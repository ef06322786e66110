/**
 * The fields of the events of bodies of experts, by pallet and event.
 */

import type { PlainDispatchError } from '../chain/errors.js';
import type { Address, Hex } from '../chain/units.js';
import type {
	DomainId, DomainParameters, Expiry, FeePaid, JobTerms, OfferEnd, Opinion, PoolId, PoolParams, PostId, RequestId, ServiceId, Shares,
	Side, Snapshot, Terms, Tier, Verdict,
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
	amount: Shares;
}

interface ToAuthor {
	pool: PoolId;
	post: PostId;
	author: Address;
	amount: Shares;
}

interface RequestEnded {
	request: RequestId;
	customer: Address;
	/** The part of the fee that was returned. */
	fee: bigint;
	/** The rest, which was paid. */
	paid: FeePaid;
}

/** A service's terms, with the metadata in hexadecimal. */
type EventTerms = Omit<Terms, 'metadata'> & { metadata: Hex };

/**
 * The events of bodies of experts. Fees, deposits and dividends are tokens; {@link Shares}
 * are REP as it is stored.
 */
export interface ExpertEvents {
	domains: {
		DomainCreated: { domain: DomainId; founder: Address; halfLife: number | null; parameters: DomainParameters };
		ParameterSet: { domain: DomainId; parameter: { type: string; [part: string]: unknown } };
	};
	reputation: {
		EraStarted: { domain: DomainId; era: number };
		Minted: OfAccount & { shares: Shares };
		Burned: OfAccount & { shares: Shares };
		DebtIncurred: OfAccount & { shares: Shares };
		DebtPaid: OfAccount & { shares: Shares };
		Staked: OfAccount & { reason: Reason; shares: Shares };
		StakeRaised: OfAccount & { reason: Reason; shares: Shares };
		StakeSplit: OfAccount & { from: Reason; to: Reason; shares: Shares };
		StakeMoved: OfAccount & { from: Reason; to: Reason; shares: Shares; freed: Shares };
		Released: OfAccount & { reason: Reason; freed: Shares; burned: Shares };
		StakeLowered: OfAccount & { reason: Reason; freed: Shares; burned: Shares };
		AccountReaped: OfAccount;
		RoundingDropped: { domain: DomainId; shares: Shares };
		FeePaid: { domain: DomainId; payer: Address; paid: FeePaid };
		DividendPaid: { domain: DomainId; amount: bigint; shares: Shares };
		DividendClaimed: OfAccount & { amount: bigint };
		SnapshotTaken: { domain: DomainId; id: number; supply: Shares };
	};
	forum: {
		/** A post was made, or taken over: then for the second time, with another poster. */
		Posted: { post: PostId; domain: DomainId; poster: Address };
		Removed: { post: PostId; domain: DomainId; poster: Address };
		Rewarded: { post: PostId; pool: PoolId; amount: Shares };
		/** A part of the value of `to` that its authors lose in a later step. */
		Reserved: AlongCitation;
		/** The part of it that its authors had free, and that the authors of `from` got. */
		Leached: AlongCitation;
		Donated: AlongCitation & { depth: number };
		Incinerated: { pool: PoolId; post: PostId; amount: Shares };
		Earned: ToAuthor;
		Forfeited: ToAuthor & { error: PlainDispatchError };
		Debited: ToAuthor & { owed: Shares };
		Spared: ToAuthor & { error: PlainDispatchError };
	};
	validationPool: {
		Opened: {
			pool: PoolId; post: PostId; domain: DomainId; opener: Address; worker: Address | null; params: PoolParams; fee: bigint;
			mint: bigint; deposit: bigint; stakesUntil: number; decidesAt: number;
			tier: Tier | null; snapshot: Snapshot | null;
		};
		Staked: { pool: PoolId; who: Address; side: Side; stake: Shares; total: Shares };
		Committed: { pool: PoolId; who: Address; hash: Hex; stake: Shares; amount: bigint };
		Revealed: { pool: PoolId; who: Address; side: Side; stake: Shares };
		Extended: { pool: PoolId; verdict: Verdict; stakesUntil: number };
		Decided: {
			pool: PoolId; post: PostId; verdict: Verdict; ayes: Shares; nays: Shares; standing: Shares; unrevealed: Shares; bond: Shares; base: Shares;
			minted: Shares; toPost: Shares;
		};
		FeePaid: { pool: PoolId; payer: Address; paid: FeePaid };
		FeeReturned: { pool: PoolId; payer: Address; fee: bigint };
		FeeNotPaid: { pool: PoolId; payer: Address; fee: bigint; error: PlainDispatchError };
		DepositReturned: { pool: PoolId; opener: Address; deposit: bigint };
		DepositForfeited: { pool: PoolId; opener: Address; deposit: bigint };
		VoteSettled: { pool: PoolId; who: Address; burned: Shares; minted: Shares; returned: Shares };
		Settled: { pool: PoolId; verdict: Verdict; toPost: Shares };
		Reopened: { from: PoolId; to: PoolId };
	};
	availability: {
		Offered: OfAccount & { stake: Shares; until: number };
		ToppedUp: OfAccount & { stake: Shares };
		Extended: OfAccount & { stake: Shares; until: number };
		Lowered: OfAccount & { stake: Shares };
		Paused: OfAccount;
		Resumed: OfAccount;
		MaxJobsSet: OfAccount & { maxJobs: number };
		Drawn: OfAccount & { stake: Shares; left: Shares };
		StakeReturned: OfAccount & { stake: Shares };
		JobEnded: OfAccount & { assigned: number };
		OfferEnded: OfAccount & { stake: Shares; reason: OfferEnd };
	};
	business: {
		ServiceOpened: { service: ServiceId; owner: Address; domain: DomainId; terms: EventTerms };
		ServiceUpdated: { service: ServiceId; terms: EventTerms; version: number };
		ServiceClosed: { service: ServiceId };
		ServiceRemoved: { service: ServiceId };
		Requested: { request: RequestId; service: ServiceId; customer: Address; fee: bigint; drawFee: bigint; brief: Hex; terms: JobTerms };
		DrawScheduled: { request: RequestId; drawAt: number; givesUpAt: number };
		Assigned: { request: RequestId; expert: Address; stake: Shares; declineBy: number; due: number };
		Declined: { request: RequestId; expert: Address; stake: Shares };
		/** The deadline fell into a time in which nothing falls due: a migration. */
		Prolonged: { request: RequestId; declineBy: number; due: number };
		NoShow: { request: RequestId; expert: Address; burned: Shares };
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
