/** The command line of the benchmark. */

import { parseArgs } from 'node:util';

/** How many validators a network has. */
export type Network = 1 | 4;

/** What to measure, and how hard to press. */
export interface Options {
	networks: Network[];
	/** Length of a phase. */
	seconds: number;
	/** Transfers a second; `Infinity` for as many as possible; undefined for both a light and a saturating phase. */
	rate: number | undefined;
	/** Funded senders. */
	accounts: number;
	/** File for the figures as JSON. */
	json: string | undefined;
	/** Threads that sign and submit. */
	workers: number;
	/** Connections of each such thread, over which it spreads its senders. */
	connections: number;
	/** Submissions in one message. */
	batch: number;
	/** Submissions on one connection that wait for an answer. */
	inFlight: number;
	/** Arguments for every node. */
	nodeArguments: string[];
}

export const HELP = `Measures transfers on a fresh network: submitted, included and finalised per second, and inclusion to finality.

Usage: scripts/bench [options]

  --validators 1|4   size of the network (default: one, then the other)
  --seconds N        length of each phase (default 30)
  --rate N|max       transfers a second (default: a phase of 50 a second, then one of as many as possible)
  --accounts N       funded senders (default 25000); with fewer, several transfers of one wait in the pool
  --json FILE        write the figures there too
  --workers N        threads that sign and submit (default 2)
  --connections N    connections of each thread (default 2)
  --batch N          submissions in one message (default 20)
  --in-flight N      unanswered submissions on one connection (default 400)
  --node-arg=ARG     an argument for every node; may be repeated
  --help             this text

Ends with an error if a transfer that a node accepted is not finalised, or if the chain's books differ from the generator's.`;

/** Reads the arguments; undefined if they ask for help. Throws on wrong ones. */
export function parseOptions(args: string[]): Options | undefined {
	const { values } = parseArgs({
		args,
		options: {
			'validators': { type: 'string' },
			'seconds': { type: 'string', default: '30' },
			'rate': { type: 'string' },
			'accounts': { type: 'string', default: '25000' },
			'json': { type: 'string' },
			'workers': { type: 'string', default: '2' },
			'connections': { type: 'string', default: '2' },
			'batch': { type: 'string', default: '20' },
			'in-flight': { type: 'string', default: '400' },
			'node-arg': { type: 'string', multiple: true, default: [] },
			'help': { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		return undefined;
	}
	return {
		networks: networks(values.validators),
		seconds: positive('seconds', values.seconds),
		rate: rate(values.rate),
		accounts: positive('accounts', values.accounts),
		json: values.json,
		workers: positive('workers', values.workers),
		connections: positive('connections', values.connections),
		batch: positive('batch', values.batch),
		inFlight: positive('in-flight', values['in-flight']),
		nodeArguments: values['node-arg'],
	};
}

function networks(validators: string | undefined): Network[] {
	switch (validators) {
		case undefined: return [1, 4];
		case '1': return [1];
		case '4': return [4];
		default: throw new Error(`--validators ${validators}: 1 or 4`);
	}
}

function rate(value: string | undefined): number | undefined {
	if (value === undefined) {
		return undefined;
	}
	return value === 'max' ? Infinity : positive('rate', value);
}

function positive(name: string, value: string): number {
	const number = Number(value);
	if (!Number.isInteger(number) || number < 1) {
		throw new Error(`--${name} ${value}: a whole number above 0`);
	}
	return number;
}
