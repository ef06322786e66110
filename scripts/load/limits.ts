/**
 * The limits of a block for users' transactions, and the multiplier of fees that follows from how
 * full blocks are. Nothing here but {@link limitsOf} talks to a chain.
 */

import type { ApiPromise } from '@polkadot/api';
import type { Weight } from './blocks.ts';

/** The limits of a block, as the chain tells them. Lengths are among weights, as proof sizes. */
export interface Limits {
	/** The most of all users' transactions together. */
	normal: Weight;
	/** The most of one of them, without its base. */
	extrinsic: Weight;
	/** The weight that each has beside its call and its extensions. */
	base: Weight;
}

/** The limit that a block reaches: of time, or of bytes. */
export type Reached = 'weight' | 'length';

/**
 * The parameters of `TargetedFeeAdjustment` in `runtime/solochain`, which no chain tells: the
 * fullness at which fees stay, and the speed at which they change.
 */
export const MULTIPLIER = { target: 0.25, speed: 75 / 1_000_000 };

/** Reads the limits. */
export function limitsOf(api: ApiPromise): Limits {
	const { blockWeights: { perClass: { normal } }, blockLength } = api.consts.system;
	const weight = ({ refTime, proofSize }: typeof normal.baseExtrinsic): Weight => (
		{ refTime: refTime.toNumber(), proofSize: proofSize.toNumber() }
	);
	const total = weight(normal.maxTotal.unwrap());
	return {
		normal: { ...total, proofSize: Math.min(total.proofSize, blockLength.max.normal.toNumber()) },
		extrinsic: weight(normal.maxExtrinsic.unwrap()),
		base: weight(normal.baseExtrinsic),
	};
}

/**
 * Returns the limit that keeps another transaction which needs so much out of a block; undefined if
 * it has room.
 */
export function reached(used: Weight, need: Weight, { normal }: Limits): Reached | undefined {
	if (used.refTime + need.refTime > normal.refTime) {
		return 'weight';
	}
	return used.proofSize + need.proofSize > normal.proofSize ? 'length' : undefined;
}

/** Returns the part of a block that is used, of the resource that is scarcer. */
export function fullness(used: Weight, { normal }: Limits): number {
	return Math.min(1, Math.max(used.refTime / normal.refTime, used.proofSize / normal.proofSize));
}

/** Returns the factor by which a block of which this part is used changes the multiplier. */
export function factor(used: number): number {
	const change = MULTIPLIER.speed * (used - MULTIPLIER.target);
	return 1 + change + change ** 2 / 2;
}

/** Bytes of a block besides users' transactions: its header and inherents, at most. */
const BESIDES = 1_024;
/** Bytes of a signed remark besides its content, at most. */
const ENVELOPE = 256;

/**
 * Returns the bytes of the largest content of a remark of which a whole number fills a block. One
 * of the greatest size that a transaction may have leaves room.
 */
export function largestRemark({ normal, extrinsic }: Limits): number {
	const room = normal.proofSize - BESIDES;
	return Math.floor(room / Math.ceil(room / extrinsic.proofSize)) - ENVELOPE;
}
