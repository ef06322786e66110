import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Measurements, baseWeights } from '../../scripts/measure/base.ts';
import { currentInputs, normalised } from '../../scripts/measure/inputs.ts';
import { accepted, measured, readWeightsLock, staleWeights } from '../../scripts/measure/lock.ts';
import { describeRatios, isTrue, ratioOf } from '../../scripts/measure/ratio.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('weights', () => {
	// Protects: a call that became dearer is weighed again, before it fills blocks that take longer
	// than they weigh.
	test('weights should be no older than what they were measured from', () => {
		assert.deepEqual(staleWeights(readWeightsLock(ROOT), currentInputs(ROOT)), {},
			'measure these (scripts/weights PALLET), or say why they are right as they are (scripts/weights --accept REASON)');
	});

	// Protects: the search sees a pallet's code, its primitives, what its configuration gives it,
	// and the SDK. Fees that became parameters once went by unseen, since only a configuration
	// changed.
	test('inputs should be the code, the configuration and the SDK of a pallet', () => {
		const inputs = currentInputs(ROOT);
		const of = (name: string) => Object.keys(inputs.get(name) ?? {});
		for (const input of ['pallets/experts/forum', 'pallets/experts/primitives', 'pallets/experts/reputation', 'pallets/governance',
			'runtime/solochain/src/systems/experts.rs', 'runtime/common/src/systems/experts.rs', 'scripts/measure/pallet.hbs', 'frame-support']) {
			assert.ok(of('pallet_forum').includes(input), input);
		}
		assert.ok(!of('pallet_forum').includes('pallets/experts/availability'));
		for (const input of ['pallets/fees', 'runtime/solochain/src/systems/chain/money.rs', 'frame-system']) {
			assert.ok(of('pallet_fees').includes(input), input);
		}
		assert.ok(of('base').includes('runtime/common/src/weights/frame_system_extensions.rs'));
		assert.match(inputs.get('pallet_balances')?.['pallet-balances'] ?? '', /^\d+\.\d+\.\d+ [0-9a-f]{12}$/);
	});

	// Protects: comments and rustfmt cost nothing, and make nobody measure; any other change does.
	test('code should be the same whatever its comments and lines, and only then', () => {
		const code = normalised('fn a(x: u32) -> &str {\n\t// Why.\n\tf(x, "//b")\n}\n');
		assert.equal(normalised('/// Docs.\nfn a(\n\tx: u32,\n) -> &str {\n\tf(x, "//b") /* or */\n}\n#[cfg(test)]\nmod tests {\n\tfn b() {}\n}\n'), code);
		assert.notEqual(normalised('fn a(x: u32) -> &str {\n\tf(x, "//c")\n}\n'), code);
		assert.notEqual(normalised('fn a(x: u32) -> &str {\n\tf(x, "//b"); g()\n}\n'), code);
		assert.equal(normalised('let quote = \'"\'; // "a"'), normalised('let quote = \'"\'; // "b"'));
	});

	// Protects: figures of a build, or a state, that nobody runs are not taken for the chain's; an
	// accepted change is kept with its reason until the next measurement.
	test('a record should hold what was measured, and the reasons of what was accepted', () => {
		const inputs = { build: 'production', code: '1' };
		const current = new Map([['a', inputs]]);
		assert.deepEqual(staleWeights({ a: measured(inputs, 'production') }, current), {});
		assert.deepEqual(staleWeights({ a: measured(inputs, 'dev, quick') }, current), { a: ['build'] });
		assert.deepEqual(staleWeights({ a: measured({ ...inputs, code: '0' }, 'production') }, current), { a: ['code'] });
		assert.deepEqual(staleWeights({}, current), { a: ['build', 'code'] });
		assert.deepEqual(staleWeights({ a: { inputs }, gone: { inputs: { code: '1' } } }, current), { gone: ['code'] });
		const twice = accepted(accepted(measured({ ...inputs, code: '0' }, 'dev'), inputs, 'a rename'), inputs, 'an error\'s text');
		assert.deepEqual(twice, { inputs, accepted: ['a rename', 'an error\'s text'] });
	});
});

describe('base weights', () => {
	const extension = (name: string, picoseconds: number, database = '') => (
		`\tfn ${name}() -> Weight {\n\t\tWeight::from_parts(${picoseconds}, 0)\n${database}\t}\n`
	);
	const account = '\t\t\t.saturating_add(T::DbWeight::get().reads(1))\n\t\t\t.saturating_add(T::DbWeight::get().writes(1))\n';
	const measurements: Measurements = {
		block: '//! DATE: 2027-01-02 (Y/M/D)\n//! HOSTNAME: `h`, CPU: `Fast`\nsaturating_mul(300_001)',
		extrinsic: 'saturating_mul(150_000)',
		reads: '\t\t\tread: 9_000 * constants::WEIGHT_REF_TIME_PER_NANOS,\n\t\t\twrite: 0 * constants',
		writes: '\t\t\tread: 0 * constants::WEIGHT_REF_TIME_PER_NANOS,\n\t\t\twrite: 40_000 * constants',
		systemExtensions: ['check_non_zero_sender', 'check_spec_version', 'check_tx_version', 'check_genesis', 'check_mortality_immortal_transaction', 'check_weight', 'weight_reclaim']
			.map((name) => extension(name, 1_000_000)).join('') + extension('check_nonce', 13_000_000, account),
		fees: extension('charge_transaction_payment', 70_000_000),
	};
	const state = { accounts: 1_000_000, warm: false };

	// Protects: base weight and extensions together are what was measured, and the database costs
	// what it took.
	test('extensions should be taken off the extrinsic, and the database weigh its means', () => {
		const rust = baseWeights(measurements, state);
		assert.match(rust, /Written by `scripts\/weights`: 2027-01-02, Fast\./);
		assert.match(rust, /BlockExecutionWeight: .* \* 300_001, 0\)/);
		// 150 - (7 * 1 + 13 + 70) µs.
		assert.match(rust, /ExtrinsicBaseWeight: .* \* 60_000, 0\)/);
		assert.match(rust, /read: WEIGHT_REF_TIME_PER_NANOS \* 9_000,/);
		assert.match(rust, /write: WEIGHT_REF_TIME_PER_NANOS \* 40_000,/);
		assert.match(rust, /1_000_000 accounts/);
		assert.match(baseWeights({ ...measurements, extrinsic: 'saturating_mul(80_000)' }, state), /ExtrinsicBaseWeight: .* \* 0, 0\)/);
	});

	// Protects: a transaction is charged for its sender's account once.
	test('weights should be refused when the sender\'s account is charged twice or never', () => {
		const twice = { ...measurements, fees: extension('charge_transaction_payment', 70_000_000, account) };
		assert.throws(() => baseWeights(twice, state), /weigh 2 writes/);
		const never = { ...measurements, systemExtensions: measurements.systemExtensions.replace(account, '') };
		assert.throws(() => baseWeights(never, state), /weigh 0 writes/);
	});
});

describe('the ratio of time and weight', () => {
	// Protects: the time of a kind's blocks is compared with all that they weigh, hooks included.
	test('blocks of a kind should be compared together', () => {
		const block = (transactions: number, microseconds: number) => ({
			transactions: Array.from({ length: transactions }, (_, index) => index),
			weight: { refTime: microseconds * 1e6, proofSize: 0 },
		});
		assert.deepEqual(ratioOf('posts', [block(1_000, 1_000_000), block(0, 1_000), block(1_000, 999_000)], 1.8),
			{ kind: 'posts', blocks: 3, transactions: 2_000, weight: 1_000, measured: 900, ratio: 0.9 });
	});

	// Protects: weights that miss slots, or waste them, fail the check and are told apart.
	test('weights should be true from seven tenths to the whole', () => {
		const ratio = (value: number) => ({ kind: 'posts', blocks: 1, transactions: 1, weight: 1, measured: value, ratio: value });
		assert.deepEqual([0.69, 0.7, 1, 1.01].map((value) => isTrue(ratio(value))), [false, true, true, false]);
		assert.match(describeRatios([ratio(1.5)]), /posts .* 1\.50 +not from 0\.7 to 1/);
	});
});
