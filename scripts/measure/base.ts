/**
 * Joins the figures of `benchmark overhead` and `benchmark storage` into one Rust file: the costs
 * of a block, of an extrinsic and of the database.
 */

/** The texts that the measurements wrote, and the extensions' weights. */
export interface Measurements {
	block: string;
	extrinsic: string;
	reads: string;
	writes: string;
	systemExtensions: string;
	fees: string;
}

/** The state in which the database was measured. */
export interface State {
	accounts: number;
	/** True if reads came from memory and not from the disk. */
	warm: boolean;
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

/** Returns the Rust file. */
export function baseWeights(measurements: Measurements, { accounts, warm }: State): string {
	const { block, extrinsic, reads, writes } = measurements;
	const number = (text: string, pattern: RegExp) => Number(find(text, pattern).replaceAll('_', ''));
	const perBlock = number(block, /saturating_mul\(([\d_]+)\)/);
	const measured = number(extrinsic, /saturating_mul\(([\d_]+)\)/);
	const extensions = extensionsComputation(measurements);
	const read = number(reads, /\bread: ([\d_]+)/);
	const write = number(writes, /\bwrite: ([\d_]+)/);
	const source = warm ? 'from memory' : 'from the disk';
	return `//! Costs of a block, an extrinsic and the database, beside the calls. Written by \`scripts/weights\`: ${find(block, /DATE: ([\d-]+)/)}, ${find(block, /CPU: `([^`]*)`/)}.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight, Weight},
};

parameter_types! {
	/// Executing an empty block: mean of the repetitions.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * ${grouped(perBlock)}, 0);
	/// Executing an extrinsic that does nothing, its signature included. It is the mean of the
	/// repetitions, ${grouped(measured)} ns, less the computation of its transaction extensions,
	/// ${grouped(extensions)} ns.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * ${grouped(Math.max(0, measured - extensions))}, 0);
	/// Reading and writing an item of ParityDB in a state of ${grouped(accounts)} accounts.
	/// Means; the reads are ${source}.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: WEIGHT_REF_TIME_PER_NANOS * ${grouped(read)},
		write: WEIGHT_REF_TIME_PER_NANOS * ${grouped(write)},
	};
}
`;
}

/**
 * Returns the nanoseconds that the transaction extensions compute in the measured extrinsic. FRAME
 * charges their weights beside the base weight, so that they are taken off it.
 *
 * Only computation is: the block of the measurement is full of transactions of one sender, whose
 * account it reads and writes once. The measured time has no database in it. A block of many
 * senders reads and writes an account for each, and `check_nonce` weighs that, once.
 */
function extensionsComputation({ systemExtensions, fees }: Measurements): number {
	const weights = [
		...EXTENSIONS.map((name) => bodyOf(systemExtensions, name)),
		bodyOf(fees, 'charge_transaction_payment'),
	];
	const writes = weights.reduce((sum, body) => sum + Number(body.match(/\.writes\((\d+)\)/)?.[1] ?? 0), 0);
	if (writes !== 1) {
		throw new Error(`the transaction extensions weigh ${writes} writes. There is one, of the sender's account in check_nonce; `
			+ 'what all transactions of a block write together gets #[pallet::whitelist_storage]');
	}
	const picoseconds = weights.map((body) => Number(find(body, /from_parts\(([\d_]+)/).replaceAll('_', '')));
	return Math.round(picoseconds.reduce((sum, each) => sum + each, 0) / 1000);
}

function bodyOf(source: string, name: string): string {
	return find(source, new RegExp(`fn ${name}\\([^)]*\\) -> Weight \\{([^}]*)\\}`));
}

/** Returns the first group of a pattern. */
function find(text: string, pattern: RegExp): string {
	const found = pattern.exec(text)?.[1];
	if (found === undefined) {
		throw new Error(`no ${pattern} in:\n${text}`);
	}
	return found;
}

function grouped(nanoseconds: number): string {
	return String(nanoseconds).replace(/\B(?=(\d{3})+$)/g, '_');
}
