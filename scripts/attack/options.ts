/** The command line of the attacks. */

import { parseArgs } from 'node:util';

/** The choices for the attacks. */
export interface Options {
	/** Votes that the attack by parallel votes opens. */
	pools: number;
	/** Orders that nobody can do. */
	orders: number;
	/** The attacks to play, by their numbers. */
	only: number[];
	/** True if the result is printed as JSON, and nothing else on standard output. */
	json: boolean;
}

/** The attacks by number, and the limits of the choices. */
const ATTACKS = [1, 2, 3, 4, 5, 6];
const MOST_POOLS = 100;
const MOST_ORDERS = 200;

export const HELP = `Plays attacks on the rules of votes, governance and the market, and shows what each brought before and brings now.

Usage: scripts/attacks [options]

  --pools N       votes that the second attack opens at once (default 20, at most ${MOST_POOLS})
  --orders N      orders in the fifth attack that nobody can do (default 100, at most ${MOST_ORDERS})
  --only LIST     numbers of the attacks to play, as 1,4 (default all)
  --json          print the result as JSON
  --help          this text

Starts a development node of its own that makes a block for each transaction: the one that WITAN_NODE names, or the one that
the build makes. Each attack is played in a body of experts of its own, whose members have the parts of its REP that the
attack is about. "Before" is what the attack brought under the rules that fees voted, that votes for governance held REP,
and that the last to stake won: by reading these rules, or as played on a node that had them.

1  a customer's fee against unanimous experts
2  votes for governance at once, more than the others can defend
3  a decision that most are against can't be cancelled, or a tenth cancels one; votes against help to pass
4  the last block of a vote
5  orders that nobody can do, to take an expert's REP and its voice
6  REP from nothing: leaches of what cannot be taken

Ends with exit code 1 if an attack still pays, and 2 if it could not be played.`;

/** Reads the arguments; undefined if they ask for help. Throws on wrong ones. */
export function parseOptions(args: string[]): Options | undefined {
	const { values } = parseArgs({
		args,
		options: {
			'pools': { type: 'string', default: '20' },
			'orders': { type: 'string', default: '100' },
			'only': { type: 'string', default: ATTACKS.join(',') },
			'json': { type: 'boolean', default: false },
			'help': { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		return undefined;
	}
	const only = values.only.split(',').map((each) => whole('only', each, ATTACKS.length));
	return {
		pools: whole('pools', values.pools, MOST_POOLS),
		orders: whole('orders', values.orders, MOST_ORDERS),
		only,
		json: values.json,
	};
}

function whole(name: string, value: string, most: number): number {
	const number = Number(value);
	if (!Number.isSafeInteger(number) || number < 1 || number > most) {
		throw new Error(`--${name} ${value}: a whole number from 1 to ${most}`);
	}
	return number;
}
