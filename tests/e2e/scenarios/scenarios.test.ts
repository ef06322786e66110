/**
 * The stories of `tests/scenarios`, told to a node. The same files are told to the runtime in
 * memory by `tests/runtime/tests/scenarios`.
 */

import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Feature, type Scenario, readFeatures } from '../../../scripts/lib/features.ts';
import { type Stage, stage } from '../../lib/scenes.ts';
import { definitionOf } from './definition.ts';
import { STEPS } from './steps.ts';
import { World } from './world.ts';

/** Tells a scenario. An error says in which line. */
async function tell(on: Stage, { path, name: story }: Feature, { name, steps }: Scenario): Promise<void> {
	const world = await World.begin(on, `${story}: ${name}`);
	for (const step of steps) {
		const [definition, values] = definitionOf(STEPS, step);
		try {
			await definition.run(world, values);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			throw new Error(`${path}:${step.line}: ${step.text}\n${message}`, { cause: error });
		}
		if (step.text.startsWith('Given ')) {
			await world.mark();
		}
	}
}

describe('scenarios', () => {
	const on = stage();
	for (const feature of readFeatures(fileURLToPath(new URL('../../../', import.meta.url)))) {
		for (const scenario of feature.scenarios) {
			const title = `${feature.name}: ${scenario.name}`;
			test(title, { timeout: 120_000 }, () => tell(on, feature, scenario));
		}
	}
});
