/**
 * 8: the ratifiers of a post can be read, and every directive that waits for its enactment will be
 * enacted.
 */

import type { Check } from './report.ts';
import { type Snapshot, inEra } from './snapshot.ts';
import { group } from './sums.ts';

export function checkGovernance({ governance, pools, forum, block }: Snapshot): Check[] {
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
	return [{
		number: 8,
		says: 'who ratified a post can be read, and what is to be enacted is scheduled',
		figures: [['ratified', ratifications.size], ['to be enacted', waiting], ['ballots', ballots.length]],
		problems,
	}];
}
