/** REP from nothing, by leaches of what can't be taken: the finding "core 7". */

import type { KeyringPair } from '@polkadot/keyring/types';
import { WIT, eventsOf, findEvents } from '@witan/client/chain';
import { type DomainId, MILLION, type PostId, REP } from '@witan/client/experts';
import type { Attack } from './attack.ts';
import { POOL, type Stage, bestBlock, makeBody, openOn, postOf, rep, repOf, stake, supplyOf, untilSettled, wit } from './stage.ts';

const SUPPLY = 1_000n * REP;
const FEE = 100n * WIT;
const ROUNDS = 2;

/**
 * Accounts of one attacker take back each other's posts while what their authors have is staked.
 */
export const leachPump: Attack = {
	name: 'leach pump: two rounds with a fee of 100 WIT, each against a post whose author has staked everything',
	before: () => `${rep(400n * REP)} for ${wit(FEE * 3n)}: 1.33 REP for a WIT after two rounds, towards 1.5`,
	play: async (on) => {
		const { alice, bob, charlie } = on;
		const domain = await makeBody(on, { members: [[charlie, MILLION]], supply: SUPPLY });
		const from = await bestBlock(on);
		let cited = await judged(on, domain, alice, null);
		let [author, next] = [alice, bob];
		for (let round = 0; round < ROUNDS; round++) {
			cited = await judged(on, domain, next, { post: cited, author });
			[author, next] = [next, author];
		}
		const gains = await Promise.all([alice, bob, charlie].map((who) => repOf(on, domain, who)));
		const gained = gains.reduce((sum, each) => sum + each, 0n) - SUPPLY;
		const paid = FEE * BigInt(ROUNDS + 1);
		const risen = await supplyOf(on, domain) - SUPPLY;
		const { minted, leached, above } = await ledgerSince(on, domain, from);
		return {
			now: [
				`${rep(risen)} more supply for ${wit(paid)}: ${(Number(risen) / Number(paid)).toFixed(2)} REP for a WIT`,
				`${rep(gained)} less what is owed`,
				`leaches moved ${rep(leached)}, and no block has more than pools minted`,
			].join('; '),
			checks: [
				{ says: 'a WIT buys at most a REP', holds: risen <= paid && gained <= risen },
				{ says: 'the supply rises by what pools mint, and not by leaches', holds: risen <= minted && !above },
			],
		};
	},
};

/**
 * Has a post judged for the fee. If it takes back another, that one's author stakes all it has
 * against it, so that nothing can be taken.
 */
async function judged(
	on: Stage,
	domain: DomainId,
	poster: KeyringPair,
	taken: { post: PostId; author: KeyringPair } | null,
): Promise<PostId> {
	const made = postOf(on, poster, domain, taken ? { citations: [{ post: taken.post, weight: -MILLION }] } : {});
	const { pools, block } = await openOn(on, poster, [made], POOL, FEE);
	const [pool] = pools as [bigint];
	if (taken) {
		const { free } = await on.experts.standing(domain, taken.author.address);
		await stake(on, taken.author, pool, 'Nay', free);
	}
	await stake(on, on.charlie, pool, 'Aye', SUPPLY);
	await untilSettled(on, pools, block);
	return made.post;
}

/**
 * Reads the blocks since `from`. Returns what pools minted and leaches moved, and whether the
 * supply was in any block above what pools had minted, less what losers had lost.
 */
async function ledgerSince(on: Stage, domain: DomainId, from: number) {
	let [minted, burned, leached, above] = [0n, 0n, 0n, false];
	for (let block = from + 1, last = await bestBlock(on); block <= last; block++) {
		const events = await eventsOf(on.api, block);
		findEvents(events, 'validationPool', 'Decided').forEach((decided) => { minted += decided.minted.value + decided.toPost.value; });
		findEvents(events, 'validationPool', 'VoteSettled').forEach((settled) => { burned += settled.burned.value; });
		findEvents(events, 'forum', 'Leached').forEach(({ amount }) => { leached += amount.value; });
		const then = await on.experts.at((await on.api.rpc.chain.getBlockHash(block)).toHex());
		above ||= ((await then.domain(domain))?.supply ?? 0n) - SUPPLY > minted - burned;
	}
	return { minted, leached, above };
}
