/** A fee that outvotes experts: the finding "core 1". */

import { WIT, eventsOf, findEvents, theEvent } from '@witan/client/chain';
import { MILLION, REP, type Terms } from '@witan/client/experts';
import type { Attack } from './attack.ts';
import { POOL, type Stage, advanceUntil, bestBlock, makeBody, rep, repOf, send, stake, untilSettled, wit } from './stage.ts';

const FEE = 900n * WIT;
const BOND = 200n * REP;
const VOTE = 300n * REP;
const BASE = 5_000n * REP;

/** Terms of a service that lets a fee vote, and puts all of the experts' stakes at risk. */
const TERMS: Terms = {
	metadata: 'the attacker\'s own service',
	minFee: 0n,
	work: {
		jobPeriod: 100,
		drawPeriod: 40,
		pool: { ...POOL, winRatio: MILLION / 4 * 3 },
		noShowPenalty: MILLION / 5,
		maxDraws: 1,
		stakePerJob: BOND,
	},
};

/** The attacker orders its own service, and votes against what is delivered with one unit. */
export const feeAgainstExperts: Attack = {
	name: 'a fee of 900 WIT and one unit against 800 REP of unanimous experts, at a win ratio of 75 %',
	before: () => 'rejected: 1 250 of 1 700 are 73.5 %. The unit wins the 800 REP, and the fee returns',
	play: async (on) => {
		const { experts, bob, charlie, dave, eve, ferdie: attacker } = on;
		const members: [typeof bob, number][] = [[eve, 399_999], [bob, 200_000], [charlie, 200_000], [dave, 200_000], [attacker, 1]];
		const domain = await makeBody(on, { members, supply: BASE });
		const before = await repOf(on, domain, attacker);
		await send(on, experts.calls.offer(domain, 1_000n * REP, await bestBlock(on) + 1_000), dave);
		const { from, pool } = await deliver(on, domain);
		await stake(on, bob, pool, 'Aye', VOTE);
		await stake(on, charlie, pool, 'Aye', VOTE);
		await stake(on, attacker, pool, 'Nay', 1n);
		const [decided] = await untilSettled(on, [pool], from);
		const { paid, returned } = await feeOf(on, from);
		const gain = await repOf(on, domain, attacker) - before;
		return {
			now: `${decided?.verdict}: the attacker gains ${rep(gain)} and pays ${wit(paid)}, ${wit(returned)} returns`,
			checks: [
				{ says: 'the experts\' 800 REP pass against one unit', holds: decided?.verdict === 'Passed' && decided.ayes === 800n * REP },
				{ says: 'the attacker gains no REP', holds: gain <= 0n },
				{ says: 'the whole fee is paid', holds: paid === FEE && returned === 0n },
			],
		};
	},
};

/** Has the attacker's order done by Dave. Returns the pool on the evidence. */
async function deliver(on: Stage, domain: number) {
	const { experts, dave, ferdie: attacker } = on;
	const { events } = await send(on, experts.calls.openService(domain, TERMS), attacker);
	const { service } = theEvent(events, 'business', 'ServiceOpened');
	const ordered = await send(on, experts.calls.request(service, 'anything', FEE, 0), attacker);
	const { request } = theEvent(ordered.events, 'business', 'Requested');
	await advanceUntil(on, 'a draw', async () => (await experts.requestInfo(request))?.state.type === 'Assigned');
	const submitted = await send(on, experts.calls.submit(request, 'a flawless work', []), dave);
	const { pool } = theEvent(submitted.events, 'business', 'Validating');
	return { from: submitted.blockNumber, pool };
}

/** Returns what was paid of the fee of the job that ended since a block, and what returned. */
async function feeOf(on: Stage, from: number): Promise<{ paid: bigint; returned: bigint }> {
	for (let block = from, last = await bestBlock(on); block <= last; block++) {
		const events = await eventsOf(on.api, block);
		const [ended] = [...findEvents(events, 'business', 'Completed'), ...findEvents(events, 'business', 'Rejected')];
		if (ended) {
			const { worker, holders, treasury } = ended.paid;
			return { paid: worker + holders + treasury, returned: FEE - worker - holders - treasury };
		}
	}
	throw new Error('the job did not end');
}
