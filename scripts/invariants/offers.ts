/** 6: the trees from which experts are drawn are the sums of their offers. */

import type { Check } from './report.ts';
import { type Offer, type Snapshot, join } from './snapshot.ts';
import { group, sum } from './sums.ts';

/** Children of a node. */
const ARITY = 16;
/** The tree of offers of zero. */
const BOOTSTRAP = 'Bootstrap 0';

export function checkOffers(snapshot: Snapshot): Check[] {
	const { offers, trees, leaves, nodes } = snapshot.availability;
	const problems: string[] = [];
	const byTree = group(offers, ({ domain, tree }) => join(domain, tree));
	const expectedNodes = new Map<string, bigint[]>();
	for (const tree of new Set([...trees.keys(), ...byTree.keys()])) {
		const own = byTree.get(tree) ?? [];
		const root = trees.get(tree) ?? { total: 0n, leaves: 0 };
		if (root.leaves !== own.length) {
			problems.push(`tree ${tree} has ${root.leaves} leaves, but ${own.length} offers are in it`);
		}
		const weights = leafWeights(snapshot, own);
		const total = buildNodes(tree, weights, expectedNodes);
		if (total !== root.total) {
			problems.push(`the root of tree ${tree} is ${root.total}, but its leaves sum to ${total}`);
		}
	}
	problems.push(...compareNodes(nodes, expectedNodes));
	for (const { domain, who, tree, leaf, stake } of offers) {
		if (leaves.get(join(domain, tree, leaf)) !== who) {
			problems.push(`leaf ${leaf} of tree ${domain} ${tree} is not the offer's of ${who}`);
		}
		if (tree !== (tree === BOOTSTRAP && stake.value === 0n ? tree : `Era${stake.era} ${classOf(stake.value)}`)) {
			problems.push(`the offer of ${who} in domain ${domain} is in a tree that is not its stake's`);
		}
	}
	if (leaves.size !== offers.length) {
		problems.push(`there are ${leaves.size} leaves, but ${offers.length} offers`);
	}
	return [
		{
			number: 6,
			says: 'each tree\'s root is the sum of its leaves, and each leaf one offer\'s',
			figures: [
				['offers', offers.length], ['trees', trees.size], ['nodes', nodes.size],
				['sum of roots', sum([...trees.values()].map(({ total }) => total))],
			],
			problems,
		},
		checkExpiries(snapshot),
		checkAssigned(snapshot),
	];
}

/** Returns the class of a stake: the place of its highest bit. */
function classOf(stake: bigint): number {
	return stake === 0n ? 0 : stake.toString(2).length - 1;
}

/**
 * Returns the weights of leaves by their numbers, with 0 for a gap. An offer that is paused or has
 * as many jobs as it is for weighs nothing.
 */
function leafWeights({ availability: { assigned } }: Snapshot, offers: Offer[]): bigint[] {
	const weights: bigint[] = Array.from({ length: offers.length }, () => 0n);
	for (const { domain, who, leaf, tree, stake, maxJobs, paused } of offers) {
		if (leaf < weights.length && !paused && (assigned.get(join(domain, who)) ?? 0) < maxJobs) {
			weights[leaf] = tree === BOOTSTRAP ? 1n : stake.value;
		}
	}
	return weights;
}

/**
 * Builds the nodes above leaves, level by level up to the root. Returns the root's sum. One leaf
 * has a node, too.
 */
function buildNodes(tree: string, weights: bigint[], nodes: Map<string, bigint[]>): bigint {
	let sums = weights;
	for (let level = 0; level === 0 ? sums.length > 0 : sums.length > 1; level++) {
		const above: bigint[] = [];
		for (let start = 0; start < sums.length; start += ARITY) {
			const children = sums.slice(start, start + ARITY);
			nodes.set(join(tree, level, start / ARITY), [...children, ...Array.from({ length: ARITY - children.length }, () => 0n)]);
			above.push(sum(children));
		}
		sums = above;
	}
	return sum(sums);
}

function compareNodes(found: Map<string, bigint[]>, expected: Map<string, bigint[]>): string[] {
	const keys = new Set([...found.keys(), ...expected.keys()]);
	return [...keys].filter((key) => (found.get(key) ?? []).join() !== (expected.get(key) ?? []).join()).map((key) => (
		`node ${key} is not the sums of its children`
	));
}

/** Checks that every offer ends in one block that the chain has yet to process. */
function checkExpiries({ availability }: Snapshot): Check {
	const { offers, expiries, cursor } = availability;
	const problems = offers.filter(({ until, domain, who }) => until < cursor || !expiries.has(join(until, domain, who))).map(({ who, domain }) => (
		`the offer of ${who} in domain ${domain} never expires`
	));
	if (expiries.size !== offers.length) {
		problems.push(`${expiries.size} offers expire, but there are ${offers.length}`);
	}
	return { number: 6, says: 'every offer expires', figures: [['offers', offers.length], ['first block not done with', cursor]], problems };
}

/**
 * Checks that experts are counted as assigned for each request that they were drawn for and that
 * has not ended.
 */
function checkAssigned({ availability, business }: Snapshot): Check {
	const jobs = [...business.requests.values()].flatMap(({ domain, state }) => (
		state.type === 'Requested' ? [] : [join(domain, state.expert)]
	));
	const counts = group(jobs, (key) => key);
	const keys = new Set([...counts.keys(), ...availability.assigned.keys()]);
	const problems = [...keys].filter((key) => (counts.get(key)?.length ?? 0) !== (availability.assigned.get(key) ?? 0)).map((key) => (
		`${key} is counted at ${availability.assigned.get(key) ?? 0} jobs, but is at ${counts.get(key)?.length ?? 0}`
	));
	return { number: 6, says: 'experts are at as many jobs as they count', figures: [['jobs', jobs.length]], problems };
}
