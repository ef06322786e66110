// Joins what `benchmark overhead` and `benchmark storage` measured into one Rust file.
// usage: node base.mjs FOLDER OUTPUT
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, output] = process.argv.slice(2);

/** The first group of `pattern` in a file, without the underscores between digits. */
function find(file, pattern) {
	const match = readFileSync(join(folder, file), 'utf8').match(pattern);
	if (!match) throw new Error(`${file} has no ${pattern}`);
	return match[1].replaceAll('_', '');
}

const grouped = (nanoseconds) => String(nanoseconds).replace(/\B(?=(\d{3})+$)/g, '_');
const block = find('block_weights.rs', /saturating_mul\(([\d_]+)\)/);
const extrinsic = find('extrinsic_weights.rs', /saturating_mul\(([\d_]+)\)/);
const read = find('paritydb_weights.rs', /read: ([\d_]+)/);
const write = find('paritydb_weights.rs', /write: ([\d_]+)/);
const cpu = find('block_weights.rs', /CPU: `([^`]*)`/);
const date = find('block_weights.rs', /DATE: ([\d-]+)/);

writeFileSync(
	output,
	`//! What a block, an extrinsic and the database cost beside the calls. Written by \`scripts/weights\`: ${date}, ${cpu}.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight, Weight},
};

parameter_types! {
	/// Executing an empty block: mean of the repetitions.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * ${grouped(block)}, 0);
	/// Executing an extrinsic that does nothing, its signature included: mean of the repetitions.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * ${grouped(extrinsic)}, 0);
	/// Reading and writing an item of ParityDB: mean over 20 000 items in a state of 100 000 accounts.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: WEIGHT_REF_TIME_PER_NANOS * ${grouped(read)},
		write: WEIGHT_REF_TIME_PER_NANOS * ${grouped(write)},
	};
}
`,
);
