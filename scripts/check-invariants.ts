/**
 * Reads the state of a running chain at one block and recomputes every invariant of bodies of
 * experts from it. `scripts/check-invariants` starts it; `--help` lists the options.
 */

import { connect } from '@witan/client/chain';
import { checkInvariants } from './invariants/check.ts';
import { describeCheck } from './invariants/report.ts';
import { HELP, parseOptions } from './invariants/options.ts';

async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2));
	if (!options) {
		console.log(HELP);
		return;
	}
	const api = await connect(options.ws);
	try {
		const block = await blockHash(options.at, api);
		const checks = await checkInvariants(api, block);
		const failed = checks.filter(({ problems }) => problems.length > 0).length;
		if (options.json) {
			// JSON's readers keep no integers of 128 bits exact: amounts are text.
			console.log(JSON.stringify({ block, checks }, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), '\t'));
		} else {
			console.log(`at block ${block}`);
			checks.forEach((check) => console.log(describeCheck(check)));
			console.log(failed === 0 ? `all ${checks.length} hold` : `${failed} of ${checks.length} DO NOT HOLD`);
		}
		process.exitCode = failed === 0 ? 0 : 1;
	} finally {
		await api.disconnect();
	}
}

async function blockHash(at: string, api: Awaited<ReturnType<typeof connect>>): Promise<string> {
	switch (at) {
		case 'best': return (await api.rpc.chain.getBlockHash()).toHex();
		case 'finalized': return (await api.rpc.chain.getFinalizedHead()).toHex();
		default: return at;
	}
}

try {
	await main();
} catch (error) {
	console.error(`the invariants could not be checked: ${(error as Error).message}`);
	process.exitCode = 2;
}
