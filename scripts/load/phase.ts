/**
 * One phase of a benchmark: a load of one kind, prepared, submitted and watched until it is final.
 */

import { CpuMeter } from './cpu.ts';
import { drain } from './drain.ts';
import { importing, readImports } from './imports.ts';
import type { LoadKind, Phase } from './loads.ts';
import type { Options } from './options.ts';
import { type Figures, figures } from './report.ts';
import { ResourceMeter } from './resources.ts';
import type { Bench } from './session.ts';
import { prepare } from './setup.ts';

/** Runs a phase. Returns its figures and problems. */
export async function benchPhase(phase: Phase, bench: Bench): Promise<{ figures: Figures; problems: string[] }> {
	const { network, generator, watcher, facts, template } = bench;
	const { nodes } = network;
	const count = Math.ceil(phase.seconds * phase.presignedPerSecond);
	console.log(`\npreparing and signing ${count} ${phase.kind} ...`);
	const { load, check } = await prepare(phase.kind, generator.rounds(count), bench);
	await generator.sign(template, load, count);
	console.log(`${phase.title}, for ${phase.seconds} s ...`);
	const before = watcher.finalTransactions();
	const importsBefore = await readImports(nodes);
	const pids = nodes.map(({ pid }) => pid);
	const [cpu, meter] = [new CpuMeter(pids), new ResourceMeter(pids)];
	const startedAt = Date.now();
	const submission = await generator.submit(nodes.map(({ ws }) => ws), phase);
	const submittedAt = Date.now();
	const usage = cpu.read();
	const drained = await drain(watcher, generator);
	const blocks = watcher.blocksSince(startedAt);
	const transactions = watcher.finalTransactions() - before;
	return {
		figures: figures({
			phase, facts, submission, usage, startedAt, submittedAt, blocks, drained,
			madeTwice: (some) => watcher.madeTwice(some),
			logs: nodes.map((node) => node.logs()),
			importing: importing(importsBefore, await readImports(nodes), { blocks: blocks.length, transactions }),
			resources: meter.read(),
		}),
		problems: [...await check(await watcher.finalHead(), transactions), ...network.bypasses()],
	};
}

/**
 * Transactions of each kind that are signed for every second of a saturating phase, by the number
 * of validators. They are more than go in.
 */
const PRESIGNED: Record<LoadKind, { alone: number; together: number }> = {
	remarks: { alone: 6_000, together: 2_000 },
	transfers: { alone: 4_500, together: 1_500 },
	stakes: { alone: 3_000, together: 1_200 },
	posts: { alone: 3_000, together: 1_200 },
};

/**
 * Returns the phases of a load: a light one shows the time of finality, a saturating one the
 * capacity.
 */
export function phasesOf(kind: LoadKind, validators: number, { rate, seconds }: Pick<Options, 'rate' | 'seconds'>): Phase[] {
	const light = (perSecond: number): Phase => ({
		kind,
		title: `${perSecond} ${kind} a second`,
		rate: perSecond,
		seconds,
		presignedPerSecond: perSecond,
	});
	const saturating: Phase = {
		kind,
		title: `as many ${kind} as the network takes`,
		rate: Infinity,
		seconds,
		presignedPerSecond: validators === 1 ? PRESIGNED[kind].alone : PRESIGNED[kind].together,
	};
	if (rate === undefined) {
		return [light(50), saturating];
	}
	return [rate === Infinity ? saturating : light(rate)];
}
