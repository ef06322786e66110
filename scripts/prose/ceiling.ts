/** The ceiling under which the findings of each check have to stay. It only falls. */

import { readFileSync, writeFileSync } from 'node:fs';
import { CHECKS, type Check } from './checks.ts';

/** Number of findings of each check. */
export type Counts = Record<Check, number>;

const NAMES = Object.keys(CHECKS) as Check[];

/** Reads a ceiling file. Throws if it lacks a check or has a value that is no count. */
export function readCeiling(path: string): Counts {
	const ceiling = JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<string, unknown>>;
	for (const name of NAMES) {
		if (!Number.isSafeInteger(ceiling[name]) || (ceiling[name] as number) < 0) {
			throw new Error(`${path}: "${name}" must be a whole number, 0 or more`);
		}
	}
	return ceiling as Counts;
}

/** Writes a ceiling file. */
export function writeCeiling(path: string, ceiling: Counts): void {
	writeFileSync(path, `${JSON.stringify(ceiling, null, '\t')}\n`);
}

/** Returns the ceiling lowered to the counts that are below it. */
export function lowered(ceiling: Counts, counts: Counts): Counts {
	return Object.fromEntries(NAMES.map((name) => [name, Math.min(ceiling[name], counts[name])])) as Counts;
}

/** Returns one line for each count that is not at its ceiling: what is wrong and what to run. */
export function problems(ceiling: Counts, counts: Counts): string[] {
	return NAMES.filter((name) => counts[name] !== ceiling[name]).map((name) => {
		const says = `${name}: ${counts[name]} ${CHECKS[name]}`;
		return counts[name] > ceiling[name]
			? `${says}, ${counts[name] - ceiling[name]} more than the ceiling of ${ceiling[name]}: scripts/check-prose --list shows them`
			: `${says}, fewer than the ceiling of ${ceiling[name]}: run scripts/check-prose --lower, and commit scripts/prose/ceiling.json`;
	});
}
