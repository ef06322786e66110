/** The last look at a chain that was loaded: the generator's books, and the chain's own rules. */

import { checkInvariants } from '../invariants/check.ts';
import { describeCheck } from '../invariants/report.ts';
import { type Books, checkConservation } from './conservation.ts';
import { lost } from './drain.ts';
import type { Bench } from './session.ts';

/** The parts of the books to look at, besides nonces. */
export interface Extent {
	books: Books;
	/** True if the load changes what invariants are about. */
	invariants: boolean;
}

/**
 * Returns the differences between the chain's books, the generator's, and the chain's own rules,
 * and the faults of watching.
 */
export async function settleBooks(bench: Bench, { books, invariants }: Extent): Promise<string[]> {
	const { api, rpc, watcher, generator, network } = bench;
	const head = await watcher.finalHead();
	const problems = [
		...watcher.problems(),
		...network.bypasses(),
		...await lost(bench),
		...await checkConservation(rpc, head, generator.ledger(), watcher.finalTransactions(), books),
	];
	if (invariants) {
		console.log('\nchecking the chain\'s invariants ...');
		const checks = await checkInvariants(api, head);
		problems.push(...checks.filter(({ problems: found }) => found.length > 0).map(describeCheck));
	}
	return problems;
}
