/**
 * From packages to posts: what each cites, and what reputation does in such a graph. Nothing here talks to a chain.
 *
 * A package's post keeps a part of what reaches it and gives the rest to the posts of its dependencies, the same to each. A
 * post cites at most so many others; where a package has more dependencies, it cites posts that stand between, which keep
 * nothing but rounding. These have the package's own author, and cost a step of depth: reputation stops a fixed number of
 * citations away from the post that it was given to.
 */

import type { Package, PackageGraph } from './lockfile.ts';

/** The whole of a ratio, in parts per million. */
export const MILLION = 1_000_000;

/** A citation of a planned post, in parts per million of what reaches the citing one. */
export interface PlannedCitation {
	/** Key of the cited post. */
	post: string;
	/** Above 0. */
	weight: number;
}

/** A post to be made. */
export interface PlannedPost {
	/** The package's id, and for posts that stand between, which they are. */
	key: string;
	package: Package;
	citations: PlannedCitation[];
	/** What it says. */
	content: string;
}

/** How to cite. */
export interface PlanOptions {
	/** The part that a package keeps if it has dependencies, in parts per million. */
	kept: number;
	/** How many posts one may cite. */
	maxCitations: number;
}

/** Plans a post for each package, each after all that it cites. */
export function planPosts({ packages }: Pick<PackageGraph, 'packages'>, { kept, maxCitations }: PlanOptions): PlannedPost[] {
	const planned: PlannedPost[] = [];
	/** What a post cites so that these packages get `total` between them. */
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

/** Where reputation given to a post ends up. */
export interface Shares {
	/** What authors earn with each post that keeps something, by key. */
	earned: Map<string, bigint>;
	/** The part of it that posts at the last depth would have given on. */
	stopped: bigint;
}

/**
 * Shares an amount as the forum does: each citation gets its part rounded down, the post's authors get what is left; at the
 * last depth nothing is given on.
 */
export function propagate(posts: Map<string, PlannedPost>, key: string, amount: bigint, maxDepth: number): Shares {
	const shares: Shares = { earned: new Map(), stopped: 0n };
	const step = (at: string, reached: bigint, depth: number) => {
		const { citations } = posts.get(at) as PlannedPost;
		const parts = citations.map(({ post, weight }) => ({ post, part: (reached * BigInt(weight)) / BigInt(MILLION) }));
		const given = parts.reduce((sum, { part }) => sum + part, 0n);
		if (depth === maxDepth) {
			shares.stopped += given;
			add(shares.earned, at, reached);
			return;
		}
		add(shares.earned, at, reached - given);
		parts.filter(({ part }) => part > 0n).forEach(({ post, part }) => step(post, part, depth + 1));
	};
	step(key, amount, 0);
	return shares;
}

/** Adds to what a map has under a key. */
export function add<Key>(sums: Map<Key, bigint>, key: Key, amount: bigint): void {
	sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** Cuts a list into so many pieces whose lengths differ by one at most. */
function balanced<T>(items: T[], pieces: number): T[][] {
	const start = (piece: number) => Math.floor((piece * items.length) / pieces);
	return Array.from({ length: pieces }, (_, piece) => items.slice(start(piece), start(piece + 1)));
}

function contentOf({ name, version, checksum, source }: Package, dependencies?: string): string {
	return JSON.stringify({ package: name, version, checksum, source, dependencies });
}
