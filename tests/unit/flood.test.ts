import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Registry } from '@polkadot/types/types';
import type { SeenBlock, Weight } from '../../scripts/load/blocks.ts';
import { type FloodSeen, type SeenInFlood, countedBlocks, describeFlood, floodFigures, floodProblems, riseOf } from '../../scripts/load/flood-report.ts';
import { type Look, type Queues, RESERVES, drawsIn, given } from '../../scripts/load/idle.ts';
import { type Limits, MULTIPLIER, factor, fullness, largestRemark, reached } from '../../scripts/load/limits.ts';
import { callOf } from '../../scripts/load/loads.ts';
import { parseOptions } from '../../scripts/load/options.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMITS: Limits = {
	normal: { refTime: 1_000e9, proofSize: 3_932_160 },
	extrinsic: { refTime: 900e9, proofSize: 3_670_016 },
	base: { refTime: 100e6, proofSize: 0 },
};
/** A transaction of which a thousand fill a block's time. */
const NEED: Weight = { refTime: 1e9, proofSize: 150 };
const FULL: Weight = { refTime: 999.5e9, proofSize: 150_000 };
const QUIET = 20e9;
const NOTHING: Queues = { drawsOverdue: 0, drawsLag: 0, ordersLag: 0, poolsLag: 0, poolsToSettle: 0, steps: 0, tasksLag: 0 };

function look({ normal = FULL, own = 0, queues = {}, draws, multiplier = 1 }: {
	normal?: Weight; own?: number; queues?: Partial<Queues>; draws?: number; multiplier?: number;
} = {}): Look {
	return {
		queues: { ...NOTHING, ...queues },
		weights: [normal, { refTime: 0, proofSize: 0 }, { refTime: QUIET + own, proofSize: 0 }],
		multiplier,
		draws,
	};
}

function block(number: number, { slot = number, transactions = 1_000 } = {}): SeenBlock {
	return {
		number,
		hash: `0x${number}`,
		parent: `0x${number - 1}`,
		slot,
		transactions: Array.from({ length: transactions }, (_, index) => index),
		refTime: 0,
		weight: FULL,
		bestAt: 0,
		finalAt: 0,
	};
}

/** Returns a flood of ten full blocks, whose multiplier rises as the formula says. */
function flood(change: (index: number) => Partial<SeenInFlood> = () => ({})): FloodSeen {
	const blocks = Array.from({ length: 10 }, (_, index): SeenInFlood => ({
		block: block(index + 1),
		look: look({ multiplier: 2 * factor(1) ** (index + 1) }),
		...change(index),
	}));
	return {
		kind: 'transfers',
		blocks,
		before: look({ multiplier: 2 }),
		quiet: QUIET,
		limits: LIMITS,
		need: NEED,
		prices: [3_000_000n, 3_000_169n],
		spending: { spent: 31_000_000_000n, held: 5_000_000_000n },
		transactions: 10_400,
		refused: {},
		authoring: { blockMs: { median: 1, p90: 1, p99: 1, max: 1 }, microsecondsPerTransaction: 1, ends: { HitBlockWeightLimit: 10 } },
	};
}

describe('the limits of a block', () => {
	// Protects: the growth that a flood is measured by is that of the runtime's own parameters.
	test('the formula should have the runtime\'s parameters', () => {
		const money = readFileSync(`${ROOT}runtime/solochain/src/systems/chain/money.rs`, 'utf8');
		const [, target] = /TargetBlockFullness: Perquintill = Perquintill::from_percent\((\d+)\)/.exec(money) ?? [];
		const [, speed, of] = /AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational\(([\d_]+), ([\d_]+)\)/.exec(money) ?? [];
		const number = (digits: string | undefined) => Number(digits?.replaceAll('_', ''));
		assert.equal(MULTIPLIER.target, number(target) / 100);
		assert.equal(MULTIPLIER.speed, number(speed) / number(of));
	});

	// Protects: fees stay at the target, rise above it and fall below it, by the second order too.
	test('the factor should follow the fullness', () => {
		assert.equal(factor(MULTIPLIER.target), 1);
		assert.equal(factor(1), 1 + 5.625e-5 + 5.625e-5 ** 2 / 2);
		assert.ok(factor(0) < 1);
		assert.equal(fullness({ refTime: 500e9, proofSize: 3_932_160 }, LIMITS), 1);
		assert.equal(fullness({ refTime: 500e9, proofSize: 0 }, LIMITS), 0.5);
	});

	// Protects: a block counts as full only if another of these transactions has no room.
	test('a block should be full if the next transaction has no room', () => {
		assert.equal(reached({ refTime: 999e9, proofSize: 0 }, NEED, LIMITS), undefined);
		assert.equal(reached({ refTime: 999e9 + 1, proofSize: 0 }, NEED, LIMITS), 'weight');
		assert.equal(reached({ refTime: 0, proofSize: 3_932_160 - 150 }, NEED, LIMITS), undefined);
		assert.equal(reached({ refTime: 0, proofSize: 3_932_160 - 149 }, NEED, LIMITS), 'length');
	});

	// Protects: remarks fill blocks to the last thousandth, and none is larger than may be.
	test('the largest remarks should fill a block', () => {
		const bytes = largestRemark(LIMITS);
		assert.ok(bytes < LIMITS.extrinsic.proofSize);
		assert.ok(2 * bytes < LIMITS.normal.proofSize && 2 * bytes > 0.999 * LIMITS.normal.proofSize, `${bytes}`);
		const whole = largestRemark({ ...LIMITS, extrinsic: { refTime: 0, proofSize: 4_000_000 } });
		assert.ok(whole < LIMITS.normal.proofSize && whole > 0.999 * LIMITS.normal.proofSize, `${whole}`);
		const turn = { sender: new Uint8Array(32), receiver: new Uint8Array(32), nonce: 0, round: 0, random: () => 0 };
		assert.deepEqual([...callOf({ kind: 'remarks', call: Uint8Array.of(0, 0), content: Uint8Array.of(7, 8) }, turn)], [0, 0, 8, 7, 8]);
	});
});

describe('the work of the chain\'s own', () => {
	// Protects: work that is put off is measured by what the runtime sets aside for it.
	test('the reserves should be the runtime\'s', () => {
		const limits = readFileSync(`${ROOT}runtime/solochain/src/systems/chain/block_limits.rs`, 'utf8');
		const types = readFileSync(`${ROOT}pallets/experts/business/src/types.rs`, 'utf8');
		const reserve = (name: string) => Number(new RegExp(`pub const ${name}: Weight = milliseconds\\((\\d+)\\)`).exec(limits)?.[1]);
		assert.equal(RESERVES.idle, reserve('IDLE') * 1e9);
		assert.equal(RESERVES.draws, reserve('DRAWS') * 1e9);
		assert.equal(RESERVES.drawsInBlock, Number(/MAX_DRAWS_PER_BLOCK: u32 = (\d+)/.exec(types)?.[1]));
	});

	// Protects: a block is at fault only if it leaves work, and gave it less than its reserve.
	test('a reserve should be given if it is used or nothing is left', () => {
		const blocks = (...looks: Look[]) => given(looks, QUIET).map(({ blocks: count }) => count);
		assert.deepEqual(blocks(look()), [1, 1]);
		assert.deepEqual(blocks(look({ queues: { poolsLag: 1 }, own: 50e9 }), look({ queues: { steps: 9 }, own: 99e9 })), [1, 2]);
		assert.deepEqual(blocks(look({ queues: { drawsLag: 3, drawsOverdue: 400 }, draws: 128, own: 89e9 })), [1, 1]);
		assert.deepEqual(blocks(look({ queues: { drawsLag: 3, drawsOverdue: 400 }, draws: 50, own: 208e9 })), [1, 1]);
		assert.deepEqual(blocks(look({ queues: { drawsLag: 3, drawsOverdue: 400 }, draws: 127, own: 206e9 })), [1, 0]);
		assert.deepEqual(blocks(look({ queues: { poolsLag: 3 }, draws: 128, own: 206e9 })), [0, 1]);
	});

	// Protects: draws are told from what transactions schedule, which comes after them, and none of
	// the thousands of their events is decoded.
	test('draws should be counted in the beginning of a block', () => {
		const events: [section: string, method: string, isInitialization: boolean][] = [
			['system', 'KilledAccount', true], ['business', 'DrawScheduled', true], ['business', 'Expired', true], ['business', 'Requested', true],
			['business', 'DrawScheduled', false], ['business', 'Assigned', true],
		];
		let decoded = 0;
		const createType = (_: string, bytes: Uint8Array) => {
			const [section, method, isInitialization] = events[bytes[0] as number] as (typeof events)[number];
			decoded += 1;
			return { phase: { isInitialization }, event: { section, method }, encodedLength: 1 };
		};
		const registry = { createType } as unknown as Registry;
		assert.equal(drawsIn(registry, '0x18000102030405'), 2);
		assert.equal(decoded, 5);
		assert.equal(drawsIn(registry, null), 0);
	});
});

describe('the figures of a flood', () => {
	// Protects: what is not full says nothing of the price in full blocks, and neither is a block
	// before the flood in its figures.
	test('should count from the first full block on', () => {
		const seen = [0, 400, 1_000, 700].map((transactions, index): SeenInFlood => ({
			block: block(index, { transactions }), look: look({ normal: { refTime: transactions * 1e9, proofSize: 0 } }),
		}));
		const numbers = (blocks: SeenInFlood[]) => countedBlocks(blocks, NEED, LIMITS).map(({ block: { number } }) => number);
		assert.deepEqual(numbers(seen), [2, 3]);
		assert.deepEqual(numbers(seen.slice(0, 2)), [1]);
		assert.deepEqual(numbers(seen.slice(0, 1)), []);
	});

	// Protects: the multiplier's fall in a block that is not full is not held against full ones.
	test('growth should be that of full blocks', () => {
		const { growth, formula, perBlock, start, end } = riseOf([2, 4, 3, 6], [true, false, true]);
		assert.deepEqual([growth, perBlock, start, end], [3, 1, 2, 6]);
		assert.equal(formula, factor(1) ** 2 - 1);
		assert.deepEqual(riseOf([1, 1], [false]), { start: 1, end: 1, perBlock: 0, growth: 0, formula: 0 });
	});

	// Protects: one look at the text tells whether the chain held.
	test('should tell of price, cost and reserves', () => {
		const figures = floodFigures(flood());
		assert.deepEqual(floodProblems(figures), []);
		assert.deepEqual([figures.blocks, figures.full, figures.slotsLost], [10, { weight: 10, length: 0 }, 0]);
		const text = describeFlood(figures);
		assert.match(text, /blocks +10, full by weight 10, by length 0/);
		assert.match(text, /multiplier +from 2\.000000 to 2\.001125, 0\.0056 % a full block/);
		assert.match(text, /by the formula: 1\.000 of it/);
		assert.match(text, /price of one +from 0\.003000 WIT to 0\.003000 WIT/);
		assert.match(text, /cost +31\.000000 WIT for 10400 transactions, and 5\.000000 WIT held/);
		assert.match(text, /on_idle +done, or given its reserve, in 10 of 10 blocks; no queue grows/);
	});
});

describe('the verdict on a flood', () => {
	const problems = (change: (index: number) => Partial<SeenInFlood>) => floodProblems(floodFigures(flood(change)));
	const rising = (index: number, changes: Parameters<typeof look>[0]) => look({ multiplier: 2 * factor(1) ** (index + 1), ...changes });

	// Protects: each thing that must not be makes the run fail, and by its own words.
	test('should name whatever must not be', () => {
		assert.match(problems((index) => ({ block: block(index + 1, { slot: index < 5 ? index : index + 1 }) })).join(), /^1 slots have no block/);
		assert.deepEqual(problems((index) => ({ look: look({ multiplier: 2 * (1 + 0.96 * (factor(1) - 1)) ** (index + 1) }) })), []);
		assert.match(
			problems((index) => ({ look: look({ multiplier: 2 * (1 + 0.94 * (factor(1) - 1)) ** (index + 1) }) })).join(),
			/^the multiplier rose by 0\.0529 % in 10 full blocks, and at full weight it rises by 0\.0563 %$/,
		);
		const half = { refTime: 500e9, proofSize: 0 };
		assert.match(problems((index) => (index < 2 ? { look: rising(index, { normal: half }) } : {})).join(), /^8 of 10 blocks were full/);
	});

	// Protects: a queue may grow in a flood as long as its work gets what is set aside for it, and
	// no longer.
	test('should be against a queue that grows without its reserve', () => {
		const growing = (own: number, draws?: number) => problems((index) => ({
			look: rising(index, { queues: draws === undefined ? { poolsLag: index } : { drawsLag: index }, own, ...(draws === undefined ? {} : { draws }) }),
		})).join();
		assert.equal(growing(95e9), '');
		assert.match(growing(80e9), /^poolsLag grew, though 9 blocks gave on_idle less than is set aside for it$/);
		assert.equal(growing(80e9, 128), '');
		assert.match(growing(80e9, 100), /^drawsLag grew, though 9 blocks gave draws less/);
	});
});

describe('the command line of a flood', () => {
	// Protects: a flood is asked for by name, on one validator, and not mixed with other runs.
	test('should have floods by themselves', () => {
		const options = parseOptions(['--flood', 'orders']);
		assert.deepEqual([options?.flood, options?.networks], [{ kind: 'orders', blocks: 100 }, [1]]);
		assert.deepEqual(parseOptions(['--flood', 'remarks', '--blocks', '7', '--validators', '4'])?.flood, { kind: 'remarks', blocks: 7 });
		assert.equal(parseOptions([])?.flood, undefined);
		assert.throws(() => parseOptions(['--flood', 'posts']), /--flood posts: remarks, transfers, orders/);
		assert.throws(() => parseOptions(['--blocks', '5']), /--blocks belongs to --flood/);
		assert.throws(() => parseOptions(['--flood', 'remarks', '--kind', 'posts']), /no --kind/);
		assert.throws(() => parseOptions(['--flood', 'remarks', '--soak', '1']), /no --soak/);
		assert.throws(() => parseOptions(['--flood', 'remarks', '--rate', '5']), /no --rate/);
	});
});
