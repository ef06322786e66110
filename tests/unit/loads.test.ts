import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TypeRegistry } from '@polkadot/types';
import { type Load, callOf, encodePost, postOf } from '../../scripts/load/loads.ts';
import { type Figures, compare } from '../../scripts/load/report.ts';
import { parseOptions } from '../../scripts/load/options.ts';

const CALL = Uint8Array.of(30, 0);
const SENDER = new Uint8Array(32).fill(7);

function turn(nonce: number, random = 0.5) {
	return { sender: SENDER, receiver: new Uint8Array(32).fill(8), nonce, round: nonce, random: () => random };
}

describe('the benchmark\'s calls', () => {
	const posts: Extract<Load, { kind: 'posts' }> = {
		kind: 'posts',
		call: CALL,
		domain: 0,
		cited: [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)),
	};

	// Protects: what is signed by the thousand without a type in sight is what the types say.
	test('a post should be encoded as its types say', () => {
		const registry = new TypeRegistry();
		registry.register({
			Citation: { post: 'H256', weight: 'i32' },
			Content: { _enum: { Inline: 'Bytes', External: '(H256, Bytes)' } },
		});
		const post = postOf(posts, turn(3));
		const typed = registry.createType('(u32, Vec<(AccountId, u32)>, Vec<Citation>, Content, Option<u8>)', [
			0, [[SENDER, 1_000_000]], post.citations, { Inline: `0x${Buffer.from(post.content).toString('hex')}` }, null,
		]);
		assert.equal(Buffer.from(encodePost(CALL, post)).toString('hex'), `1e00${Buffer.from(typed.toU8a()).toString('hex')}`);
	});

	// Protects: a post that says what another says is refused by the chain, and so is one that
	// cites a post twice.
	test('posts should differ, and cite two posts', () => {
		for (const random of [0, 0.34, 0.67, 0.999_999]) {
			const [first, second] = postOf(posts, turn(1, random)).citations;
			assert.ok(first && second && !Buffer.from(first.post).equals(second.post));
		}
		const contents = [turn(1), turn(2), { ...turn(1), sender: new Uint8Array(32) }].map((each) => Buffer.from(postOf(posts, each).content).toString());
		assert.equal(new Set(contents).size, 3);
		assert.deepEqual(contents.map((content) => content.length), [100, 100, 100]);
	});

	// Protects: the cheapest transaction is a remark of nothing.
	test('a remark should be empty', () => {
		assert.deepEqual([...callOf({ kind: 'remarks', call: CALL, content: new Uint8Array() }, turn(0))], [...CALL, 0]);
	});

	// Protects: every stake is a new vote; a second one in a pool would be another, cheaper call.
	test('an account should stake once in each pool', () => {
		const load: Load = { kind: 'stakes', calls: [Uint8Array.of(1), Uint8Array.of(2)] };
		assert.deepEqual([0, 1].map((nonce) => callOf(load, turn(nonce))[0]), [1, 2]);
		assert.throws(() => callOf(load, turn(2)), /2 pools do not let an account stake 3 times/);
	});
});

describe('the benchmark\'s comparison', () => {
	// Protects: kinds are compared by what a chain under pressure carries, which is the last phase
	// of each.
	test('should take each kind\'s last phase', () => {
		const phase = (kind: string, steady: number, overall: number) => ({ kind, rate: null, included: { steady, overall }, finalised: { steady, overall } }) as unknown as Figures;
		const rates = compare([phase('transfers', 50, 49), phase('transfers', 1_000, 900), phase('stakes', 0, 250), phase('posts', 500, 400)]);
		assert.deepEqual(rates.map(({ kind, included, ofTransfers }) => [kind, included, ofTransfers]), [
			['transfers', 1_000, 1], ['stakes', 250, 0.25], ['posts', 500, 0.5],
		]);
		assert.equal(compare([phase('stakes', 10, 10)])[0]?.ofTransfers, undefined);
		assert.equal(compare([{ ...phase('transfers', 50, 50), rate: 50 }])[0]?.ofTransfers, undefined);
		assert.deepEqual(compare([phase('transfers', 100, 100)], 5).at(-1), { kind: 'work', included: 5, finalised: 5, ofTransfers: 0.05 });
	});

	// Protects: a mistyped kind is an error and not a run of something else.
	test('kinds should be chosen by name', () => {
		assert.deepEqual(parseOptions([])?.kinds, ['transfers']);
		assert.deepEqual(parseOptions(['--kind', 'posts'])?.kinds, ['posts']);
		assert.deepEqual(parseOptions(['--kind', 'all'])?.kinds, ['remarks', 'transfers', 'stakes', 'posts', 'work']);
		assert.throws(() => parseOptions(['--kind', 'post']), /transfers, stakes, posts, work, settle or all/);
	});
});
