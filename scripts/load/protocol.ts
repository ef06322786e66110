/** The messages between the generator and its threads, and the memory that they share. */

import type { ExtrinsicTemplate } from './extrinsic.ts';
import type { Load } from './loads.ts';

/** Places in {@link Books.counters}. */
export const Counter = {
	/** Transactions sent to a node and not refused, of all threads. */
	Outgoing: 0,
	/** Transactions in the best chain. */
	Included: 1,
	/** The maximum number of transactions that are outgoing and not included. */
	Backlog: 2,
	/** Not 0 if threads shall submit nothing more. */
	Ended: 3,
	Length: 4,
} as const;

/**
 * Shared memory. Account `i` belongs to thread `i` modulo their number. Only that thread writes its
 * key and its count of sent transactions.
 */
export interface Books {
	/** 32 bytes an account. */
	publicKeys: Uint8Array;
	/** Accepted transactions by sender: its next nonce. */
	sent: Int32Array;
	/** Accepted transfers by sender. */
	given: Int32Array;
	/** Accepted transfers by receiver; every thread adds to it. */
	received: Int32Array;
	counters: Int32Array;
}

export interface WorkerSetup {
	index: number;
	workers: number;
	accounts: number;
	connections: number;
	batch: number;
	inFlight: number;
	books: Books;
}

export type Command =
	| { kind: 'derive' }
	| { kind: 'sign'; template: ExtrinsicTemplate; load: Load; count: number }
	/**
	 * `rate` is this thread's share, in transactions a second; `until` is in milliseconds of the
	 * epoch. With `goesOn` more are signed when they are due, so that none wait in memory.
	 */
	| { kind: 'submit'; urls: string[]; rate: number; until: number; goesOn: boolean };

/** The answer to every command; only `submit` fills it. */
export interface Reply {
	accepted: number;
	refused: Record<string, number>;
	/** Accepted transactions by fingerprint, and when they were sent. */
	samples: [fingerprint: number, submittedAt: number][];
	ranOut: boolean;
}
