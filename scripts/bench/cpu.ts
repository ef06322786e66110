/** Processor time of other processes, from Linux's `/proc`. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
/** Fields of `/proc/PID/stat` after the process's name, which may hold spaces: user and system time. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** Measures from its making on. */
export class CpuMeter {
	private readonly startedAt = Date.now();
	private readonly before: number[];

	constructor(private readonly pids: number[]) {
		this.before = pids.map(seconds);
	}

	/** Cores that each process kept busy on average. */
	read(): number[] {
		const elapsed = (Date.now() - this.startedAt) / 1_000;
		return this.pids.map((pid, index) => (seconds(pid) - (this.before[index] as number)) / elapsed);
	}
}

function seconds(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
}
