/** The types of bodies of experts, as {@link Experts} reads and takes them. */

import type { Address, Hex } from '../chain/units.js';

/** Units in one REP: amounts of REP are in units of 10^-9. */
export const REP = 1_000_000_000n;
/** The whole of a ratio: ratios are in parts per million. */
export const MILLION = 1_000_000;

/** The number of a domain; 0 is the chain's own. */
export type DomainId = number;
export type ServiceId = number;
export type PoolId = bigint;
export type RequestId = bigint;
/** The BLAKE2b-256 of what a post says. */
export type PostId = Hex;
/** A side of a vote. */
export type Side = 'Aye' | 'Nay';
/** The outcome of a pool. */
export type Verdict = 'Passed' | 'Rejected' | 'NotQuorate';
/** A customer's opinion of the evidence. */
export type Opinion = 'Satisfied' | 'PartlySatisfied' | 'Unsatisfied';
/** The reason for which a request ended without a verdict. */
export type Expiry = 'NobodyDrawn' | 'NoShows' | 'NotQuorate' | 'Unpaid';
/** The reason for which an offer ended. */
export type OfferEnd = 'Withdrawn' | 'Expired' | 'Idle' | 'NoShow' | 'Debt';

/** The post that every post may cite to destroy reputation. */
export const INCINERATOR: PostId = `0x${'00'.repeat(32)}`;

/**
 * REP as it is stored: a number of shares of the size that they had in an era of their domain.
 * `Experts.toAmount` returns their present amount. In a domain without a half-life a share is
 * always 10^-9 REP.
 */
export interface Shares {
	value: bigint;
	era: number;
}

/** The parts of a fee, in units of 10^-9 WIT. */
export interface FeePaid {
	worker: bigint;
	holders: bigint;
	treasury: bigint;
}

/** A moment to which a domain's accounts are compared, and the domain's REP at that moment. */
export interface Snapshot {
	id: number;
	supply: Shares;
}

/** The parameters that a domain sets for itself. Durations are blocks, ratios parts per million. */
export interface DomainParameters {
	/** Bounds of its pools' parameters. */
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
	/** Rules of its market; the fee in units of 10^-9 WIT, stakes and offers in 10^-9 REP. */
	work: {
		minFee: bigint;
		minPeriod: number;
		maxNoShowPenalty: number;
		open: boolean;
		maxStake: bigint;
		minOffer: bigint;
		noShowShare: number;
		rejectedShare: number;
	};
	/**
	 * The shortest vote of its governance, the quorum and win ratio of the tier `Parameter`, and
	 * the least age of the REP that votes, in blocks.
	 */
	governance: { duration: number; quorum: number; winRatio: number; age: number };
	/** REP minted for each token of a pool's fee. */
	mintingRatio: number;
	/** The post's part of the REP that a pool mints. */
	authorShare: number;
	/** The parts of a job's fee. */
	feeSplit: { worker: number; holders: number; treasury: number };
	/**
	 * The most that it mints at a moment, and by how much that rises in a day, as parts of its
	 * supply.
	 */
	minting: { depth: number; rate: number };
}

/** A body of experts. */
export interface Domain {
	founder: Address;
	metadata: string;
	/** Blocks in which REP halves; null if it does not decay. */
	halfLife: number | null;
	parameters: DomainParameters;
	/** All REP of the domain. */
	supply: bigint;
	/** The same as it is stored. */
	shares: Shares;
	era: number;
	/** The block in which the era started. */
	eraStart: number;
	/** The number of accounts with a record. */
	accounts: bigint;
	/** Tokens paid as dividends so far. */
	paidIn: bigint;
	/** The part of these tokens that was claimed. */
	claimed: bigint;
	/** The last snapshot for governance pools, and its block. */
	snapshot: { at: number; snapshot: Snapshot } | null;
}

/** An account's REP and dividends in a domain. */
export interface Standing {
	free: bigint;
	/** REP by its use: `Availability` (on offer), `Work` (assigned), `Pool` (staked on a post). */
	held: { [reason: string]: bigint };
	/** Free and held REP. */
	total: bigint;
	/** REP that the account's next free REP pays. */
	debt: bigint;
	/**
	 * Tokens that `claimDividends` would pay. It is refused (`Token.BelowMinimum`) while they are
	 * less than the existential deposit and the account has no tokens.
	 */
	pendingDividends: bigint;
}

/** A text, or the address of a text that is kept elsewhere with its BLAKE2b-256. */
export type Content = string | { hash: Hex; uri: string };

/**
 * A citation. The weight is a part, in parts per million, of the REP that reaches the citing post.
 * It is passed on to the cited post if positive, and taken from it if negative.
 */
export interface Citation {
	post: PostId;
	weight: number;
}

/**
 * A directive as polkadot.js encodes it, made by `encodeDirective` of `@witan/client/governance`.
 */
export interface EncodedDirective {
	action: object;
	activateAt: number | null;
}

/** A post to be made. */
export interface Draft {
	domain: DomainId;
	/** Accounts with weights that sum to {@link MILLION}. If none is named, it is the sender. */
	authors: [Address, number][];
	citations?: Citation[];
	content: Content;
	/** An instruction that takes effect if a governance pool ratifies the post. */
	directive?: EncodedDirective;
}

/** A post. */
export interface Post {
	domain: DomainId;
	/** The account that made it or took it over, and paid the deposit. */
	poster: Address;
	authors: [Address, number][];
	/** Its citations, each with the REP that was passed on or taken along it so far. */
	citations: (Citation & { balance: bigint })[];
	content: Content;
	directive: unknown;
	/** REP that the post has and has not passed on. */
	value: bigint;
	/** REP that pools gave to it. */
	received: bigint;
	citedBy: number;
	/** Reasons for which it can't be removed: pools that are not settled, and its ratification. */
	pins: number;
	/** The block in which it was made. */
	at: number;
}

/** The uses of REP in a domain's forum: `minted + incinerated + queued = putIn + leached`. */
export interface Conservation {
	putIn: bigint;
	/** Reserved of cited posts' values. All of it but what still waits is leached or owed. */
	reserved: bigint;
	leached: bigint;
	owed: bigint;
	minted: bigint;
	incinerated: bigint;
	queued: bigint;
}

/** The visibility of sides while stakes are taken. */
export type Secrecy = { type: 'Open' } | { type: 'CommitReveal'; revealPeriod: number };

/** The rules of a pool. Durations are blocks, ratios parts per million. */
export interface PoolParams {
	duration: number;
	/**
	 * The part of the REP that can judge that must support the post, or be against it to reject it.
	 */
	quorum: number;
	winRatio: number;
	/**
	 * The part of its stake that a worker loses if its evidence is rejected. Voters lose the
	 * domain's minimum.
	 */
	binding: number;
	/**
	 * True if the winners get what the worker loses, up to as much as is minted; it is burned
	 * otherwise.
	 */
	redistribute: boolean;
	secrecy: Secrecy;
	/**
	 * True if the pool ratifies its post's directive. All but the duration is then the tier's, as
	 * `Experts.motion` returns it.
	 */
	governance: boolean;
}

/** The phase of a pool. */
export type Phase = { type: 'Open' } | { type: 'Revealing' } | { type: 'Due' } | { type: 'Settling'; value: Verdict };

/** A pool that is not settled. */
export interface Pool {
	opener: Address;
	/** The expert whose job is judged; null for a post without a job. */
	worker: Address | null;
	post: PostId;
	domain: DomainId;
	params: PoolParams;
	/** Tokens. */
	fee: bigint;
	/**
	 * Tokens that return to the opener if the pool decides, or if half of `need` supports the post.
	 * A pool for governance returns them only if it passes, or has that support.
	 */
	deposit: bigint;
	/** The most REP that is minted against the fee. */
	mint: bigint;
	authorShare: number;
	/** The part of a losing vote that is lost. */
	leastBinding: number;
	phase: Phase;
	/** The verdict of the stakes so far, or the pool's if it is decided. */
	verdict: Verdict;
	/** REP for the post, with `bond`. */
	ayes: bigint;
	/** REP against it, with `standing`. */
	nays: bigint;
	/**
	 * REP among `nays` that is not staked in this pool: it stands for the directive that the post
	 * would cancel.
	 */
	standing: bigint;
	/** REP on sides that are not shown. */
	committed: bigint;
	/** The worker's stake on its evidence, which does not count for the quorum. */
	bond: bigint;
	/**
	 * The REP that can judge: the domain's but the worker's, at the opening or now, whichever is
	 * less; of the snapshot in a pool for governance.
	 */
	base: bigint;
	/** The least REP for the post, without `bond`, with which it passes. */
	need: bigint;
	/** The part of `need` that is missing. */
	quorumLacks: bigint;
	voters: number;
	openedAt: number;
	/** The first block in which nothing can be staked, unless a turn extends that. */
	stakesUntil: number;
	/**
	 * The block beyond which no turn extends the pool; the end of the reveal period if sides are
	 * secret.
	 */
	endsBy: number;
	/** The first block in which no side can be shown, if sides are secret. */
	revealsUntil: number | null;
	/** The bar of a pool for governance; null for another. */
	tier: Tier | null;
	/** The moment after which minted REP does not count; null unless it is for governance. */
	snapshot: Snapshot | null;
}

/** The bar that a pool for governance sets, by what its post does. */
export type Tier = 'Parameter' | 'Root' | 'Cancel' | 'Undo';

/** The rules of a pool for governance that is opened on a post now. */
export interface Motion {
	tier: Tier;
	/**
	 * The parameters of the shortest vote: the duration is the opener's choice, up to `longest`. On
	 * cancelling `longest` is decided before `due`, if any vote that opens in the next block is.
	 */
	shortest: PoolParams;
	longest: PoolParams;
	/** Tokens that return if the pool passes, or has half of the support that it needs. */
	deposit: bigint;
	/** The pool that ratified the directive which the post would cancel. */
	cancels: PoolId | null;
	/** The block in which that directive may take effect. */
	due: number | null;
	/** The pool for governance that is open on the post. */
	open: PoolId | null;
}

/** An account's stake in a pool. In a pool for governance it is a pledge, which is not held. */
export interface Vote {
	/** REP. */
	amount: bigint;
	stake: Shares;
	choice: { type: 'Open'; value: Side } | { type: 'Sealed'; hash: Hex; amount: bigint };
}

/** A vote in a governance pool that ratified its post. */
export interface Ballot {
	who: Address;
	vote: Vote;
}

/** REP that an account would lose and win if a pool were decided now. */
export interface Preview {
	verdict: Verdict;
	burned: bigint;
	minted: bigint;
	returned: bigint;
}

/** A pool in which an account can act now. */
export interface OpenPool {
	pool: PoolId;
	info: Pool;
	vote: Vote | null;
}

/** An expert's offer. */
export interface Offer {
	/** REP on offer that is not assigned to a job. */
	amount: bigint;
	/** The first block in which the offer is over. */
	until: number;
	/** Jobs under way for which the expert was drawn. */
	assigned: number;
	/** The most jobs at a time. With as many, the offer weighs nothing in draws. */
	maxJobs: number;
	/** True if the owner takes no more jobs for now. */
	paused: boolean;
	/** The offer's part of the weight of all, in parts per million: its least chance in a draw. */
	chance: number;
}

/** The rules of a job. Durations are blocks, ratios parts per million. */
export interface JobTerms {
	/** From the draw to the evidence. */
	jobPeriod: number;
	/** Blocks after which a request is given up if nobody could be drawn. */
	drawPeriod: number;
	/** The pool that judges the evidence. */
	pool: PoolParams;
	/** The part of the job's stake that a no-show burns. */
	noShowPenalty: number;
	maxDraws: number;
	/** REP that the expert has at stake for each job. */
	stakePerJob: bigint;
}

/** Draws that an order pays for beside one for each expert that its terms allow. */
const MORE_DRAWS = 16;

/**
 * Returns the number of draws that an order pays for in advance. It holds the parameter
 * `work.DrawFee` for each, beside the fee; what draws don't take returns.
 */
export function prepaidDraws({ maxDraws }: Pick<JobTerms, 'maxDraws'>): bigint {
	return BigInt(maxDraws + MORE_DRAWS);
}

/** The terms of a service. */
export interface Terms {
	metadata: string;
	/** Tokens. */
	minFee: bigint;
	work: JobTerms;
}

/** A service. */
export interface Service {
	owner: Address;
	domain: DomainId;
	terms: Terms;
	/** The number of changes of its terms. An order names it. */
	version: number;
	closed: boolean;
	/** The number of requests that have not ended. */
	requests: number;
}

/** The state of a request. */
export type RequestState =
	| { type: 'Requested'; since: number; drawAt: number; givesUpAt: number }
	| { type: 'Assigned'; expert: Address; stake: Shares; declineBy: number; due: number }
	| { type: 'Validating'; expert: Address; post: PostId; pool: PoolId; reopened: boolean };

/** A request that has not ended. */
export interface WorkRequest {
	service: ServiceId;
	domain: DomainId;
	customer: Address;
	/** Tokens. */
	fee: bigint;
	brief: string;
	terms: JobTerms;
	/** The treasury's part of the fee if somebody is drawn and nobody submits (ppm). */
	noShowShare: number;
	/** Tokens that are held for draws to come. What is left of them returns. */
	prepaid: bigint;
	/** The number of draws, successful or not. */
	attempts: number;
	/** Experts who were drawn, and declined or did not submit. */
	excluded: Address[];
	state: RequestState;
	/** The block in which the state's period ends. */
	deadline: number;
	/** REP that the expert has at stake between the draw and the evidence. */
	stake: bigint;
	remark: { verdict: Opinion; note: string } | null;
}
