/** Prepares a chain for a load, and tells how its transactions are then encoded. */

import type { ApiPromise } from '@polkadot/api';
import { hexToU8a, stringToU8a, u8aToHex } from '@polkadot/util';
import { type Call, type Hex, WIT, devAccounts } from '@witan/client/chain';
import { type Domain, Experts, MILLION, type PoolId, type PoolParams, REP, type ServiceId, type Terms, postId } from '@witan/client/experts';
import { sendAll } from '../lib/pipeline.ts';
import { countKeys, readMap } from '../lib/state.ts';
import type { BlockWatcher } from './blocks.ts';
import { fingerprint } from './extrinsic.ts';
import { type Load, type LoadKind, encodePost } from './loads.ts';
import type { RpcSocket } from './rpc.ts';

/** The domain that every chain has. */
const DOMAIN = 0;
/**
 * The number of posts that can be cited: so many that no block's posts share their storage by
 * chance.
 */
const CITED = 512;
/** Posts, or pools, in a transaction of this module. */
const BATCH = 32;

/** A chain to prepare. */
export interface Chain {
	api: ApiPromise;
	rpc: RpcSocket;
	watcher: BlockWatcher;
}

/** A load that a chain is ready for. */
export interface Prepared {
	load: Load;
	/**
	 * Returns the differences at this final block, given the number of the load's final
	 * transactions; none if all agrees.
	 */
	check(block: string, finalised: number): Promise<string[]>;
}

/** Prepares a chain for a load in which each account has `rounds` turns. */
export async function prepare(kind: LoadKind, rounds: number, chain: Chain): Promise<Prepared> {
	switch (kind) {
		case 'remarks': return { load: { kind, call: chain.api.tx.system.remark.callIndex, content: new Uint8Array() }, check: async () => [] };
		case 'transfers':
			// Balances are checked at the end, for they change with every kind.
			return { load: { kind, call: chain.api.tx.balances.transferKeepAlive.callIndex }, check: async () => [] };
		case 'stakes': return prepareStakes(rounds, chain);
		case 'posts': return preparePosts(chain);
	}
}

/** Opens pools on one post, for as long as the domain allows. */
async function prepareStakes(rounds: number, chain: Chain): Promise<Prepared> {
	const experts = new Experts(chain.api);
	const { parameters: { pool: { maxDuration } } } = (await experts.domain(DOMAIN)) as Domain;
	const post = await openPools(chain, Array.from({ length: rounds }, () => maxDuration));
	const pools = await poolsOn(chain.api, post);
	if (pools.length !== rounds) {
		throw new Error(`${pools.length} of ${rounds} pools were opened`);
	}
	const check = async (block: string, finalised: number) => {
		const voters = (await poolsOn(chain.api, post, block)).reduce((sum, pool) => sum + pool.voters, 0);
		return voters === finalised ? [] : [`the pools have ${voters} votes, but ${finalised} stakes are final`];
	};
	return { load: { kind: 'stakes', calls: pools.map(({ id }) => experts.calls.stake(id, 'Aye', REP).method.toU8a()) }, check };
}

/** Has Alice open pools of these durations on a new post. Returns the post. */
export async function openPools(chain: Chain, durations: number[]): Promise<Hex> {
	const experts = new Experts(chain.api);
	const { parameters: { pool: bounds } } = (await experts.domain(DOMAIN)) as Domain;
	const [post] = (await makePosts(chain, 1)) as [Hex];
	const params: Omit<PoolParams, 'duration'> = {
		quorum: bounds.minQuorum,
		winRatio: bounds.minWinRatio,
		binding: bounds.minBinding,
		redistribute: false,
		secrecy: { type: 'Open' },
		governance: false,
	};
	await send(chain, durations.map((duration) => experts.calls.openPool(post, { ...params, duration }, WIT)));
	return post;
}

/** Returns the pools on a post, which is new in each phase. */
export async function poolsOn(api: ApiPromise, post: Hex, block?: string): Promise<{ id: PoolId; voters: number }[]> {
	const pools = (await readMap(api, 'validationPool', 'pools', block)).map(({ key, value }) => ({
		id: key[0] as PoolId,
		...(value as { post: Hex; voters: number }),
	}));
	return pools.filter((pool) => pool.post === post).sort((a, b) => Number(a.id - b.id));
}

async function preparePosts(chain: Chain): Promise<Prepared> {
	const { api, rpc } = chain;
	const cited = (await makePosts(chain, CITED)).map((post) => hexToU8a(post));
	const count = (block: string) => countKeys(rpc, 'Forum', 'Posts', block);
	const before = await count((await api.rpc.chain.getFinalizedHead()).toHex());
	const check = async (block: string, finalised: number) => {
		const made = await count(block) - before;
		return made === finalised ? [] : [`there are ${made} more posts, but ${finalised} are final`];
	};
	return { load: { kind: 'posts', call: api.tx['forum']?.['post']?.callIndex as Uint8Array, domain: DOMAIN, cited }, check };
}

/** Makes posts of Alice's that cite nothing. Returns their ids. */
export async function makePosts(chain: Chain, count: number, domain = DOMAIN): Promise<Hex[]> {
	const { api } = chain;
	const { calls } = new Experts(api);
	const { alice } = await devAccounts();
	const start = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
	const contents = Array.from({ length: count }, (_, index) => `post ${index} of ${count}, made by transaction ${start} and those after it`);
	const posts = contents.map((content) => calls.post({ domain, authors: [[alice.address, MILLION]], content }));
	const [first] = posts as [Call];
	const expected = encodePost(first.method.callIndex, { domain, author: alice.publicKey, citations: [], content: stringToU8a(contents[0]) });
	if (u8aToHex(expected) !== first.method.toHex()) {
		throw new Error('the chain encodes Forum.post in another way than this benchmark');
	}
	await send(chain, posts);
	return posts.map(postId);
}

/** Has Alice open a service of the domain that every chain has. */
export async function openService(chain: Chain, terms: Terms): Promise<ServiceId> {
	const services = async () => (await readMap(chain.api, 'business', 'services')).map(({ key }) => key[0] as ServiceId);
	const before = await services();
	await send(chain, [new Experts(chain.api).calls.openService(DOMAIN, terms)]);
	const opened = (await services()).find((service) => !before.includes(service));
	if (opened === undefined) {
		throw new Error('the service was not opened');
	}
	return opened;
}

/**
 * Has Alice make calls in batches, which the watcher does not count, and waits until they are
 * final.
 */
export async function send({ api, watcher }: Chain, calls: Call[], tip = 0n): Promise<void> {
	const { alice } = await devAccounts();
	const batches = Array.from({ length: Math.ceil(calls.length / BATCH) }, (_, batch) => (
		api.tx.utility.batchAll(calls.slice(batch * BATCH, (batch + 1) * BATCH))
	));
	await sendAll(api, alice, batches, { tip, onSigned: (transaction) => watcher.ignore(fingerprint(transaction) as number) });
}
