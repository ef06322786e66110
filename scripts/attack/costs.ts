/**
 * Formulas of the least that attacks cost: the rules of verdicts, minting and deposits.
 * Amounts are units of 10^-9 REP, ratios parts per million, durations blocks of 3 s.
 */

import { MILLION, REP, type Verdict } from '@witan/client/experts';

/** Blocks of a day. */
export const DAY = 28_800;
/** The part of what may be minted at a moment that one fee may take. */
const PART_OF_A_FEE = 4n;
/** Openings with which the deposit of a vote for governance doubles, and the most times it does. */
const DEPOSIT_STEP = 4;
const MAX_DOUBLINGS = 6;
/** WIT that a vote for governance and a draw take. */
const DEPOSIT = 10;
export const DRAW = 0.01;

/** The default rules of governance: its quorum, and the win ratio. */
export const QUORUM = MILLION / 5;
export const WIN_RATIO = 666_666;
/** The shortest vote for governance and the longest, in days. */
export const VOTES = { shortest: 3, longest: 15 };

/** The bars of a vote. */
export interface Bars {
	/** The part of the base that must support the post. */
	quorum: number;
	/** The part of the base that must be against it to reject it. */
	rejectionQuorum: number;
	winRatio: number;
}

/** Limits of minting, as parts of the supply: at a moment, and the flow of a day. */
export interface Minting {
	depth: number;
	rate: number;
}

/** The rules that domains start with, and those of domain 0. */
export const MINTING: Minting = { depth: MILLION / 10, rate: MILLION / 50 };
export const CONSTITUTION_MINTING: Minting = { depth: MILLION / 100, rate: MILLION / 1_000 };

/** Returns the verdict of stakes for a post and against it, where `base` can judge. */
export function verdict({ quorum, rejectionQuorum, winRatio }: Bars, ayes: bigint, nays: bigint, base: bigint): Verdict {
	const wins = ayes * BigInt(MILLION) >= BigInt(winRatio) * (ayes + nays);
	if (wins && ayes >= need(quorum, base)) {
		return 'Passed';
	}
	return !wins && nays > ayes && nays >= need(rejectionQuorum, base) ? 'Rejected' : 'NotQuorate';
}

/** Returns the least support with which a post passes. */
export function need(quorum: number, base: bigint): bigint {
	const least = (BigInt(quorum) * base + BigInt(MILLION) - 1n) / BigInt(MILLION);
	return least > 0n ? least : 1n;
}

/** Returns the quorum of a directive of the tier `Root` whose vote lasts so many days. */
export function rootQuorum(days: number): number {
	const { shortest, longest } = VOTES;
	return QUORUM + Math.ceil(QUORUM * (longest - days) / (longest - shortest));
}

/**
 * Returns the days of the shortest vote by which a part of a domain's REP gets a directive of the
 * tier `Root` that the other part can't cancel; null if there is none. Parts are per cent.
 */
export function takesRoot(attacker: number, others: number): number | null {
	const [ayes, nays, base] = [BigInt(attacker), BigInt(others), 100n].map((part) => part * REP) as [bigint, bigint, bigint];
	for (let days = VOTES.shortest; days <= VOTES.longest; days++) {
		const passes = verdict({ quorum: rootQuorum(days), rejectionQuorum: QUORUM, winRatio: WIN_RATIO }, ayes, nays, base) === 'Passed';
		if (passes && !cancels(nays, ayes, base)) {
			return days;
		}
	}
	return null;
}

/** Returns true if this much REP cancels what so much stands for. */
export function cancels(ayes: bigint, standing: bigint, base: bigint): boolean {
	return verdict({ quorum: QUORUM / 2, rejectionQuorum: QUORUM, winRatio: MILLION / 2 }, ayes, standing, base) === 'Passed';
}

/** Returns the WIT that opening so many votes for governance ties up. */
export function depositsOf(pools: number): number {
	return Array.from({ length: pools }, (_, open) => DEPOSIT * 2 ** Math.min(Math.floor(open / DEPOSIT_STEP), MAX_DOUBLINGS))
		.reduce((sum, each) => sum + each, 0);
}

/** Returns the most REP that one fee may mint while so much is missing from the bucket. */
export function mintable(missing: bigint, supply: bigint, { depth }: Minting, budget: 'job' | 'sponsor'): bigint {
	const full = supply * BigInt(depth) / BigInt(MILLION);
	const keptForJobs = budget === 'job' ? 0n : (full + 1n) / 2n;
	const level = full - missing - keptForJobs;
	return level > 0n ? level / PART_OF_A_FEE : 0n;
}

/** The purchase of a part of a domain's REP. */
export interface Purchase {
	supply: bigint;
	/** REP of the buyer at the start. */
	owned: bigint;
	/** The part that it wants, in parts per million. */
	wanted: number;
	minting: Minting;
	budget: 'job' | 'sponsor';
	/** Fees that it pays in a day, each as high as what it mints. */
	feesADay: number;
}

/**
 * Returns the least that a purchase takes, where nobody votes against it and its buyer votes alone.
 * A sponsor pays the fee less its part of the dividends. A job's fee is half the worker's, who is
 * the buyer.
 */
export function buy({ supply, owned, wanted, minting, budget, feesADay }: Purchase): { wit: number; days: number; fees: number } {
	let [all, mine, missing, wit, fees] = [supply, owned, 0n, 0, 0];
	const paid = budget === 'job' ? 0.5 : 1;
	while (mine * BigInt(MILLION) < all * BigInt(wanted)) {
		const part = mintable(missing, all, minting, budget);
		wit += Number(part) / Number(REP) * paid * (1 - Number(mine) / Number(all));
		[mine, all, missing] = [mine + part, all + part, missing + part];
		const flows = all * BigInt(minting.rate) / BigInt(MILLION) / BigInt(feesADay);
		missing = missing > flows ? missing - flows : 0n;
		fees++;
	}
	return { wit, days: (fees - 1) / feesADay, fees };
}

/**
 * Returns what a sponsor's fee brings those who reject its post or pass it, and what the losers of
 * a rejection lose, in a domain with a full bucket.
 */
export function bait(fee: bigint, losers: bigint, supply: bigint): { rejecting: bigint; passing: bigint; lost: bigint } {
	const least = (value: bigint, limit: bigint) => value < limit ? value : limit;
	const limit = mintable(0n, supply, MINTING, 'sponsor');
	const asked = fee / 2n;
	const rejecting = least(asked, limit);
	return { rejecting, passing: least(fee, limit), lost: losers / 10n * rejecting / asked };
}

/** Returns the most steps that wait in a domain besides rewards, at a depth of propagation. */
export function waitingSteps(maxDepth: number): number {
	return 16 + 15 * maxDepth;
}
