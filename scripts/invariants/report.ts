/** The report of a check of invariants. */

/** The result of one check. */
export interface Check {
	/** The number of the invariant's subject in the list of `HELP` in `options.ts`. */
	number: number;
	/** The invariant, as a sentence that holds if there are no problems. */
	says: string;
	/** Counts and sums that were compared. */
	figures: [name: string, value: bigint | number | string][];
	/** Each violation, as a sentence. */
	problems: string[];
}

/** The most problems that a text names. */
const EXAMPLES = 10;

/** Returns a check as text. */
export function describeCheck({ number, says, figures, problems }: Check): string {
	const verdict = problems.length === 0 ? 'ok    ' : 'FAILED';
	const shown = figures.map(([name, value]) => `${name} ${value}`).join(', ');
	const more = problems.length > EXAMPLES ? [`and ${problems.length - EXAMPLES} more`] : [];
	const lines = [...problems.slice(0, EXAMPLES), ...more].map((problem) => `\n          ${problem}`);
	return `${verdict} ${number}  ${says}\n          ${shown || 'nothing there'}${lines.join('')}`;
}
