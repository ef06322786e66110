/**
 * The invariants of bodies of experts, recomputed only from a chain's storage: a second opinion
 * beside the pallets' `try_state`. `options.ts` tells what the numbers of the checks stand for.
 */

import type { ApiPromise } from '@polkadot/api';
import { checkDeadlines } from './deadlines.ts';
import { checkEdges, checkFlow } from './forum.ts';
import { checkGovernance } from './governance.ts';
import { checkOffers } from './offers.ts';
import type { Check } from './report.ts';
import { checkLedgers } from './reputation.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { checkStakes } from './stakes.ts';
import { checkTokens } from './tokens.ts';

/** Checks everything at one block, by its hash (default: the best). */
export async function checkInvariants(api: ApiPromise, block?: string): Promise<Check[]> {
	return checkSnapshot(await takeSnapshot(api, block ?? (await api.rpc.chain.getBlockHash()).toHex()));
}

/** Checks a snapshot that was taken before. */
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
