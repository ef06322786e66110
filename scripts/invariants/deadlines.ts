/** 7: nothing waits without a deadline, and no state is without a way on. */

import type { Check } from './report.ts';
import { type Snapshot, join } from './snapshot.ts';
import { group } from './sums.ts';

export function checkDeadlines(snapshot: Snapshot): Check[] {
	return [checkPools(snapshot), checkRequests(snapshot), checkTurns(snapshot)];
}

/**
 * Checks that an undecided pool is listed under one block, not after it is due, and that none takes
 * stakes for ever. A decided pool has its place in the queue for settling.
 */
function checkPools({ pools }: Snapshot): Check {
	const due = new Set(pools.agenda.map(([block, id]) => join(block, id)));
	const [head, tail] = pools.queueEnds;
	const problems: string[] = [];
	let voting = 0;
	for (const [id, { state, schedule, listedAt, isOpen }] of pools.pools) {
		const { openedAt, stakesUntil, decidesAt, endsBy } = schedule;
		if (state === 'Voting') {
			voting += 1;
			if (!due.has(join(listedAt, id)) || listedAt < pools.cursor) {
				problems.push(`pool ${id} is never decided`);
			}
			if (listedAt > decidesAt) {
				problems.push(`pool ${id} is decided ${listedAt - decidesAt} blocks late`);
			}
			if (openedAt >= stakesUntil || stakesUntil > decidesAt || (isOpen && stakesUntil > endsBy)) {
				problems.push(`pool ${id}, opened in block ${openedAt}, takes stakes until ${stakesUntil}, is due in ${decidesAt}, and ends by ${endsBy}`);
			}
			continue;
		}
		const position = pools.settlements.get(id)?.position;
		if (position === undefined || pools.queue.get(position) !== id || position < head || position >= tail) {
			problems.push(`pool ${id} is never settled`);
		}
	}
	if (due.size !== voting) {
		problems.push(`${due.size} pools are due, but ${voting} are undecided`);
	}
	const settling = pools.pools.size - voting;
	if (pools.queue.size !== settling || pools.settlements.size !== settling) {
		problems.push(`${pools.queue.size} pools are in the queue and ${pools.settlements.size} are being settled, but ${settling} are decided`);
	}
	return {
		number: 7,
		says: 'every pool is decided in some block, and settled then',
		figures: [['undecided', voting], ['being settled', settling], ['first block not done with', pools.cursor]],
		problems,
	};
}

/**
 * Checks that a request which waits for a draw is among the draws once, and any other on the
 * agenda. The event that it waits for must be possible.
 */
function checkRequests(snapshot: Snapshot): Check {
	const { requests, services, draws, agenda, cursor, requestedBy } = snapshot.business;
	const lists = { drawn: new Set(draws.map((entry) => join(...entry))), due: new Set(agenda.map((entry) => join(...entry))) };
	const problems: string[] = [];
	let drawnFor = 0;
	for (const [id, { domain, deadline, customer, service, state }] of requests) {
		const waitsForDraw = state.type === 'Requested';
		drawnFor += Number(waitsForDraw);
		const isListed = waitsForDraw ? lists.drawn.has(join(domain, deadline, id)) : lists.due.has(join(deadline, id));
		if (!isListed || (!waitsForDraw && deadline < cursor)) {
			problems.push(`request ${id} has no deadline`);
		}
		if (!requestedBy.has(join(customer, id)) || !services.has(service)) {
			problems.push(`request ${id} is not listed under its customer, or of no service`);
		}
		problems.push(...waitsFor(snapshot, id).map((problem) => `request ${id} ${problem}`));
	}
	if (lists.drawn.size !== drawnFor || lists.due.size !== requests.size - drawnFor) {
		problems.push(`${lists.drawn.size} draws and ${lists.due.size} deadlines are listed, but ${drawnFor} of ${requests.size} requests wait for a draw`);
	}
	const open = group(requests.values(), ({ service }) => service);
	for (const [id, { requests: counted, closed }] of services) {
		const count = open.get(id)?.length ?? 0;
		if (count !== counted || (closed && count === 0)) {
			problems.push(`service ${id} counts ${counted} requests, but has ${count}${closed ? ', and is closed' : ''}`);
		}
	}
	const states = group(requests.values(), ({ state }) => state.type);
	return {
		number: 7,
		says: 'every request has a deadline, and waits for what can come',
		figures: [['services', services.size], ...(['Requested', 'Assigned', 'Validating'] as const).map((state): [string, number] => (
			[state, states.get(state)?.length ?? 0]
		))],
		problems,
	};
}

/**
 * Checks that each draw is made in its domain's turn: that of its block, or a later one if the
 * block is in the domain's queue. No turn is in a block that is done with.
 */
function checkTurns({ business: { draws, turns, turnsCursor, backlogs } }: Snapshot): Check {
	const listed = new Set(turns.map(([block, domain]) => join(block, domain)));
	const waiting = new Set(turns.map(([, domain]) => domain));
	const problems = turns.filter(([block]) => block < turnsCursor).map(([block, domain]) => `domain ${domain} has a turn in block ${block}, which was passed by`);
	for (const [domain, block, request] of draws) {
		const isLate = backlogs.get(domain)?.includes(block) === true && waiting.has(domain);
		if (!isLate && !listed.has(join(block, domain))) {
			problems.push(`request ${request} waits for a draw in block ${block}, in which domain ${domain} has no turn`);
		}
	}
	problems.push(...[...backlogs.keys()].filter((domain) => !waiting.has(domain)).map((domain) => `domain ${domain} has a backlog of draws and no turn`));
	return {
		number: 7,
		says: 'every draw is made in a turn of its domain',
		figures: [['draws', draws.length], ['turns', turns.length], ['backlogs', backlogs.size], ['first block not done with', turnsCursor]],
		problems,
	};
}

/** Returns the reasons for which the event that a request waits for can't come. */
function waitsFor({ business, pools }: Snapshot, id: bigint): string[] {
	const request = business.requests.get(id);
	switch (request?.state.type) {
		case 'Assigned':
			return business.assignedTo.has(join(request.state.expert, id)) ? [] : ['waits for an expert who is not told'];
		case 'Validating': {
			const { pool } = request.state;
			const undecided = pools.pools.get(pool)?.state === 'Voting' && business.judgedBy.get(pool) === id;
			return undecided ? [] : [`waits for pool ${pool}, which has decided or does not know of it`];
		}
		default:
			return [];
	}
}
