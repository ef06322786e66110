/** This node's figures beside those of another program under the same load. */

import type { Importing } from './imports.ts';
import type { Figures } from './report.ts';

/** A figure of both. */
export interface Ratio {
	figure: string;
	own: number;
	peer: number;
	/** The first by the second; undefined if that is 0. */
	ratio: number | undefined;
}

/** The phases of a load on both, compared. */
export interface Comparison {
	title: string;
	ratios: Ratio[];
}

/** The figures of a program. */
export interface Measured {
	phases: Figures[];
	/** The import of the whole chain by a fresh node, if it was measured. */
	importing: Importing | undefined;
}

/** Compares the phases of the same names. A figure that one of them lacks is left out. */
export function comparePrograms(own: Measured, peer: Measured): Comparison[] {
	const phases = own.phases.flatMap((ours) => {
		const theirs = peer.phases.find(({ title }) => title === ours.title);
		return theirs ? [{ title: ours.title, ratios: FIGURES.flatMap(([figure, of]) => ratioOf(figure, of(ours), of(theirs))) }] : [];
	});
	const imports = ratioOf('import, µs a transaction', own.importing?.microsecondsPerTransaction, peer.importing?.microsecondsPerTransaction);
	return [...phases, ...(imports.length > 0 ? [{ title: 'a fresh node imports the chain', ratios: imports }] : [])];
}

/** Returns the comparisons as text. */
export function describeComparisons(comparisons: Comparison[], [own, peer]: [string, string]): string {
	return comparisons.flatMap(({ title, ratios }) => [
		`\n  ${title}`,
		`  ${row('', own, peer, 'ratio')}`,
		...ratios.map(({ figure, own: ours, peer: theirs, ratio }) => `  ${row(figure, ours.toFixed(1), theirs.toFixed(1), ratio?.toFixed(3) ?? '')}`),
	]).map((line) => line.trimEnd()).join('\n');
}

function ratioOf(figure: string, own: number | undefined, peer: number | undefined): Ratio[] {
	return own === undefined || peer === undefined ? [] : [{ figure, own, peer, ratio: peer === 0 ? undefined : own / peer }];
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const inBlockTimes = (ms: number, { slotMs }: Figures) => ms / slotMs;

/** The figures that any two chains can be compared by. */
const FIGURES: [string, (figures: Figures) => number | undefined][] = [
	['included a second', ({ included }) => included.steady || included.overall],
	['finalised a second', ({ finalised }) => finalised.steady || finalised.overall],
	['authoring, µs a transaction', ({ authoring }) => authoring.microsecondsPerTransaction || undefined],
	['import, µs a transaction', ({ importing }) => importing?.microsecondsPerTransaction],
	['charge, µs a transaction', ({ chargeMicroseconds }) => chargeMicroseconds],
	['finality, median ms', ({ inclusionToFinalityMs }) => inclusionToFinalityMs.median],
	['finality, p99 ms', ({ inclusionToFinalityMs }) => inclusionToFinalityMs.p99],
	['finality, median block times', (figures) => inBlockTimes(figures.inclusionToFinalityMs.median, figures)],
	['slots lost, %', ({ slotsLost }) => 100 * slotsLost.share],
	['blocks made twice, %', ({ madeTwice }) => 100 * madeTwice.share],
	['memory of a node, MiB', ({ resources }) => mean(resources.memory.map(({ max }) => max)) / 2 ** 20],
	['written by a node, bytes a transaction', ({ resources, accepted }) => mean(resources.written) / Math.max(1, accepted)],
];

function row(figure: string, ...cells: string[]): string {
	return figure.padEnd(40) + cells.map((cell) => cell.padStart(16)).join('');
}
