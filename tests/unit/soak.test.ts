import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeJudged, judge, judgeMemory, judgeQueue, problemsOf, trend } from '../../scripts/load/judge.ts';
import { type Sample, WrittenMeter, csvHead, csvOf, describeSample, queuesOf } from '../../scripts/load/samples.ts';

const COUNT = 100;

/** Returns a series of {@link COUNT} values. */
function series(of: (index: number) => number): number[] {
	return Array.from({ length: COUNT }, (_, index) => of(index));
}

/** Returns a number from -1 to 1 that looks random and is the same each time. */
function noise(index: number): number {
	return Math.sin(index * 12.9898) * 43_758.5453 % 1;
}

function sample(changes: Partial<Sample> = {}, resident = 2 ** 29): Sample {
	return {
		at: 90, leg: 0, finalPerSecond: 499.6,
		nodes: { alice: { resident, database: 2 ** 30, written: 2 ** 31, pool: 7 } },
		queues: { 'blocks to finalise': 2 },
		...changes,
	};
}

describe('the judgement of a soak', () => {
	// Protects: a chain that makes blocks is not taken for a queue that grows, and each queue is
	// watched.
	test('queues should be those of what waits', () => {
		const names = ['block', 'session', 'active_era', 'nominators', 'weight_normal_seconds', 'draws_overdue', 'pools_lag_blocks', 'forum_queue_steps'];
		const gauges = names.map((name) => ({ name: `witan_health_${name}`, kind: 'gauge' as const, labels: [], value: 1 }));
		assert.deepEqual(Object.keys(queuesOf(gauges)), ['draws_overdue', 'pools_lag_blocks', 'forum_queue_steps']);
	});

	// Protects: memory that fills caches at first is no leak, and one that grows for ever is.
	test('memory should count from the second quarter on', () => {
		assert.equal(judgeMemory('alice', series((index) => (index < 25 ? 100 + 10 * index : 500))).grows, false);
		assert.equal(judgeMemory('alice', series((index) => 500 + index / 10)).grows, false);
		const leak = judgeMemory('alice', series((index) => 500 + index));
		assert.equal(leak.grows, true);
		assert.ok(Math.abs(leak.growth - (587.5 / 537.5 - 1)) < 1e-3, `${leak.growth}`);
		assert.equal(judgeMemory('alice', []).grows, false);
	});

	// Protects: a node that is started anew begins with little memory, which must not hide a leak.
	test('memory should be judged between two starts', () => {
		const leaky = (leg: number) => series((index) => index).map((index) => sample({ leg }, 2 ** 29 + index * 2 ** 22));
		const { memory } = judge([...leaky(0), ...leaky(1)]);
		assert.deepEqual(memory.map(({ name, grows }) => [name, grows]), [['alice, start 1', true], ['alice, start 2', true]]);
	});

	// Protects: a queue that goes up and down is no problem, and one that only goes up is.
	test('a queue should grow only if chance does not explain it', () => {
		assert.equal(judgeQueue('agenda', series((index) => 50 + 40 * noise(index))).grows, false);
		assert.equal(judgeQueue('agenda', series((index) => index % 20)).grows, false);
		assert.equal(judgeQueue('agenda', series(() => 3)).grows, false);
		assert.equal(judgeQueue('agenda', series((index) => 50 - index / 3)).grows, false);
		assert.equal(judgeQueue('agenda', series((index) => 50 + index / 2 + 20 * noise(index))).grows, true);
		assert.equal(judgeQueue('agenda', series((index) => Math.min(index, 20))).grows, false, 'it fills once');
		assert.equal(judgeQueue('agenda', [5, 90]).grows, false, 'too few to tell');
	});

	// Protects: the pool and every gauge are among the queues, and a growth is a failure.
	test('what grows should be named', () => {
		const judged = judge(series((index) => index).map((index) => sample({ queues: { agenda: 10 * index, works: 4 } }, 2 ** 29 + index * 2 ** 22)));
		assert.deepEqual(judged.queues.map(({ name, grows }) => [name, grows]), [['pool of alice', false], ['agenda', true], ['works', false]]);
		const [memory, queue, ...more] = problemsOf(judged);
		assert.match(memory ?? '', /memory of alice grew by \d+\.\d % .* may by 5 %/);
		assert.match(queue ?? '', /the queue agenda grew by 740\.0 /);
		assert.deepEqual(more, []);
		assert.match(describeJudged(judged), /agenda +GROWS, 740\.0\n +works +steady, 0\.0/);
	});

	// Protects: the line is the nearest one, and its error grows with the noise.
	test('a trend should be the line of least squares', () => {
		const exact = trend([1, 3, 5, 7]);
		assert.deepEqual([exact.rise, exact.mean], [6, 4]);
		assert.ok(exact.error < 1e-9);
		assert.ok(trend(series((index) => index + noise(index))).error < trend(series((index) => index + 10 * noise(index))).error);
	});
});

describe('the samples of a soak', () => {
	// Protects: bytes that a node wrote before it was started anew are not forgotten.
	test('written bytes should add up over starts', () => {
		const meter = new WrittenMeter();
		assert.deepEqual([meter.read(1, 100), meter.read(1, 150), meter.read(2, 30), meter.read(2, 40)], [0, 50, 80, 90]);
	});

	// Protects: one line tells all, and a table has the same columns in every row.
	test('a sample should be one line, and one row of a table', () => {
		assert.equal(describeSample(sample()),
			'      1.5 min; 500 final a second; memory 512 MiB; database 1024 MiB; written 2048 MiB; pool 7; blocks to finalise 2');
		const first = sample({ queues: { 'a "b", c': 1, works: 2 } });
		assert.equal(csvHead(first), 'seconds,leg,final a second,alice resident,alice database,alice written,alice pool,"a ""b"", c",works');
		assert.equal(csvOf(sample({ queues: { works: 5, later: 6 } }), first), '90,0,499.6,536870912,1073741824,2147483648,7,,5');
	});
});
