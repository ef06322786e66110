/**
 * Decisions that can't be cancelled, and votes against that help: the findings "core 3" and
 * "core 4".
 */

import type { KeyringPair } from '@polkadot/keyring/types';
import { type DomainId, MILLION, type PoolId, type PoolParams, type PostId, REP } from '@witan/client/experts';
import type { Attack } from './attack.ts';
import { type Decided, POOL, type Stage, bestBlock, makeBody, openOn, postOf, stake, untilSettled, wit } from './stage.ts';

const SUPPLY = 5_000n * REP;
const VOTE = 30;
/** Members' parts of it: 40, 10, 29 and 21 %. */
const STOOD = 2_000n * REP;
const TENTH = 500n * REP;
const MORE = 1_450n * REP;
const REST = 1_050n * REP;
const CANCELS: PoolParams = { ...POOL, duration: VOTE / 3, governance: true };

/** Two fifths ratify; a tenth, less than they are, and more than they are object. */
export const cancelling: Attack = {
	name: 'two fifths ratify while others sleep, then vote against cancelling; a tenth cancels; 14 % for, 6.5 % against',
	before: () => 'three fifths can\'t cancel: 60 % are below two thirds. 13.4 % and votes cancel what sleepers ratified. 14 % pass by the 6.5 % against',
	play: async (on) => {
		const { alice, bob, charlie, dave } = on;
		const members: [KeyringPair, number][] = [[bob, 100_000], [alice, 400_000], [charlie, 290_000], [dave, 210_000]];
		const domain = await makeBody(on, {
			members, supply: SUPPLY, parameters: (of) => ({ ...of, governance: { ...of.governance, duration: VOTE } }),
		});
		const { post, alone, answered } = await ratify(on, domain);
		const { tenth, fewer, all, deposit } = await object(on, domain, post);
		const ratification = await on.governance.ratification(post);
		const state = ratification?.state;
		const cancelled = state?.type === 'Cancelled';
		return {
			now: [
				`three fifths cancel: ${all?.verdict}, ${VOTE + VOTE / 3 - ((cancelled ? state.at : 0) - (ratification?.at ?? 0))} blocks before it takes effect`,
				`a tenth: ${tenth?.verdict}, 39 %: ${fewer?.verdict}. 14 %: ${alone?.verdict}, with 6.5 % against: ${answered?.verdict}`,
				`three votes to cancel cost ${wit(deposit)} of deposits`,
			].join('; '),
			checks: [
				{ says: 'a tenth can\'t cancel what two fifths ratified and forgot', holds: tenth !== undefined && tenth.verdict !== 'Passed' },
				{ says: 'less than they were can\'t either', holds: fewer !== undefined && fewer.verdict !== 'Passed' },
				{ says: 'more than they are cancel in time', holds: all?.verdict === 'Passed' && cancelled },
				{ says: '14 % alone don\'t pass', holds: alone?.verdict === 'NotQuorate' },
				{ says: '6.5 % against don\'t help them', holds: answered?.verdict === 'NotQuorate' },
			],
		};
	},
};

/** Has two fifths ratify a directive; beside it, 14 % try alone and with 6.5 % against them. */
async function ratify(on: Stage, domain: DomainId) {
	const { alice, bob } = on;
	const motions = [1, 2, 3].map((authorShare) => postOf(on, alice, domain, { action: { type: 'SetDomain', parameter: { authorShare } } }));
	const { pools, block } = await openOn(on, alice, motions, { ...POOL, duration: VOTE, governance: true });
	const [first, second, third] = pools as [PoolId, PoolId, PoolId];
	await stake(on, alice, first, 'Aye', STOOD);
	await stake(on, alice, second, 'Aye', SUPPLY * 14n / 100n);
	await stake(on, alice, third, 'Aye', SUPPLY * 14n / 100n);
	await stake(on, bob, third, 'Nay', SUPPLY * 65n / 1_000n);
	const [passed, alone, answered] = await untilSettled(on, pools, block);
	if (passed?.verdict !== 'Passed') {
		throw new Error(`two fifths alone should ratify, and the vote ended ${passed?.verdict}`);
	}
	return { post: (motions[0] as { post: PostId }).post, alone, answered };
}

/** Opens three votes on cancelling: of a tenth, of less than stands, and of more. */
async function object(on: Stage, domain: DomainId, post: PostId) {
	const { alice, bob, charlie, dave } = on;
	const citations = [{ post, weight: -MILLION / 2 }];
	const from = await bestBlock(on);
	const opened: { pools: PoolId[]; deposit: bigint }[] = [];
	for (const objector of [bob, charlie, dave]) {
		opened.push(await openOn(on, objector, [postOf(on, objector, domain, { citations })], CANCELS));
	}
	const pools = opened.flatMap((each) => each.pools);
	const [first, second, third] = pools as [PoolId, PoolId, PoolId];
	await stake(on, bob, first, 'Aye', TENTH);
	for (const pool of [second, third]) {
		await stake(on, bob, pool, 'Aye', TENTH);
		await stake(on, charlie, pool, 'Aye', MORE);
	}
	await stake(on, dave, third, 'Aye', REST);
	await stake(on, alice, third, 'Nay', STOOD);
	const [tenth, fewer, all]: (Decided | undefined)[] = await untilSettled(on, pools, from);
	return { tenth, fewer, all, deposit: opened.reduce((sum, { deposit }) => sum + deposit, 0n) };
}
