/** The source files of this repository. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold what others wrote or a tool made. */
const NOT_OURS = ['node_modules', 'dist', 'target', 'artifacts', 'corpus'];

/**
 * Returns the files below `folders` of the checkout `root` whose names match, sorted by path from
 * `root`.
 */
export function sourceFiles(root: string, folders: string[], name: RegExp): string[] {
	const found: string[] = [];
	const walk = (folder: string) => {
		for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
			const path = `${folder}/${entry.name}`;
			if (entry.isDirectory() && !NOT_OURS.includes(entry.name)) {
				walk(path);
			} else if (entry.isFile() && name.test(entry.name)) {
				found.push(path);
			}
		}
	};
	folders.forEach(walk);
	return found.sort(byCodePoint);
}

/** Compares texts alike in every locale. */
export function byCodePoint(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
