/**
 * 3: REP on its way through the forum is conserved. 4: REP that went along citations reconciles
 * with posts' values.
 */

import type { Check } from './report.ts';
import { type Ends, type Post, type Shares, type Snapshot, type Step, eraAt } from './snapshot.ts';
import { type Comparison, compare, group } from './sums.ts';

/** The post that does not exist and destroys the REP it receives. */
const INCINERATOR = `0x${'00'.repeat(32)}`;

/**
 * Checks for each domain: minted + incinerated + queued = put in + leached; and authors lose what
 * was leached.
 */
export function checkFlow(snapshot: Snapshot): Check[] {
	const { forum, reputation, block } = snapshot;
	const waiting = group(forum.queue.values(), ({ post }) => forum.posts.get(post)?.domain);
	const checks = [...forum.totals].map(([id, totals]): Check => {
		const domain = reputation.ledgers.get(id);
		const era = domain ? eraAt(domain, block) : 0;
		const { credits, debits } = amountsOf(waiting.get(id) ?? []);
		const flow = compare([totals.minted, totals.incinerated, ...credits], [totals.putIn, totals.leached], era, totals.roundings);
		const losses = compare([totals.debited, ...debits], [totals.leached], era, totals.roundings);
		const shown = (amount: Shares) => `${amount.value}${amount.era === era ? '' : ` of era ${amount.era}`}`;
		return {
			number: 3,
			says: `domain ${id}: minted + incinerated + queued = put in + leached; authors lose what was leached`,
			figures: [
				['put in', shown(totals.putIn)], ['leached', shown(totals.leached)],
				['minted', shown(totals.minted)], ['incinerated', shown(totals.incinerated)],
				['queued', flow.left - compare([totals.minted, totals.incinerated], [], era, 0).left],
				['lost by authors', shown(totals.debited)], ['difference', flow.difference], ['bound', flow.bound],
			],
			problems: [
				...(domain ? [] : ['there is no such domain']),
				...problem('on its way', flow),
				...problem('taken from authors', losses),
			],
		};
	});
	const lost = [...waiting.keys()].filter((id) => id === undefined || !forum.totals.has(id)).map((id) => (
		`steps wait in domain ${id}, in which nothing was put in`
	));
	return [...checks, checkQueue(snapshot, lost)];
}

/**
 * Checks that a domain's queue has no gaps. Each domain in which steps wait has one turn, and no
 * other has any.
 */
function checkQueue({ forum: { queue, queueEnds, turns, ring } }: Snapshot, others: string[]): Check {
	const within = (number: bigint, { head, tail }: Ends) => number >= head && number < tail;
	const numbers = group([...queue.keys()].map((key) => key.split(' ')), ([domain]) => Number(domain));
	const problems = [...new Set([...numbers.keys(), ...queueEnds.keys()])].flatMap((domain) => {
		const steps = (numbers.get(domain) ?? []).map(([, number]) => BigInt(number as string));
		const ends = queueEnds.get(domain) ?? { head: 0n, tail: 0n };
		const due = ends.tail - ends.head;
		return [
			...steps.filter((number) => !within(number, ends)).map((number) => `step ${number} is outside the queue of domain ${domain}`),
			...(BigInt(steps.length) === due ? [] : [`${steps.length} steps wait in domain ${domain} where ${due} should`]),
			...([...turns.values()].filter((turn) => turn === domain).length === 1 ? [] : [`domain ${domain} has not one turn`]),
		];
	});
	problems.push(...[...turns].filter(([number]) => !within(number, ring.turns)).map(([number]) => `turn ${number} is outside the ring`));
	problems.push(...[...turns.values()].filter((domain) => !queueEnds.has(domain)).map((domain) => `domain ${domain} has a turn and no steps`));
	if (BigInt(turns.size) !== ring.turns.tail - ring.turns.head) {
		problems.push(`${turns.size} domains have turns where ${ring.turns.tail - ring.turns.head} should`);
	}
	if (BigInt(queue.size) !== ring.waiting) {
		problems.push(`${queue.size} steps wait where ${ring.waiting} should`);
	}
	return {
		number: 3,
		says: 'the queues of propagation have no gaps, and each domain in which steps wait has a turn',
		figures: [['turns', ring.turns.tail - ring.turns.head], ['steps that wait', ring.waiting]],
		problems: [...problems, ...others],
	};
}

/**
 * Checks for each post: value + given on + taken from it + on its way to it = received + given by
 * others + taken from others.
 */
export function checkEdges({ forum, reputation, pools, governance, block }: Snapshot): Check[] {
	const sides = (post: string) => booked.get(post) ?? { plus: [], minus: [] };
	const booked = bookEdges(forum);
	const waiting = group(forum.queue.values(), ({ post }) => post);
	const problems: string[] = [];
	let [largest, bounds] = [0n, 0n];
	for (const [id, state] of forum.states) {
		const domain = reputation.ledgers.get(forum.posts.get(id)?.domain ?? -1);
		if (!domain) {
			problems.push(`${id} is in no domain`);
			continue;
		}
		const { plus, minus } = sides(id);
		const { credits } = amountsOf(waiting.get(id) ?? []);
		const balance = compare([state.value, ...minus, ...credits], [state.received, ...plus], eraAt(domain, block), state.roundings);
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

/** Returns the amounts that edges add to posts and take from them. */
function bookEdges({ posts, edges }: Snapshot['forum']): Map<string, { plus: Shares[]; minus: Shares[] }> {
	const booked = new Map<string, { plus: Shares[]; minus: Shares[] }>();
	const of = (post: string) => {
		const sides = booked.get(post) ?? { plus: [], minus: [] };
		booked.set(post, sides);
		return sides;
	};
	for (const { citing, cited, balance } of edges) {
		const takes = cited !== INCINERATOR && weightOf(posts.get(citing), cited) < 0;
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

function amountsOf(steps: Step[]): { credits: Shares[]; debits: Shares[] } {
	const amounts = (kind: Step['kind']) => steps.filter((step) => step.kind === kind).map(({ amount }) => amount);
	return { credits: amounts('Credit'), debits: amounts('Debit') };
}

function problem(what: string, { left, right, difference, bound }: Comparison): string[] {
	return difference <= bound ? [] : [`${what}: ${left} and ${right} should be equal, but differ by more than ${bound}`];
}
