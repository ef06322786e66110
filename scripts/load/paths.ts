/** The paths of a benchmark: programs that it starts, and files that it writes. */

import { accessSync, closeSync, constants, openSync } from 'node:fs';
import type { Options } from './options.ts';

/**
 * Throws if a program can't be started or a file can't be written, which a run of hours would else
 * find out at its end. Creates files that are not there. A program without a `/` is looked for in
 * the shell's path when it is started.
 */
export function checkPaths({ json, soak, peer }: Pick<Options, 'json' | 'soak' | 'peer'>, node: string): void {
	for (const program of [node, peer?.binary]) {
		if (program?.includes('/')) {
			attempt(`no program to start at ${program}`, () => accessSync(program, constants.X_OK));
		}
	}
	for (const file of [json, soak?.csv]) {
		if (file !== undefined) {
			attempt(`can't write ${file}`, () => closeSync(openSync(file, 'a')));
		}
	}
}

function attempt(failure: string, action: () => void): void {
	try {
		action();
	} catch (error) {
		throw new Error(`${failure}: ${(error as Error).message}`);
	}
}
