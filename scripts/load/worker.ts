/**
 * A thread of the generator: derives its share of the senders, signs their transactions, submits
 * them.
 */

import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import { derive } from './accounts.ts';
import { type ExtrinsicTemplate, fingerprint, sign } from './extrinsic.ts';
import { type Load, callOf } from './loads.ts';
import { type Command, Counter, type Reply, type WorkerSetup } from './protocol.ts';
import { type Answer, RpcSocket } from './rpc.ts';

/** The approximate number of each thread's transactions that are timed one by one. */
const SAMPLES = 2_000;
/** The time after which a thread that may not send looks again. */
const PAUSE_MS = 5;
/** The time that a connection waits after its node's pool was full. */
const FULL_PAUSE_MS = 100;
/** The time after the phase's end in which refused transactions are sent again. */
const GRACE_MS = 20_000;
/** The number of transactions that a stream signs ahead of sending them. */
const MOST_UNSENT = 500;
/** The pool's words for "not now": temporarily banned, of too low a priority, full. */
const TEMPORARY = new Set([1012, 1014, 1016]);

interface Signed {
	bytes: string;
	sender: number;
	/** The recipient of a transfer. */
	receiver: number | undefined;
}

// The load stands for machines elsewhere: nodes come first where it shares their cores. On Linux
// this is the thread's own priority.
os.setPriority(os.constants.priority.PRIORITY_LOW);

const setup = workerData as WorkerSetup;
const { books } = setup;
const own = Array.from({ length: setup.accounts }, (_, account) => account)
	.filter((account) => account % setup.workers === setup.index);
let keys: Awaited<ReturnType<typeof derive>> = [];
let signer: Signer | undefined;
let signed: Signed[] = [];
const random = mulberry32(setup.index + 1);

async function run(command: Command): Promise<Reply> {
	switch (command.kind) {
		case 'derive':
			await deriveOwn();
			break;
		case 'sign':
			signer = new Signer(command.template, command.load);
			signed = signAll(signer, command.count);
			break;
		case 'submit':
			return submitAll(command.urls, command.rate, command.until, command.goesOn ? signer : undefined);
	}
	return { accepted: 0, refused: {}, samples: [], ranOut: false };
}

async function deriveOwn(): Promise<void> {
	keys = await derive(own);
	keys.forEach(({ publicKey }, index) => books.publicKeys.set(publicKey, 32 * (own[index] as number)));
}

/**
 * Signs in turns, so that an account's next transaction comes only when all others have had their
 * turn.
 */
class Signer {
	private count = 0;
	/** The nonces with which the accounts begin. */
	private readonly nonces = own.map((account) => books.sent[account] as number);

	constructor(private readonly template: ExtrinsicTemplate, private readonly load: Load) {}

	next(): Signed {
		const turn = this.count % own.length;
		const round = Math.floor(this.count / own.length);
		this.count += 1;
		const sender = own[turn] as number;
		const receiver = randomOther(sender);
		const nonce = (this.nonces[turn] as number) + round;
		const call = callOf(this.load, { sender: publicKey(sender), receiver: publicKey(receiver), nonce, round, random });
		const bytes = sign(this.template, { sender: keys[turn] as (typeof keys)[number], call, nonce });
		return { bytes, sender, receiver: this.load.kind === 'transfers' ? receiver : undefined };
	}
}

function signAll(signer: Signer, count: number): Signed[] {
	return Array.from({ length: count }, () => signer.next());
}

function publicKey(account: number): Uint8Array {
	return books.publicKeys.slice(32 * account, 32 * (account + 1));
}

/**
 * One of a thread's connections. A sender keeps to one, so that its transactions reach one node in
 * their order.
 */
class Lane {
	/**
	 * Signed transactions. Both lists are taken from the end; refused ones go first, since the
	 * sender's later ones wait for them.
	 */
	private readonly fresh: Signed[];
	private readonly refused: Signed[] = [];
	private inFlight = 0;
	private pausedUntil = 0;

	constructor(private readonly rpc: RpcSocket, transactions: Signed[], private readonly reply: Reply) {
		this.fresh = [...transactions].reverse();
	}

	/** The number of transactions that were not sent yet. */
	get unsent(): number {
		return this.fresh.length;
	}

	/** True if no answer is awaited. */
	get idle(): boolean {
		return this.inFlight === 0;
	}

	/** True if every one that was sent has been accepted, or refused for good. */
	get settled(): boolean {
		return this.idle && this.refused.length === 0;
	}

	/** Returns the number of transactions that it can send now. */
	room(): number {
		const waiting = this.fresh.length + this.refused.length;
		return Date.now() < this.pausedUntil ? 0 : Math.min(setup.inFlight - this.inFlight, waiting);
	}

	/** Takes another transaction, to be sent after those it has. */
	add(transaction: Signed): void {
		this.fresh.unshift(transaction);
	}

	/** Sends `count` transactions in one message. */
	send(count: number): void {
		const again = this.refused.splice(-count);
		this.dispatch([...again, ...(count > again.length ? this.fresh.splice(again.length - count).reverse() : [])]);
	}

	/** Sends the transactions that were refused before. */
	sendRefused(): void {
		if (this.refused.length > 0 && this.room() > 0) {
			this.dispatch(this.refused.splice(-this.room()));
		}
	}

	close(): void {
		this.rpc.close();
	}

	private dispatch(transactions: Signed[]): void {
		const at = Date.now();
		this.inFlight += transactions.length;
		Atomics.add(books.counters, Counter.Outgoing, transactions.length);
		this.rpc.submit('author_submitExtrinsic', transactions.map(({ bytes }) => bytes), (index, answer) => {
			this.inFlight -= 1;
			this.settle(transactions[index] as Signed, at, answer);
		});
	}

	private settle(transaction: Signed, at: number, { error }: Answer): void {
		if (!error) {
			this.accept(transaction, at);
			return;
		}
		Atomics.sub(books.counters, Counter.Outgoing, 1);
		this.reply.refused[error.code] = (this.reply.refused[error.code] ?? 0) + 1;
		if (TEMPORARY.has(error.code)) {
			this.pausedUntil = Date.now() + FULL_PAUSE_MS;
			this.refused.push(transaction);
		}
	}

	private accept({ bytes, sender, receiver }: Signed, at: number): void {
		this.reply.accepted += 1;
		books.sent[sender] = (books.sent[sender] as number) + 1;
		if (receiver !== undefined) {
			books.given[sender] = (books.given[sender] as number) + 1;
			Atomics.add(books.received, receiver, 1);
		}
		if (signed.length > 0 && this.reply.accepted % Math.ceil(signed.length / SAMPLES) === 0) {
			this.reply.samples.push([fingerprint(bytes) as number, at]);
		}
	}
}

/** Submits what is signed, and then what `signer` signs as it is due. */
async function submitAll(urls: string[], rate: number, until: number, signer?: Signer): Promise<Reply> {
	const reply: Reply = { accepted: 0, refused: {}, samples: [], ranOut: false };
	const count = Math.max(setup.connections, Math.ceil(urls.length / setup.workers));
	const shares = Array.from({ length: count }, (_, lane) => signed.filter(({ sender }) => laneOf(sender, count) === lane));
	const lanes = await Promise.all(shares.map(async (share, lane) => {
		const url = urls[(setup.index * count + lane) % urls.length] as string;
		return new Lane(await RpcSocket.connect(url), share, reply);
	}));
	try {
		await sendAtRate(lanes, rate, until, signer);
		reply.ranOut = !signer && unsentOf(lanes) === 0;
		await settleAll(lanes, Date.now() + GRACE_MS);
	} finally {
		lanes.forEach((lane) => lane.close());
	}
	return reply;
}

function laneOf(sender: number, count: number): number {
	return Math.floor(sender / setup.workers) % count;
}

async function sendAtRate(lanes: Lane[], rate: number, until: number, signer?: Signer): Promise<void> {
	const start = Date.now();
	let sent = 0;
	while (Date.now() < until && Atomics.load(books.counters, Counter.Ended) === 0 && (signer || unsentOf(lanes) > 0)) {
		const due = rate === Infinity ? Infinity : Math.floor((rate * (Date.now() - start)) / 1_000) - sent;
		if (signer) {
			feed(lanes, signer, Math.min(due, credit(), MOST_UNSENT));
		}
		const sending = sendOnce(lanes, due);
		sent += sending;
		await sleep(sending === 0 ? PAUSE_MS : 0);
	}
}

/**
 * Signs until so many transactions are unsent. Those that are left at the end count as never
 * signed.
 */
function feed(lanes: Lane[], signer: Signer, unsent: number): void {
	for (let count = unsentOf(lanes); count < unsent; count++) {
		const transaction = signer.next();
		lanes[laneOf(transaction.sender, lanes.length)]?.add(transaction);
	}
}

function unsentOf(lanes: Lane[]): number {
	return lanes.reduce((sum, lane) => sum + lane.unsent, 0);
}

/** Lets each lane send one message at most. Returns the number of transactions sent. */
function sendOnce(lanes: Lane[], due: number): number {
	let left = Math.min(due, credit());
	const before = left;
	for (const lane of lanes) {
		const room = lane.room();
		// A message goes out full, unless little is due or left.
		const count = Math.min(setup.batch, left, room);
		if (count > 0 && (count === setup.batch || count === left || lane.idle)) {
			lane.send(count);
			left -= count;
		}
	}
	return before - left;
}

/**
 * Returns the number of transactions that may be sent before the network has too many that are in
 * no block.
 */
function credit(): number {
	const at = (counter: number) => Atomics.load(books.counters, counter);
	return at(Counter.Backlog) + at(Counter.Included) - at(Counter.Outgoing);
}

/**
 * Waits for the answers that are due, and sends refused transactions again, so that no sender is
 * left with a gap.
 */
async function settleAll(lanes: Lane[], deadline: number): Promise<void> {
	while (!lanes.every((lane) => lane.settled) && Date.now() < deadline) {
		lanes.forEach((lane) => lane.sendRefused());
		await sleep(PAUSE_MS);
	}
}

/**
 * Returns a small generator of pseudo-random numbers from 0 to 1, so that every run makes the same
 * transactions.
 */
function mulberry32(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function randomOther(account: number): number {
	const step = 1 + Math.floor(random() * (setup.accounts - 1));
	return (account + step) % setup.accounts;
}

parentPort?.on('message', (command: Command) => {
	// A rejection ends the thread, and the generator hears of it.
	void run(command).then((reply) => parentPort?.postMessage(reply));
});
