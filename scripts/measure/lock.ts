/**
 * `runtime/weights.lock`: the inputs that each file of weights had when it was measured, or when
 * somebody said why a change of them does not alter a cost.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCodePoint } from '../lib/sources.ts';
import { type Inputs, currentInputs } from './inputs.ts';

/** The record of one file of weights. */
export interface Entry {
	inputs: Inputs;
	/** Reasons for which changes since the measurement were accepted, the oldest first. */
	accepted?: string[];
}

/** The records of all files of weights, by the file's name. */
export type Lock = Record<string, Entry>;

const FILE = 'runtime/weights.lock';

/** Reads what a checkout has recorded. */
export function readWeightsLock(root: string): Lock {
	const path = join(root, FILE);
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Lock : {};
}

/**
 * Changes what a checkout has recorded of these files of weights. Forgets those that are gone.
 */
export function updateWeightsLock(root: string, names: string[], change: (old: Entry | undefined, now: Inputs) => Entry): void {
	const lock = readWeightsLock(root);
	const current = currentInputs(root);
	for (const name of names) {
		const inputs = current.get(name);
		if (!inputs) {
			throw new Error(`there are no weights of ${name}`);
		}
		lock[name] = change(lock[name], inputs);
	}
	const kept = Object.entries(lock).filter(([name]) => current.has(name)).sort(([a], [b]) => byCodePoint(a, b));
	writeFileSync(join(root, FILE), `${JSON.stringify(Object.fromEntries(kept), null, '\t')}\n`);
}

/** Returns the record of weights that were just measured, by this build. */
export function measured(inputs: Inputs, build: string): Entry {
	return { inputs: { ...inputs, build } };
}

/** Returns the record of weights that stay right although their inputs changed. */
export function accepted(old: Entry | undefined, inputs: Inputs, reason: string): Entry {
	return { inputs, accepted: [...(old?.accepted ?? []), reason] };
}

/** Returns the files of weights that are older than their inputs, each with those that changed. */
export function staleWeights(lock: Lock, current: Map<string, Inputs>): Record<string, string[]> {
	const names = [...new Set([...Object.keys(lock), ...current.keys()])];
	const changed = names.map((name) => [name, differences(lock[name]?.inputs ?? {}, current.get(name) ?? {})] as const);
	return Object.fromEntries(changed.filter(([, inputs]) => inputs.length > 0));
}

function differences(then: Inputs, now: Inputs): string[] {
	return [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((input) => then[input] !== now[input]);
}
