/**
 * Distance between nodes on one machine. A relay passes on what one node sends another, each piece
 * a fixed time after it came, in both directions. It needs no right to change the kernel's queues.
 */

import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { Worker } from 'node:worker_threads';

/**
 * A relay's two ports on the loopback interface: the one it listens on, and the one it connects to.
 */
export interface Link {
	listen: number;
	to: number;
}

/** The setup of a thread that runs relays. */
export interface RelaySetup {
	links: Link[];
	delayMs: number;
}

/** A relay that runs. */
export interface Relay {
	port: number;
	close(): void;
}

/**
 * Opens a relay; with port 0 on any free one. The kernel answers a new connection at once: only
 * what is sent over it is late.
 */
export function openRelay({ listen, to }: Link, delayMs: number): Promise<Relay> {
	const open = new Set<Socket>();
	const server: Server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
		const far = connect({ port: to, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
		for (const [from, to] of [[near, far], [far, near]] as const) {
			open.add(from);
			from.once('close', () => open.delete(from));
			from.once('error', () => to.destroy());
			passOn(from, to, delayMs);
		}
	});
	const close = () => {
		server.close();
		open.forEach((socket) => socket.destroy());
	};
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(listen, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, close }));
	});
}

/**
 * Passes on what comes in and the end of it, in order: timers of the same length fire in theirs.
 */
function passOn(from: Socket, to: Socket, delayMs: number): void {
	const later = (work: () => void) => setTimeout(() => {
		if (!to.destroyed) {
			work();
		}
	}, delayMs);
	from.on('data', (chunk) => later(() => {
		if (!to.write(chunk)) {
			// A receiver that is slower than its sender slows it down, as without a relay.
			from.pause();
			to.once('drain', () => from.resume());
		}
	}));
	from.once('end', () => later(() => to.end()));
}

/** Runs relays in a thread of their own, where nothing else can make them late. */
export function startRelays(setup: RelaySetup): Promise<Worker> {
	const thread = new Worker(new URL('./relays.mjs', import.meta.url), { workerData: setup });
	return new Promise((resolve, reject) => {
		thread.once('message', () => resolve(thread)).once('error', reject);
	});
}
