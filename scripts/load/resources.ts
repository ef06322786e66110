/** Memory and disk of processes, from Linux's `/proc`, and the size of folders. */

import { type Dirent, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A process's resident memory over a time, without files that it maps, in bytes. */
export interface Memory {
	start: number;
	end: number;
	max: number;
}

/** The resources of each node over a time. */
export interface Resources {
	memory: Memory[];
	/** Bytes that each had written to disks. On a file system in memory they are 0. */
	written: number[];
}

const SAMPLE_MS = 500;
const BLOCK_BYTES = 512;
const MIB = 1024 * 1024;

/** A meter that measures from its construction until it is read. */
export class ResourceMeter {
	private readonly memory: Memory[];
	private readonly writtenBefore: number[];
	private readonly timer: NodeJS.Timeout;

	constructor(private readonly pids: number[]) {
		this.memory = pids.map(resident).map((bytes) => ({ start: bytes, end: bytes, max: bytes }));
		this.writtenBefore = pids.map(written);
		this.timer = setInterval(() => this.sample(), SAMPLE_MS).unref();
	}

	/** Returns the resources so far, and stops. */
	read(): Resources {
		clearInterval(this.timer);
		this.sample();
		return { memory: this.memory, written: this.pids.map((pid, index) => written(pid) - (this.writtenBefore[index] as number)) };
	}

	private sample(): void {
		this.memory.forEach((memory, index) => {
			memory.end = resident(this.pids[index] as number);
			memory.max = Math.max(memory.max, memory.end);
		});
	}
}

/** Returns a process's resident memory without files that it maps, in bytes. */
export function resident(pid: number): number {
	return parseResident(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** Returns the bytes that a process had written to disks since it started. */
export function written(pid: number): number {
	return parseWritten(readFileSync(`/proc/${pid}/io`, 'utf8'));
}

/**
 * Returns the resident memory without mapped files that `/proc/PID/status` tells, in bytes; 0 for a
 * process that ended. A database maps its files: their pages grow with it, and the system takes
 * them back when it needs them.
 */
export function parseResident(status: string): number {
	return 1024 * Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}

/**
 * Returns the bytes written to disks that `/proc/PID/io` tells, less those of files deleted before
 * that.
 */
export function parseWritten(io: string): number {
	const field = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(io)?.[1] ?? 0);
	return field('write_bytes') - field('cancelled_write_bytes');
}

/** Returns the bytes that a folder takes on disk, as `du` counts them. */
export function folderBytes(folder: string): number {
	return entriesOf(folder).reduce((sum, entry) => {
		const path = join(folder, entry.name);
		return sum + (entry.isDirectory() ? folderBytes(path) : fileBytes(path));
	}, 0);
}

/** Returns a folder's entries; none if a database has removed it meanwhile. */
function entriesOf(folder: string): Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}

function fileBytes(path: string): number {
	return BLOCK_BYTES * (lstatSync(path, { throwIfNoEntry: false })?.blocks ?? 0);
}

/** Returns the memory of nodes as text. */
export function describeMemory({ memory }: Resources): string {
	return memory.map(({ start, end, max }) => `${mebibytes(start)} to ${mebibytes(end)}, at most ${mebibytes(max)} MiB`).join('; ');
}

/** Returns the bytes that nodes wrote, for so many transactions, as text. */
export function describeWritten({ written: bytes }: Resources, transactions: number): string {
	const each = bytes.map((node) => `${mebibytes(node)} MiB (${Math.round(node / Math.max(1, transactions))} bytes a transaction)`);
	return each.join('; ');
}

/** Returns bytes as whole mebibytes. */
export function mebibytes(bytes: number): string {
	return Math.round(bytes / MIB).toString();
}
