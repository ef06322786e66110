/**
 * Helpers of the tests of governance: posting a directive, ratifying it by a governance pool of
 * domain 0, and its enactment.
 */

import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { KeyringPair } from '@polkadot/keyring/types';
import { type Call, asDispatchFailure } from '@witan/client/chain';
import {
	type Citation, type DomainId, MILLION, type PoolId, type PoolParams, type PostId, type Side,
} from '@witan/client/experts';
import { type Action, type Ratification, type RatificationState, dispatch, encodeDirective } from '@witan/client/governance';
import { POOL, type Stage, advanceTo, makePost, openPool, send, untilDecided, untilSettled } from './scenes.ts';

/**
 * A pool whose verdict counts in the development chain's domain 0: as short as that may be. All but
 * its duration are the tier's of its post.
 */
export const GOVERNANCE_POOL: PoolParams = {
	...POOL, duration: 20, governance: true,
};

/** The choices of a test for a proposal. */
export interface Proposal {
	/** Default 0. */
	domain?: DomainId;
	/** Default: the block that the pool determines. */
	activateAt?: number;
	citations?: Citation[];
	/** Default: another text for each proposal, so that no two are the same post. */
	content?: string;
	/** Default {@link GOVERNANCE_POOL}. */
	params?: PoolParams;
	/**
	 * Default: Bob, Charlie and Dave for it, each with all that counts: half of domain 0's REP,
	 * which is enough for every tier.
	 */
	votes?: [KeyringPair, Side, bigint][];
}

let proposals = 0;

/** Makes Alice's post with a directive, or without one. Returns its id. */
export function propose(on: Stage, action: Action | null, proposal: Proposal = {}): Promise<PostId> {
	const { domain = 0, activateAt, citations = [], content = `proposal ${++proposals}` } = proposal;
	const directive = action ? encodeDirective({ action, ...(activateAt === undefined ? {} : { activateAt }) }) : undefined;
	return makePost(on, on.alice, { domain, authors: [[on.alice.address, MILLION]], citations, content, ...(directive ? { directive } : {}) });
}

/**
 * Has a post voted on. Returns the pool when it is settled, and the block in which it was decided.
 */
export async function vote(on: Stage, post: PostId, proposal: Proposal = {}): Promise<{ pool: PoolId; decided: number }> {
	const { params = GOVERNANCE_POOL } = proposal;
	const { pool, blockNumber } = await openPool(on, on.alice, post, params);
	const votes = proposal.votes ?? await Promise.all([on.bob, on.charlie, on.dave].map(
		async (voter): Promise<[KeyringPair, Side, bigint]> => [voter, 'Aye', await on.experts.countable(pool, voter.address)],
	));
	for (const [voter, side, amount] of votes) {
		await send(on, on.experts.calls.stake(pool, side, amount), voter);
	}
	const { block } = await untilDecided(on, pool, blockNumber);
	await untilSettled(on, pool, blockNumber);
	return { pool, decided: block };
}

/** Returns the chain's record of a post that a governance pool ratified. */
export async function ratificationOf(on: Stage, post: PostId): Promise<Ratification> {
	const ratification = await on.governance.ratification(post);
	assert.ok(ratification, `${post} is not ratified`);
	return ratification;
}

/**
 * Makes a post with a directive and has it ratified. Returns the post, its pool, and the chain's
 * record of it.
 */
export async function ratify(on: Stage, action: Action | null, proposal: Proposal = {}) {
	const post = await propose(on, action, proposal);
	const { pool, decided } = await vote(on, post, proposal);
	return { post, pool, decided, ratification: await ratificationOf(on, post) };
}

/** Makes blocks until a scheduled directive is due. Returns what became of it. */
export async function untilEnacted(on: Stage, post: PostId): Promise<RatificationState> {
	const { state } = await ratificationOf(on, post);
	if (state.type === 'Scheduled') {
		await advanceTo(on, state.at);
	}
	return (await ratificationOf(on, post)).state;
}

/**
 * Ratifies and enacts a directive: {@link ratify}, then {@link untilEnacted}. Throws unless it took
 * effect.
 */
export async function govern(on: Stage, action: Action, proposal: Proposal = {}): Promise<PostId> {
	const { post } = await ratify(on, action, proposal);
	const state = await untilEnacted(on, post);
	assert.equal(state.type, 'Enacted', inspect({ action, state }));
	return post;
}

/** Notes a call as a preimage. Returns the directive's action that dispatches it. */
export async function noted(on: Stage, call: Call): Promise<Extract<Action, { type: 'Dispatch' }>> {
	await send(on, on.api.tx.preimage.notePreimage(call.method.toHex()), on.alice);
	return dispatch(on.api, call);
}

/** Returns the error with which a directive failed, as `module.error`. */
export function errorOf(on: Stage, state: RatificationState): string {
	assert.ok(state.type === 'Failed', inspect(state));
	const { module, error } = asDispatchFailure(on.api.registry, state.error);
	return `${module}.${error}`;
}
