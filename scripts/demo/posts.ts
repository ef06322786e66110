/** Planned posts, and the transactions that make them. */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { encodeAddress } from '@polkadot/util-crypto';
import type { Call, Hex } from '@witan/client/chain';
import { Experts, MILLION, postId } from '@witan/client/experts';
import type { PlannedPost } from '../lib/citations.ts';
import { type SendOptions, sendAll } from '../lib/pipeline.ts';
import { readMap } from '../lib/state.ts';
import { derive } from '../load/accounts.ts';

/** The domain of all posts. */
export const DOMAIN = 0;
/** Posts in a transaction. */
const BATCH = 20;

/** A planned post with its id and the call that makes it. */
export interface ReadyPost extends PlannedPost {
	id: Hex;
	/** The address that earns. */
	author: string;
	call: Call;
}

/** Returns the accounts `//package//NAME` of the development phrase, by name. */
export async function packageAccounts(names: Iterable<string>): Promise<Map<string, string>> {
	const unique = [...new Set(names)];
	const keys = await derive(unique, '//package');
	return new Map(keys.map(({ publicKey }, index) => [unique[index] as string, encodeAddress(publicKey, 42)]));
}

/** Computes the posts' ids, which need no chain: each is the hash of the post's content. */
export function readyPosts(api: ApiPromise, planned: PlannedPost[], accounts: Map<string, string>): Map<string, ReadyPost> {
	const { calls } = new Experts(api);
	const ready = new Map<string, ReadyPost>();
	for (const post of planned) {
		const author = accounts.get(post.package.name) as string;
		const citations = post.citations.map(({ post: key, weight }) => ({ post: (ready.get(key) as ReadyPost).id, weight }));
		const call = calls.post({ domain: DOMAIN, authors: [[author, MILLION]], citations, content: post.content });
		ready.set(post.key, { ...post, author, call, id: postId(call) });
	}
	return ready;
}

/** Makes those posts that are not there yet, in order. Returns their number. */
export async function makePosts(api: ApiPromise, signer: KeyringPair, posts: ReadyPost[], options: SendOptions): Promise<number> {
	const missing = await missingOf(api, posts);
	const batches = Array.from({ length: Math.ceil(missing.length / BATCH) }, (_, index) => (
		api.tx.utility.batchAll(missing.slice(index * BATCH, (index + 1) * BATCH).map(({ call }) => call))
	));
	await sendAll(api, signer, batches, options);
	return missing.length;
}

/** Returns those posts that are in no final block. */
export async function missingOf(api: ApiPromise, posts: ReadyPost[]): Promise<ReadyPost[]> {
	const block = (await api.rpc.chain.getFinalizedHead()).toHex();
	const there = new Set((await readMap(api, 'forum', 'posts', block)).map(({ key }) => key[0]));
	return posts.filter(({ id }) => !there.has(id));
}
