import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { MILLION } from '@witan/client/experts';
import { type PlannedPost, planPosts, propagate } from '../../scripts/lib/citations.ts';
import { type Package, readLock } from '../../scripts/lib/lockfile.ts';

const OPTIONS = { kept: MILLION / 2, maxCitations: 16 };

/** Returns a package `0` with `dependencies` dependencies. */
function star(dependencies: number): Package[] {
	const leaves = Array.from({ length: dependencies }, (_, index) => made(`${index + 1}`, []));
	return [...leaves, made('0', leaves.map(({ id }) => id))];
}

function made(id: string, dependencies: string[]): Package {
	return { id, name: `p${id}`, version: '1.0.0', source: undefined, checksum: undefined, dependencies };
}

function byKey(posts: PlannedPost[]): Map<string, PlannedPost> {
	return new Map(posts.map((post) => [post.key, post]));
}

function sum(values: Iterable<bigint>): bigint {
	return [...values].reduce((total, value) => total + value, 0n);
}

describe('posts of packages', () => {
	// Protects: the chain refuses a post that cites too many, what is not there, or with more than
	// a million in sum.
	test('should each be one that the forum takes', () => {
		const graph = readLock(readFileSync(new URL('../../Cargo.lock', import.meta.url), 'utf8'));
		const posts = planPosts(graph, OPTIONS);
		const seen = new Set<string>();
		for (const { key, citations } of posts) {
			assert.ok(citations.length <= OPTIONS.maxCitations, `${key} cites ${citations.length}`);
			assert.ok(citations.every(({ post, weight }) => seen.has(post) && weight > 0), `${key} cites what is not there`);
			assert.equal(new Set(citations.map(({ post }) => post)).size, citations.length, `${key} cites one twice`);
			assert.ok(citations.reduce((total, { weight }) => total + weight, 0) <= MILLION, key);
			assert.ok(!seen.has(key), `${key} is there twice`);
			seen.add(key);
		}
		assert.equal(new Set(posts.map(({ content, citations }) => content + JSON.stringify(citations))).size, posts.length);
	});

	// Protects: all dependencies of a package get the same, however many posts stand between.
	for (const count of [1, 16, 17, 71, 256, 257, 1_000]) {
		test(`should give ${count} dependencies the same`, () => {
			const posts = byKey(planPosts({ packages: star(count) }, OPTIONS));
			const amount = 10n ** 15n;
			const { earned } = propagate(posts, '0', amount, 99);
			const shares = Array.from({ length: count }, (_, index) => earned.get(`${index + 1}`) ?? 0n);
			const fair = amount / 2n / BigInt(count);
			shares.forEach((share) => assert.ok(share <= fair && share > (fair * 99n) / 100n, `${share} of ${fair}`));
			assert.equal(sum(earned.values()), amount);
		});
	}

	// Protects: nothing is lost where reputation stops, and what stops there is told.
	test('should share to the unit at every depth', () => {
		const chain = ['4', '3', '2', '1', '0'].map((id) => made(id, id === '4' ? [] : [`${Number(id) + 1}`]));
		const posts = byKey(planPosts({ packages: chain }, OPTIONS));
		const shares = (depth: number) => propagate(posts, '0', 1_001n, depth);
		assert.deepEqual(Object.fromEntries(shares(3).earned), { 0: 501n, 1: 250n, 2: 125n, 3: 125n });
		assert.equal(shares(3).stopped, 62n);
		assert.deepEqual(Object.fromEntries(shares(0).earned), { 0: 1_001n });
		assert.deepEqual(Object.fromEntries(shares(9).earned), { 0: 501n, 1: 250n, 2: 125n, 3: 63n, 4: 62n });
		assert.equal(shares(9).stopped, 0n);
	});
});
