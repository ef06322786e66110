/** Votes for governance at once: the findings "core 2" and "core 11". */

import type { KeyringPair } from '@polkadot/keyring/types';
import { WIT } from '@witan/client/chain';
import { type DomainId, REP } from '@witan/client/experts';
import type { Attack } from './attack.ts';
import {
	POOL, type Stage, beforeLastBlock, failureOf, makeBody, openOn, postOf, rep, repOf, sendTogether, stake, untilSettled, wit,
} from './stage.ts';

const SUPPLY = 5_000n * REP;
/** A fifth of it. */
const FIFTH = 1_000n * REP;
const VOTE = 60;
/** Votes against which four fifths could be spread, when REP counted in one vote only. */
const DEFENDED = 7;

/** A fifth opens many votes, buys REP meanwhile, and moves in their last block. */
export const parallelVotes: Attack = {
	name: 'a fifth opens votes for governance in one block, four fifths defend them all',
	before: ({ pools }) => pools > DEFENDED
		? `one passes: four fifths hold ${DEFENDED}. Moving blindly, ${Math.round(100 - 100 * DEFENDED / pools)} %, for ${pools} WIT`
		: `none passes: four fifths hold ${DEFENDED}`,
	play: async (on, { pools: wanted }) => {
		const { experts, alice: attacker, bob, charlie, dave, eve } = on;
		const defenders = [bob, charlie, dave, eve];
		const members = [...defenders, attacker].map((member): [KeyringPair, number] => [member, 200_000]);
		const domain = await makeBody(on, {
			members, supply: SUPPLY, parameters: (of) => ({ ...of, governance: { ...of.governance, duration: VOTE } }),
		});
		const motions = Array.from({ length: wanted }, (_, index) => (
			postOf(on, attacker, domain, { action: { type: 'SetDomain', parameter: { authorShare: 400_000 + index } } })
		));
		const { pools, deposit, block } = await openOn(on, attacker, motions, { ...POOL, duration: VOTE, governance: true });
		const bought = await buy(on, domain, attacker) - FIFTH;
		for (const defender of defenders) {
			await sendTogether(on, pools.map((pool) => experts.calls.stake(pool, 'Nay', FIFTH)), defender);
		}
		const pledged = await Promise.all(pools.flatMap((pool) => defenders.map(async ({ address }) => (
			(await experts.vote(pool, address))?.amount === FIFTH
		))));
		const newer = await failureOf(stake(on, attacker, pools[0] as bigint, 'Aye', FIFTH + bought));
		await beforeLastBlock(on, pools[0] as bigint);
		await sendTogether(on, pools.map((pool) => experts.calls.stake(pool, 'Aye', FIFTH)), attacker);
		const decided = await untilSettled(on, pools, block);
		const passed = decided.filter(({ verdict }) => verdict === 'Passed').length;
		const gain = await repOf(on, domain, attacker) - FIFTH - bought;
		return {
			now: `${passed} of ${pools.length} pass. Each defender pledged all in each. The attacker ties up ${wit(deposit)}, and gains ${rep(gain)}`,
			checks: [
				{ says: `${wanted} votes are open`, holds: pools.length === wanted && decided.length === wanted },
				{ says: 'none passes', holds: passed === 0 },
				{ says: 'each defender pledged all that it had, in each vote', holds: pledged.every(Boolean) },
				{ says: 'REP that is newer than the votes does not count', holds: bought > 0n && newer === 'MintedAfterOpening' },
				{ says: 'the attacker gains no REP', holds: gain < 0n },
				{ says: 'deposits rise', holds: deposit > BigInt(wanted) * WIT },
			],
		};
	},
};

/** Has the attacker buy REP by a pool in which it votes alone. Returns its REP then. */
async function buy(on: Stage, domain: DomainId, attacker: KeyringPair): Promise<bigint> {
	const { pools, block } = await openOn(on, attacker, [postOf(on, attacker, domain)], POOL, 100n * WIT);
	await stake(on, attacker, pools[0] as bigint, 'Aye', FIFTH / 2n);
	await untilSettled(on, pools, block);
	return repOf(on, domain, attacker);
}
