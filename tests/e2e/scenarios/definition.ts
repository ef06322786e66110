/** Definitions of steps. */

import assert from 'node:assert/strict';
import type { Step } from '../../../scripts/lib/features.ts';
import { Values } from './values.ts';
import type { World } from './world.ts';

/** A step that scenarios can use. */
export interface Definition {
	/** The text, as in `tests/scenarios/steps.md`. */
	text: string;
	/** Performs the step, or checks what it says. */
	run(world: World, values: Values): unknown;
}

/** The texts that are a value of a kind of placeholders. */
const KINDS: Record<string, string> = {
	name: '[A-Z][A-Za-z]*', word: '[a-z ]+', title: '[^"]+', count: '[0-9 ]+', percent: '[0-9 ]+', amount: '[0-9 .]+',
};

/** Returns the values of a step if it is one of a definition's. */
function valuesOf({ text }: Definition, step: Step): Values | undefined {
	const pattern = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, kind: string) => {
		assert.ok(KINDS[kind], `unknown kind of value: ${kind}`);
		return `(${KINDS[kind]})`;
	});
	const found = new RegExp(`^${pattern}$`).exec(step.text);
	return found ? new Values(found.slice(1), step.table) : undefined;
}

/** Returns the definition of a step and its values. Throws unless there is exactly one. */
export function definitionOf(definitions: readonly Definition[], step: Step): [Definition, Values] {
	const found = definitions.flatMap((each): [Definition, Values][] => {
		const values = valuesOf(each, step);
		return values ? [[each, values]] : [];
	});
	const [only] = found;
	assert.ok(only && found.length === 1, `line ${step.line}: ${found.length} definitions of: ${step.text}`);
	return only;
}
