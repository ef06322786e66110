/** The command line of the benchmark. */

import { parseArgs } from 'node:util';
import { KINDS, KINDS_APART, type Kind } from './loads.ts';

/** The number of validators of a network. */
export type Network = 1 | 4;

/** The choices for a benchmark. */
export interface Options {
	networks: Network[];
	/** The measurements on each network, one after the other. */
	kinds: Kind[];
	/** Length of a phase. */
	seconds: number;
	/**
	 * Transactions a second; `Infinity` for as many as possible; undefined for both a light and a
	 * saturating phase.
	 */
	rate: number | undefined;
	/** Funded senders. */
	accounts: number;
	/** Work cycles under way at once. */
	cycles: number;
	/** Voters in the pool that is settled. */
	voters: number;
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

export const HELP = `Measures transactions on a fresh network: submitted, included and finalised per second, and inclusion to finality.

Usage: scripts/bench [options]

  --validators 1|4   size of the network (default: one, then the other; to settle: one)
  --kind KIND        remarks, transfers, stakes, posts or work (default transfers), or all: one after the other on one chain, with
                     their ratios; or settle, on a chain of its own
  --seconds N        length of each phase (default 30)
  --rate N|max       transactions a second (default: a phase of 50 a second, then one of as many as possible)
  --accounts N       funded senders (default 25000); with fewer, several transactions of one wait in the pool
  --cycles N         work cycles under way at once (default 1000); --rate does not apply to them
  --voters N         voters in the pool that settle ends (default 100000); --seconds, --rate and --accounts do not apply to it
  --json FILE        write the figures there too
  --workers N        threads that sign and submit (default 2)
  --connections N    connections of each thread (default 2)
  --batch N          submissions in one message (default 20)
  --in-flight N      unanswered submissions on one connection (default 400)
  --node-arg=ARG     an argument for every node; may be repeated
  --help             this text

A stake is the first of its account in an open validation pool; a post has 100 bytes and cites two earlier ones. A work cycle
is a request, the draw of an expert, the evidence, a pool with three votes, its settlement and the payment: four transactions,
and what the chain does by itself; its clock starts when the first has ended.

To settle, all voters and Alice stake whatever they have in a pool, and hers, which is the last, decides it while as many transfers
come as the network takes. The chain settles the votes with the weight that these leave.

Ends with an error if a transaction that a node accepted is not finalised, or if the chain's books differ from the generator's; and
if, while a pool is settled, a block weighs more than blocks may, a slot has no block, or a vote is left.`;

/** Reads the arguments; undefined if they ask for help. Throws on wrong ones. */
export function parseOptions(args: string[]): Options | undefined {
	const { values } = parseArgs({
		args,
		options: {
			'validators': { type: 'string' },
			'kind': { type: 'string', default: 'transfers' },
			'seconds': { type: 'string', default: '30' },
			'rate': { type: 'string' },
			'accounts': { type: 'string', default: '25000' },
			'cycles': { type: 'string', default: '1000' },
			'voters': { type: 'string', default: '100000' },
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
	const chosen = kinds(values.kind);
	return {
		networks: networks(values.validators, chosen),
		kinds: chosen,
		seconds: positive('seconds', values.seconds),
		rate: rate(values.rate),
		accounts: positive('accounts', values.accounts),
		cycles: positive('cycles', values.cycles),
		voters: positive('voters', values.voters),
		json: values.json,
		workers: positive('workers', values.workers),
		connections: positive('connections', values.connections),
		batch: positive('batch', values.batch),
		inFlight: positive('in-flight', values['in-flight']),
		nodeArguments: values['node-arg'],
	};
}

function networks(validators: string | undefined, kinds: Kind[]): Network[] {
	switch (validators) {
		case undefined: return kinds.includes('settle') ? [1] : [1, 4];
		case '1': return [1];
		case '4': return [4];
		default: throw new Error(`--validators ${validators}: 1 or 4`);
	}
}

function kinds(value: string): Kind[] {
	const chosen = value === 'all' ? KINDS : [...KINDS, ...KINDS_APART].filter((kind) => value === kind);
	if (chosen.length === 0) {
		throw new Error(`--kind ${value}: ${[...KINDS, ...KINDS_APART].join(', ')} or all`);
	}
	return chosen;
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
