import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leastStake } from '../../scripts/demo/pools.ts';
import { reachable } from '../../scripts/demo/report.ts';
import { MILLION } from '@witan/client/experts';
import type { PlannedPost } from '../../scripts/lib/citations.ts';

describe('the least stake that ratifies a post', () => {
	// Protects: the demonstration's posts are ratified, and with no more REP than it takes.
	for (const supply of [0n, 1n, 6_001n, 10n ** 15n + 1n]) {
		for (const quorum of [0, 1, 100_000, MILLION]) {
			test(`should be exact for a supply of ${supply} and a quorum of ${quorum}`, () => {
				const least = leastStake({ supply, quorum });
				const passes = (ayes: bigint) => ayes > 0n && ayes * BigInt(MILLION) >= supply * BigInt(quorum);
				assert.ok(passes(least), `${least} is too little`);
				assert.ok(!passes(least - 1n), `${least} is too much`);
			});
		}
	}
});

describe('what reputation can reach', () => {
	// Protects: what the demonstration says of its depth limit: posts that stand between count, and
	// the shortest way decides.
	test('should be posts within so many citations of a root', () => {
		const post = (key: string, id: string, ...cited: string[]): [string, PlannedPost] => [key, {
			key,
			package: { id, name: id, version: '1.0.0', source: undefined, checksum: undefined, dependencies: [] },
			citations: cited.map((each) => ({ post: each, weight: 1 })),
			content: key,
		}];
		const posts = new Map([
			post('d', 'd'), post('c', 'c', 'd'), post('b', 'b', 'c'), post('a between', 'a', 'b'), post('a', 'a', 'a between'), post('e', 'e', 'c'),
		]);
		assert.deepEqual([...reachable(posts, ['a'], 3)].sort(), ['a', 'b', 'c']);
		assert.deepEqual([...reachable(posts, ['a', 'e'], 2)].sort(), ['a', 'b', 'c', 'd', 'e']);
		assert.deepEqual([...reachable(posts, ['a'], 1)].sort(), ['a']);
	});
});
