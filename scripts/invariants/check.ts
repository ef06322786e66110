/**
 * The invariants of bodies of experts, recomputed from what a chain stores and from nothing else: a second opinion on what
 * the pallets' `try_state` says. The numbers are those of the list of invariants in the architecture's design.
 */

import type { ApiPromise } from '@polkadot/api';
import { checkDeadlines } from './deadlines.ts';
import { checkEdges, checkFlow } from './forum.ts';
import { checkGovernance } from './governance.ts';
import { checkOffers } from './offers.ts';
import { checkLedgers } from './reputation.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { checkStakes } from './stakes.ts';
import { checkTokens } from './tokens.ts';

/** What came of one check. */
export interface Check {
	/** Of the invariant. */
	number: number;
	/** What holds if there are no problems. */
	says: string;
	/** What was counted and summed. */
	figures: [name: string, value: bigint | number | string][];
	/** What does not hold, in words. */
	problems: string[];
}

/** Checks everything at one block, by its hash (default: the best). */
export async function checkInvariants(api: ApiPromise, block?: string): Promise<Check[]> {
	return checkSnapshot(await takeSnapshot(api, block ?? (await api.rpc.chain.getBlockHash()).toHex()));
}

/** The same for what was read before. */
export function checkSnapshot(snapshot: Snapshot): Check[] {
	return [
		...checkLedgers(snapshot),
		...checkTokens(snapshot),
		...checkFlow(snapshot),
		...checkEdges(snapshot),
		...checkStakes(snapshot),
		...checkOffers(snapshot),
		...checkDeadlines(snapshot),
		...checkGovernance(snapshot),
	];
}

/** Problems that a text names at most. */
const EXAMPLES = 10;

/** A check as text. */
export function describeCheck({ number, says, figures, problems }: Check): string {
	const verdict = problems.length === 0 ? 'ok    ' : 'FAILED';
	const shown = figures.map(([name, value]) => `${name} ${value}`).join(', ');
	const more = problems.length > EXAMPLES ? [`and ${problems.length - EXAMPLES} more`] : [];
	const lines = [...problems.slice(0, EXAMPLES), ...more].map((problem) => `\n          ${problem}`);
	return `${verdict} ${number}  ${says}\n          ${shown || 'nothing there'}${lines.join('')}`;
}
