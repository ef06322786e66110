/** The command line of `witan-client`. */

import { parseArgs } from 'node:util';

/** The arguments of a call. */
export interface Options {
	/** The file to check; undefined to only show the bundle. */
	file: string | undefined;
	/** The URL of the node. */
	url: string;
	domain: number;
}

export const HELP = `Shows the client bundle that a Witan chain has ratified, and checks a file against it.

Usage: witan-client show [options]
       witan-client check FILE [options]

  --url URL     the WebSocket of the node that is asked, and believed: best your own (default ws://127.0.0.1:9944)
  --domain N    the domain whose client it is (default 0, whose client is the chain's own)
  --help        this text

Exit code: 0 if FILE is the ratified client, or with show; 1 if it is not; 2 if that could not be found out.`;

const MAX_DOMAIN = 2 ** 32 - 1;

/**
 * Returns the options that the arguments ask for; undefined if they ask for help. Throws on wrong
 * ones.
 */
export function parseOptions(args: string[]): Options | undefined {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			url: { type: 'string', default: 'ws://127.0.0.1:9944' },
			domain: { type: 'string', default: '0' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		return undefined;
	}
	const [command, ...files] = positionals;
	const wanted = { show: 0, check: 1 }[command ?? ''];
	if (wanted === undefined || files.length !== wanted) {
		throw new Error('give either `show` or `check FILE` (see --help)');
	}
	if (!/^\d+$/.test(values.domain) || Number(values.domain) > MAX_DOMAIN) {
		throw new Error(`--domain ${values.domain}: a number up to ${MAX_DOMAIN}`);
	}
	return { file: files[0], url: values.url, domain: Number(values.domain) };
}
