/** The parts of `scripts/weights` that are more than a command line. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeFundedSpec } from './load/spec.ts';
import { baseWeights } from './measure/base.ts';
import { dropCaches } from './measure/caches.ts';
import { checkWeights } from './measure/check.ts';
import { currentInputs } from './measure/inputs.ts';
import { accepted, measured, readWeightsLock, staleWeights, updateWeightsLock } from './measure/lock.ts';
import { describeRatios, isTrue } from './measure/ratio.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SHARED = join(ROOT, 'runtime/common/src/weights');

const { positionals: [command, ...rest], values } = parseArgs({
	allowPositionals: true,
	options: {
		accounts: { type: 'string', default: '1000000' },
		warm: { type: 'boolean', default: false },
		build: { type: 'string', default: '' },
		reason: { type: 'string', default: '' },
	},
});
const state = { accounts: Number(values.accounts), warm: values.warm };

/** Writes the specification of a chain whose state has so many accounts. */
async function writeState(path: string): Promise<void> {
	await writeFundedSpec(path, 'development', { accounts: [new Uint8Array(32).fill(1)], reputation: 'nowhere', fillers: state.accounts - 1 });
}

/** Writes the base weights from a folder of measurements. */
function writeBase(folder: string): void {
	const read = (file: string) => readFileSync(join(folder, file), 'utf8');
	const extensions = (file: string) => readFileSync(join(SHARED, file), 'utf8');
	writeFileSync(join(SHARED, 'base.rs'), baseWeights({
		...{ block: read('block_weights.rs'), extrinsic: read('extrinsic_weights.rs'), reads: read('reads.rs'), writes: read('writes.rs') },
		systemExtensions: extensions('frame_system_extensions.rs'),
		fees: extensions('pallet_fees.rs'),
	}, state));
}

/** Records that these weights, or all old ones, are right as they are. */
function accept(names: string[]): void {
	const old = Object.keys(staleWeights(readWeightsLock(ROOT), currentInputs(ROOT)));
	const wrong = names.filter((name) => !old.includes(name));
	if (wrong.length > 0) {
		throw new Error(`nothing changed that these weights were measured from: ${wrong.join(', ')}`);
	}
	const concerned = names.length > 0 ? names : old;
	updateWeightsLock(ROOT, concerned, (before, now) => accepted(before, now, values.reason));
	console.log(`accepted: ${concerned.join(', ') || 'nothing, for no weights are old'}`);
}

async function check(): Promise<void> {
	const ratios = await checkWeights(state);
	console.log(`\n${describeRatios(ratios)}`);
	process.exitCode = ratios.every(isTrue) ? 0 : 1;
}

async function main(): Promise<void> {
	switch (command) {
		case 'state':
			await writeState(rest[0] as string);
			break;
		case 'base':
			writeBase(rest[0] as string);
			break;
		case 'cold':
			dropCaches();
			break;
		case 'record':
			updateWeightsLock(ROOT, rest, (_, now) => measured(now, values.build));
			break;
		case 'accept':
			accept(rest);
			break;
		case 'check':
			await check();
			break;
		default:
			throw new Error(`unknown command ${command}`);
	}
}

await main().catch((error: Error) => {
	console.error(`Error: ${error.message}`);
	process.exitCode = 1;
});
