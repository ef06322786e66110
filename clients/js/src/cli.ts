/** `witan-client`: shows the client bundle that a chain has ratified, and checks a file against it. */

import { compareHash, hashFile, ratifiedClient } from './bundle.ts';
import { connect, inTime } from './connect.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { describe, describeFile, printable } from './text.ts';

/** The exit code for a file that is not the ratified client. */
const NOT_RATIFIED = 1;
/** The exit code if that could not be found out. */
const UNKNOWN = 2;

/** Prints what the node says, and whether the file is that; gives the exit code. */
async function answer({ file, url, domain }: Options): Promise<number> {
	const hash = file === undefined ? undefined : await hashFile(file).catch((error: Error) => {
		throw new Error(`can't read ${file}: ${error.message}`);
	});
	const api = await connect(url).catch((error: Error) => {
		throw new Error(printable(error.message));
	});
	try {
		const client = await inTime(ratifiedClient(api, domain)).catch((error: Error) => {
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

// polkadot.js logs there what ends as one sentence here.
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
