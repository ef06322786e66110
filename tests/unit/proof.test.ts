import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReadyPost } from '../../scripts/demo/posts.ts';
import { type Evidence, prove } from '../../scripts/demo/proof.ts';
import type { Member, Shares, Snapshot } from '../../scripts/invariants/snapshot.ts';
import { type PlannedPost, planPosts } from '../../scripts/lib/citations.ts';
import type { BlockEvent } from '../../scripts/lib/events.ts';

const [VOTER, ROOT, LEAF] = ['5Voter', '5Root', '5Leaf'];

function shares(value: bigint): Shares {
	return { value, era: 0 };
}

/** Returns a chain on which accounts and posts have this much REP, and nothing is under way. */
function snapshot(members: [who: string, free: bigint][], values: [post: string, value: bigint, received: bigint][], citations: string[]): Snapshot {
	const free = members.reduce((sum, [, amount]) => sum + amount, 0n);
	const putIn = values.reduce((sum, [, , received]) => sum + received, 0n);
	const posts = values.map(([post], index) => [post, {
		poster: VOTER, domain: 0, authors: [] as [string, number][], ticket: 0n,
		citations: index === 0 ? citations.map((cited) => ({ post: cited, weight: 500_000 })) : [],
	}] as const);
	return {
		block: 9,
		existentialDeposit: 1n,
		pots: { dividends: '5Dividends', business: '5Business' },
		tokens: { issuance: 2n, accounts: new Map(['5Dividends', '5Business'].map((who) => [who, { free: 1n, reserved: 0n }])), holds: new Map() },
		domains: new Map(),
		reputation: {
			ledgers: new Map([[0, {
				halfLife: null, era: 0, eraStart: 0, shares: free, roundings: 0n, accounts: BigInt(members.length), index: 0n, paidIn: 0n, claimed: 0n, unassigned: 0n,
			}]]),
			members: members.map(([who, amount]): Member => ({ domain: 0, who, era: 0, free: amount, debt: 0n, holds: [], index: 0n, earned: 0n })),
			eraEnds: new Map(),
		},
		forum: {
			posts: new Map(posts),
			states: new Map(values.map(([post, value, received], index) => [post, {
				value: shares(value), received: shares(received), citedBy: index === 0 ? 0 : 1, pins: 0, roundings: 0,
			}])),
			edges: putIn === 0n ? [] : values.slice(1).map(([cited, value]) => ({ citing: (values[0] as [string, bigint, bigint])[0], cited, balance: shares(value) })),
			rewards: new Map(),
			stacks: new Map(),
			queues: new Map(),
			turns: new Map(),
			ring: { turns: { head: 0n, tail: 0n }, ran: 0, waiting: 0n },
			totals: new Map([[0, {
				putIn: shares(putIn), reserved: shares(0n), leached: shares(0n), owed: shares(0n), minted: shares(putIn), incinerated: shares(0n), roundings: 0,
			}]]),
		},
		pools: {
			pools: new Map(), votes: [], agenda: [], cursor: 0, settlements: new Map(), queue: new Map(), queueEnds: [0n, 0n],
			ofPosts: new Map(), standings: new Map(), standingPledges: [], standingsDue: [], standingsCursor: 0,
		},
		governance: { ratifications: new Map(), ballots: [], tasks: new Map() },
		availability: { offers: [], trees: new Map(), nodes: new Map(), leaves: new Map(), expiries: new Set(), cursor: 0, assigned: new Map() },
		business: {
			services: new Map(), requests: new Map(), draws: [], turns: [], turnsCursor: 0, backlogs: new Map(), agenda: [], cursor: 0, assignedTo: new Set(), requestedBy: new Set(), judgedBy: new Map(),
		},
	};
}

/**
 * Returns a root and a leaf that it cites. A pool minted 101 REP, of which 51 went to the root and
 * 50 to the voter.
 */
function evidence(): Evidence {
	const packages = ['leaf', 'root'].map((name) => (
		{ id: name, name, version: '1.0.0', source: undefined, checksum: undefined, dependencies: name === 'root' ? ['leaf'] : [] }
	));
	const ready = (post: PlannedPost) => ({ ...post, id: `0x${post.key}`, author: post.key === 'root' ? ROOT : LEAF }) as ReadyPost;
	const posts = new Map(planPosts({ packages }, { kept: 500_000, maxCitations: 16 }).map((post) => [post.key, ready(post)]));
	const event = (pallet: string, name: string, fields: Record<string, unknown>): BlockEvent => ({ block: 5, pallet, name, fields });
	const earned = (post: string, author: string, amount: bigint) => [
		event('reputation', 'Minted', { domain: 0, who: author, shares: shares(amount) }),
		event('forum', 'Earned', { pool: 3n, post, author, amount: shares(amount) }),
	];
	return {
		domain: 0,
		before: snapshot([[VOTER, 1_000n]], [['0xroot', 0n, 0n], ['0xleaf', 0n, 0n]], ['0xleaf']),
		after: snapshot([[VOTER, 1_050n], [ROOT, 26n], [LEAF, 25n]], [['0xroot', 26n, 51n], ['0xleaf', 25n, 0n]], ['0xleaf']),
		events: [
			event('validationPool', 'Decided', { pool: 3n, minted: shares(50n), toPost: shares(51n) }),
			event('forum', 'Rewarded', { post: '0xroot', pool: 3n, amount: shares(51n) }),
			event('reputation', 'Minted', { domain: 0, who: VOTER, shares: shares(50n) }),
			event('validationPool', 'VoteSettled', { pool: 3n, who: VOTER, burned: shares(0n), minted: shares(50n), returned: shares(700n) }),
			...earned('0xroot', ROOT, 26n),
			event('forum', 'Donated', { pool: 3n, from: '0xroot', to: '0xleaf', amount: shares(25n), depth: 1 }),
			...earned('0xleaf', LEAF, 25n),
		],
		posts,
		pools: [3n],
		mint: 101n,
		maxDepth: 3,
	};
}

/** Faults, and the start of the equation that then does not hold. */
const FAULTS: [what: string, equation: RegExp, change: (evidence: Evidence) => void][] = [
	['an event of the last author is missing', /^events/, ({ events }) => { events.pop(); }],
	['a pool mints more than its fee is worth', /^pools that minted more/, (each) => { each.mint = 100n; }],
	['a pool mints what nobody gets', /^pools: minted/, ({ events }) => { (events[0]?.fields['minted'] as Shares).value += 1n; }],
	['a pool does not decide', /^pools that decided/, ({ events }) => { events.shift(); }],
	['the state has more put in than events give', /^state and events: put in/, ({ after }) => { (after.forum.totals.get(0) as { putIn: Shares }).putIn.value += 1n; }],
	['the state mints what nobody earned', /^state and events: minted/, ({ after }) => { (after.forum.totals.get(0) as { minted: Shares }).minted.value += 1n; }],
	['a post is worth more than was minted', /^state: the values/, ({ after }) => { (after.forum.states.get('0xleaf') as { value: Shares }).value.value += 1n; }],
	['the ledger has REP that no event mints', /^ledger: the domain/, ({ after }) => { (after.reputation.ledgers.get(0) as { shares: bigint }).shares += 1n; }],
	['an account has REP that the ledger has not', /^ledger: all accounts/, ({ after }) => { (after.reputation.members[0] as Member).free += 1n; }],
	['two authors got each other\'s REP', /^packages: accounts/, ({ after }) => {
		(after.reputation.members[1] as Member).free -= 1n;
		(after.reputation.members[2] as Member).free += 1n;
	}],
	['reputation went further than it may', /^citations/, (each) => { each.maxDepth = 0; }],
	['an invariant of the chain is broken', /^invariants/, ({ after }) => { after.tokens.issuance += 1n; }],
];

describe('the proof of conservation', () => {
	// Protects: what is in order is not called broken, and sums are those of the events.
	test('should hold where nothing was made or lost', () => {
		const { equations, minted, rewarded, incinerated, earned } = prove(evidence());
		assert.deepEqual(equations.filter(({ holds }) => !holds), []);
		assert.deepEqual([minted, rewarded, incinerated, Object.fromEntries(earned)], [101n, 51n, 0n, { '0xroot': 26n, '0xleaf': 25n }]);
	});

	// Protects: the demonstration does not say that all is well whatever the chain does.
	for (const [what, equation, change] of FAULTS) {
		test(`should not hold when ${what}`, () => {
			const changed = evidence();
			change(changed);
			const failed = prove(changed).equations.filter(({ holds }) => !holds).map(({ says }) => says);
			assert.ok(failed.some((says) => equation.test(says)), failed.join('; ') || 'all hold');
		});
	}

	// Protects: pools of others on the same chain are not taken for the demonstration's.
	test('should not mind what others do', () => {
		const changed = evidence();
		changed.events.push({ block: 6, pallet: 'forum', name: 'Incinerated', fields: { pool: 8n, post: '0xelsewhere', amount: shares(7n) } });
		changed.events.push({ block: 6, pallet: 'reputation', name: 'Minted', fields: { domain: 1, who: VOTER, shares: shares(7n) } });
		assert.deepEqual(prove(changed).equations.filter(({ holds }) => !holds), []);
	});
});
