/**
 * Plays attacks on the rules on a development node of its own, and shows what each brought before
 * and brings now. `scripts/attacks` starts it; `--help` lists the options and the attacks.
 */

import type { ApiPromise } from '@polkadot/api';
import { connect, devAccounts } from '@witan/client/chain';
import type { Attack } from './attack/attack.ts';
import { cancelling } from './attack/cancel.ts';
import { feeAgainstExperts } from './attack/fee.ts';
import { lastBlock } from './attack/last-block.ts';
import { leachPump } from './attack/leach.ts';
import { HELP, type Options, parseOptions } from './attack/options.ts';
import { impossibleOrders } from './attack/orders.ts';
import { parallelVotes } from './attack/parallel.ts';
import { type Row, describe, holds } from './attack/report.ts';
import { setStage } from './attack/stage.ts';
import { writeChainSpec } from './lib/chain-spec.ts';
import { type NodeOptions, type WitanNode, startNode } from './lib/node.ts';

/** The attacks in the order of their numbers, from 1. */
const ATTACKS: Attack[] = [feeAgainstExperts, parallelVotes, cancelling, lastBlock, impossibleOrders, leachPump];
/** Blocks of an epoch. */
const EPOCH = 100_000;

async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2));
	if (!options) {
		console.log(HELP);
		return;
	}
	let node: WitanNode | undefined;
	let api: ApiPromise | undefined;
	try {
		node = await startNode(await onDemand());
		api = await connect(node.ws);
		const rows = await play(api, options);
		console.log(options.json ? JSON.stringify(rows, null, '\t') : describe(rows));
		process.exitCode = rows.every(holds) ? 0 : 1;
	} finally {
		await api?.disconnect();
		await node?.stop();
	}
}

/**
 * Returns the options of a development node that makes a block for each transaction, and no other:
 * its epochs are longer than all attacks, because a new one makes validators send transactions.
 */
async function onDemand(): Promise<NodeOptions> {
	return { chain: await writeChainSpec({ genesis: { chainConfig: { epochLength: EPOCH } } }), args: ['--dev', '--sealing', 'instant'] };
}

async function play(api: ApiPromise, options: Options): Promise<Row[]> {
	const on = await setStage(api, await devAccounts());
	const rows: Row[] = [];
	for (const number of options.only) {
		const { name, before, play } = ATTACKS[number - 1] as Attack;
		const started = Date.now();
		rows.push({ number, name, before: before(options), ...await play(on, options) });
		console.error(`attack ${number} took ${((Date.now() - started) / 1_000).toFixed(1)} s`);
	}
	return rows;
}

try {
	await main();
} catch (error) {
	console.error(`the attacks could not be played: ${(error as Error).message}`);
	process.exitCode = 2;
}
