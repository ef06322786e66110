import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Need, leastStake } from '../../scripts/demo/pools.ts';
import { reachable } from '../../scripts/demo/report.ts';
import { MILLION } from '@witan/client/experts';
import type { PlannedPost } from '../../scripts/lib/citations.ts';

describe('the least stake that ratifies a post', () => {
	const passes = (ayes: bigint, { supply, mint, quorum, winRatio, authorShare }: Need) => {
		const [whole, share] = [BigInt(MILLION), BigInt(authorShare)];
		const [pro, contra] = [ayes * whole + share * mint, (whole - share) * mint];
		return ayes * whole >= supply * BigInt(quorum) && pro * whole >= (pro + contra) * BigInt(winRatio);
	};

	// Protects: the demonstration's posts are ratified whatever the fee, and with no more REP than
	// it takes.
	for (const mint of [0n, 1n, 100n, 3_000n, 10n ** 15n]) {
		for (const [quorum, winRatio, authorShare] of [[100_000, 500_000, 500_000], [1, 666_667, 500_000], [0, 900_000, 0], [MILLION, 1, MILLION]] as const) {
			test(`should be exact for ${mint} minted, quorum ${quorum}, ratio ${winRatio}, share ${authorShare}`, () => {
				const need = { supply: 6_001n, mint, quorum, winRatio, authorShare };
				const least = leastStake(need) as bigint;
				assert.ok(passes(least, need), `${least} is too little`);
				assert.ok(least === 1n || !passes(least - 1n, need), `${least} is too much`);
			});
		}
	}

	// Protects: where nothing helps, that is said.
	test('should be none where all of what is minted must be in favour', () => {
		assert.equal(leastStake({ supply: 1n, mint: 1n, quorum: 0, winRatio: MILLION, authorShare: 0 }), undefined);
		assert.equal(leastStake({ supply: 10n, mint: 1n, quorum: 0, winRatio: MILLION, authorShare: MILLION }), 1n);
	});
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
