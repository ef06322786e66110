/** Processor time, from Linux's `/proc`. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
/**
 * Fields of `/proc/PID/stat` after the process's name, which may hold spaces: user and system time.
 */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** Cores that were busy on average. */
export interface Usage {
	nodes: number[];
	/** This process, with its threads. */
	generator: number;
	/**
	 * Everything else on the machine. More than a trace means that the other figures are too low.
	 */
	others: number;
}

/** A meter that measures from its construction on. */
export class CpuMeter {
	private readonly startedAt = Date.now();
	private readonly before: number[];
	private readonly pids: number[];

	constructor(nodes: number[]) {
		this.pids = [...nodes, process.pid];
		this.before = this.seconds();
	}

	read(): Usage {
		const elapsed = (Date.now() - this.startedAt) / 1_000;
		const cores = this.seconds().map((seconds, index) => (seconds - (this.before[index] as number)) / elapsed);
		const [all, ...processes] = cores as [number, ...number[]];
		const ours = processes.reduce((sum, one) => sum + one, 0);
		return { nodes: processes.slice(0, -1), generator: processes.at(-1) as number, others: Math.max(0, all - ours) };
	}

	/** Returns the busy seconds of the machine, then of each process. */
	private seconds(): number[] {
		return [machineSeconds(), ...this.pids.map(processSeconds)];
	}
}

/**
 * Returns the busy time of all cores. The first line of `/proc/stat` has user, nice, system, idle,
 * waiting, interrupts.
 */
function machineSeconds(): number {
	const [, user, nice, system, , , interrupts, softInterrupts] = readFileSync('/proc/stat', 'utf8').split(/\s+/, 8).map(Number);
	return ((user ?? 0) + (nice ?? 0) + (system ?? 0) + (interrupts ?? 0) + (softInterrupts ?? 0)) / TICKS_PER_SECOND;
}

function processSeconds(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
}
