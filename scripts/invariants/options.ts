/** The command line of the check. */

import { parseArgs } from 'node:util';

/** The choices for a check. */
export interface Options {
	/** The node. */
	ws: string;
	/** `best`, `finalized`, or a block's hash. */
	at: string;
	/** True if the checks are printed as JSON. */
	json: boolean;
}

export const HELP = `Reads the state of a running chain at one block over RPC and recomputes every invariant of bodies of experts from it:
REP of accounts and domains (1), tokens (2), the forum's flows (3) and edges (4), stakes (5), offers (6), deadlines (7),
ratified posts and votes for governance (8).

Usage: scripts/check-invariants [options] [WS_URL]

  WS_URL        the node (default ws://127.0.0.1:9944)
  --at BLOCK    hash of the block, best or finalized (default best)
  --json        print the checks as JSON
  --help        this text

Ends with exit code 1 if one does not hold, and 2 if they could not be checked.`;

/** Reads the arguments; undefined if they ask for help. Throws on wrong ones. */
export function parseOptions(args: string[]): Options | undefined {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			'at': { type: 'string', default: 'best' },
			'json': { type: 'boolean', default: false },
			'help': { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		return undefined;
	}
	const [ws = 'ws://127.0.0.1:9944', ...more] = positionals;
	if (more.length > 0) {
		throw new Error(`${positionals.join(' ')}: one node at a time`);
	}
	if (!/^wss?:\/\/./.test(ws)) {
		throw new Error(`${ws}: a node's WebSocket, for example ws://127.0.0.1:9944`);
	}
	if (!/^(best|finalized|0x[0-9a-f]{64})$/i.test(values.at)) {
		throw new Error(`--at ${values.at}: the hash of a block, best or finalized`);
	}
	return { ws, at: values.at, json: values.json };
}
