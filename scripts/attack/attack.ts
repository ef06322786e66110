/** An attack, and the result of playing it. */

import type { Options } from './options.ts';
import type { Stage } from './stage.ts';

/** A statement that was measured, and whether it holds. */
export interface Check {
	says: string;
	holds: boolean;
}

/** The result of playing an attack. */
export interface Finding {
	/** The result in words and numbers, as measured. */
	now: string;
	/** The statements that hold if the attack does not pay. */
	checks: Check[];
}

/** An attack on the rules. */
export interface Attack {
	name: string;
	/** Returns the gain under the rules before, with its numbers. */
	before: (options: Options) => string;
	/** Plays the attack on a body of its own. */
	play: (on: Stage, options: Options) => Promise<Finding>;
}
