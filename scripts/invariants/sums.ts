/** Sums of amounts that are kept over time. */

import { type Shares, inEra } from './snapshot.ts';

/** Returns the sum of numbers. */
export function sum(values: Iterable<bigint>): bigint {
	let total = 0n;
	for (const value of values) {
		total += value;
	}
	return total;
}

/** Groups by a key. */
export function group<T, Key>(items: Iterable<T>, keyOf: (item: T) => Key): Map<Key, T[]> {
	const groups = new Map<Key, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group) {
			group.push(item);
		} else {
			groups.set(key, [item]);
		}
	}
	return groups;
}

/** Two sums of amounts that should be equal, carried over to one era. */
export interface Comparison {
	left: bigint;
	right: bigint;
	difference: bigint;
	/** The greatest difference that rounding may have made. */
	bound: bigint;
}

/**
 * Compares two sums in an era. In the first they are exact. A number that is kept over eras is
 * short of the exact one by less than 1 + 2^-16 + 2^-32 + ..., and so by less than two shares. So
 * is each of `roundings` amounts that are gone by now.
 */
export function compare(left: Shares[], right: Shares[], era: number, roundings: number): Comparison {
	const total = (amounts: Shares[]) => sum(amounts.map((amount) => inEra(amount, era)));
	const [a, b] = [total(left), total(right)];
	const bound = era === 0 ? 0n : 2n * BigInt(left.length + right.length + roundings);
	return { left: a, right: b, difference: a > b ? a - b : b - a, bound };
}
