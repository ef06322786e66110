/** The command line of the demonstration. */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WIT } from '@witan/client/chain';

/** The choices for a demonstration. */
export interface Options {
	/** Path of the `Cargo.lock`. */
	lock: string;
	/** Tokens for each pool, in units. */
	fee: bigint;
	/** Packages that are listed. */
	top: number;
	/** A running node; undefined for one of its own. */
	ws: string | undefined;
	/** The way in which its own node makes blocks. */
	sealing: string;
	/** True if the result is printed as JSON, and nothing else on standard output. */
	json: boolean;
}

export const HELP = `Shows how reputation flows along citations, with the packages of a Cargo.lock: each is a post that cites what it depends on.

Usage: scripts/demo-citations [options]

  --lock FILE     the lock file (default: this repository's)
  --fee WIT       fee of the pool on each root (default 100)
  --top N         packages to list (default 20)
  --ws URL        a running node of a development chain (default: one of its own on free ports)
  --sealing MODE  how its own node makes blocks, as the node's option of that name (default interval=500)
  --json          print the result as JSON
  --help          this text

A package keeps half of what reaches its post and gives the other half to its dependencies, the same to each; without any
it keeps all. A post cites 16 others at most: where a package has more dependencies, posts of its own stand between. The
author of all posts of a package is the account //package//NAME of the development phrase.

Packages that lie in a folder, and those that none depends on, are ratified: Alice opens a pool on each, Alice to Ferdie vote
for it with what the quorum needs. Where there are many, later ones mint less than their fees are worth, because the domain
mints no more in a time than its supply allows. Reputation then goes along 3 citations at most (the chain's constant forum.maxDepth) and
stays there. So a package earns something only if some ratified package is that near, and a post that stands between counts
as one of the 3. What depends on it from further away earns it nothing, however much that is.

A lock file does not tell dev-dependencies from others, and these may form cycles; those that close one are dropped.

Ends with exit code 1 if what was minted is not, to the unit, what authors earned and what was incinerated: in events, in
the chain's state, and as computed from the citations alone.`;

/** Reads the arguments; undefined if they ask for help. Throws on wrong ones. */
export function parseOptions(args: string[]): Options | undefined {
	const { values } = parseArgs({
		args,
		options: {
			'lock': { type: 'string', default: fileURLToPath(new URL('../../Cargo.lock', import.meta.url)) },
			'fee': { type: 'string', default: '100' },
			'top': { type: 'string', default: '20' },
			'ws': { type: 'string' },
			'sealing': { type: 'string', default: 'interval=500' },
			'json': { type: 'boolean', default: false },
			'help': { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		return undefined;
	}
	return {
		lock: values.lock,
		fee: BigInt(positive('fee', values.fee)) * WIT,
		top: positive('top', values.top),
		ws: values.ws,
		sealing: values.sealing,
		json: values.json,
	};
}

function positive(name: string, value: string): number {
	const number = Number(value);
	if (!Number.isSafeInteger(number) || number < 1) {
		throw new Error(`--${name} ${value}: a whole number above 0`);
	}
	return number;
}
