/** A development chain that seals on demand, and bodies of experts on it for attacks. */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import {
	type Address, type Call, type DevAccounts, DispatchFailure, type Included, WIT, account, eventsOf, findEvents, submit, theEvent,
} from '@witan/client/chain';
import {
	type Citation, type DomainId, type DomainParameters, Experts, MILLION, type PoolId, type PoolParams, type PostId, REP,
	type Side, type Verdict, postId,
} from '@witan/client/experts';
import { type Action, Governance, encodeDirective } from '@witan/client/governance';
import { sealTo } from '../lib/sealing.ts';

/** Blocks within which everything queued in an attack is done. */
const MOST_BLOCKS = 60;

/** The chain and its players. */
export interface Stage extends DevAccounts {
	api: ApiPromise;
	experts: Experts;
	governance: Governance;
	/** The account that only makes blocks. */
	sealer: KeyringPair;
}

/** The verdict of a pool, with the REP that made it. */
export interface Decided {
	pool: PoolId;
	verdict: Verdict;
	ayes: bigint;
	nays: bigint;
	/** The block of the decision. */
	block: number;
}

/** A body of experts to be made. */
export interface Body {
	/** Members with their parts of the REP, in parts per million. The first is the founder. */
	members: [KeyringPair, number][];
	supply: bigint;
	/** Parameters that differ from those of the development chain's own domains. */
	parameters?: (defaults: DomainParameters) => DomainParameters;
}

/** A pool with open sides, simple majorities, and all of a worker's stake at risk. */
export const POOL: PoolParams = {
	duration: 6,
	quorum: MILLION / 10,
	winRatio: MILLION / 2,
	binding: MILLION,
	redistribute: true,
	secrecy: { type: 'Open' },
	governance: false,
};

/** Connects the players to a chain. */
export async function setStage(api: ApiPromise, players: DevAccounts): Promise<Stage> {
	return { ...players, api, experts: new Experts(api), governance: new Governance(api), sealer: await account('//Ferdie//stash') };
}

/** Signs, submits, and waits until that is final. */
export function send({ api }: Stage, call: Call, signer: KeyringPair): Promise<Included> {
	return submit(api, call, signer, { until: 'finalized' });
}

/** Makes several calls of one account in one block, all or none. */
export function sendTogether(on: Stage, calls: Call[], signer: KeyringPair): Promise<Included> {
	return send(on, on.api.tx.utility.batchAll(calls), signer);
}

/** Returns the error with which a call fails in its block; null if it does not. */
export async function failureOf(call: Promise<unknown>): Promise<string | null> {
	try {
		await call;
		return null;
	} catch (failure) {
		if (failure instanceof DispatchFailure) {
			return failure.error;
		}
		throw failure;
	}
}

/** Returns the number of the best block. */
export async function bestBlock({ api }: Stage): Promise<number> {
	return (await api.rpc.chain.getHeader()).number.toNumber();
}

/** Makes blocks up to this one. */
export async function advanceTo({ api, sealer }: Stage, block: number): Promise<void> {
	await sealTo(api, sealer, block);
}

/** Makes blocks until a condition holds. Throws if it does not within a bounded number. */
export async function advanceUntil(on: Stage, what: string, holds: () => Promise<boolean>): Promise<void> {
	for (let blocks = 0; !await holds(); blocks++) {
		if (blocks === MOST_BLOCKS) {
			throw new Error(`${MOST_BLOCKS} blocks, and still waiting for ${what}`);
		}
		await advanceTo(on, await bestBlock(on) + 1);
	}
}

/** Makes a body whose members have REP, by a post of all that the founder ratifies. */
export async function makeBody(on: Stage, { members, supply, parameters = (defaults) => defaults }: Body): Promise<DomainId> {
	const [founder] = members[0] as [KeyringPair, number];
	// Domain 1 is the development chain's own that nobody governs.
	const defaults = await on.experts.parameters(1);
	if (defaults === null) {
		throw new Error('the chain has no domain 1: only the presets development and local have');
	}
	const created = await send(on, on.experts.calls.createDomain('a body', null, parameters(defaults)), founder);
	const { domain } = theEvent(created.events, 'domains', 'DomainCreated');
	const authors = members.map(([{ address }, part]): [Address, number] => [address, part]);
	const call = on.experts.calls.post({ domain, authors, content: 'who we are' });
	await sendTogether(on, [call, on.experts.calls.openPool(postId(call), POOL, supply)], founder);
	await propagated(on);
	return domain;
}

/** Makes blocks until no step of propagation waits. */
export function propagated(on: Stage): Promise<void> {
	return advanceUntil(on, 'REP to reach its posts', async () => await on.experts.queueLength() === 0n);
}

let posts = 0;

/** Returns the call that makes an account's own post, and the post's id. */
export function postOf(
	{ experts }: Stage,
	{ address }: KeyringPair,
	domain: DomainId,
	{ action, citations = [] }: { action?: Action; citations?: Citation[] } = {},
): { call: Call; post: PostId } {
	const directive = action && encodeDirective({ action });
	const call = experts.calls.post({
		domain, authors: [[address, MILLION]], citations, content: `post ${++posts}`, ...directive && { directive },
	});
	return { call, post: postId(call) };
}

/**
 * Makes posts of an account in one block, and opens a pool on each in the next. Returns the pools
 * in order.
 */
export async function openOn(
	on: Stage,
	opener: KeyringPair,
	made: { call: Call; post: PostId }[],
	params: PoolParams,
	fee = 0n,
): Promise<{ pools: PoolId[]; deposit: bigint; block: number }> {
	const opening = made.map(({ post }) => on.experts.calls.openPool(post, params, fee));
	await sendTogether(on, made.map(({ call }) => call), opener);
	const { events, blockNumber } = await sendTogether(on, opening, opener);
	const opened = findEvents(events, 'validationPool', 'Opened');
	return {
		pools: opened.map(({ pool }) => pool),
		deposit: opened.reduce((sum, { deposit }) => sum + deposit, 0n),
		block: blockNumber,
	};
}

/** Stakes an amount of REP in a pool, or pledges it. */
export function stake(on: Stage, who: KeyringPair, pool: PoolId, side: Side, amount: bigint): Promise<Included> {
	return send(on, on.experts.calls.stake(pool, side, amount), who);
}

/** Makes blocks until the next is the last in which a pool takes stakes. */
export async function beforeLastBlock(on: Stage, pool: PoolId): Promise<number> {
	const found = await on.experts.pool(pool);
	if (found === null) {
		throw new Error(`pool ${pool} is settled`);
	}
	await advanceTo(on, found.stakesUntil - 2);
	return found.stakesUntil;
}

/**
 * Makes blocks until pools are settled and their rewards have arrived. Returns their decisions in
 * order.
 */
export async function untilSettled(on: Stage, pools: PoolId[], from: number): Promise<Decided[]> {
	for (const pool of pools) {
		const found = await on.experts.pool(pool);
		await advanceTo(on, found?.stakesUntil ?? 0);
		await advanceUntil(on, `pool ${pool} to be settled`, async () => await on.experts.pool(pool) === null);
	}
	await propagated(on);
	const found: Decided[] = [];
	for (let block = from, last = await bestBlock(on); block <= last && found.length < pools.length; block++) {
		for (const { pool, verdict, ayes, nays } of findEvents(await eventsOf(on.api, block), 'validationPool', 'Decided')) {
			if (pools.includes(pool)) {
				found.push({ pool, verdict, ayes: ayes.value, nays: nays.value, block });
			}
		}
	}
	return found.sort((a, b) => pools.indexOf(a.pool) - pools.indexOf(b.pool));
}

/** Returns the REP that an account has in all, less what it owes. */
export async function repOf({ experts }: Stage, domain: DomainId, { address }: KeyringPair): Promise<bigint> {
	const { total, debt } = await experts.standing(domain, address);
	return total - debt;
}

/** Returns all REP of a domain. */
export async function supplyOf({ experts }: Stage, domain: DomainId): Promise<bigint> {
	return (await experts.domain(domain))?.supply ?? 0n;
}

/** Returns the tokens of an account, free and held. */
export async function tokensOf({ api }: Stage, { address }: KeyringPair): Promise<bigint> {
	const { free, reserved } = (await api.query.system.account(address)).data;
	return free.toBigInt() + reserved.toBigInt();
}

/** Returns units of REP as text. */
export function rep(units: bigint): string {
	return `${decimal(units, REP)} REP`;
}

/** Returns units of WIT as text. */
export function wit(units: bigint): string {
	return `${decimal(units, WIT)} WIT`;
}

function decimal(units: bigint, whole: bigint): string {
	const size = units < 0n ? -units : units;
	const rest = (size % whole).toString().padStart(9, '0').replace(/0+$/, '');
	return `${units < 0n ? '−' : ''}${size / whole}${rest && `.${rest}`}`;
}
