/** Has posts ratified by pools with fees, in waves as large as the voters' reputation allows. */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { Hex } from '@witan/client/chain';
import { type Domain, type DomainParameters, Experts, MILLION, type PoolId, type PoolParams } from '@witan/client/experts';
import { type SendOptions, sendAll, waitUntil } from '../lib/pipeline.ts';
import { readMap } from '../lib/state.ts';
import { DOMAIN } from './posts.ts';

/**
 * Blocks for which stakes are taken, if the domain allows: enough to see a pool open and to vote.
 */
const DURATION = 12;
/** The quorum asked of pools where the domain does not ask for more, in parts per million. */
const QUORUM = 100_000;
const WIN_RATIO = 500_000;
/**
 * The stake beyond what is needed, in parts per million, so that others' actions meanwhile don't
 * upset it.
 */
const MARGIN = 20_000;
const SETTLE_TIMEOUT_MS = 600_000;

/** The inputs of a ratification. */
export interface Ratification {
	api: ApiPromise;
	/** The account that opens the pools and pays for them. */
	opener: KeyringPair;
	voters: KeyringPair[];
	/** Tokens for each pool. */
	fee: bigint;
	onStall: NonNullable<SendOptions['onStall']>;
	/** A listener for events, in words. */
	tell: (text: string) => void;
}

/** The conditions that the stake for a post must meet. Amounts are REP. */
export interface Need {
	/** The REP of the domain when the pool is opened, all of which can judge. */
	supply: bigint;
	/** Parts per million. */
	quorum: number;
}

/** Returns the least stake for a post, with nothing against it, with which it passes. */
export function leastStake({ supply, quorum }: Need): bigint {
	const need = ceil(supply * BigInt(quorum), BigInt(MILLION));
	return need > 0n ? need : 1n;
}

/** Ratifies posts. Returns the ids of the pools when all are settled. */
export async function ratify(posts: Hex[], ratification: Ratification): Promise<PoolId[]> {
	const { api, voters, tell } = ratification;
	const experts = new Experts(api);
	const pools: PoolId[] = [];
	for (let done = 0; done < posts.length;) {
		const { supply, parameters } = (await experts.domain(DOMAIN)) as Domain;
		const free = await Promise.all(voters.map(async ({ address }) => (await experts.standing(DOMAIN, address)).free));
		const all = free.reduce((sum, each) => sum + each, 0n);
		const stake = stakeFor(supply, parameters);
		const size = Math.min(posts.length - done, Number(all / stake));
		if (size === 0) {
			throw new Error(`the voters have ${all} units of REP free in domain ${DOMAIN}, too little to ratify a post`);
		}
		tell(`opening ${size} pools, and staking ${stake} units of REP for each post`);
		pools.push(...(await ratifyWave(posts.slice(done, done + size), ratification, parameters, free.map((each) => (each * stake) / all))));
		done += size;
	}
	return pools;
}

/** Returns the REP that a pool with this fee mints. */
export function mintOf(fee: bigint, { mintingRatio }: DomainParameters): bigint {
	return (fee * BigInt(mintingRatio)) / BigInt(MILLION);
}

/**
 * Returns the stake for each post. What is minted after a pool was opened does not raise what it
 * needs.
 */
function stakeFor(supply: bigint, { pool }: DomainParameters): bigint {
	return ceil(leastStake({ supply, quorum: demandsOf(pool).quorum }) * BigInt(MILLION + MARGIN), BigInt(MILLION));
}

function demandsOf({ minQuorum, minWinRatio }: DomainParameters['pool']): { quorum: number; winRatio: number } {
	return { quorum: Math.max(QUORUM, minQuorum), winRatio: Math.max(WIN_RATIO, minWinRatio) };
}

/** Ratifies posts at once. `stakes` are those of the voters, in each pool. */
async function ratifyWave(
	posts: Hex[],
	{ api, opener, voters, fee, onStall }: Ratification,
	{ pool }: DomainParameters,
	stakes: bigint[],
): Promise<PoolId[]> {
	const { calls } = new Experts(api);
	const params: PoolParams = {
		duration: Math.min(Math.max(DURATION, pool.minDuration), pool.maxDuration),
		...demandsOf(pool),
		binding: pool.minBinding,
		redistribute: true,
		secrecy: { type: 'Open' },
		governance: false,
	};
	const before = new Set(await poolsOn(api, posts));
	await sendAll(api, opener, [api.tx.utility.batchAll(posts.map((post) => calls.openPool(post, params, fee)))], { onStall });
	const pools = (await poolsOn(api, posts)).filter((id) => !before.has(id));
	if (pools.length !== posts.length) {
		throw new Error(`${pools.length} of ${posts.length} pools were opened`);
	}
	await Promise.all(voters.map((voter, index) => {
		const stake = stakes[index] ?? 0n;
		return stake === 0n ? undefined : sendAll(api, voter, [api.tx.utility.batchAll(pools.map((id) => calls.stake(id, 'Aye', stake)))], { onStall });
	}));
	await waitUntil(api, async () => {
		const left = new Set(await poolsOn(api, posts));
		return pools.every((id) => !left.has(id));
	}, 'the pools to be settled', { onStall, timeoutMs: SETTLE_TIMEOUT_MS });
	return pools;
}

/** Returns the pools on these posts, in final blocks. */
async function poolsOn(api: ApiPromise, posts: Hex[]): Promise<PoolId[]> {
	const block = (await api.rpc.chain.getFinalizedHead()).toHex();
	const pools = await readMap(api, 'validationPool', 'pools', block);
	return pools.filter(({ value }) => posts.includes((value as { post: Hex }).post)).map(({ key }) => key[0] as PoolId);
}

function ceil(value: bigint, by: bigint): bigint {
	return (value + by - 1n) / by;
}
