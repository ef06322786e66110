/**
 * Whole work cycles: customers order, the chain draws experts, these submit evidence, others vote
 * on it, and the chain decides, settles and pays. Transactions depend on what the chain does, so
 * that nothing can be signed in advance. A fixed number of cycles is under way, and as one ends its
 * customer starts the next.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { encodeAddress } from '@polkadot/util-crypto';
import { type Address, type Call, WIT } from '@witan/client/chain';
import { Experts, MILLION, type Offer, type PoolId, REP, type RequestId, type Terms } from '@witan/client/experts';
import { type BlockEvent, eventsBetween } from '../lib/events.ts';
import { waitUntil } from '../lib/pipeline.ts';
import { readMap } from '../lib/state.ts';
import { type Keypair, derive } from './accounts.ts';
import type { ChainFacts } from './blocks.ts';
import { type ExtrinsicTemplate, fingerprint, sign } from './extrinsic.ts';
import { type Spread, rows, spread } from './report.ts';
import type { Answer } from './rpc.ts';
import { type Chain, openService } from './setup.ts';

/** The figures of work cycles. */
export interface WorkFigures {
	underWay: number;
	/** Requests that were completed, and those that ended otherwise: none should. */
	completed: number;
	failed: number;
	/**
	 * Completed requests a second, from the first block in which one was to the last before time
	 * was up.
	 */
	perSecond: number;
	/** Completed in a block. */
	perBlock: Spread;
	/** Blocks from the request to the payment. */
	blocks: Spread;
	/** Voters' stakes that were sent, and those that pools took. */
	votes: { sent: number; taken: number };
}

/** Experts on offer; they vote on each other's work, too. */
const EXPERTS = 200;
/** Votes on each job, of other experts than its own. */
const VOTES = 2;
/** The fee of an order. */
export const FEE = WIT;
/** The terms of a service whose jobs take little time. */
export const TERMS: Terms = {
	metadata: 'What the benchmark orders',
	minFee: FEE,
	work: {
		jobPeriod: 1_000,
		drawPeriod: 1_000,
		// Long enough for votes to come in when blocks are full.
		pool: { duration: 6, quorum: 0, winRatio: MILLION / 2, binding: MILLION, redistribute: true, secrecy: { type: 'Open' }, governance: false },
		noShowPenalty: 0,
		maxDraws: 1,
		stakePerJob: REP,
	},
};
/** The most jobs at a time that an offer may be for. With the default, draws would find nobody. */
const MAX_JOBS = 64;
/** Blocks for which experts are on offer: longer than any run. */
const OFFER_BLOCKS = 100_000;
const STALL_TIMEOUT_MS = 120_000;
/** The pool's words for "not now": temporarily banned, of too low a priority, full. */
const TEMPORARY = new Set([1012, 1014, 1016]);
const RETRY_MS = 500;
const POLL_MS = 100;

/**
 * Returns the accounts that take part: experts, and a customer for each cycle that is under way.
 */
export async function workKeys(cycles: number): Promise<Keypair[]> {
	return derive(Array.from({ length: EXPERTS + cycles }, (_, number) => number), '//Worker');
}

/** An account that signs one transaction after the other. */
interface Actor {
	keys: Keypair;
	address: Address;
	nonce: number;
}

/** Runs cycles for `seconds`, and to their ends. Returns figures and problems. */
export async function benchWork(
	seconds: number,
	keys: Keypair[],
	chain: Chain,
	template: ExtrinsicTemplate,
	facts: ChainFacts,
): Promise<{ figures: WorkFigures; problems: string[] }> {
	const market = await Market.open(keys, chain, template);
	await market.run(seconds);
	return { figures: market.figures(facts.slotMs), problems: market.problems };
}

/** Returns the figures as text. */
export function describeWork(f: WorkFigures): string {
	const lines: [string, string][] = [
		['work cycles', `${f.completed} completed, ${f.underWay} under way at once; ${f.failed} failed`],
		['completed', `${f.perSecond.toFixed(1)} a second`],
		['completed in a block', `median ${f.perBlock.median}, max ${f.perBlock.max}`],
		['from request to payment', `median ${f.blocks.median} blocks, p90 ${f.blocks.p90}, max ${f.blocks.max}`],
		['votes', `${f.votes.taken} of ${f.votes.sent} came in time`],
	];
	return rows(lines);
}

/**
 * A service with its experts and customers. It may be run several times, also over another
 * connection of `chain`.
 */
export class Market {
	readonly problems: string[] = [];
	private readonly experts: Experts;
	private readonly actors: Map<Address, Actor>;
	private readonly onOffer: Actor[];
	private readonly customers: Actor[];
	/** Requests under way, with the block in which each was made. */
	private readonly requests = new Map<RequestId, number>();
	/** The expert of each request that is assigned or judged. */
	private readonly workers = new Map<RequestId, Address>();
	/** Blocks that cycles took. */
	private readonly lengths: number[] = [];
	private readonly completedIn = new Map<number, number>();
	private readonly votes = { sent: 0, taken: 0 };
	/** Votes that were sent and not seen, by pool and account. */
	private readonly expected = new Set<string>();
	private failed = 0;
	private isOver = false;
	private lastInTime = 0;
	private unanswered = 0;
	private service = 0;

	private constructor(keys: Keypair[], private readonly chain: Chain, private readonly template: ExtrinsicTemplate) {
		this.experts = new Experts(chain.api);
		const actors = keys.map((each): Actor => ({ keys: each, address: encodeAddress(each.publicKey, 42), nonce: 0 }));
		this.actors = new Map(actors.map((actor) => [actor.address, actor]));
		this.onOffer = actors.slice(0, EXPERTS);
		this.customers = actors.slice(EXPERTS);
	}

	/** Opens the service and puts the experts on offer. */
	static async open(keys: Keypair[], chain: Chain, template: ExtrinsicTemplate): Promise<Market> {
		const market = new Market(keys, chain, template);
		const { api } = chain;
		market.service = await openService(chain, TERMS);
		const until = (await api.rpc.chain.getHeader()).number.toNumber() + OFFER_BLOCKS;
		market.onOffer.forEach((expert) => {
			market.send(expert, market.experts.calls.offer(0, 500n * REP, until));
			market.send(expert, market.experts.calls.setMaxJobs(0, MAX_JOBS));
		});
		const ready = async () => (await readMap(api, 'availability', 'offers')).filter(({ value }) => (value as Offer).maxJobs === MAX_JOBS);
		await waitUntil(api, async () => (await ready()).length >= EXPERTS, 'the experts to be on offer');
		return market;
	}

	/**
	 * Keeps all customers busy until `seconds` after the first was served, then lets the cycles end
	 * that have begun.
	 */
	async run(seconds: number): Promise<void> {
		const { api } = this.chain;
		let next = (await this.finalNumber()) + 1;
		let until = Infinity;
		let progressAt = Date.now();
		this.isOver = false;
		this.customers.forEach((customer) => this.order(customer));
		while (Date.now() < progressAt + STALL_TIMEOUT_MS) {
			this.isOver ||= Date.now() >= until;
			const last = await this.finalNumber();
			const events = last < next ? [] : await eventsBetween(api, next, last, ['business', 'validationPool']);
			next = Math.max(next, last + 1);
			events.forEach((event) => this.hear(event));
			progressAt = events.length > 0 ? Date.now() : progressAt;
			until = Math.min(until, this.lengths.length > 0 ? Date.now() + 1_000 * seconds : Infinity);
			if (!this.isOver) {
				this.lastInTime = last;
			} else if (this.requests.size === 0 && this.unanswered === 0 && events.length === 0) {
				return;
			}
			await sleep(POLL_MS);
		}
		this.problems.push(`${this.requests.size} requests have not ended, and nothing happens any more`);
	}

	figures(slotMs: number): WorkFigures {
		const slots = new Map(this.chain.watcher.blocksSince(0).map(({ number, slot }) => [number, slot]));
		const inTime = [...this.completedIn].filter(([block]) => block <= this.lastInTime).sort(([a], [b]) => a - b);
		const [first, last] = [inTime[0], inTime.at(-1)];
		const slotOf = (block: number | undefined) => slots.get(block ?? -1) ?? 0;
		const elapsed = (slotOf(last?.[0]) - slotOf(first?.[0])) * slotMs;
		// The first block's came before its time, so they don't count.
		const counted = inTime.slice(1).reduce((sum, [, count]) => sum + count, 0);
		return {
			underWay: this.customers.length,
			completed: this.lengths.length,
			failed: this.failed,
			perSecond: elapsed > 0 ? (1_000 * counted) / elapsed : 0,
			perBlock: spread(inTime.map(([, count]) => count)),
			blocks: spread(this.lengths),
			votes: this.votes,
		};
	}

	private hear({ pallet, name, block, fields }: BlockEvent): void {
		const request = fields['request'] as RequestId;
		switch (`${pallet}.${name}`) {
			case 'business.Requested':
				if (fields['service'] === this.service) {
					this.requests.set(request, block);
				}
				return;
			case 'business.Assigned':
				this.workers.set(request, fields['expert'] as Address);
				this.submit(request, fields['expert'] as Address);
				return;
			case 'business.Validating':
				this.vote(request, fields['pool'] as PoolId);
				return;
			case 'business.Reopened':
				this.vote(request, fields['to'] as PoolId);
				return;
			case 'business.Completed':
				this.lengths.push(block - (this.requests.get(request) ?? block));
				this.completedIn.set(block, (this.completedIn.get(block) ?? 0) + 1);
				this.next(request, fields['customer'] as Address);
				return;
			case 'business.Rejected':
			case 'business.Expired':
				this.failed += 1;
				this.problems.push(`request ${request} ended as ${name}`);
				this.next(request, fields['customer'] as Address);
				return;
			case 'validationPool.Staked':
				// A worker's stake comes with its evidence, for which nothing is sent here.
				this.votes.taken += this.expected.delete(`${String(fields['pool'])} ${String(fields['who'])}`) ? 1 : 0;
				return;
			default:
		}
	}

	private next(request: RequestId, customer: Address): void {
		this.requests.delete(request);
		this.workers.delete(request);
		const actor = this.actors.get(customer);
		if (actor && !this.isOver) {
			this.order(actor);
		}
	}

	private order(customer: Actor): void {
		this.send(customer, this.experts.calls.request(this.service, `request ${customer.nonce} of ${customer.address}`, FEE, 0));
	}

	private submit(request: RequestId, expert: Address): void {
		const actor = this.actors.get(expert);
		if (actor) {
			this.send(actor, this.experts.calls.submit(request, `evidence for request ${request}, by ${expert}`));
		} else {
			this.problems.push(`${expert} was drawn, who is not on offer`);
		}
	}

	/** Has the next experts vote other than the worker, who may not judge. */
	private vote(request: RequestId, pool: PoolId): void {
		const judges = this.onOffer.filter(({ address }) => address !== this.workers.get(request));
		for (let vote = 0; vote < VOTES; vote++) {
			const voter = judges[(Number(request) * VOTES + vote) % judges.length] as Actor;
			this.votes.sent += 1;
			this.expected.add(`${pool} ${voter.address}`);
			this.send(voter, this.experts.calls.stake(pool, 'Aye', REP));
		}
	}

	/** Signs with the account's next nonce and submits until the node takes it. */
	private send(actor: Actor, { method }: Call): void {
		const transaction = sign(this.template, { sender: actor.keys, call: method.toU8a(), nonce: actor.nonce });
		actor.nonce += 1;
		this.chain.watcher.ignore(fingerprint(transaction) as number);
		this.submitPatiently(transaction);
	}

	private submitPatiently(transaction: string): void {
		this.unanswered += 1;
		this.chain.rpc.submit('author_submitExtrinsic', [transaction], (_: number, { error }: Answer) => {
			this.unanswered -= 1;
			if (error && TEMPORARY.has(error.code)) {
				setTimeout(() => this.submitPatiently(transaction), RETRY_MS);
			} else if (error) {
				this.problems.push(`a transaction was refused: ${error.message} ${String(error.data ?? '')}`);
			}
		});
	}

	private async finalNumber(): Promise<number> {
		const { api } = this.chain;
		return (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
	}
}
