/**
 * 5: every stake that a pallet counts on is held from its owner, for the right reason, and nothing
 * else is. Pledges in pools for governance are not held.
 */

import type { Check } from './report.ts';
import { type Shares, type Snapshot, inEra, join } from './snapshot.ts';
import { group } from './sums.ts';

/** A stake as the pallet that took it remembers it. */
interface Stake {
	domain: number | undefined;
	who: string;
	reason: string;
	stake: Shares;
}

/**
 * The greatest believable number of stakes. When the era changes, rounding may leave less than a
 * share for each stake in the sum of an account's stakes for one reason. It stays there until the
 * reason's last stake ends.
 */
const MOST_STAKES = 1n << 16n;

export function checkStakes(snapshot: Snapshot): Check[] {
	return [checkHeld(snapshot), checkTallies(snapshot), checkPledges(snapshot)];
}

/** Returns all stakes that pallets remember, without pledges. */
function stakesOf({ pools, availability, business }: Snapshot): Stake[] {
	const jobs = [...business.requests.values()].flatMap(({ domain, state }) => (
		state.type === 'Assigned' ? [{ domain, who: state.expert, reason: 'Business.Work', stake: state.stake }] : []
	));
	return [
		...pools.votes.filter(({ pool }) => !pools.pools.get(pool)?.governance)
			.map(({ pool, who, stake }) => ({ domain: pools.pools.get(pool)?.domain, who, reason: 'ValidationPool.Pool', stake })),
		...availability.offers.map(({ domain, who, stake }) => ({ domain, who, reason: 'Availability.Availability', stake })),
		...jobs,
	];
}

function checkHeld(snapshot: Snapshot): Check {
	const all = stakesOf(snapshot);
	const reasons = ['ValidationPool.Pool', 'Availability.Availability', 'Business.Work'];
	const stakes = group(all, ({ domain, who, reason }) => join(domain, who, reason));
	const problems: string[] = [];
	const keys = new Set(stakes.keys());
	for (const { domain, who, era, holds } of snapshot.reputation.members) {
		for (const hold of holds.filter(({ reason }) => reasons.includes(reason))) {
			const key = join(domain, who, hold.reason);
			const remembered = stakes.get(key) ?? [];
			const value = remembered.reduce((sum, { stake }) => sum + inEra(stake, era), 0n);
			const bound = era === 0 ? 0n : MOST_STAKES;
			if (hold.shares < value || hold.shares - value > bound) {
				problems.push(`${key}: ${hold.shares} are held, but ${value} are at stake`);
			}
			if (hold.stakes !== remembered.length) {
				problems.push(`${key}: ${hold.stakes} stakes are held, but ${remembered.length} are open`);
			}
			keys.delete(key);
		}
	}
	problems.push(...[...keys].map((key) => `${key}: ${stakes.get(key)?.length ?? 0} stakes are open, but nothing is held`));
	const count = (reason: string) => all.filter((stake) => stake.reason === reason).length;
	return {
		number: 5,
		says: 'stakes in pools, offers and jobs are held of their owners, each for its reason, and no others are',
		figures: reasons.map((reason) => [reason, count(reason)]),
		problems,
	};
}

/** Checks that pools know the sums of their votes, and that votes are in pools. */
function checkTallies({ pools }: Snapshot): Check {
	const votes = group(pools.votes, ({ pool }) => pool);
	const problems = [...votes.keys()].filter((id) => !pools.pools.has(id)).map((id) => `votes are in pool ${id}, which is not there`);
	for (const [id, { tally, bond, voters, state }] of pools.pools) {
		if (inEra(bond, tally.era) > tally.ayes) {
			problems.push(`pool ${id} has a worker's stake of ${inEra(bond, tally.era)}, but ${tally.ayes} in favour`);
		}
		const own = votes.get(id) ?? [];
		const expected = state === 'Voting' ? voters : pools.settlements.get(id)?.unsettled;
		if (own.length !== expected) {
			problems.push(`pool ${id} has ${own.length} votes, but counts ${expected}`);
		}
		for (const [side, sum] of [['Aye', tally.ayes], ['Nay', tally.nays], [null, tally.committed]] as const) {
			const value = own.filter((vote) => vote.side === side).reduce((total, { stake }) => total + inEra(stake, tally.era), 0n);
			const bound = tally.era === 0 ? 0n : BigInt(voters);
			if (state === 'Voting' && (sum < value || sum - value > bound)) {
				problems.push(`pool ${id} counts ${sum} ${side ?? 'hidden'}, but its votes sum to ${value}`);
			}
		}
	}
	return {
		number: 5,
		says: 'undecided pools have the sums of their votes',
		figures: [['pools', pools.pools.size], ['votes', pools.votes.length], ['being settled', pools.settlements.size]],
		problems,
	};
}

/** Checks that no more is pledged in a pool for governance than there was at its snapshot. */
function checkPledges({ pools }: Snapshot): Check {
	const problems: string[] = [];
	let [governing, pledges] = [0, 0];
	for (const [id, { governance, tally, voters, state }] of pools.pools) {
		if (governance === null || state !== 'Voting') {
			continue;
		}
		[governing, pledges] = [governing + 1, pledges + voters];
		const { supply } = governance.snapshot;
		const era = Math.max(supply.era, tally.era);
		const pledged = inEra({ value: tally.ayes + tally.nays + tally.committed, era: tally.era }, era);
		// New eras take less than a share from each vote.
		const most = inEra(supply, era) + BigInt(voters);
		if (pledged > most) {
			problems.push(`${pledged} are pledged in pool ${id}, but ${most} at most were there before`);
		}
	}
	return {
		number: 5,
		says: 'pledges in pools for governance are of REP from before',
		figures: [['pools for governance', governing], ['pledges', pledges]],
		problems,
	};
}
