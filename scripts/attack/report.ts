/** The table of the attacks. */

import type { Check } from './attack.ts';

/** One attack, played. */
export interface Row {
	number: number;
	name: string;
	before: string;
	now: string;
	checks: Check[];
}

const WIDTHS = [40, 48, 60];

/** Returns true if nothing that was measured lets the attack pay. */
export function holds({ checks }: Row): boolean {
	return checks.every((check) => check.holds);
}

/** Returns the rows as a table of text. */
export function describe(rows: Row[]): string {
	return [
		...table([['attack', 'before', 'now'], ...rows.map(({ number, name, before, now }) => [`${number} ${name}`, before, now])]),
		...rows.flatMap(({ number, checks }) => checks.filter((check) => !check.holds).map(({ says }) => `FAILED: attack ${number}: ${says}`)),
		rows.every(holds) ? 'No attack pays.' : 'AN ATTACK PAYS: see above.',
	].join('\n');
}

function table(rows: string[][]): string[] {
	return rows.flatMap((cells, index) => {
		const columns = cells.map((cell, column) => wrap(cell, WIDTHS[column] as number));
		const height = Math.max(...columns.map(({ length }) => length));
		const lines = Array.from({ length: height }, (_, line) => (
			columns.map((column, place) => (column[line] ?? '').padEnd(WIDTHS[place] as number)).join('  ').trimEnd()
		));
		const rule = WIDTHS.map((width) => '-'.repeat(width)).join('  ');
		return [...lines, index === 0 ? rule : ''];
	});
}

function wrap(text: string, width: number): string[] {
	return text.split(' ').reduce<string[]>((lines, word) => {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) {
			return [...lines.slice(0, -1), `${last} ${word}`];
		}
		return [...lines, word];
	}, []);
}
