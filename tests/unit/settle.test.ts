import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { type SeenBlock, type Weight, classWeights } from '../../scripts/load/blocks.ts';
import { parseOptions } from '../../scripts/load/options.ts';
import { type Settling, describeSettle, settleFigures, settleProblems } from '../../scripts/load/settle.ts';

const LIMIT: Weight = { refTime: 2_000, proofSize: 500 };

/** Returns a block with `transfers` transfers. */
function block(number: number, transfers: number, { slot = number, refTime = 1_000, proofSize = 100 } = {}): SeenBlock {
	return {
		number,
		hash: `0x${number}`,
		parent: `0x${number - 1}`,
		slot,
		transactions: Array.from({ length: transfers }, (_, index) => index),
		refTime: refTime / 2,
		weight: { refTime, proofSize },
		bestAt: 0,
		finalAt: 0,
	};
}

/** Returns blocks of which the second to the fourth settle votes: four, none and six of ten. */
function settling(changes: Partial<Settling> = {}): Settling {
	return {
		voters: 10,
		blocks: [block(1, 100), block(2, 20), block(3, 30), block(4, 40), block(5, 100)],
		left: [10, 6, 6, 0, 0],
		facts: { slotMs: 3_000, normalLimit: 1_500, blockLimit: LIMIT },
		logs: [2, 3, 9].map((number) => `Prepared block for proposing at ${number} (${number} ms) x end: NoMoreTransactions; extrinsics_count: 7`),
		usage: { nodes: [1], generator: 0, others: 0 },
		ranOut: false,
		...changes,
	};
}

describe('the figures of settling', () => {
	// Protects: what is said of the blocks that settle is not thinned by those before and after
	// them.
	test('should be of the blocks from the first vote to the last', () => {
		const figures = settleFigures(settling());
		assert.deepEqual(figures.each.map(({ number, votes }) => [number, votes]), [[2, 4], [3, 0], [4, 6]]);
		assert.deepEqual(figures.votes, { min: 0, median: 4, max: 6 });
		assert.deepEqual([figures.blocks, figures.seconds, figures.transfers, figures.transfersPerSecond], [3, 9, 90, 10]);
		assert.equal(figures.authoring.blockMs.max, 3);
		assert.deepEqual(settleProblems(figures, 0), []);
	});

	// Protects: the heaviest block is found wherever it is, by each of the two measures by itself.
	test('should have the greatest weight of each kind', () => {
		const blocks = [block(1, 1, { refTime: 9_000 }), block(2, 1, { refTime: 1_999 }), block(3, 1, { proofSize: 499 }), block(4, 1), block(5, 1)];
		const figures = settleFigures(settling({ blocks }));
		assert.deepEqual(figures.weight, { refTime: 1_999, proofSize: 499 });
		assert.match(describeSettle(figures), /proof 499 bytes, of 500/);
	});

	// Protects: a first block so late that it lost its slot is seen, though no block that settles
	// is before it.
	test('should count the slots that were missed from the block before on', () => {
		const late = (slots: number[]) => settleFigures(settling({ blocks: slots.map((slot, index) => block(index + 1, 1, { slot })) })).missedSlots;
		assert.equal(late([1, 2, 3, 4, 5]), 0);
		assert.equal(late([1, 3, 4, 5, 6]), 1);
		assert.equal(late([1, 2, 3, 5, 6]), 1);
		assert.equal(late([1, 2, 3, 4, 9]), 0);
	});

	// Protects: a run that settled nothing says so, rather than to look like a fast one.
	test('should be nothing without a vote that was settled', () => {
		const figures = settleFigures(settling({ left: [10, 10, 10, 10, 10] }));
		assert.deepEqual([figures.blocks, figures.seconds, figures.transfersPerSecond], [0, 0, 0]);
		assert.match(settleProblems(figures, 10).join(), /0 of 10 votes were settled, and the chain has 10/);
	});
});

describe('the verdict on settling', () => {
	const problems = (changes: Partial<Settling>, votes = 0) => settleProblems(settleFigures(settling(changes)), votes);
	const weighing = (weight: Partial<Weight>) => [1, 2, 3, 4, 5].map((number) => block(number, 1, number === 4 ? weight : {}));

	// Protects: each thing that must not be makes the run fail, and by its own words.
	test('should name whatever must not be', () => {
		assert.deepEqual(problems({ blocks: weighing(LIMIT) }), []);
		assert.match(problems({ blocks: weighing({ refTime: 2_001 }) }).join(), /^a block weighs 2001 ps, and none may weigh more than 2000$/);
		assert.match(problems({ blocks: weighing({ proofSize: 501 }) }).join(), /^a block's proof has 501 bytes/);
		assert.match(problems({ blocks: [1, 2, 3, 5, 6].map((slot, index) => block(index + 1, 1, { slot })) }).join(), /^1 slots have no block/);
		assert.match(problems({}, 1).join(), /^10 of 10 votes were settled, and the chain has 1$/);
		assert.match(problems({ left: [10, 6, 6, 1, 1] }).join(), /^9 of 10 votes/);
		assert.match(problems({ ranOut: true }).join(), /^the transfers ran out/);
	});
});

describe('the weight of a block', () => {
	// Protects: a block's weight is the sum of its classes; hooks are in the last, which a look
	// only at transactions would miss.
	test('should be read class by class', () => {
		const stored = [1_500_000_000_000, 300_000, 7, 0, 2 ** 31, 1].map((value) => compactToU8a(value));
		assert.deepEqual(classWeights(u8aToHex(u8aConcat(...stored))), [
			{ refTime: 1_500_000_000_000, proofSize: 300_000 },
			{ refTime: 7, proofSize: 0 },
			{ refTime: 2 ** 31, proofSize: 1 },
		]);
		assert.deepEqual(classWeights(null), Array.from({ length: 3 }, () => ({ refTime: 0, proofSize: 0 })));
	});
});

describe('the command line', () => {
	// Protects: settling is asked for by name, on one validator, and is not among what is compared.
	test('should have settling by itself', () => {
		const options = parseOptions(['--kind', 'settle', '--voters', '5000']);
		assert.deepEqual([options?.kinds, options?.networks, options?.voters], [['settle'], [1], 5_000]);
		assert.equal(parseOptions(['--kind', 'settle'])?.voters, 100_000);
		assert.deepEqual(parseOptions(['--kind', 'settle', '--validators', '4'])?.networks, [4]);
		assert.deepEqual(parseOptions(['--kind', 'all'])?.networks, [1, 4]);
		assert.ok(!parseOptions(['--kind', 'all'])?.kinds.includes('settle'));
		assert.throws(() => parseOptions(['--kind', 'settle', '--voters', '0']), /--voters 0: a whole number above 0/);
	});
});
