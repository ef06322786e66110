// Joins what `benchmark overhead` and `benchmark storage` measured into one Rust file.
// usage: node base.mjs FOLDER WEIGHTS
//
// The extrinsic that `benchmark overhead` repeats carries the transaction extensions, and FRAME
// charges their weights beside the base weight. So their cost is taken off: base and extensions
// together are what was measured, or more.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, weights] = process.argv.slice(2);

/** The first group of `pattern` in a file, without the underscores between digits. */
function find(file, pattern) {
	const match = readFileSync(join(folder, file), 'utf8').match(pattern);
	if (!match) throw new Error(`${file} has no ${pattern}`);
	return match[1].replaceAll('_', '');
}

/** Nanoseconds of computation that a generated function weighs. */
function computation(file, name) {
	const source = readFileSync(join(weights, file), 'utf8');
	const match = source.match(new RegExp(`fn ${name}\\([^)]*\\) -> Weight \\{\\s*Weight::from_parts\\(([\\d_]+)`));
	if (!match) throw new Error(`${file} has no ${name}`);
	return Number(match[1].replaceAll('_', '')) / 1000;
}

const EXTENSIONS = [
	'check_non_zero_sender',
	'check_spec_version',
	'check_tx_version',
	'check_genesis',
	'check_mortality_immortal_transaction',
	'check_nonce',
	'check_weight',
	'weight_reclaim',
];
const extensions =
	EXTENSIONS.reduce((sum, name) => sum + computation('frame_system_extensions.rs', name), 0) +
	computation('pallet_fees.rs', 'charge_transaction_payment');

const grouped = (nanoseconds) => String(nanoseconds).replace(/\B(?=(\d{3})+$)/g, '_');
const block = find('block_weights.rs', /saturating_mul\(([\d_]+)\)/);
const measured = find('extrinsic_weights.rs', /saturating_mul\(([\d_]+)\)/);
const extrinsic = Math.max(0, Math.round(measured - extensions));
const read = find('paritydb_weights.rs', /read: ([\d_]+)/);
const write = find('paritydb_weights.rs', /write: ([\d_]+)/);
const cpu = find('block_weights.rs', /CPU: `([^`]*)`/);
const date = find('block_weights.rs', /DATE: ([\d-]+)/);

writeFileSync(
	join(weights, 'base.rs'),
	`//! Costs of a block, an extrinsic and the database, beside the calls. Written by \`scripts/weights\`: ${date}, ${cpu}.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight, Weight},
};

parameter_types! {
	/// Executing an empty block: median of the repetitions.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * ${grouped(block)}, 0);
	/// Executing an extrinsic that does nothing, its signature included. It is the median of the
	/// repetitions, ${grouped(measured)} ns, less the weight of its transaction extensions,
	/// ${grouped(Math.round(extensions))} ns.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * ${grouped(extrinsic)}, 0);
	/// Reading and writing an item of ParityDB: median over 20 000 items in a state of 100 000
	/// accounts.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: WEIGHT_REF_TIME_PER_NANOS * ${grouped(read)},
		write: WEIGHT_REF_TIME_PER_NANOS * ${grouped(write)},
	};
}
`,
);
