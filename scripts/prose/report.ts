/** The check's findings as text. */

import { countFindings, type Finding, type Folder } from './checks.ts';

/** Returns a table with a line for each folder and one for all of them. */
export function describeFolders(folders: Folder[]): string {
	const all: Folder = {
		name: 'all',
		docs: folders.reduce((sum, { docs }) => sum + docs, 0),
		lines: folders.reduce((sum, { lines }) => sum + lines, 0),
		findings: folders.flatMap(({ findings }) => findings),
	};
	const rows = [...folders, all].map((folder) => {
		const { openings, columns } = countFindings([folder]);
		const sentences = folder.findings.filter(({ check }) => check === 'sentences').length;
		return [folder.name, folder.docs, openings, percent(openings, folder.docs), folder.lines, columns, percent(columns, folder.lines), sentences];
	});
	const table = [['', 'doc comments', 'openings', '', 'comment lines', 'columns', '', 'long sentences'], ...rows].map((row) => row.map(String));
	const widths = table.reduce((most, row) => row.map((cell, i) => Math.max(cell.length, most[i] ?? 0)), [] as number[]);
	return table.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')).join('\n');
}

/** Returns a finding as a line that editors can follow. */
export function describeFinding({ check, file, line, text }: Finding): string {
	return `${file}:${line}: ${check}: ${text}`;
}

function percent(part: number, whole: number): string {
	return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
