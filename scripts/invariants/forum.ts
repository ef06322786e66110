/**
 * 3: REP on its way through the forum is conserved. 4: REP that went along citations reconciles
 * with posts' values.
 */

import type { Check } from './report.ts';
import { type Ends, type Post, type Shares, type Snapshot, type Step, eraAt } from './snapshot.ts';
import { type Comparison, compare, group } from './sums.ts';

/** The post that does not exist and destroys the REP it receives. */
const INCINERATOR = `0x${'00'.repeat(32)}`;

/** The most steps that one domain's stack has, at the largest depth limit. */
const MAX_STACK = 76;

/**
 * Checks for each domain: minted + incinerated + queued = put in + leached; reserved = leached +
 * owed + debits that wait; and edges have what was leached and lost.
 */
export function checkFlow(snapshot: Snapshot): Check[] {
	const { forum, reputation, block } = snapshot;
	const waiting = group(waitingSteps(forum), ({ post }) => forum.posts.get(post)?.domain);
	const edges = group(forum.edges, ({ citing }) => forum.posts.get(citing)?.domain);
	const checks = [...forum.totals].map(([id, totals]): Check => {
		const domain = reputation.ledgers.get(id);
		const era = domain ? eraAt(domain, block) : 0;
		const { credits, debits } = amountsOf(waiting.get(id) ?? []);
		const flow = compare([totals.minted, totals.incinerated, ...credits], [totals.putIn, totals.leached], era, totals.roundings);
		const reserved = compare([totals.leached, totals.owed, ...debits], [totals.reserved], era, totals.roundings);
		const along = group(edges.get(id) ?? [], (edge) => kindOf(forum, edge));
		const sumOf = (kind: EdgeKind) => (along.get(kind) ?? []).map(({ balance }) => balance);
		const leached = compare(sumOf('leach'), [totals.leached], era, 0);
		const lost = compare(sumOf('loss'), [totals.incinerated, totals.owed], era, 0);
		const shown = (amount: Shares) => `${amount.value}${amount.era === era ? '' : ` of era ${amount.era}`}`;
		return {
			number: 3,
			says: `domain ${id}: minted + incinerated + queued = put in + leached; what is reserved is leached, owed or waits`,
			figures: [
				['put in', shown(totals.putIn)], ['reserved', shown(totals.reserved)],
				['leached', shown(totals.leached)], ['owed', shown(totals.owed)],
				['minted', shown(totals.minted)], ['incinerated', shown(totals.incinerated)],
				['queued', flow.left - compare([totals.minted, totals.incinerated], [], era, 0).left],
				['difference', flow.difference], ['bound', flow.bound],
			],
			problems: [
				...(domain ? [] : ['there is no such domain']),
				...problem('on its way', flow),
				...problem('reserved', reserved),
				...problem('along negative citations', leached),
				...problem('lost to nobody', lost),
			],
		};
	});
	const lost = [...waiting.keys()].filter((id) => id === undefined || !forum.totals.has(id)).map((id) => (
		`steps wait in domain ${id}, in which nothing was put in`
	));
	return [...checks, checkQueue(snapshot, lost)];
}

/**
 * Checks that a domain's rewards and its stack have no gaps, and that the stack is within its
 * bound. Each domain in which steps wait has one turn, and no other has any.
 */
function checkQueue({ forum }: Snapshot, others: string[]): Check {
	const { rewards, stacks, queues, turns, ring } = forum;
	const within = (number: bigint, { head, tail }: Ends) => number >= head && number < tail;
	const numbersOf = (steps: Map<string, Step>) => group([...steps.keys()].map((key) => key.split(' ')), ([domain]) => Number(domain));
	const [rewardsOf, stacksOf] = [numbersOf(rewards), numbersOf(stacks)];
	const problems = [...new Set([...rewardsOf.keys(), ...stacksOf.keys(), ...queues.keys()])].flatMap((domain) => {
		const queue = queues.get(domain) ?? { rewards: { head: 0n, tail: 0n }, stacked: 0 };
		const gaps = (what: string, keys: string[][], ends: Ends) => {
			const steps = keys.map(([, number]) => BigInt(number as string));
			const due = ends.tail - ends.head;
			return [
				...steps.filter((number) => !within(number, ends)).map((number) => `${what} ${number} is outside the queue of domain ${domain}`),
				...(BigInt(steps.length) === due ? [] : [`${steps.length} of each ${what} wait in domain ${domain} where ${due} should`]),
			];
		};
		return [
			...gaps('reward', rewardsOf.get(domain) ?? [], queue.rewards),
			...gaps('step', stacksOf.get(domain) ?? [], { head: 0n, tail: BigInt(queue.stacked) }),
			...(queue.stacked > MAX_STACK ? [`${queue.stacked} steps are on the stack of domain ${domain}, more than ${MAX_STACK}`] : []),
			...([...turns.values()].filter((turn) => turn === domain).length === 1 ? [] : [`domain ${domain} has not one turn`]),
		];
	});
	problems.push(...[...turns].filter(([number]) => !within(number, ring.turns)).map(([number]) => `turn ${number} is outside the ring`));
	problems.push(...[...turns.values()].filter((domain) => !queues.has(domain)).map((domain) => `domain ${domain} has a turn and no steps`));
	if (BigInt(turns.size) !== ring.turns.tail - ring.turns.head) {
		problems.push(`${turns.size} domains have turns where ${ring.turns.tail - ring.turns.head} should`);
	}
	const steps = waitingSteps(forum).length;
	if (BigInt(steps) !== ring.waiting) {
		problems.push(`${steps} steps wait where ${ring.waiting} should`);
	}
	return {
		number: 3,
		says: 'the queues of propagation have no gaps, and each domain in which steps wait has a turn',
		figures: [['turns', ring.turns.tail - ring.turns.head], ['rewards that wait', rewards.size], ['other steps that wait', stacks.size]],
		problems: [...problems, ...others],
	};
}

/**
 * Checks for each post: value + given on + lost to nobody + taken from it + about to be taken + on
 * its way to it = received + given by others + taken from others.
 */
export function checkEdges({ forum, reputation, pools, governance, block }: Snapshot): Check[] {
	const sides = (post: string) => booked.get(post) ?? { plus: [], minus: [] };
	const booked = bookEdges(forum);
	const waiting = group(waitingSteps(forum), ({ post }) => post);
	const problems: string[] = [];
	let [largest, bounds] = [0n, 0n];
	for (const [id, state] of forum.states) {
		const domain = reputation.ledgers.get(forum.posts.get(id)?.domain ?? -1);
		if (!domain) {
			problems.push(`${id} is in no domain`);
			continue;
		}
		const { plus, minus } = sides(id);
		const { credits, debits } = amountsOf(waiting.get(id) ?? []);
		const balance = compare([state.value, ...minus, ...credits, ...debits], [state.received, ...plus], eraAt(domain, block), state.roundings);
		problems.push(...problem(`of ${id}`, balance));
		largest = balance.difference > largest ? balance.difference : largest;
		bounds += balance.bound;
	}
	return [
		{
			number: 4,
			says: 'what went along citations is what posts\' values leave of what they received',
			figures: [
				['posts', forum.posts.size], ['citations along which something went', forum.edges.length],
				['largest difference', largest], ['sum of bounds', bounds],
			],
			problems,
		},
		checkCounts(forum, pools, governance),
	];
}

/** The ways in which REP moves along an edge: from the citing post, to it, or to nobody. */
type EdgeKind = 'gift' | 'leach' | 'loss';

function kindOf({ posts }: Snapshot['forum'], { citing, cited }: Snapshot['forum']['edges'][number]): EdgeKind {
	if (cited === INCINERATOR) {
		return 'loss';
	}
	return weightOf(posts.get(citing), cited) < 0 ? 'leach' : 'gift';
}

/** Returns the amounts that edges add to posts and take from them. */
function bookEdges(forum: Snapshot['forum']): Map<string, { plus: Shares[]; minus: Shares[] }> {
	const booked = new Map<string, { plus: Shares[]; minus: Shares[] }>();
	const of = (post: string) => {
		const sides = booked.get(post) ?? { plus: [], minus: [] };
		booked.set(post, sides);
		return sides;
	};
	for (const edge of forum.edges) {
		const { citing, cited, balance } = edge;
		const takes = kindOf(forum, edge) === 'leach';
		of(citing)[takes ? 'plus' : 'minus'].push(balance);
		of(cited)[takes ? 'minus' : 'plus'].push(balance);
	}
	return booked;
}

/**
 * Checks that posts' records belong together. Each post is cited and pinned as often as it says,
 * and REP went only along citations.
 */
function checkCounts(
	forum: Snapshot['forum'],
	{ pools }: Snapshot['pools'],
	{ ratifications }: Snapshot['governance'],
): Check {
	const problems: string[] = [];
	const cited = group([...forum.posts.values()].flatMap(({ citations }) => citations), ({ post }) => post);
	const pinned = group(pools.values(), ({ post }) => post);
	const pins = (post: string) => (pinned.get(post) ?? []).length + Number(ratifications.has(post));
	for (const id of new Set([...forum.posts.keys(), ...forum.states.keys()])) {
		const state = forum.states.get(id);
		if (!state || !forum.posts.has(id)) {
			problems.push(`${id} has no ${state ? 'record' : 'state'}`);
			continue;
		}
		const citedBy = (cited.get(id) ?? []).length;
		if (state.citedBy !== citedBy) {
			problems.push(`${id} is cited by ${citedBy} posts, but counts ${state.citedBy}`);
		}
		if (state.pins !== pins(id)) {
			problems.push(`${pins(id)} pools vote on ${id} or have ratified it for good, but it counts ${state.pins}`);
		}
	}
	problems.push(...[...cited.keys()].filter((id) => id !== INCINERATOR && !forum.posts.has(id)).map((id) => `${id} is cited and not there`));
	for (const { citing, cited: to } of forum.edges) {
		if (to !== INCINERATOR && weightOf(forum.posts.get(citing), to) === 0) {
			problems.push(`something went from ${citing} to ${to}, which is no citation`);
		}
	}
	return {
		number: 4,
		says: 'posts are cited and voted on as often as they count',
		figures: [
			['posts', forum.posts.size],
			['citations', [...forum.posts.values()].reduce((count, { citations }) => count + citations.length, 0)],
			['pools', pools.size],
		],
		problems,
	};
}

function weightOf(post: Post | undefined, cited: string): number {
	return post?.citations.find((citation) => citation.post === cited)?.weight ?? 0;
}

function waitingSteps({ rewards, stacks }: Snapshot['forum']): Step[] {
	return [...rewards.values(), ...stacks.values()];
}

function amountsOf(steps: Step[]): { credits: Shares[]; debits: Shares[] } {
	const amounts = (kind: Step['kind']) => steps.filter((step) => step.kind === kind).map(({ amount }) => amount);
	return { credits: amounts('Credit'), debits: amounts('Debit') };
}

function problem(what: string, { left, right, difference, bound }: Comparison): string[] {
	return difference <= bound ? [] : [`${what}: ${left} and ${right} should be equal, but differ by more than ${bound}`];
}
