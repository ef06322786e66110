/** TCP connections of processes, from Linux's `/proc`. */

import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** A row of `/proc/net/tcp`. */
export interface Connection {
	localPort: number;
	remotePort: number;
	established: boolean;
	/** The number by which a process's open files name the socket. */
	inode: number;
}

const ESTABLISHED = '01';
const SOCKET = /^socket:\[(\d+)\]$/;

/** Parses `/proc/net/tcp` or `/proc/net/tcp6`. */
export function parseConnections(table: string): Connection[] {
	return table.trim().split('\n').slice(1).map((line) => {
		const [, local = '', remote = '', state, , , , , , inode] = line.trim().split(/\s+/);
		return { localPort: portOf(local), remotePort: portOf(remote), established: state === ESTABLISHED, inode: Number(inode) };
	});
}

/** A process that listens on a port. */
export interface Listener {
	name: string;
	pid: number;
	p2pPort: number;
}

/**
 * Returns the connections by which one of these processes has reached another at its port, as
 * sentences. Those that go through a relay reach the relay's port instead.
 */
export function directConnections(nodes: Listener[]): string[] {
	const table = ['tcp', 'tcp6'].flatMap((name) => parseConnections(readFileSync(`/proc/net/${name}`, 'utf8')));
	return nodes.flatMap(({ name, pid }) => directOf(table, socketsOf(pid), nodes).map((to) => `${name} is connected to ${to} directly`));
}

/** Returns the names of the processes whose ports these sockets are connected to. */
export function directOf(table: Connection[], sockets: Set<number>, nodes: Listener[]): string[] {
	return table
		.filter(({ established, inode }) => established && sockets.has(inode))
		.flatMap(({ remotePort }) => nodes.filter(({ p2pPort }) => p2pPort === remotePort).map(({ name }) => name));
}

function portOf(address: string): number {
	return Number.parseInt(address.slice(address.lastIndexOf(':') + 1), 16);
}

/** Returns the inodes of a process's sockets. */
function socketsOf(pid: number): Set<number> {
	const folder = `/proc/${pid}/fd`;
	const inodes = readdirSync(folder).map((file) => Number(SOCKET.exec(linkOf(`${folder}/${file}`))?.[1]));
	return new Set(inodes.filter((inode) => !Number.isNaN(inode)));
}

/** Returns what a link points to; nothing if the file was closed meanwhile. */
function linkOf(path: string): string {
	try {
		return readlinkSync(path);
	} catch {
		return '';
	}
}
