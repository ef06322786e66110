/**
 * Shows a development chain at work: a transfer, and then a job from an expert's offer to the
 * dividends that it pays. Each step is followed until it is final. It can be played again on the
 * same chain.
 *
 * Usage: tour.ts WS_URL
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import {
	type Address, type Call, type ChainEvent, type DevAccounts, type EventName, type EventSection, type Included, WIT,
	account, connect, devAccounts, eventsOf, findEvents, submit, theEvent, untilEvent, waitForFinalized,
} from '@witan/client/chain';
import {
	Experts, MILLION, type PoolId, type PoolParams, type PostId, REP, type RequestId, type ServiceId, type Terms, prepaidDraws,
} from '@witan/client/experts';

/** The development chain's domain 0, of which Alice to Ferdie are members. */
const DOMAIN = 0;
const FEE = 100n * WIT;
const OFFER = 200n * REP;
const STAKE = 50n * REP;

/** A pool long enough for everyone to vote, short enough to wait for. */
const POOL: PoolParams = {
	duration: 8,
	quorum: MILLION / 100,
	winRatio: MILLION / 2,
	binding: MILLION / 10,
	redistribute: true,
	secrecy: { type: 'Open' },
	governance: false,
};

const TERMS: Terms = {
	metadata: 'A second look at your work',
	minFee: FEE,
	work: { jobPeriod: 100, drawPeriod: 100, pool: POOL, noShowPenalty: MILLION / 5, maxDraws: 3, stakePerJob: STAKE },
};

/** The greatest time for a block to come. After it, the chain is known to seal on demand. */
const LONGEST_BLOCK_MS = 8_000;
const WAIT_MS = 120_000;
/** Blocks that may pass between a transaction and its finality, in which the chain goes on. */
const LOOK_BACK = 20;

/** One step of the tour: a signer, a call, and a text about its result. */
interface Step {
	signer: KeyringPair;
	call: Call;
	/** The result in plain words, once it is final. */
	tells: string | ((included: Included) => string);
}

/** The players and their chain. */
interface Scene extends DevAccounts {
	api: ApiPromise;
	experts: Experts;
	/** The customer of the job, who has no REP. */
	grace: KeyringPair;
	/** True if blocks come only for transactions, as far as that is known. */
	sealsOnDemand: boolean;
}

async function tour(ws: string): Promise<void> {
	const api = await connect(ws);
	try {
		const players = { ...await devAccounts(), grace: await account('//Grace') };
		for (const [name, pair] of Object.entries(players)) {
			pair.setMeta({ name: name.charAt(0).toUpperCase() + name.slice(1) });
		}
		const scene: Scene = { api, experts: new Experts(api), sealsOnDemand: false, ...players };
		await show(scene, transfer(scene, scene.alice, scene.grace));
		await job(scene);
	} finally {
		await api.disconnect();
	}
}

function transfer({ api }: Scene, from: KeyringPair, to: KeyringPair): Step {
	const amount = 2n * FEE;
	return {
		signer: from,
		call: api.tx.balances.transferKeepAlive(to.address, amount),
		tells: `${nameOf(from)} sent ${inWit(amount)} to ${nameOf(to)}`,
	};
}

/**
 * Plays a job: an expert offers, a customer orders, others judge, and everyone gets what is theirs.
 */
async function job(scene: Scene): Promise<void> {
	const { experts, charlie, eve, dave, bob, alice, grace } = scene;
	const source = await note(scene, charlie);
	const [service] = await Promise.all([
		openService(scene, alice),
		show(scene, await offer(scene, bob)),
		...source.step ? [show(scene, source.step)] : [],
	]);
	const request = await order(scene, grace, service);
	const expert = await draw(scene, request);
	const pool = await evidence(scene, expert, request, source.post);
	await Promise.all([
		show(scene, vote(scene, charlie, pool, 'Aye', 60n * REP)),
		show(scene, vote(scene, eve, pool, 'Aye', 90n * REP)),
		show(scene, vote(scene, dave, pool, 'Nay', 50n * REP)),
		show(scene, {
			signer: grace,
			call: experts.calls.remark(request, 'Satisfied', 'As ordered'),
			tells: 'Grace, who is no voter, said that the work is as ordered',
		}),
	]);
	await decision(scene, pool, request);
	await Promise.all([show(scene, claim(scene, dave, alice)), withdraw(scene, bob)]);
	await show(scene, {
		signer: alice,
		call: experts.calls.closeService(service),
		tells: 'Alice closed the service, and its deposit is free again',
	});
}

/** Returns the post on which every tour builds, and the step that makes it if this is the first. */
async function note({ experts }: Scene, author: KeyringPair): Promise<{ post: PostId; step?: Step }> {
	const content = 'How to take a second look';
	const post = experts.evidenceId(DOMAIN, author.address, content);
	if (await experts.postInfo(post)) {
		return { post };
	}
	const call = experts.calls.post({ domain: DOMAIN, authors: [[author.address, MILLION]], content });
	return { post, step: { signer: author, call, tells: `${nameOf(author)} posted "${content}"` } };
}

/** Returns the step of an offer, or of more for the one that is left from an interrupted tour. */
async function offer({ api, experts }: Scene, expert: KeyringPair): Promise<Step> {
	const open = await experts.offerOf(DOMAIN, expert.address);
	const { number } = await api.rpc.chain.getHeader();
	const what = `${inRep(OFFER)}, held from now on, on being drawn for work`;
	return open
		? { signer: expert, call: experts.calls.topUp(DOMAIN, OFFER), tells: `${nameOf(expert)} staked another ${what}` }
		: { signer: expert, call: experts.calls.offer(DOMAIN, OFFER, number.toNumber() + 10_000), tells: `${nameOf(expert)} staked ${what}` };
}

async function openService(scene: Scene, owner: KeyringPair): Promise<ServiceId> {
	const { events } = await show(scene, {
		signer: owner,
		call: scene.experts.calls.openService(DOMAIN, TERMS),
		tells: `${nameOf(owner)} opened a service: "${TERMS.metadata}" for ${inWit(FEE)}, with ${inRep(STAKE)} of the expert at stake`,
	});
	return theEvent(events, 'business', 'ServiceOpened').service;
}

async function order(scene: Scene, customer: KeyringPair, service: ServiceId): Promise<RequestId> {
	const { events } = await show(scene, {
		signer: customer,
		call: scene.experts.calls.request(service, 'Please look at this chain', FEE, 0),
		tells: ({ events }) => {
			const { drawFee, terms } = theEvent(events, 'business', 'Requested');
			return `${nameOf(customer)} ordered it; ${inWit(FEE)} are held until the work is judged, and ${inWit(drawFee * prepaidDraws(terms))} for draws`;
		},
	});
	return theEvent(events, 'business', 'Requested').request;
}

async function draw(scene: Scene, request: RequestId): Promise<KeyringPair> {
	const { block, expert, stake } = await happened(scene, 'business', 'Assigned', (event) => event.request === request);
	const pair = players(scene).find(({ address }) => address === expert);
	tell(block, `the draw fell on ${nameOfAddress(scene, expert)}; ${inRep(stake.value)} of the offer are at stake for this work now`);
	if (!pair) {
		throw new Error(`${expert} is on offer in domain ${DOMAIN} and was drawn, but is not one of the tour's accounts`);
	}
	return pair;
}

async function evidence(scene: Scene, expert: KeyringPair, request: RequestId, source: PostId): Promise<PoolId> {
	const citations = [{ post: source, weight: MILLION / 5 }];
	const { events } = await show(scene, {
		signer: expert,
		call: scene.experts.calls.submit(request, `Request ${request}: a second look`, citations),
		tells: ({ events }) => {
			const { post } = theEvent(events, 'business', 'Submitted');
			return `${nameOf(expert)} submitted the evidence, post ${post.slice(0, 10)}…, which gives a fifth of what it earns to Charlie's; `
				+ `the stake is in its favour, and others judge it`;
		},
	});
	return theEvent(events, 'business', 'Validating').pool;
}

function vote({ experts }: Scene, voter: KeyringPair, pool: PoolId, side: 'Aye' | 'Nay', amount: bigint): Step {
	return {
		signer: voter,
		call: experts.calls.stake(pool, side, amount),
		tells: `${nameOf(voter)} staked ${inRep(amount)} ${side === 'Aye' ? 'for' : 'against'} it`,
	};
}

function claim({ experts }: Scene, who: KeyringPair, signer: KeyringPair): Step {
	return {
		signer,
		call: experts.calls.claimDividends(DOMAIN, who.address),
		tells: ({ events }) => {
			const { amount } = theEvent(events, 'reputation', 'DividendClaimed');
			return `${nameOf(signer)} had ${nameOf(who)}'s dividends paid out: ${inWit(amount)}`;
		},
	};
}

/** Ends an offer, unless an interrupted tour has left its expert a job to do. */
async function withdraw(scene: Scene, expert: KeyringPair): Promise<void> {
	if (await scene.experts.assigned(DOMAIN, expert.address) > 0) {
		console.log(`${nameOf(expert)} has other work to do; the rest of the offer stays`);
		return;
	}
	await show(scene, {
		signer: expert,
		call: scene.experts.calls.withdraw(DOMAIN),
		tells: ({ events }) => {
			const { stake } = theEvent(events, 'availability', 'OfferEnded');
			return `${nameOf(expert)} withdrew the rest of the offer, and ${inRep(stake.value)} are free again`;
		},
	});
}

/** Shows the pool's decision and its consequences, which need nobody's transaction. */
async function decision(scene: Scene, pool: PoolId, request: RequestId): Promise<void> {
	const { experts } = scene;
	const decided = await happened(scene, 'validationPool', 'Decided', (event) => event.pool === pool);
	const { block, verdict, ayes, nays, base } = decided;
	const staked = `${inRep(ayes.value)} for it and ${inRep(nays.value)} against, of ${inRep(base.value)} that can judge`;
	tell(block, `the pool ${{ Passed: 'passed', Rejected: 'rejected', NotQuorate: 'did not judge' }[verdict]} the evidence: ${staked}`);
	const completed = findEvents(await eventsOf(scene.api, block), 'business', 'Completed').find((event) => event.request === request);
	if (completed) {
		const { worker, holders } = completed.paid;
		const to = nameOfAddress(scene, completed.expert);
		tell(block, `of the fee, ${inWit(worker)} went to ${to} and ${inWit(holders)} to all who hold REP, by what they hold`);
	}
	await happened(scene, 'validationPool', 'Settled', (event) => event.pool === pool, block);
	while (await experts.queueLength() > 0n) {
		await nextBlock(scene);
	}
	const last = await best(scene);
	await waitForFinalized(scene.api, last);
	for (let number = block; number <= last; number++) {
		tellShares(scene, number, await eventsOf(scene.api, number), pool);
	}
}

function tellShares(scene: Scene, block: number, events: EventRecord[], pool: PoolId): void {
	for (const { who, burned, minted, returned, ...event } of findEvents(events, 'validationPool', 'VoteSettled')) {
		if (event.pool === pool) {
			const won = minted.value > 0n ? ` and won ${inRep(minted.value)}` : '';
			const lost = burned.value > 0n ? ` and lost ${inRep(burned.value)}` : '';
			tell(block, `${nameOfAddress(scene, who)} had ${inRep(returned.value)} of the stake back${won}${lost}`);
		}
	}
	for (const { amount, author, ...event } of findEvents(events, 'forum', 'Earned')) {
		if (event.pool === pool) {
			tell(block, `${nameOfAddress(scene, author)} earned ${inRep(amount.value)} as the author of post ${event.post.slice(0, 10)}…`);
		}
	}
}

async function show({ api }: Scene, { signer, call, tells }: Step): Promise<Included> {
	const started = Date.now();
	const included = await submit(api, call, signer, { until: 'finalized' });
	const seconds = ((Date.now() - started) / 1_000).toFixed(1);
	const words = typeof tells === 'string' ? tells : tells(included);
	tell(included.blockNumber, `${words}; the fee was ${inWit(included.fee)}; final ${seconds} s after it was sent`);
	return included;
}

function tell(block: number, words: string): void {
	console.log(`block ${block}: ${words}`);
}

/**
 * Waits until the chain itself did something, and that is final. Looks from `from` on, by default
 * from a little before the best block.
 */
async function happened<S extends EventSection, N extends EventName<S>>(
	scene: Scene,
	section: S,
	name: N,
	matches: (event: ChainEvent<S, N>) => boolean,
	from?: number,
): Promise<ChainEvent<S, N> & { block: number }> {
	const start = from ?? Math.max(1, await best(scene) - LOOK_BACK);
	const found = await untilEvent(scene.api, section, name, start, matches, { meanwhile: () => nextBlock(scene), timeoutMs: WAIT_MS });
	await waitForFinalized(scene.api, found.block);
	return found;
}

/** Waits for another block. A chain that seals on demand gets a transaction for it. */
async function nextBlock(scene: Scene): Promise<void> {
	const start = await best(scene);
	const deadline = Date.now() + (scene.sealsOnDemand ? 0 : LONGEST_BLOCK_MS);
	while (await best(scene) === start && Date.now() < deadline) {
		await sleep(100);
	}
	if (await best(scene) === start) {
		scene.sealsOnDemand = true;
		await submit(scene.api, scene.api.tx.system.remark('0x'), scene.alice, { until: 'finalized' });
	}
}

async function best({ api }: Scene): Promise<number> {
	return (await api.rpc.chain.getHeader()).number.toNumber();
}

function players({ alice, bob, charlie, dave, eve, ferdie, grace }: Scene): KeyringPair[] {
	return [alice, bob, charlie, dave, eve, ferdie, grace];
}

function nameOfAddress(scene: Scene, address: Address): string {
	const pair = players(scene).find((player) => player.address === address);
	return pair ? nameOf(pair) : address;
}

function nameOf({ meta }: KeyringPair): string {
	return String(meta['name']);
}

/** Returns an amount in WIT, without needless zeros: `100 WIT`, `0.001525 WIT`. */
function inWit(units: bigint): string {
	return `${decimal(units)} WIT`;
}

/**
 * Returns an amount in REP. Domain 0 of the development chain has no half-life, so that its shares
 * are 10^-9 REP for ever.
 */
function inRep(units: bigint): string {
	return `${decimal(units)} REP`;
}

function decimal(units: bigint): string {
	const decimals = (units % WIT).toString().padStart(9, '0').replace(/0+$/, '');
	return `${units / WIT}${decimals && `.${decimals}`}`;
}

const [ws, ...rest] = process.argv.slice(2);
if (ws === undefined || rest.length > 0 || !/^wss?:/.test(ws)) {
	console.error('usage: tour.ts WS_URL, for example ws://127.0.0.1:9944');
	process.exit(2);
}
try {
	await tour(ws);
	process.exit(0);
} catch (error) {
	console.error(`the tour stopped: ${(error as Error).message.replace(/\s+/g, ' ')}`);
	process.exit(1);
}
