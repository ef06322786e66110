/**
 * 8: the ratifiers of a post can be read, and every directive that waits for its enactment will be
 * enacted. A post is voted on once at a time, and what stands for a directive was pledged.
 */

import type { Check } from './report.ts';
import { type Shares, type Snapshot, inEra, join } from './snapshot.ts';
import { group } from './sums.ts';

export function checkGovernance(snapshot: Snapshot): Check[] {
	return [checkRatified(snapshot), checkOpen(snapshot), checkStandings(snapshot)];
}

function checkRatified({ governance, pools, forum, block }: Snapshot): Check {
	const { ratifications, ballots, tasks } = governance;
	const cast = group(ballots, ({ pool }) => pool);
	const problems: string[] = [];
	for (const [post, { domain, pool, ayes, nays, voters, scheduledAt }] of ratifications) {
		if (forum.posts.get(post)?.domain !== domain) {
			problems.push(`${post} was ratified in domain ${domain}, where it is not`);
		}
		if (scheduledAt !== null && scheduledAt > block && tasks.get(post) !== scheduledAt) {
			problems.push(`${post} is to be enacted in block ${scheduledAt}, for which nothing is scheduled`);
		}
		if (pools.pools.has(pool)) {
			continue;
		}
		const votes = cast.get(pool) ?? [];
		if (votes.length !== voters) {
			problems.push(`${voters} voted on ${post}, but there are ${votes.length} ballots`);
		}
		for (const [side, counted] of [['Aye', ayes], ['Nay', nays]] as const) {
			const sum = votes.filter((vote) => vote.side === side).reduce((all, { stake }) => all + inEra(stake, counted.era), 0n);
			if (sum > counted.value || counted.value - sum > BigInt(votes.length)) {
				problems.push(`ballots ${side} ${post} sum to ${sum} shares, but ${counted.value} were counted`);
			}
		}
	}
	const waiting = [...ratifications.values()].filter(({ scheduledAt }) => scheduledAt !== null).length;
	return {
		number: 8,
		says: 'who ratified a post can be read, and what is to be enacted is scheduled',
		figures: [['ratified', ratifications.size], ['to be enacted', waiting], ['ballots', ballots.length]],
		problems,
	};
}

/** Checks that each pool for governance that is undecided is its post's only one, and known. */
function checkOpen({ pools }: Snapshot): Check {
	const open = [...pools.pools].filter(([, { governance, state }]) => governance !== null && state === 'Voting');
	const problems = open.filter(([id, { post }]) => pools.ofPosts.get(post) !== id).map(([id, { post }]) => `pool ${id} on ${post} is not known`);
	if (pools.ofPosts.size !== open.length) {
		problems.push(`${pools.ofPosts.size} posts are put to the vote, but ${open.length} pools for governance are undecided`);
	}
	return { number: 8, says: 'a post has one vote for governance at a time', figures: [['undecided', open.length]], problems };
}

/**
 * Checks that what stands for a directive is the greatest pledge of each account that is for it or
 * against cancelling it, and is forgotten in time.
 */
function checkStandings({ pools, governance }: Snapshot): Check {
	const due = new Set(pools.standingsDue.map((entry) => join(...entry)));
	const cancelling = group([...pools.pools.values()].filter(({ state }) => state === 'Voting'), (pool) => pool.governance?.cancels?.ratifiedBy);
	const inFavour = [...governance.ballots, ...pools.votes].filter(({ side }) => side === 'Aye');
	const pledges = group([...inFavour, ...pools.standingPledges], ({ pool }) => pool);
	const problems = pools.standingPledges.filter(({ pool }) => !pools.standings.has(pool))
		.map(({ pool, who }) => `a pledge of ${who} stands for what pool ${pool} ratified, for which nothing stands`);
	for (const [pool, { total, open, due: at }] of pools.standings) {
		const what = `what pool ${pool} ratified`;
		const votes = (cancelling.get(pool) ?? []).length;
		if (votes !== open) {
			problems.push(`${votes} pools would cancel ${what}, but ${open} are counted`);
		}
		if (!due.has(join(at, pool)) || at < pools.standingsCursor) {
			problems.push(`what stands for ${what} is never forgotten`);
		}
		const greatest = greatestOf(pledges.get(pool) ?? [], total.era);
		const sum = [...greatest.values()].reduce((all, pledge) => all + pledge, 0n);
		// Each account's pledge and its rise are rounded.
		const bound = total.era === 0 ? 0n : 2n * BigInt(greatest.size);
		if (total.value < sum || total.value - sum > bound) {
			problems.push(`${total.value} stand for ${what}, but ${sum} were pledged`);
		}
	}
	if (due.size !== pools.standings.size) {
		problems.push(`${due.size} directives are due, but something stands for ${pools.standings.size}`);
	}
	return {
		number: 8,
		says: 'what stands for a directive was pledged for it, or against cancelling it',
		figures: [['directives', pools.standings.size], ['pledges against cancelling that count', pools.standingPledges.length]],
		problems,
	};
}

/** Returns the greatest pledge of each account, in shares of an era. */
function greatestOf(pledges: { who: string; stake: Shares }[], era: number): Map<string, bigint> {
	const greatest = new Map<string, bigint>();
	for (const { who, stake } of pledges) {
		const value = inEra(stake, era);
		if (value > (greatest.get(who) ?? 0n)) {
			greatest.set(who, value);
		}
	}
	return greatest;
}
