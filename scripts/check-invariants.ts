/**
 * Reads the state of a running chain at one block and recomputes every invariant of bodies of experts from it.
 * `scripts/check-invariants` starts it; `--help` lists the options.
 */

import { parseArgs } from 'node:util';
import { connect } from '../tests/lib/chain.ts';
import { checkInvariants, describeCheck } from './invariants/check.ts';

const HELP = `Reads the state of a running chain at one block over RPC and recomputes every invariant of bodies of experts from it:
REP of accounts and domains (1), tokens (2), the forum's flows (3) and edges (4), stakes (5), offers (6), deadlines (7).

Usage: scripts/check-invariants [options]

  --ws URL      the node (default ws://127.0.0.1:9944)
  --at BLOCK    hash of the block, best or finalized (default best)
  --json        print the checks as JSON
  --help        this text

Ends with exit code 1 if one does not hold, and 2 if they could not be checked.`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'ws': { type: 'string', default: 'ws://127.0.0.1:9944' },
			'at': { type: 'string', default: 'best' },
			'json': { type: 'boolean', default: false },
			'help': { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		console.log(HELP);
		return;
	}
	const api = await connect(values.ws);
	try {
		const block = await blockHash(values.at, api);
		const checks = await checkInvariants(api, block);
		const failed = checks.filter(({ problems }) => problems.length > 0).length;
		if (values.json) {
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
