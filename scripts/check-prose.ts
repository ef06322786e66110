/**
 * Checks the comments of Rust and TypeScript by the rules of prose in CONTRIBUTING.md.
 * `scripts/check-prose` starts it; `--help` lists the options.
 */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { lowered, problems, readCeiling, writeCeiling } from './prose/ceiling.ts';
import { checkProse, countFindings } from './prose/checks.ts';
import { describeFinding, describeFolders } from './prose/report.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CEILING = fileURLToPath(new URL('prose/ceiling.json', import.meta.url));

const HELP = `Checks the comments of Rust and TypeScript by the rules of prose in CONTRIBUTING.md: how doc comments open, how wide
comments are, and, as information only, sentences of docs and texts in Rust that are too long.

Usage: scripts/check-prose [options]

  --list     print each finding with its file and line first
  --lower    lower scripts/prose/ceiling.json to what is found now
  --help     this text

Ends with exit code 1 if more is found than the ceiling allows, or less, so that the ceiling follows; 2 if nothing could
be checked.`;

function main(): void {
	const { values } = parseArgs({
		options: {
			'list': { type: 'boolean', default: false },
			'lower': { type: 'boolean', default: false },
			'help': { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		console.log(HELP);
		return;
	}
	const folders = checkProse(ROOT);
	if (values.list) {
		folders.flatMap(({ findings }) => findings).forEach((finding) => console.log(describeFinding(finding)));
	}
	console.log(describeFolders(folders));
	const counts = countFindings(folders);
	if (values.lower) {
		writeCeiling(CEILING, lowered(readCeiling(CEILING), counts));
	}
	const wrong = problems(readCeiling(CEILING), counts);
	wrong.forEach((problem) => console.error(problem));
	process.exitCode = wrong.length > 0 ? 1 : 0;
}

// A reader such as `head` may close the list early.
process.stdout.on('error', () => process.exit());
try {
	main();
} catch (error) {
	console.error(`the prose could not be checked: ${(error as Error).message}`);
	process.exitCode = 2;
}
