/**
 * Helpers of the tests of bodies of experts: a chain that seals on demand, and blocks when a test
 * wants them. They make bodies with the needed members. Tests change terms where it matters, and a
 * failed call must look as it should.
 */

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import { stringToU8a } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';
import {
	type Address, type Call, DispatchFailure, type Included, PoolError, WIT, account, connect, eventsOf, findEvents, freeBalance, plain,
	submit, theEvent, untilEvent,
} from '@witan/client/chain';
import {
	type Citation, type DomainId, type DomainParameters, type Draft, Experts, type JobTerms, MILLION, type PoolId,
	type PoolParams, type PostId, REP, type RequestId, type ServiceId, type Terms, postId, prepaidDraws,
} from '@witan/client/experts';
import { Governance } from '@witan/client/governance';
import { checkInvariants } from '../../scripts/invariants/check.ts';
import { describeCheck } from '../../scripts/invariants/report.ts';
import { type Json, writeChainSpec } from '../../scripts/lib/chain-spec.ts';
import { sealTo } from '../../scripts/lib/sealing.ts';
import { type Shared, sharedNode } from './suite.ts';

/** The number of blocks within which everything queued in these tests is done. */
const MOST_BLOCKS = 50;

/** A chain with bodies of experts, and accounts without reputation. */
export interface Stage extends Shared {
	experts: Experts;
	governance: Governance;
	/** The account that orders jobs. */
	customer: KeyringPair;
	/** An account that belongs to no body. */
	outsider: KeyringPair;
	/** An account that only makes blocks. */
	sealer: KeyringPair;
}

/**
 * Starts one node of the development chain for the tests of the enclosing suite. It makes a block
 * for each transaction. After the tests every invariant of its state must hold. See
 * {@link sharedNode}. `chosen` are choices of its genesis. Its epochs are longer than any test
 * unless a test says otherwise. The block that begins an epoch has no room for what is due in it.
 */
export function stage(chosen: { [choice: string]: Json } = {}): Stage {
	// Before the node is stopped.
	after(async () => {
		const broken = (await checkInvariants(shared.api)).filter(({ problems }) => problems.length > 0);
		assert.deepEqual(broken.map(describeCheck), [], 'invariants that do not hold after these tests');
	});
	const shared = sharedNode(async () => ({
		chain: await writeChainSpec({ genesis: { chainConfig: { epochLength: 10_000, ...chosen } } }),
		args: ['--dev', '--sealing', 'instant'],
	})) as Stage;
	before(async () => {
		shared.experts = new Experts(shared.api);
		shared.governance = new Governance(shared.api);
		shared.customer = await account('//Alice//stash');
		shared.outsider = await account('//Bob//stash');
		shared.sealer = await account('//Ferdie//stash');
	});
	return shared;
}

/** Parameters of the domains that tests make: pools are as short as a test. */
export const PARAMETERS: DomainParameters = {
	pool: {
		minDuration: 10,
		maxDuration: 864_000,
		minQuorum: MILLION / 10,
		maxQuorum: MILLION,
		minWinRatio: MILLION / 2,
		maxWinRatio: MILLION,
		minBinding: MILLION / 10,
		maxBinding: MILLION,
	},
	work: {
		minFee: 0n,
		minPeriod: 2,
		maxNoShowPenalty: MILLION,
		open: true,
		maxStake: 10n ** 30n,
		minOffer: 0n,
		noShowShare: MILLION / 20,
		rejectedShare: MILLION / 10,
	},
	governance: { duration: 20, quorum: MILLION / 5, winRatio: 666_666, age: 0 },
	mintingRatio: MILLION,
	authorShare: MILLION / 2,
	feeSplit: { worker: MILLION / 2, holders: MILLION / 2, treasury: 0 },
	minting: { depth: MILLION, rate: MILLION },
};

/**
 * A pool that these domains allow. It decides by simple majority of the stakes. A worker has all of
 * its stake at risk, and voters the tenth that the domain says.
 */
export const POOL: PoolParams = {
	duration: 10,
	quorum: MILLION / 10,
	winRatio: MILLION / 2,
	binding: MILLION,
	redistribute: true,
	secrecy: { type: 'Open' },
	governance: false,
};

/** Terms with {@link POOL}: 10 WIT and 50 REP a job, which is due 20 blocks after the draw. */
export const TERMS: Terms = {
	metadata: 'ipfs://terms',
	minFee: 10n * WIT,
	work: {
		jobPeriod: 20,
		drawPeriod: 40,
		pool: POOL,
		noShowPenalty: 200_000,
		maxDraws: 2,
		stakePerJob: 50n * REP,
	},
};

/** The default price of a draw, of which an order holds one for each expert, and 16 more. */
export const DRAW_FEE = WIT / 100n;

/** Returns the tokens that a new order holds for draws. */
export function prepaid({ work }: Terms = TERMS): bigint {
	return prepaidDraws(work) * DRAW_FEE;
}

/** The shortest pool that the development chain's own domains allow; any stake passes it. */
export const SHORT_POOL: PoolParams = { ...POOL, duration: 2, quorum: 0 };

/** Returns {@link TERMS} with other terms of work. */
export function terms(work: Partial<JobTerms>): Terms {
	return { ...TERMS, work: { ...TERMS.work, ...work } };
}

/** Returns the number of the best block. */
export async function bestBlock({ api }: Stage): Promise<number> {
	return (await api.rpc.chain.getHeader()).number.toNumber();
}

/**
 * Signs, submits and waits until that is final. Only then does the pool know the block, and misses
 * nothing that comes next.
 */
export function send({ api }: Stage, call: Call, signer: KeyringPair): Promise<Included> {
	return submit(api, call, signer, { until: 'finalized' });
}

/**
 * Makes blocks until the best one is `block`, or a later one if it is already. Returns its number.
 */
export function advanceTo({ api, sealer }: Stage, block: number): Promise<number> {
	return sealTo(api, sealer, block);
}

/** Makes `blocks` blocks. Returns the number of the last. */
export async function advance(on: Stage, blocks = 1): Promise<number> {
	return advanceTo(on, await bestBlock(on) + blocks);
}

/** Reconnects: polkadot.js loses the runtime APIs of a connection that lives through an upgrade. */
export async function reconnect(on: Stage): Promise<void> {
	await on.api.disconnect();
	on.api = await connect(on.node.ws);
	on.experts = new Experts(on.api);
	on.governance = new Governance(on.api);
}

/** Returns options for waits of {@link Bodies}: a block before each look. */
export function sealing(on: Stage) {
	return { meanwhile: () => advance(on), timeoutMs: 30_000 };
}

/**
 * Checks that a call fails in its block with this error of this pallet, and that the metadata
 * describes it.
 */
export async function assertFails(call: Promise<unknown>, module: string, error: string): Promise<void> {
	const failure = await call.then(() => undefined, (reason: unknown) => reason);
	assert.ok(failure instanceof DispatchFailure, `expected ${module}.${error}, got ${String(failure)}`);
	assert.deepEqual([failure.module, failure.error], [module, error]);
	if (!['Token', 'Arithmetic', 'Dispatch'].includes(module)) {
		assert.notEqual(failure.docs, '', `${module}.${error} has no documentation`);
	}
}

/** Checks that the pool refuses a transaction, for this reason. It is in no block then. */
export async function assertRefused(call: Promise<unknown>, kind: string): Promise<void> {
	const error = await call.then(() => undefined, (reason: unknown) => reason);
	assert.ok(error instanceof PoolError, `expected the pool to refuse it, got ${String(error)}`);
	assert.equal(error.kind, kind);
}

/** Returns the tokens of accounts, free and held together. */
export async function tokens({ api }: Pick<Stage, 'api'>, who: Address[], blockHash?: string): Promise<bigint[]> {
	const { query } = blockHash === undefined ? api : await api.at(blockHash);
	return Promise.all(who.map(async (address) => {
		const { free, reserved } = (await query.system.account(address)).data;
		return free.toBigInt() + reserved.toBigInt();
	}));
}

/**
 * Returns the tokens that are held from an account, by reason: `Business.Fee`, `Forum.Post` and so
 * on.
 */
export async function tokenHolds({ api }: Stage, who: Address): Promise<{ [reason: string]: bigint }> {
	const holds = plain(await api.query.balances.holds(who) as Codec) as { id: { type: string; value: string }; amount: bigint }[];
	return Object.fromEntries(holds.map(({ id, amount }) => [`${id.type}.${id.value}`, amount]));
}

/** The account of the chain's treasury. */
export const TREASURY = palletAccount('wtn/trsy');

/**
 * Returns the changes of accounts' tokens in one block: the free ones, and all. The treasury's part
 * of the block's fees is left out.
 */
export async function tokenChanges(on: Stage, block: number, who: Address[]): Promise<{ free: bigint[]; all: bigint[] }> {
	const hashes = await Promise.all([block - 1, block].map(async (number) => (await on.api.rpc.chain.getBlockHash(number)).toHex()));
	const changes = async (read: (hash: string) => Promise<bigint[]>) => {
		const [before, after] = await Promise.all(hashes.map(read)) as [bigint[], bigint[]];
		return after.map((amount, index) => amount - (before[index] as bigint) - (who[index] === TREASURY ? fees : 0n));
	};
	const fees = findEvents(await eventsOf(on.api, block), 'fees', 'Distributed').reduce((sum, { treasury }) => sum + (treasury as bigint), 0n);
	return {
		free: await changes((hash) => Promise.all(who.map((address) => freeBalance(on.api, address, hash)))),
		all: await changes((hash) => tokens(on, who, hash)),
	};
}

/** Returns a pallet's own account, by its id of eight letters. */
export function palletAccount(id: string): Address {
	return encodeAddress(stringToU8a(`modl${id}`.padEnd(32, '\0')), 42);
}

/** Returns the REP that accounts have in all. */
export async function totals({ experts }: Pick<Stage, 'experts'>, domain: DomainId, who: KeyringPair[]): Promise<bigint[]> {
	return Promise.all(who.map(async ({ address }) => (await experts.standing(domain, address)).total));
}

/** Returns all REP of a domain. */
export async function supplyOf({ experts }: Stage, domain: DomainId): Promise<bigint> {
	const found = await experts.domain(domain);
	assert.ok(found, `domain ${domain}`);
	return found.supply;
}

/**
 * Returns an account's REP in a domain without a half-life, less its debt there. The sum is made
 * from the events of all blocks as the guide for experts says.
 */
export async function scoreFromEvents(on: Stage, domain: DomainId, { address }: KeyringPair): Promise<bigint> {
	const blocks: EventRecord[][] = [];
	for (let block = 1, last = await bestBlock(on); block <= last; block++) {
		blocks.push(await eventsOf(on.api, block));
	}
	const events = blocks.flat();
	const ofDomain = <T extends { domain: DomainId }, Id>(found: T[], id: (each: T) => Id) => new Set(found.filter((each) => each.domain === domain).map(id));
	const posts = ofDomain(findEvents(events, 'forum', 'Posted'), ({ post }) => post);
	const pools = ofDomain(findEvents(events, 'validationPool', 'Opened'), ({ pool }) => pool);
	const services = ofDomain(findEvents(events, 'business', 'ServiceOpened'), ({ service }) => service);
	const requests = new Set(findEvents(events, 'business', 'Requested').filter(({ service }) => services.has(service)).map(({ request }) => request));
	return [
		...findEvents(events, 'forum', 'Earned').filter(({ post, author }) => posts.has(post) && author === address).map(({ amount }) => amount.value),
		...findEvents(events, 'forum', 'Debited').filter(({ post, author }) => posts.has(post) && author === address).map(({ amount }) => -amount.value),
		...findEvents(events, 'validationPool', 'VoteSettled').filter(({ pool, who }) => pools.has(pool) && who === address)
			.map(({ minted, burned }) => minted.value - burned.value),
		...findEvents(events, 'business', 'NoShow').filter(({ request, expert }) => requests.has(request) && expert === address)
			.map(({ burned }) => -burned.value),
	].reduce((sum, each) => sum + each, 0n);
}

/**
 * Returns the part of a dividend of tokens for a holder of `mine` of `shares`. It is exactly as the
 * ledger counts, by an index of 128 fractional bits.
 */
export function dividend(amount: bigint, shares: bigint, mine: bigint): bigint {
	return (mine * ((amount << 128n) / shares)) >> 128n;
}

/** Makes a domain without reputation. */
export async function makeDomain(
	on: Stage,
	founder: KeyringPair,
	halfLife: number | null = null,
	parameters = PARAMETERS,
): Promise<DomainId> {
	const { events } = await send(on, on.experts.calls.createDomain('a body', halfLife, parameters), founder);
	return theEvent(events, 'domains', 'DomainCreated').domain;
}

/**
 * Makes a body whose members have REP; its founder is the first of them. It begins as any body
 * does: with a post of all members that its founder has ratified, for a fee of as many tokens.
 */
export async function makeBody(on: Stage, members: [KeyringPair, bigint][], halfLife: number | null = null): Promise<DomainId> {
	const [founder] = members[0] as [KeyringPair, bigint];
	const domain = await makeDomain(on, founder, halfLife);
	const supply = members.reduce((sum, [, amount]) => sum + amount, 0n);
	const authors = members.map(([{ address }, amount]): [Address, number] => [address, Number(amount * BigInt(MILLION) / supply)]);
	const post = await makePost(on, founder, { domain, authors, content: 'who we are' });
	await send(on, on.experts.calls.openPool(post, POOL, supply), founder);
	await propagated(on);
	if (halfLife === null) {
		const found = await totals(on, domain, members.map(([member]) => member));
		assert.deepEqual(found, members.map(([, amount]) => amount), 'members of the new body');
	}
	return domain;
}

/** Makes a post. Returns its id. */
export async function makePost(on: Stage, poster: KeyringPair, draft: Draft): Promise<PostId> {
	const call = on.experts.calls.post(draft);
	const { events } = await send(on, call, poster);
	const { post } = theEvent(events, 'forum', 'Posted');
	assert.equal(post, postId(call), 'a client knows the id of a post before it is made');
	return post;
}

/** Makes a post whose poster is its only author. Returns its id. */
export function write(on: Stage, author: KeyringPair, domain: DomainId, content: string, citations: Citation[] = []): Promise<PostId> {
	return makePost(on, author, { domain, authors: [[author.address, MILLION]], content, citations });
}

/** Opens a pool. Returns its id and the transaction. */
export async function openPool(
	on: Stage,
	opener: KeyringPair,
	post: PostId,
	params: PoolParams,
	fee = 0n,
): Promise<Included & { pool: PoolId }> {
	const opened = await send(on, on.experts.calls.openPool(post, params, fee), opener);
	return { ...opened, pool: theEvent(opened.events, 'validationPool', 'Opened').pool };
}

/**
 * Rewards a post of the development chain's domain 0 with REP. Ferdie alone votes in the pool, with
 * the least that can be staked, and wins as much as the post gets. Returns the pool's id.
 */
export async function reward(on: Stage, sponsor: KeyringPair, post: PostId, amount: bigint): Promise<PoolId> {
	const { pool, blockNumber } = await openPool(on, sponsor, post, SHORT_POOL, 2n * amount);
	await send(on, on.experts.calls.stake(pool, 'Aye', 1n), on.ferdie);
	await untilSettled(on, pool, blockNumber);
	return pool;
}

/** Makes blocks until no step of propagation waits. */
export async function propagated(on: Stage): Promise<void> {
	for (let block = 0; await on.experts.queueLength() > 0n; block++) {
		assert.ok(block < MOST_BLOCKS, 'propagation does not end');
		await advance(on);
	}
}

/**
 * Takes back REP that a body of {@link makeBody} has by its founding. A member's critique of that
 * post is ratified for a fee of `fee` tokens. Half of it is minted to the critique, and as much is
 * taken from the founding post.
 */
export async function takeBack(on: Stage, critic: KeyringPair, domain: DomainId, fee: bigint): Promise<void> {
	const { post: founding } = await untilEvent(on.api, 'forum', 'Posted', 1, (event) => event.domain === domain);
	const critique = await write(on, critic, domain, 'they did not earn it', [{ post: founding, weight: -MILLION }]);
	const { pool, blockNumber } = await openPool(on, critic, critique, POOL, fee);
	await send(on, on.experts.calls.stake(pool, 'Aye', 100n * REP), critic);
	await untilSettled(on, pool, blockNumber);
}

/** Opens a service. Returns its id. */
export async function openService(on: Stage, owner: KeyringPair, domain: DomainId, offered: Terms = TERMS): Promise<ServiceId> {
	const { events } = await send(on, on.experts.calls.openService(domain, offered), owner);
	return theEvent(events, 'business', 'ServiceOpened').service;
}

/** Offers REP for longer than a test lasts. */
export async function offer(on: Stage, expert: KeyringPair, domain: DomainId, amount: bigint): Promise<void> {
	await send(on, on.experts.calls.offer(domain, amount, await bestBlock(on) + 500), expert);
}

/** Orders a service on its present terms. Returns the request's id and the transaction. */
export async function order(on: Stage, customer: KeyringPair, service: ServiceId, fee: bigint): Promise<Included & { request: RequestId }> {
	const version = (await on.experts.service(service))?.version ?? 0;
	const ordered = await send(on, on.experts.calls.request(service, 'ipfs://brief', fee, version), customer);
	return { ...ordered, request: theEvent(ordered.events, 'business', 'Requested').request };
}

/** Orders a service and makes blocks until an expert is drawn. */
export async function orderDrawn(on: Stage, customer: KeyringPair, service: ServiceId, fee: bigint) {
	const { request } = await order(on, customer, service, fee);
	const { state } = await on.experts.untilRequest(request, 'Assigned', sealing(on));
	return { request, ...state };
}

/** Submits evidence. Returns its post and pool, and the transaction. */
export async function submitEvidence(
	on: Stage,
	expert: KeyringPair,
	request: RequestId,
	content: string,
	citations: Citation[] = [],
): Promise<Included & { pool: PoolId; post: PostId }> {
	const submitted = await send(on, on.experts.calls.submit(request, content, citations), expert);
	const { pool } = theEvent(submitted.events, 'business', 'Validating');
	const { post } = theEvent(submitted.events, 'business', 'Submitted');
	return { ...submitted, pool, post };
}

/**
 * Makes blocks until a pool that was opened in block `from` has decided. Returns its decision and
 * the block of it.
 */
export async function untilDecided(on: Stage, pool: PoolId, from: number) {
	await untilOver(on, pool);
	return untilEvent(on.api, 'validationPool', 'Decided', from, (event) => event.pool === pool, sealing(on));
}

/**
 * Makes blocks until a pool that was opened in block `from` is settled, and all its rewards have
 * arrived at posts.
 */
export async function untilSettled(on: Stage, pool: PoolId, from: number) {
	await untilOver(on, pool);
	const settled = await untilEvent(on.api, 'validationPool', 'Settled', from, (event) => event.pool === pool, sealing(on));
	await propagated(on);
	return settled;
}

/** Makes blocks until a pool can be decided. */
async function untilOver(on: Stage, pool: PoolId): Promise<void> {
	const found = await on.experts.pool(pool);
	if (found) {
		await advanceTo(on, found.revealsUntil ?? found.stakesUntil);
	}
}
