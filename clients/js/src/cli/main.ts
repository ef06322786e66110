/**
 * `witan-client`: shows the client bundle that a chain has ratified, and checks a file against it.
 */

import { hashFile } from '../bundle/index.js';
import { connect } from '../chain/connect.js';
import { inTime } from '../chain/wait.js';
import { compareHash, ratifiedClient } from '../governance/client.js';
import { HELP, type Options, parseOptions } from './options.js';
import { describe, describeFile, printable } from './text.js';

/** The exit code for a file that is not the ratified client. */
const NOT_RATIFIED = 1;
/** The exit code if that could not be found out. */
const UNKNOWN = 2;
const ANSWER_TIMEOUT_MS = 10_000;

/** Prints the node's answer and the verdict on the file, if there is one. Returns the exit code. */
async function answer({ file, url, domain }: Options): Promise<number> {
	const hash = file === undefined ? undefined : await hashFile(file).catch((error: Error) => {
		throw new Error(`can't read ${file}: ${error.message}`);
	});
	const api = await connect(url).catch((error: Error) => {
		throw new Error(printable(error.message));
	});
	try {
		const client = await inTime(ratifiedClient(api, domain), 'the ratified client', ANSWER_TIMEOUT_MS).catch((error: Error) => {
			throw new Error(`${url} gave no answer: ${printable(error.message)}`);
		});
		print(describe(domain, client));
		if (file === undefined || hash === undefined) {
			return 0;
		}
		const check = compareHash(hash, client);
		print(describeFile(file, check));
		return check.ratified ? 0 : NOT_RATIFIED;
	} finally {
		await api.disconnect();
	}
}

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

// polkadot.js logs there; errors end as one sentence here.
console.log = console.warn = console.error = () => undefined;
try {
	const options = parseOptions(process.argv.slice(2));
	if (options) {
		process.exitCode = await answer(options);
	} else {
		print(HELP);
	}
} catch (error) {
	process.stderr.write(`Error: ${(error as Error).message.replace(/\s+/g, ' ')}\n`);
	process.exitCode = UNKNOWN;
}
