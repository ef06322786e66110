import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkSnapshot } from '../../scripts/invariants/check.ts';
import { describeCheck } from '../../scripts/invariants/report.ts';
import { parseOptions } from '../../scripts/invariants/options.ts';
import { type Member, type RequestState, type Shares, type Snapshot, eraAt, inEra } from '../../scripts/invariants/snapshot.ts';

const [A, B] = ['5Alice', '5Bob'];
const [DIVIDENDS, BUSINESS] = ['5Dividends', '5Business'];
const [ONE, TWO, THREE] = ['0x01', '0x02', '0x03'];
const INCINERATOR = `0x${'00'.repeat(32)}`;

function shares(value: bigint, era = 0): Shares {
	return { value, era };
}

function member(who: string, free: bigint, holds: Member['holds'], index: bigint): Member {
	return { domain: 0, who, era: 0, free, debt: 0n, holds, index, earned: 0n };
}

/** Returns a small chain on which something of everything is under way, and all is in order. */
function snapshot(): Snapshot {
	const index = (100n << 128n) / 1_024n;
	const post = (poster: string, citations: { post: string; weight: number }[]) => (
		{ poster, domain: 0, authors: [[poster, 1_000_000]] as [string, number][], citations, ticket: 3n }
	);
	const state = (value: bigint, received: bigint, citedBy: number, pins: number) => (
		{ value: shares(value), received: shares(received), citedBy, pins, roundings: 0 }
	);
	const pool = (opener: string, on: string, rest: object) => ({
		opener, post: on, domain: 0, fee: 7n, deposit: null, governance: null, tally: { era: 0, ayes: 0n, nays: 0n, committed: 0n }, bond: shares(0n), voters: 0,
		schedule: { openedAt: 40, quarter: 10, stakesUntil: 80, decidesAt: 80, endsBy: 120, standing: 'NotQuorate' as const, turnedAt: 40 }, listedAt: 80,
		isOpen: true, state: 'Voting' as const, ...rest,
	});
	const request = (state: RequestState, deadline: number) => (
		{ service: 0, domain: 0, customer: B, fee: 20n, prepaid: 1n, deadline, ticket: 2n, state }
	);
	return {
		block: 50,
		existentialDeposit: 1n,
		pots: { dividends: DIVIDENDS, business: BUSINESS },
		tokens: {
			issuance: 1_255n,
			accounts: new Map([
				[A, { free: 500n, reserved: 14n }], [B, { free: 596n, reserved: 93n }],
				[DIVIDENDS, { free: 51n, reserved: 0n }], [BUSINESS, { free: 1n, reserved: 0n }],
			]),
			holds: new Map([
				[A, [{ reason: 'Forum.Post', amount: 6n }, { reason: 'Availability.OfferDeposit', amount: 3n }, { reason: 'Business.ServiceDeposit', amount: 4n }]],
				[B, [
					{ reason: 'Forum.Post', amount: 3n }, { reason: 'ValidationPool.Fee', amount: 7n }, { reason: 'ValidationPool.Deposit', amount: 2n },
					{ reason: 'Business.Fee', amount: 63n }, { reason: 'Business.RequestDeposit', amount: 6n }, { reason: 'Domains.Domain', amount: 5n },
					{ reason: 'Preimage.Preimage', amount: 7n },
				]],
			]),
		},
		domains: new Map([[0, { founder: B, ticket: 5n }]]),
		reputation: {
			ledgers: new Map([[0, {
				halfLife: null, era: 0, eraStart: 0, shares: 1_024n, roundings: 0n, accounts: 2n, index, paidIn: 100n, claimed: 50n, unassigned: 0n,
			}]]),
			members: [
				member(A, 332n, [
					{ reason: 'ValidationPool.Pool', shares: 100n, stakes: 1 }, { reason: 'Availability.Availability', shares: 50n, stakes: 1 },
					{ reason: 'Business.Work', shares: 30n, stakes: 1 },
				], index),
				member(B, 502n, [{ reason: 'ValidationPool.Pool', shares: 10n, stakes: 1 }], 0n),
			],
			eraEnds: new Map(),
		},
		forum: {
			posts: new Map([
				[ONE, post(A, [])],
				[TWO, post(A, [{ post: ONE, weight: 500_000 }])],
				[THREE, post(B, [{ post: ONE, weight: -250_000 }])],
			]),
			// Three has reserved 25 of One's value: 12 were free, 8 are owed, and 5 wait.
			states: new Map([[ONE, state(175n, 0n, 2, 2)], [TWO, state(200n, 430n, 0, 1)], [THREE, state(112n, 100n, 0, 2)]]),
			edges: [
				{ citing: TWO, cited: ONE, balance: shares(200n) }, { citing: THREE, cited: ONE, balance: shares(12n) },
				{ citing: ONE, cited: INCINERATOR, balance: shares(8n) },
			],
			rewards: new Map([['0 5', { kind: 'Credit', post: TWO, amount: shares(30n) }]]),
			stacks: new Map([['0 0', { kind: 'Debit', post: ONE, amount: shares(5n) }]]),
			queues: new Map([[0, { rewards: { head: 5n, tail: 6n }, stacked: 1 }]]),
			turns: new Map([[3n, 0]]),
			ring: { turns: { head: 3n, tail: 4n }, ran: 2, waiting: 2n },
			totals: new Map([[0, {
				putIn: shares(530n), reserved: shares(25n), leached: shares(12n), owed: shares(8n), minted: shares(512n), incinerated: shares(0n), roundings: 0,
			}]]),
		},
		pools: {
			pools: new Map([
				[2n, pool(B, ONE, { deposit: 1n, tally: { era: 0, ayes: 100n, nays: 0n, committed: 0n }, voters: 1 })],
				// A turn of its verdict has extended it.
				[3n, pool(A, TWO, {
					schedule: { openedAt: 40, quarter: 10, stakesUntil: 90, decidesAt: 90, endsBy: 120, standing: 'Rejected', turnedAt: 79 },
				})],
				[4n, pool(B, THREE, { deposit: 1n, state: 'Settling', voters: 5 })],
				// It would cancel what pool 1 ratified. More is pledged in it than is held.
				[5n, pool(B, ONE, {
					fee: 0n, deposit: 1n, tally: { era: 0, ayes: 0n, nays: 504n, committed: 0n }, voters: 2,
					governance: { snapshot: { supply: shares(1_024n) }, cancels: { ratifiedBy: 1n } },
				})],
			]),
			votes: [
				{ pool: 2n, who: A, stake: shares(100n), side: 'Aye' }, { pool: 4n, who: B, stake: shares(10n), side: 'Nay' },
				{ pool: 5n, who: A, stake: shares(500n), side: 'Nay' }, { pool: 5n, who: B, stake: shares(4n), side: 'Nay' },
			],
			agenda: [[80, 2n], [80, 3n], [80, 5n]],
			cursor: 50,
			settlements: new Map([[4n, { unsettled: 1, position: 1n }]]),
			queue: new Map([[1n, 4n]]),
			queueEnds: [1n, 2n],
			ofPosts: new Map([[ONE, 5n]]),
			// A's pledge against cancelling is more than what it pledged for the directive.
			standings: new Map([[1n, { total: shares(504n), open: 1, due: 60 }]]),
			standingPledges: [{ pool: 1n, who: A, stake: shares(500n) }, { pool: 1n, who: B, stake: shares(4n) }],
			standingsDue: [[60, 1n]],
			standingsCursor: 50,
		},
		governance: {
			ratifications: new Map([[THREE, { domain: 0, pool: 1n, ayes: shares(30n), nays: shares(5n), voters: 2, scheduledAt: 60 }]]),
			ballots: [{ pool: 1n, who: A, stake: shares(30n), side: 'Aye' }, { pool: 1n, who: B, stake: shares(5n), side: 'Nay' }],
			tasks: new Map([[THREE, 60]]),
		},
		availability: {
			offers: [{ domain: 0, who: A, stake: shares(50n), until: 90, tree: 'Era0 5', leaf: 0, maxJobs: 4, paused: false, ticket: 3n }],
			trees: new Map([['0 Era0 5', { total: 50n, leaves: 1 }]]),
			nodes: new Map([['0 Era0 5 0 0', [50n, ...Array.from({ length: 15 }, () => 0n)]]]),
			leaves: new Map([['0 Era0 5 0', A]]),
			expiries: new Set([`90 0 ${A}`]),
			cursor: 50,
			assigned: new Map([[`0 ${A}`, 1], [`0 ${B}`, 1]]),
		},
		business: {
			services: new Map([[0, { owner: A, domain: 0, closed: false, requests: 3, ticket: 4n }]]),
			requests: new Map([
				[7n, request({ type: 'Requested', drawAt: 52, givesUpAt: 70 }, 52)],
				[8n, request({ type: 'Assigned', expert: A, stake: shares(30n), due: 60 }, 60)],
				[9n, request({ type: 'Validating', expert: B, post: TWO, pool: 3n }, 91)],
			]),
			draws: [[0, 52, 7n]],
			turns: [[52, 0]],
			turnsCursor: 51,
			backlogs: new Map(),
			agenda: [[60, 8n], [91, 9n]],
			cursor: 50,
			assignedTo: new Set([`${A} 8`]),
			requestedBy: new Set([`${B} 7`, `${B} 8`, `${B} 9`]),
			judgedBy: new Map([[3n, 9n]]),
		},
	};
}

/** Returns the value that a map has under a key that exists. */
function at<Key, Value>(map: Map<Key, Value>, key: Key): Value {
	return map.get(key) as Value;
}

/** Faults, and the invariants that then don't hold. */
const FAULTS: [what: string, numbers: number[], change: (chain: Snapshot) => void][] = [
	['accounts have more REP than there is', [1], ({ reputation }) => { at(reputation.ledgers, 0).shares -= 1n; }],
	['REP belongs to nobody', [1], ({ reputation }) => { at(reputation.ledgers, 0).shares += 1n; }],
	['a domain miscounts its accounts', [1], ({ reputation }) => { at(reputation.ledgers, 0).accounts += 1n; }],
	['an account owes and has', [1], ({ reputation }) => { (reputation.members[0] as Member).debt = 1n; }],
	['tokens appear', [2], ({ tokens }) => { at(tokens.accounts, A).free += 1n; }],
	['a fee is held twice', [2], ({ tokens }) => { (at(tokens.holds, B)[1] as { amount: bigint }).amount += 7n; }],
	['a decided pool\'s deposit is still held', [2], ({ pools }) => { at(pools.pools, 2n).deposit = 0n; }],
	['a request\'s fee is not held', [2], ({ tokens }) => { at(tokens.holds, B).splice(3, 1); }],
	['draws to come are not paid for', [2], ({ business }) => { at(business.requests, 7n).prepaid += 1n; }],
	['something is held of who owes nothing', [2], ({ tokens }) => { at(tokens.holds, A).push({ reason: 'Business.Fee', amount: 1n }); }],
	['a hold of these pallets has an unknown reason', [2], ({ tokens }) => { at(tokens.holds, A).push({ reason: 'Forum.Other', amount: 1n }); }],
	['more dividends can be claimed than are left', [2], ({ reputation }) => { at(reputation.ledgers, 0).claimed += 1n; }],
	['dividends belong to nobody', [2], ({ reputation }) => { at(reputation.ledgers, 0).claimed -= 3n; }],
	['the pot is short', [2], ({ tokens }) => { at(tokens.accounts, DIVIDENDS).free -= 1n; at(tokens.accounts, A).free += 1n; }],
	['REP is minted on its way', [3], ({ forum }) => { at(forum.totals, 0).minted.value += 1n; }],
	['what was reserved is not taken from authors', [3, 4], ({ forum }) => { at(forum.stacks, '0 0').amount.value -= 1n; }],
	['what is owed is not booked', [3], ({ forum }) => { at(forum.totals, 0).owed.value -= 1n; }],
	['a leach pays more than was burned', [3, 4], ({ forum }) => {
		at(forum.states, THREE).value.value += 1n;
		(forum.edges[1] as { balance: Shares }).balance.value += 1n;
	}],
	['a post loses more to nobody than is owed', [3, 4], ({ forum }) => { (forum.edges[2] as { balance: Shares }).balance.value += 1n; }],
	['a reward is lost', [3, 4], ({ forum }) => { forum.rewards.clear(); }],
	['a step is lost', [3, 4], ({ forum }) => { forum.stacks.clear(); }],
	['a step is above its stack', [3], ({ forum }) => {
		forum.stacks.set('0 2', at(forum.stacks, '0 0'));
		forum.stacks.delete('0 0');
	}],
	['a stack is too high', [3], ({ forum }) => {
		const steps = Array.from({ length: 80 }, (_, number) => [`0 ${number}`, { kind: 'Debit' as const, post: ONE, amount: shares(0n) }] as const);
		steps.forEach(([key, step]) => forum.stacks.set(key, key === '0 0' ? at(forum.stacks, key) : step));
		at(forum.queues, 0).stacked = 80;
		forum.ring.waiting = 81n;
	}],
	['a domain in which steps wait has no turn', [3], ({ forum }) => { forum.turns.clear(); forum.ring.turns.head += 1n; }],
	['a domain has two turns', [3], ({ forum }) => { forum.turns.set(4n, 0); forum.ring.turns.tail += 1n; }],
	['steps are miscounted', [3], ({ forum }) => { forum.ring.waiting += 1n; }],
	['a post\'s value is not what edges leave', [4], ({ forum }) => { at(forum.states, ONE).value.value += 1n; }],
	['an edge has another balance', [4], ({ forum }) => { (forum.edges[0] as { balance: Shares }).balance.value += 1n; }],
	['a post miscounts its citations', [4], ({ forum }) => { at(forum.states, ONE).citedBy -= 1; }],
	['a post can be removed while a pool votes on it', [4], ({ forum }) => { at(forum.states, TWO).pins -= 1; }],
	['a stake is not held', [5], ({ reputation }) => {
		const { holds } = reputation.members[0] as Member;
		(holds[0] as { shares: bigint }).shares -= 1n;
		(reputation.members[0] as Member).free += 1n;
	}],
	['a settled vote\'s stake is still held', [5], ({ pools }) => { pools.votes.pop(); at(pools.settlements, 4n).unsettled = 0; }],
	['a stake is held for another reason', [5], ({ reputation }) => { ((reputation.members[1] as Member).holds[0] as { reason: string }).reason = 'Business.Work'; }],
	['a pool miscounts', [5], ({ pools }) => { at(pools.pools, 2n).tally.ayes += 1n; }],
	['a worker\'s stake is not among the votes', [5], ({ pools }) => { at(pools.pools, 2n).bond = shares(101n); }],
	['a pool miscounts its voters', [5], ({ pools }) => { at(pools.pools, 2n).voters += 1; }],
	['a pledge is held', [5], ({ reputation }) => { ((reputation.members[1] as Member).holds[0] as { stakes: number }).stakes += 1; }],
	['more is pledged than there was', [5], ({ pools }) => { at(pools.pools, 5n).governance = { snapshot: { supply: shares(501n) }, cancels: { ratifiedBy: 1n } }; }],
	['a root is not the sum of leaves', [6], ({ availability }) => { at(availability.trees, '0 Era0 5').total += 1n; }],
	['a node is not the sum of leaves', [6], ({ availability }) => { at(availability.nodes, '0 Era0 5 0 0')[1] = 1n; }],
	['a node is left over', [6], ({ availability }) => { availability.nodes.set('0 Era0 5 1 0', []); availability.nodes.set('0 Era0 5 1 1', [1n]); }],
	['a leaf is nobody\'s', [6], ({ availability }) => { availability.leaves.set('0 Era0 5 1', B); }],
	['an offer is in another tree than its stake', [6], ({ availability }) => { (availability.offers[0] as { stake: Shares }).stake.era = 1; }],
	['an expert with as many jobs as it does is drawn', [6], ({ availability }) => { (availability.offers[0] as { maxJobs: number }).maxJobs = 1; }],
	['a paused offer is drawn', [6], ({ availability }) => { (availability.offers[0] as { paused: boolean }).paused = true; }],
	['an offer never expires', [6], ({ availability }) => { availability.expiries.clear(); }],
	['an expert at work could withdraw', [6], ({ availability }) => { availability.assigned.delete(`0 ${B}`); }],
	['a pool is never decided', [7], ({ pools }) => { pools.agenda.pop(); }],
	['a pool was passed by', [7], ({ pools }) => { pools.cursor = 81; }],
	['a pool is decided late', [7], ({ pools }) => {
		at(pools.pools, 2n).listedAt = 81;
		pools.agenda[0] = [81, 2n];
	}],
	['a pool is decided while it takes stakes', [7], ({ pools }) => { at(pools.pools, 3n).schedule.stakesUntil = 91; }],
	['a pool takes stakes after its end', [7], ({ pools }) => { at(pools.pools, 3n).schedule.endsBy = 89; }],
	['a pool is never settled', [7], ({ pools }) => { pools.queueEnds[0] = 2n; }],
	['a request has no deadline', [7], ({ business }) => { business.agenda.shift(); }],
	['a draw is not arranged', [7], ({ business }) => { business.draws.pop(); }],
	['a request that was drawn for is still among the draws', [7], ({ business }) => { business.draws.push([0, 52, 8n]); }],
	['a draw was passed by', [7], ({ business }) => { business.turnsCursor = 53; }],
	['a draw has no turn', [7], ({ business }) => { business.turns = [[52, 1]]; }],
	['a domain that is late with draws has no turn', [7], ({ business }) => { business.turns = []; business.backlogs.set(0, [52]); }],
	['a draw is not in the queue of a domain that is late', [7], ({ business }) => { business.turns = [[53, 0]]; business.backlogs.set(0, [53]); }],
	['a request waits for a pool that has decided', [7], ({ business }) => { (at(business.requests, 9n).state as { pool: bigint }).pool = 4n; }],
	['a ratified post can be removed', [4], ({ forum }) => { at(forum.states, THREE).pins -= 1; }],
	['a ballot is lost', [8], ({ governance }) => { governance.ballots.pop(); }],
	['a ballot says more than was counted', [8], ({ governance }) => { (governance.ballots[0] as { stake: Shares }).stake.value += 1n; }],
	['a ballot has another side', [8], ({ governance }) => { (governance.ballots[1] as { side: string }).side = 'Aye'; }],
	['a ballot is of another pool', [8], ({ governance }) => { (governance.ballots[0] as { pool: bigint }).pool = 77n; }],
	['a directive is not scheduled', [8], ({ governance }) => { governance.tasks.clear(); }],
	['a post was ratified in another domain', [8], ({ governance }) => { at(governance.ratifications, THREE).domain = 1; }],
	['two votes for governance are open on a post', [8], ({ pools }) => {
		at(pools.pools, 2n).governance = { snapshot: { supply: shares(1_024n) }, cancels: null };
	}],
	['a post that nobody votes on is put to the vote', [8], ({ pools }) => { pools.ofPosts.set(TWO, 3n); }],
	['votes on cancelling are miscounted', [8], ({ pools }) => { at(pools.standings, 1n).open = 2; }],
	['more stands for a directive than was pledged', [8], ({ pools }) => { at(pools.standings, 1n).total.value += 1n; }],
	['less stands for a directive than was pledged', [8], ({ pools }) => { at(pools.standings, 1n).total.value -= 1n; }],
	['what was pledged for a directive counts twice', [8], ({ pools }) => { at(pools.standings, 1n).total.value += 30n; }],
	['what stands for a directive is never forgotten', [8], ({ pools }) => { pools.standingsDue[0] = [61, 1n]; }],
	['what stands for a directive was passed by', [8], ({ pools }) => { pools.standingsCursor = 61; }],
	['a pledge stands for no directive', [8], ({ pools }) => { pools.standings.clear(); pools.standingsDue.pop(); }],
	['a service miscounts its requests', [7], ({ business }) => { at(business.services, 0).requests = 2; }],
];

describe('the invariants', () => {
	// Protects: a chain in order is not called broken.
	test('should hold of a chain in order', () => {
		const failed = checkSnapshot(snapshot()).filter(({ problems }) => problems.length > 0);
		assert.deepEqual(failed.map(describeCheck), []);
		assert.deepEqual([...new Set(checkSnapshot(snapshot()).map(({ number }) => number))], [1, 2, 3, 4, 5, 6, 7, 8]);
	});

	// Protects: no check passes whatever the chain says.
	for (const [what, numbers, change] of FAULTS) {
		test(`should not hold when ${what}`, () => {
			const chain = snapshot();
			change(chain);
			const failed = checkSnapshot(chain).filter(({ problems }) => problems.length > 0);
			const found = [...new Set(failed.map(({ number }) => number))];
			assert.ok(numbers.every((number) => found.includes(number)), `found only ${found.join() || 'nothing'}`);
		});
	}
});

describe('shares of later eras', () => {
	// Protects: amounts of different eras are compared in one, as the chain does.
	test('should be 2^16 times as large for each', () => {
		assert.equal(inEra(shares((5n << 16n) + 9n, 2), 3), 5n);
		assert.equal(inEra(shares(7n, 2), 2), 7n);
		assert.equal(inEra(shares(1n << 127n, 0), 8), 0n);
		const domain = { ...at(snapshot().reputation.ledgers, 0), halfLife: 10, era: 2, eraStart: 100 };
		assert.deepEqual([0, 100, 259, 260, 420].map((block) => eraAt(domain, block)), [2, 2, 2, 3, 4]);
		assert.equal(eraAt({ ...domain, halfLife: null }, 1_000_000), 2);
	});

	// Protects: rounding of past eras is no fault, and what is more than rounding is one.
	test('should be allowed their rounding and no more', () => {
		const chain = snapshot();
		const domain = at(chain.reputation.ledgers, 0);
		Object.assign(domain, { halfLife: 1, era: 1, eraStart: 48, shares: 2n, roundings: 2n });
		chain.reputation.members = [member(A, (1n << 16n) + 5n, [], domain.index), { ...member(B, 0n, [], domain.index), era: 1, debt: 1n }];
		const ledger = () => checkSnapshot(chain).find(({ number }) => number === 1)?.problems;
		assert.deepEqual(ledger(), []);
		domain.roundings = 0n;
		assert.deepEqual(ledger(), ['1 shares belong to no account, but rounding left 0 at most']);
	});
});

describe('the command line of the check', () => {
	// Protects: the command that the documents name checks the chain that was named, and not
	// another one.
	test('should take the node as it is written in the documents', () => {
		assert.deepEqual(parseOptions([]), { ws: 'ws://127.0.0.1:9944', at: 'best', json: false });
		assert.deepEqual(parseOptions(['wss://example.org']), { ws: 'wss://example.org', at: 'best', json: false });
		const at = `0x${'0A'.repeat(32)}`;
		assert.deepEqual(parseOptions(['--json', 'ws://[::1]:9955', '--at', at]), { ws: 'ws://[::1]:9955', at, json: true });
		assert.equal(parseOptions(['--help']), undefined);
	});

	// Protects: a mistake is said, and no other chain or block is checked for it.
	test('should refuse what it does not understand', () => {
		assert.throws(() => parseOptions(['127.0.0.1:9944']), /127\.0\.0\.1:9944: a node's WebSocket/);
		assert.throws(() => parseOptions(['ws://a', 'ws://b']), /one node at a time/);
		assert.throws(() => parseOptions(['--at', '12']), /--at 12: the hash of a block/);
		assert.throws(() => parseOptions(['--ws', 'ws://a']), /--ws/);
	});
});
