/**
 * Signs and submits transactions in worker threads, and keeps the books of what the nodes' pools
 * accepted.
 */

import { Worker } from 'node:worker_threads';
import type { ExtrinsicTemplate } from './extrinsic.ts';
import type { Load, Phase } from './loads.ts';
import type { Options } from './options.ts';
import { Counter, type Books, type Command, type Reply, type WorkerSetup } from './protocol.ts';

/** The result of submitting. */
export interface Submission {
	/** Transactions that a pool accepted. */
	accepted: number;
	/**
	 * Refusals by JSON-RPC error code; a refused one is sent again as long as it can still succeed.
	 */
	refused: Record<string, number>;
	/** Times at which some of the accepted transactions were submitted, by fingerprint. */
	samples: Map<number, number>;
	/** True if the signed transactions ran out before the time did. */
	ranOut: boolean;
}

/** Accounts of the generator, each with its accepted transactions and transfers. */
export interface Ledger {
	publicKeys: Uint8Array[];
	/** Transactions. */
	sent: Int32Array;
	/** Transfers to others, and from others. */
	given: Int32Array;
	received: Int32Array;
}

/**
 * The number of small transactions that may wait before the first block shows how many it takes.
 */
const FIRST_BACKLOG = 6_000;

/** The choices that concern the threads. */
export interface Threads extends Pick<Options, 'accounts' | 'workers' | 'connections' | 'batch' | 'inFlight'> {
	/** The least number of transactions that may wait; default: that of small ones. */
	backlog?: number;
}

/** The speed of submitting, in transactions a second, and its duration. */
type Pace = Pick<Phase, 'rate' | 'seconds'>;

/** The threads and what they share. */
export class Generator {
	private readonly books: Books;
	private readonly workers: Worker[];
	private readonly backlog: number;

	constructor({ accounts, workers, connections, batch, inFlight, backlog = FIRST_BACKLOG }: Threads) {
		this.backlog = backlog;
		this.books = {
			publicKeys: new Uint8Array(new SharedArrayBuffer(32 * accounts)),
			sent: new Int32Array(new SharedArrayBuffer(4 * accounts)),
			given: new Int32Array(new SharedArrayBuffer(4 * accounts)),
			received: new Int32Array(new SharedArrayBuffer(4 * accounts)),
			counters: new Int32Array(new SharedArrayBuffer(4 * Counter.Length)),
		};
		this.books.counters[Counter.Backlog] = backlog;
		this.workers = Array.from({ length: workers }, (_, index) => {
			const setup: WorkerSetup = { index, workers, accounts, connections, batch, inFlight, books: this.books };
			return new Worker(new URL('./worker.mjs', import.meta.url), { workerData: setup });
		});
	}

	/** Derives the senders. Returns their public keys. */
	async deriveAccounts(): Promise<Uint8Array[]> {
		await this.all(() => ({ kind: 'derive' }));
		return this.publicKeys();
	}

	/**
	 * Returns the number of rounds in which `count` transactions are signed. In each an account
	 * signs one at most.
	 */
	rounds(count: number): number {
		const threads = this.workers.length;
		return Math.ceil(Math.ceil(count / threads) / Math.floor(this.books.sent.length / threads));
	}

	/** Signs transactions for the next phase, from each account's next nonce on. */
	async sign(template: ExtrinsicTemplate, load: Load, count: number): Promise<void> {
		// Accounts are shared out alike: as many transactions as there are accounts are one of
		// each.
		const share = (index: number) => Math.ceil((count - index) / this.workers.length);
		await this.all((index) => ({ kind: 'sign', template, load, count: share(index) }));
	}

	/**
	 * Submits the signed transactions to these nodes, at this rate and for that time, unless it is
	 * ended before.
	 */
	submit(urls: string[], pace: Pace): Promise<Submission> {
		return this.send(urls, pace, false);
	}

	/**
	 * Submits the signed transactions, and then signs and submits more as they are due. These are
	 * not timed, so that it needs no more memory the longer it takes.
	 */
	stream(urls: string[], pace: Pace): Promise<Submission> {
		return this.send(urls, pace, true);
	}

	/** Has the threads submit only what nodes refused. */
	end(): void {
		Atomics.store(this.books.counters, Counter.Ended, 1);
	}

	/** Tells the threads the number of transactions in the best chain, and in its largest block. */
	noteIncluded({ total, largest }: { total: number; largest: number }): void {
		Atomics.store(this.books.counters, Counter.Included, total);
		// Two blocks and a half are always at hand, so that no block lacks transactions; more only
		// burdens the pool.
		Atomics.store(this.books.counters, Counter.Backlog, Math.max(this.backlog, Math.ceil(2.5 * largest)));
	}

	/** Returns the number of transactions that pools have accepted so far. */
	accepted(): number {
		return this.books.sent.reduce((sum, sent) => sum + sent, 0);
	}

	ledger(): Ledger {
		const { sent, given, received } = this.books;
		return { publicKeys: this.publicKeys(), sent, given, received };
	}

	async stop(): Promise<void> {
		await Promise.all(this.workers.map((worker) => worker.terminate()));
	}

	private async send(urls: string[], { rate, seconds }: Pace, goesOn: boolean): Promise<Submission> {
		Atomics.store(this.books.counters, Counter.Ended, 0);
		const until = Date.now() + 1_000 * seconds;
		const replies = await this.all(() => ({ kind: 'submit', urls, rate: rate / this.workers.length, until, goesOn }));
		const submission: Submission = { accepted: 0, refused: {}, samples: new Map(), ranOut: false };
		for (const { accepted, refused, samples, ranOut } of replies) {
			submission.accepted += accepted;
			submission.ranOut ||= ranOut;
			Object.entries(refused).forEach(([code, times]) => {
				submission.refused[code] = (submission.refused[code] ?? 0) + times;
			});
			samples.forEach(([transaction, at]) => submission.samples.set(transaction, at));
		}
		return submission;
	}

	private publicKeys(): Uint8Array[] {
		return Array.from(this.books.sent, (_, index) => this.books.publicKeys.slice(32 * index, 32 * (index + 1)));
	}

	private all(command: (index: number) => Command): Promise<Reply[]> {
		return Promise.all(this.workers.map((worker, index) => new Promise<Reply>((resolve, reject) => {
			const settle = () => {
				worker.off('message', onMessage).off('error', onError);
			};
			const onMessage = (reply: Reply) => {
				settle();
				resolve(reply);
			};
			const onError = (error: unknown) => {
				settle();
				reject(error);
			};
			worker.on('message', onMessage).on('error', onError);
			worker.postMessage(command(index));
		})));
	}
}
