/**
 * From packages to posts: the citations of each, and the flow of reputation in such a graph.
 * Nothing here talks to a chain.
 *
 * A package's post keeps a part of what reaches it and passes the rest to the posts of its
 * dependencies, in equal parts. The number of citations of a post is limited. A package with more
 * dependencies cites posts that stand between, which keep nothing but rounding. These have the
 * package's own author, and cost a step of depth. Reputation stops a fixed number of citations away
 * from the post that it was minted to.
 */

import { MILLION } from '@witan/client/experts';
import type { Package, PackageGraph } from './lockfile.ts';

/** A citation of a planned post, in parts per million of what reaches the citing one. */
export interface PlannedCitation {
	/** Key of the cited post. */
	post: string;
	/** Above 0. */
	weight: number;
}

/** A post to be made. */
export interface PlannedPost {
	/** The package's id; a post that stands between adds its place. */
	key: string;
	package: Package;
	citations: PlannedCitation[];
	/** The post's text. */
	content: string;
}

/** The options of a plan. */
export interface PlanOptions {
	/** The part that a package keeps if it has dependencies, in parts per million. */
	kept: number;
	/** The maximum number of citations of a post. */
	maxCitations: number;
}

/** Plans a post for each package, each after all that it cites. */
export function planPosts({ packages }: Pick<PackageGraph, 'packages'>, { kept, maxCitations }: PlanOptions): PlannedPost[] {
	const planned: PlannedPost[] = [];
	/** Returns the citations of a post that pass `total` to these packages together. */
	const cite = (of: Package, ids: string[], total: number, path: string): PlannedCitation[] => {
		if (ids.length <= maxCitations) {
			return ids.map((post) => ({ post, weight: Math.floor(total / ids.length) }));
		}
		const groups = balanced(ids, Math.min(maxCitations, Math.ceil(ids.length / maxCitations)));
		return groups.map((group, index) => {
			const part = `${path}${index + 1}/${groups.length}`;
			const citations = cite(of, group, MILLION, `${part} `);
			const key = `${of.id} [dependencies ${part}]`;
			planned.push({ key, package: of, citations, content: contentOf(of, part) });
			return { post: key, weight: Math.floor((total * group.length) / ids.length) };
		});
	};
	for (const each of packages) {
		const citations = cite(each, each.dependencies, MILLION - kept, '');
		planned.push({ key: each.id, package: each, citations, content: contentOf(each) });
	}
	return planned;
}

/** The final distribution of reputation that was minted to a post. */
export interface Distribution {
	/** The earnings of authors with each post that keeps something, by key. */
	earned: Map<string, bigint>;
	/** The part of it that posts at the last depth would have passed on. */
	stopped: bigint;
}

/**
 * Distributes an amount as the forum does. Each citation gets its part rounded down, and the post's
 * authors get the rest. At the last depth nothing is passed on.
 */
export function propagate(posts: Map<string, PlannedPost>, key: string, amount: bigint, maxDepth: number): Distribution {
	const distribution: Distribution = { earned: new Map(), stopped: 0n };
	const step = (at: string, reached: bigint, depth: number) => {
		const { citations } = posts.get(at) as PlannedPost;
		const parts = citations.map(({ post, weight }) => ({ post, part: (reached * BigInt(weight)) / BigInt(MILLION) }));
		const given = parts.reduce((sum, { part }) => sum + part, 0n);
		if (depth === maxDepth) {
			distribution.stopped += given;
			add(distribution.earned, at, reached);
			return;
		}
		add(distribution.earned, at, reached - given);
		parts.filter(({ part }) => part > 0n).forEach(({ post, part }) => step(post, part, depth + 1));
	};
	step(key, amount, 0);
	return distribution;
}

/** Adds to the value that a map has under a key. */
export function add<Key>(sums: Map<Key, bigint>, key: Key, amount: bigint): void {
	sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** Cuts a list into `pieces` pieces whose lengths differ by one at most. */
function balanced<T>(items: T[], pieces: number): T[][] {
	const start = (piece: number) => Math.floor((piece * items.length) / pieces);
	return Array.from({ length: pieces }, (_, piece) => items.slice(start(piece), start(piece + 1)));
}

function contentOf({ name, version, checksum, source }: Package, dependencies?: string): string {
	return JSON.stringify({ package: name, version, checksum, source, dependencies });
}
