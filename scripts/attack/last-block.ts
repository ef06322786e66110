/** The last block of a vote: the finding "core 5". */

import type { KeyringPair } from '@polkadot/keyring/types';
import { WIT } from '@witan/client/chain';
import { type DomainId, type PoolId, REP, type Side } from '@witan/client/experts';
import type { Attack } from './attack.ts';
import { POOL, type Stage, advanceTo, beforeLastBlock, failureOf, makeBody, openOn, postOf, rep, repOf, stake, untilSettled } from './stage.ts';

const SUPPLY = 1_000n * REP;
const DURATION = 20;
const QUARTER = DURATION / 4;

/** The attacker has 45 %, the early voter 40 %, and who answers 15 %. */
export const lastBlock: Attack = {
	name: '401 REP in the last block against 400 that came early, all of a losing stake at risk',
	before: () => 'rejected, and nobody can answer: the attacker gains the 400 REP',
	play: async (on) => {
		const { alice: attacker, bob, charlie } = on;
		const members: [KeyringPair, number][] = [[bob, 400_000], [attacker, 450_000], [charlie, 150_000]];
		const domain = await makeBody(on, { members, supply: SUPPLY });
		const first = await answered(on, domain);
		const second = await lastWord(on, domain);
		return {
			now: [
				`extended by ${first.extended} blocks, the others answer: ${first.verdict}, the attacker gains ${rep(first.gain)}`,
				`the last word, up to twice the duration: ${second.verdict}, it gains ${rep(second.gain)}, early voters ${rep(second.early)}`,
			].join('; '),
			checks: [
				{ says: 'a turn in the last block leaves a quarter of the duration to answer', holds: first.extended === QUARTER },
				{ says: 'the others answer, and win', holds: first.verdict === 'Passed' && first.gain < 0n },
				{ says: 'the last word of all takes nothing', holds: second.verdict === 'NotQuorate' && second.gain <= 0n && second.early === 0n },
				{ says: 'no turn into passing is too late to be answered', holds: second.refused === 'TooLateToTurn' },
			],
		};
	},
};

/** Plays the turn in the last block, answered in the extension. */
async function answered(on: Stage, domain: DomainId) {
	const { alice: attacker, bob, charlie, experts } = on;
	const before = await repOf(on, domain, attacker);
	const { pool, block } = await open(on, domain);
	await stake(on, bob, pool, 'Aye', 400n * REP);
	const closes = await beforeLastBlock(on, pool);
	await stake(on, attacker, pool, 'Nay', 401n * REP);
	const extended = (await experts.pool(pool))?.stakesUntil ?? closes;
	await beforeLastBlock(on, pool);
	await stake(on, charlie, pool, 'Aye', 150n * REP);
	await beforeLastBlock(on, pool);
	await stake(on, attacker, pool, 'Nay', 49n * REP);
	const [decided] = await untilSettled(on, [pool], block);
	return { extended: extended - closes, verdict: decided?.verdict, gain: await repOf(on, domain, attacker) - before };
}

/** Plays turn and answer in the last block of each extension, until no answer is taken any more. */
async function lastWord(on: Stage, domain: DomainId) {
	const { alice: attacker, bob, charlie } = on;
	const before = await Promise.all([attacker, bob].map((who) => repOf(on, domain, who)));
	const { pool, block } = await open(on, domain);
	await stake(on, bob, pool, 'Aye', 150n * REP);
	const turns: [KeyringPair, Side, bigint][] = [
		[attacker, 'Nay', 160n * REP], [charlie, 'Aye', 20n * REP], [attacker, 'Nay', 20n * REP], [charlie, 'Aye', 20n * REP],
	];
	for (const [who, side, amount] of turns) {
		await beforeLastBlock(on, pool);
		await stake(on, who, pool, side, amount);
	}
	// So late that what passed then could not be answered for a quarter.
	await advanceTo(on, block + 2 * DURATION - QUARTER - 1);
	await stake(on, attacker, pool, 'Nay', 20n * REP);
	const refused = await failureOf(stake(on, charlie, pool, 'Aye', 20n * REP));
	const [decided] = await untilSettled(on, [pool], block);
	const after = await Promise.all([attacker, bob].map((who) => repOf(on, domain, who)));
	const [gain = 0n, early = 0n] = after.map((amount, index) => amount - (before[index] ?? 0n));
	return { verdict: decided?.verdict, gain, early, refused };
}

async function open(on: Stage, domain: DomainId): Promise<{ pool: PoolId; block: number }> {
	const { pools, block } = await openOn(on, on.bob, [postOf(on, on.bob, domain)], { ...POOL, duration: DURATION }, 100n * WIT);
	return { pool: pools[0] as PoolId, block };
}
