/** The command line of the benchmark. */

import { parseArgs } from 'node:util';
import { FLOODS, type FloodKind, KINDS, KINDS_APART, type Kind } from './loads.ts';

/** The number of validators of a network. */
export type NetworkSize = 1 | 4;

/** BABE's probability that a slot has a primary author, as a fraction. */
export type Lottery = [numerator: number, denominator: number];

/** The choices for a soak: a constant load for hours. */
export interface Soak {
	hours: number;
	/** True if a node is started anew in the middle. */
	restart: boolean;
	/** File for the samples, line by line. */
	csv: string | undefined;
}

/** The choices for a flood: full blocks of one load. */
export interface Flood {
	kind: FloodKind;
	blocks: number;
}

/** The choices for a benchmark. */
export interface Options {
	networks: NetworkSize[];
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
	/** Work cycles under way at once; 0 for none. */
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
	/** The distance between nodes in each direction, in milliseconds; 0 for none. */
	delayMs: number;
	/** Undefined for the runtime's own. */
	lottery: Lottery | undefined;
	/** True if the chain's code is none that the nodes were built with. */
	wasmOnly: boolean;
	/** True if a fresh node imports the chain afterwards. */
	importing: boolean;
	/** The program of another Substrate node to compare with, and arguments for it. */
	peer: { binary: string; nodeArguments: string[] } | undefined;
	soak: Soak | undefined;
	flood: Flood | undefined;
}

export const HELP = `Measures transactions on a fresh network: submitted, included and finalised per second, and inclusion to finality.

Usage: scripts/bench [options]

  --validators 1|4   size of the network (default: one, then the other; to settle, soak or flood: one)
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
  --delay MS         put the nodes of a network of four MS milliseconds apart in each direction
  --lottery N/D      BABE's probability that a slot has a primary author, such as 1/4 or 1/100 (default: the runtime's)
  --wasm-only        give the chain a code that its nodes were not built with, as after an upgrade: the wasm checks all transactions
  --import           have a fresh node import the chain afterwards, and time it: with one validator nobody else imports blocks
  --peer PATH        run the same transfers on another Substrate node's program, and print the ratios
  --peer-arg=ARG     an argument for every node of that program; may be repeated
  --soak HOURS       a constant load for so long (a fraction will do), judged at its end
  --restart          in a soak, start the last node anew in the middle, with its data
  --csv FILE         in a soak, write the samples there as they come
  --flood KIND       full blocks of remarks, transfers or orders: how the price rises, and what the chain's own work gets
  --blocks N         length of a flood (default 100)
  --help             this text

A stake is the first of its account in an open validation pool; a post has 100 bytes and cites two earlier ones. A work cycle
is a request, the draw of an expert, the evidence, a pool with three votes, its settlement and the payment: four transactions,
and what the chain does by itself; its clock starts when the first has ended.

To settle, all voters and Alice stake whatever they have in a pool, and hers, which is the last, decides it while as many transfers
come as the network takes. The chain settles the votes with the weight that these leave.

A soak has one validator by default, --rate transfers a second (default 500) and --cycles work cycles beside them (default 10, 0 for
none). It signs as it goes. Each sample has every node's memory, database, written bytes and pool, and the queues among the gauges witan_health_*. It
fails if after a quarter of the time memory grows by more than 5 %, a queue grows, or an invariant does not hold. To prune:
--node-arg=--state-pruning=256 --node-arg=--blocks-pruning=256

A flood keeps the pool so full that each block is. Its remarks are the largest of which a whole number fills a block. Nobody is on
offer for its orders, which wait for draws. Pools fall due meanwhile, so that on_idle has work. Every block's multiplier, weight and
queues are read from the chain. It fails if a slot has no block, if fewer than nine tenths of the blocks were full, if the multiplier
rose in full blocks by less than 0.95 of what it does at full weight, or if a queue grows though its work was given less than is
set aside for it.

Another node's program needs the pallets System and Balances and the accounts of Substrate's template; its senders are funded in
its genesis, on its chains dev (one validator) and local (four).

docs/figures.md says what each figure means.

Ends with exit code 1 if a transaction that a node accepted is not finalised, or if the chain's books differ from the generator's;
and if, while a pool is settled, a block weighs more than blocks may, a slot has no block, or a vote is left. Exit code 2 means that
it could not be run.`;

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
			'cycles': { type: 'string' },
			'voters': { type: 'string', default: '100000' },
			'json': { type: 'string' },
			'workers': { type: 'string', default: '2' },
			'connections': { type: 'string', default: '2' },
			'batch': { type: 'string', default: '20' },
			'in-flight': { type: 'string', default: '400' },
			'node-arg': { type: 'string', multiple: true, default: [] },
			'delay': { type: 'string' },
			'lottery': { type: 'string' },
			'wasm-only': { type: 'boolean', default: false },
			'import': { type: 'boolean', default: false },
			'peer': { type: 'string' },
			'peer-arg': { type: 'string', multiple: true, default: [] },
			'soak': { type: 'string' },
			'restart': { type: 'boolean', default: false },
			'csv': { type: 'string' },
			'flood': { type: 'string' },
			'blocks': { type: 'string' },
			'help': { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		return undefined;
	}
	const chosen = kinds(values.kind);
	const soak = soakOf(values);
	const flood = floodOf(values);
	const options: Options = {
		networks: networks(values.validators, values.delay !== undefined ? [4] : soak || flood || chosen.includes('settle') ? [1] : [1, 4]),
		kinds: chosen,
		seconds: positive('seconds', values.seconds),
		rate: rate(values.rate ?? (soak && String(SOAK.rate))),
		accounts: positive('accounts', values.accounts),
		cycles: soak && values.cycles === '0' ? 0 : positive('cycles', values.cycles ?? String(soak ? SOAK.cycles : CYCLES)),
		voters: positive('voters', values.voters),
		json: values.json,
		workers: positive('workers', values.workers),
		connections: positive('connections', values.connections),
		batch: positive('batch', values.batch),
		inFlight: positive('in-flight', values['in-flight']),
		nodeArguments: values['node-arg'],
		delayMs: values.delay === undefined ? 0 : positive('delay', values.delay),
		lottery: values.lottery === undefined ? undefined : lottery(values.lottery),
		wasmOnly: values['wasm-only'],
		importing: values.import,
		peer: values.peer === undefined ? undefined : { binary: values.peer, nodeArguments: values['peer-arg'] },
		soak,
		flood,
	};
	refuse(options);
	if (!options.peer && values['peer-arg'].length > 0) {
		throw new Error('--peer-arg belongs to --peer');
	}
	return options;
}

/** Work cycles under way by default. */
const CYCLES = 1_000;
/** The load of a soak by default. */
const SOAK = { rate: 500, cycles: 10 };

function soakOf({ soak, restart, csv }: { soak?: string; restart: boolean; csv?: string }): Soak | undefined {
	if (soak === undefined) {
		if (restart || csv !== undefined) {
			throw new Error('--restart and --csv belong to --soak');
		}
		return undefined;
	}
	const hours = Number(soak);
	if (!(hours > 0 && Number.isFinite(hours))) {
		throw new Error(`--soak ${soak}: a number of hours above 0`);
	}
	return { hours, restart, csv };
}

/** Blocks of a flood by default. */
const FLOOD_BLOCKS = '100';

function floodOf({ flood, blocks }: { flood?: string; blocks?: string }): Flood | undefined {
	if (flood === undefined) {
		if (blocks !== undefined) {
			throw new Error('--blocks belongs to --flood');
		}
		return undefined;
	}
	const kind = FLOODS.find((each) => each === flood);
	if (!kind) {
		throw new Error(`--flood ${flood}: ${FLOODS.join(', ')}`);
	}
	return { kind, blocks: positive('blocks', blocks ?? FLOOD_BLOCKS) };
}

/** Throws if options exclude each other. */
function refuse({ networks, kinds, rate, delayMs, importing, peer, soak, flood }: Options): void {
	const isOnlyTransfers = kinds.every((kind) => kind === 'transfers');
	const wrong: [boolean, string][] = [
		[delayMs > 0 && networks.includes(1), '--delay needs a network of four'],
		[delayMs > 0 && importing, '--import needs nodes that are not apart: no --delay'],
		[peer !== undefined && !isOnlyTransfers, '--peer compares transfers: no other --kind'],
		[soak !== undefined && !isOnlyTransfers, '--soak has its own mix: no --kind'],
		[soak !== undefined && (peer !== undefined || importing), '--soak needs a run of its own: no --peer, no --import'],
		[flood !== undefined && !isOnlyTransfers, '--flood names its load itself: no --kind'],
		[flood !== undefined && (peer !== undefined || importing || soak !== undefined), '--flood needs a run of its own: no --peer, no --import, no --soak'],
		[flood !== undefined && rate !== undefined, '--flood sends as much as blocks take: no --rate'],
		[soak !== undefined && rate === Infinity, '--soak needs a --rate below what the network takes'],
	];
	wrong.filter(([isWrong]) => isWrong).forEach(([, why]) => {
		throw new Error(why);
	});
}

function lottery(value: string): Lottery {
	const [, numerator, denominator] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
	const chance = Number(numerator) / Number(denominator);
	if (!(chance > 0 && chance <= 1 / 2)) {
		throw new Error(`--lottery ${value}: a fraction above 0 and at most 1/2, such as 1/4`);
	}
	return [Number(numerator), Number(denominator)];
}

function networks(validators: string | undefined, otherwise: NetworkSize[]): NetworkSize[] {
	switch (validators) {
		case undefined: return otherwise;
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
	return value === 'max' ? Infinity : positive('rate', value, 'a whole number above 0, or max');
}

function positive(name: string, value: string, expected = 'a whole number above 0'): number {
	const number = Number(value);
	if (!Number.isInteger(number) || number < 1) {
		throw new Error(`--${name} ${value}: ${expected}`);
	}
	return number;
}
