/** Orders that nobody can do: the findings "core 6" and "node 2". */

import type { KeyringPair } from '@polkadot/keyring/types';
import { WIT, eventsOf, findEvents, theEvent } from '@witan/client/chain';
import { type DomainId, MILLION, type PoolId, REP, type RequestId, type ServiceId, type Terms } from '@witan/client/experts';
import type { Attack } from './attack.ts';
import {
	POOL, type Stage, advanceTo, advanceUntil, bestBlock, makeBody, openOn, postOf, rep, repOf, send, sendTogether, tokensOf, wit,
} from './stage.ts';

const SUPPLY = 5_000n * REP;
const EXPERT = 1_000n * REP;
const FEE = WIT;
const STAKE = 10n * REP;
/** Jobs that an expert has at a time unless it says otherwise. */
const AT_A_TIME = 4;
/** Orders in one transaction. */
const BATCH = 20;
const MOST_BLOCKS = 1_000;

const TERMS: Terms = {
	metadata: 'what nobody can do',
	minFee: 0n,
	work: { jobPeriod: 80, drawPeriod: 400, pool: POOL, noShowPenalty: MILLION / 5, maxDraws: 1, stakePerJob: STAKE },
};

/**
 * A member sells and orders what can't be done, to keep an expert at work and its REP from votes.
 */
export const impossibleOrders: Attack = {
	name: 'orders that nobody can do, to an expert whose 1 000 REP are all on offer',
	before: ({ orders }) => `the expert can't say no, lower its offer or vote: ${rep(-BigInt(orders) * 2n * REP)} by no-shows, for ${wit(BigInt(orders) * 6_000_000n)}`,
	play: async (on, { orders }) => {
		const { experts, bob, dave: expert, eve, ferdie: attacker } = on;
		const members: [KeyringPair, number][] = [[bob, 400_000], [expert, 200_000], [eve, 399_999], [attacker, 1]];
		const domain = await makeBody(on, {
			members, supply: SUPPLY, parameters: (of) => ({ ...of, governance: { ...of.governance, duration: 40 } }),
		});
		await send(on, experts.calls.offer(domain, EXPERT, await bestBlock(on) + 10_000), expert);
		const opened = await send(on, experts.calls.openService(domain, TERMS), attacker);
		const { service } = theEvent(opened.events, 'business', 'ServiceOpened');
		const from = await bestBlock(on);
		const tokens = await tokensOf(on, attacker);
		const { spent, requests } = await order(on, service, orders);
		await advanceUntil(on, 'draws', async () => (await experts.assigned(domain, expert.address)) === Math.min(orders, AT_A_TIME));
		const free = await actUnderJobs(on, domain);
		const done = await declineAll(on, requests);
		const { assigned, left } = await endsOf(on, from);
		const draws = tokens - await tokensOf(on, attacker) - spent - left;
		const lost = EXPERT - await repOf(on, domain, expert);
		return {
			now: [
				`at most ${free.atATime} at a time, each declined: the expert loses ${rep(lost)}`,
				`the attacker ${wit(left)} of ${wit(FEE * BigInt(orders))}, and ${wit(draws)} for draws`,
				`all ${rep(free.pledged)} govern, ${free.lowered ? 'the offer is lowered and paused' : 'the offer can\'t be lowered'} under jobs`,
			].join('; '),
			checks: [
				{ says: 'REP on offer and at work governs', holds: free.pledged === EXPERT },
				{ says: 'an offer is lowered and paused under jobs', holds: free.lowered && free.atATime === Math.min(orders, AT_A_TIME) },
				{ says: 'the expert loses nothing', holds: lost === 0n },
				{ says: 'all orders ended, each after a draw', holds: done === orders && assigned === orders },
				{ says: 'the customer loses 5 % of each fee', holds: left === FEE * BigInt(orders) / 20n },
				{ says: 'and a draw for each at the least', holds: draws >= BigInt(orders) * WIT / 100n },
			],
		};
	},
};

/** Orders a service many times. Returns the requests and what the transactions cost. */
async function order(on: Stage, service: ServiceId, orders: number): Promise<{ spent: bigint; requests: Set<RequestId> }> {
	const requests = new Set<RequestId>();
	let spent = 0n;
	for (let done = 0; done < orders; done += BATCH) {
		const size = Math.min(BATCH, orders - done);
		const calls = Array.from({ length: size }, () => on.experts.calls.request(service, 'a proof of the contrary', FEE, 0));
		const { events, fee } = await sendTogether(on, calls, on.ferdie);
		findEvents(events, 'business', 'Requested').forEach(({ request }) => requests.add(request));
		spent += fee;
	}
	return { spent, requests };
}

/** Has the expert govern, and lower and pause its offer, while it has as many jobs as it takes. */
async function actUnderJobs(on: Stage, domain: DomainId) {
	const { experts, bob, dave: expert } = on;
	const motion = postOf(on, bob, domain, { action: { type: 'SetDomain', parameter: { authorShare: 1 } } });
	const { pools } = await openOn(on, bob, [motion], { ...POOL, duration: 40, governance: true });
	const [pool] = pools as [PoolId];
	const atATime = await experts.assigned(domain, expert.address);
	await send(on, experts.calls.stake(pool, 'Nay', EXPERT), expert);
	const pledged = (await experts.vote(pool, expert.address))?.amount ?? 0n;
	await sendTogether(on, [experts.calls.lower(domain, 500n * REP), experts.calls.pause(domain)], expert);
	const offer = await experts.offerOf(domain, expert.address);
	await send(on, experts.calls.resume(domain), expert);
	return { atATime, pledged, lowered: offer?.amount === 500n * REP && offer.paused };
}

/**
 * Has the expert decline whatever it is assigned, until no order is left. Returns how many ended.
 */
async function declineAll(on: Stage, requests: Set<RequestId>): Promise<number> {
	const { experts, dave: expert, ferdie: attacker } = on;
	const left = async () => (await experts.requestsOf(attacker.address)).length;
	const last = await bestBlock(on) + MOST_BLOCKS;
	while (await left() > 0 && await bestBlock(on) < last) {
		const assigned = await experts.waitingFor(expert.address);
		if (assigned.length > 0) {
			await sendTogether(on, assigned.map((request) => experts.calls.decline(request)), expert);
		} else {
			await advanceTo(on, await bestBlock(on) + 1);
		}
	}
	return await left() === 0 ? requests.size : 0;
}

/** Returns how many requests had an expert since a block, and what they left of their fees. */
async function endsOf(on: Stage, from: number): Promise<{ assigned: number; left: bigint }> {
	const assigned = new Set<RequestId>();
	let left = 0n;
	for (let block = from, last = await bestBlock(on); block <= last; block++) {
		const events = await eventsOf(on.api, block);
		findEvents(events, 'business', 'Assigned').forEach(({ request }) => assigned.add(request));
		left += findEvents(events, 'business', 'Expired').reduce((sum, { paid }) => sum + paid.worker + paid.holders + paid.treasury, 0n);
	}
	return { assigned: assigned.size, left };
}
