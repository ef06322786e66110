/** The result of the demonstration, as figures and as text. */

import { WIT } from '@witan/client/chain';
import { sum } from '../invariants/sums.ts';
import { type PlannedPost, add } from '../lib/citations.ts';
import type { PackageGraph } from '../lib/lockfile.ts';
import type { Options } from './options.ts';
import type { ReadyPost } from './posts.ts';
import type { Flow } from './proof.ts';

/** Amounts are REP, as text with nine decimal places. */
export interface Result {
	packages: number;
	dependencies: number;
	/** Dependencies that were left out because they close a cycle. */
	dropped: [from: string, to: string][];
	posts: { all: number; between: number; made: number; perSecond: number };
	roots: string[];
	blocks: number;
	/** REP minted for all roots. */
	minted: string;
	depth: {
		limit: number;
		/** Packages with a post that reputation can reach. */
		reached: number;
		/** REP that authors of posts at the limit kept and would have passed on. */
		stopped: string;
	};
	/** Packages that earned most, all versions of one together. */
	top: { package: string; versions: number; earned: string; percent: string }[];
	totals: { toPosts: string; earned: string; incinerated: string; earners: number };
	equations: { says: string; left: string; right: string; holds: boolean }[];
}

/** The inputs of a result. */
export interface Observations {
	graph: PackageGraph;
	posts: Map<string, ReadyPost>;
	made: number;
	postingMs: number;
	blocks: number;
	options: Options;
	maxDepth: number;
	flow: Flow;
}

/** Returns the packages whose reputation comes along this many citations, or fewer, from a root. */
export function reachable(posts: Map<string, PlannedPost>, roots: string[], maxDepth: number): Set<string> {
	const reached = new Set<string>();
	const seen = new Set<string>();
	let level = roots;
	for (let depth = 0; depth <= maxDepth; depth++) {
		const posted = level.filter((key) => !seen.has(key)).map((key) => posts.get(key) as PlannedPost);
		posted.forEach(({ key, package: { id } }) => {
			seen.add(key);
			reached.add(id);
		});
		level = [...new Set(posted.flatMap(({ citations }) => citations.map(({ post }) => post)))];
	}
	return reached;
}

/** Computes the figures. */
export function summarise({ graph, posts, made, postingMs, blocks, options, maxDepth, flow }: Observations): Result {
	const names = new Map<string, string>([...posts.values()].map(({ id, package: { name } }) => [id, name]));
	const earned = new Map<string, bigint>();
	flow.earned.forEach((amount, post) => add(earned, names.get(post) ?? post, amount));
	const all = sum(earned.values());
	const versions = (name: string) => graph.packages.filter((each) => each.name === name).length;
	const ranked = [...earned].sort(([a, x], [b, y]) => Number(y > x) - Number(x > y) || (a < b ? -1 : 1));
	return {
		packages: graph.packages.length,
		dependencies: graph.packages.reduce((count, { dependencies }) => count + dependencies.length, 0),
		dropped: graph.dropped,
		posts: { all: posts.size, between: posts.size - graph.packages.length, made, perSecond: Math.round((1_000 * made) / postingMs) },
		roots: graph.roots,
		blocks,
		minted: inRep(flow.minted),
		depth: { limit: maxDepth, reached: reachable(posts, graph.roots, maxDepth).size, stopped: inRep(flow.stopped) },
		top: ranked.slice(0, options.top).map(([name, amount]) => ({
			package: name,
			versions: versions(name),
			earned: inRep(amount),
			percent: (Number((amount * 100_000n) / (all || 1n)) / 1_000).toFixed(2),
		})),
		totals: { toPosts: inRep(flow.rewarded), earned: inRep(all), incinerated: inRep(flow.incinerated), earners: earned.size },
		equations: flow.equations.map(({ says, left, right, holds }) => ({ says, left: `${left}`, right: `${right}`, holds })),
	};
}

/** Returns the result as text. */
export function describe(result: Result): string {
	const { posts, depth, totals } = result;
	return [
		'',
		`${result.packages} packages with ${result.dependencies} dependencies; dropped because they close a cycle: ${result.dropped.length}`,
		...result.dropped.map(([from, to]) => `  dropped: ${from} -> ${to}`),
		`${posts.all} posts, ${posts.between} of them between packages and more than 16 dependencies; ${posts.made} made now, ${posts.perSecond} a second`,
		`${result.roots.length} roots ratified, and ${result.minted} REP minted for them: ${result.roots.join(', ')}`,
		`Reputation goes along ${depth.limit} citations at most: it can reach ${depth.reached} of ${result.packages} packages, and ${depth.stopped} REP`,
		'  stayed with authors there that would have gone on to deeper dependencies',
		'',
		`${'REP earned'.padStart(20)}  ${'%'.padStart(6)}  package`,
		...result.top.map(({ package: name, versions, earned, percent }) => (
			`${earned.padStart(20)}  ${percent.padStart(6)}  ${name}${versions > 1 ? ` (${versions} versions)` : ''}`
		)),
		'',
		`  given to posts        ${totals.toPosts.padStart(20)} REP`,
		`  earned by authors     ${totals.earned.padStart(20)} REP, by ${totals.earners} packages`,
		`  incinerated           ${totals.incinerated.padStart(20)} REP`,
		'',
		...result.equations.map(({ says, left, right, holds }) => `${holds ? 'ok    ' : 'FAILED'} ${says}: ${left}${holds ? '' : ` and ${right}`}`),
		'',
		result.equations.every(({ holds }) => holds) ? 'No REP was made or lost, to the unit.' : 'REP WAS MADE OR LOST: see above.',
	].join('\n');
}

function inRep(units: bigint): string {
	const sign = units < 0n ? '-' : '';
	const size = units < 0n ? -units : units;
	return `${sign}${size / WIT}.${(size % WIT).toString().padStart(9, '0')}`;
}
