import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KeyringPair } from '@polkadot/keyring/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import { type Address, PoolError, account, eventsOf, findEvents, theEvent, untilEvent } from '@witan/client/chain';
import { type Citation, type Draft, INCINERATOR, MILLION, type PostId, REP, postId } from '@witan/client/experts';
import { assertNoCrash } from '../../lib/suite.ts';
import {
	SHORT_POOL, type Stage, assertFails, bestBlock, makeDomain, makePost, openPool, reward, send, stage, supplyOf, tokenHolds,
	write,
} from '../../lib/scenes.ts';

const CONSTITUTION = 0;

let accounts = 0;

/** Makes authors who have neither REP nor tokens yet. */
function newAuthors(count: number): Promise<KeyringPair[]> {
	return Promise.all(Array.from({ length: count }, () => account(`//author//${accounts++}`)));
}

/** Makes a post of one author, submitted by Alice. */
function by(on: Stage, author: KeyringPair, content: string, citations: Citation[] = []): Promise<PostId> {
	return makePost(on, on.alice, { domain: CONSTITUTION, authors: [[author.address, MILLION]], citations, content });
}

/** Returns the REP of authors, and the values of their posts. */
async function standing({ experts }: Stage, authors: KeyringPair[], posts: PostId[]): Promise<{ has: bigint[]; worth: bigint[] }> {
	return {
		has: await Promise.all(authors.map(async ({ address }) => (await experts.standing(CONSTITUTION, address)).total)),
		worth: await Promise.all(posts.map(async (post) => (await experts.postInfo(post))?.value ?? -1n)),
	};
}

describe('posts and what flows between them', () => {
	const on = stage();

	// Protects: a citation passes on its part, and the cited post's author is paid for what others
	// build on it.
	test('positive citation should give', { timeout: 60_000 }, async () => {
		const [base, builder] = await newAuthors(2) as [KeyringPair, KeyringPair];
		const cited = await by(on, base, 'a base');
		const citing = await by(on, builder, 'built on a base', [{ post: cited, weight: 300_000 }]);
		await reward(on, on.alice, citing, 100n * REP);
		assert.deepEqual(await standing(on, [base, builder], [cited, citing]), {
			has: [30n * REP, 70n * REP], worth: [30n * REP, 70n * REP],
		});
		assert.equal(await on.experts.edge(citing, cited), 30n * REP);
		assert.equal((await on.experts.postInfo(cited))?.received, 0n, 'it came from a post, not from a pool');
	});

	// Protects: a negative citation takes from the cited post and its authors, and from nobody
	// behind it; never more than the post has.
	test('negative citation should take what the post has and no more', { timeout: 60_000 }, async () => {
		const [base, builder, critic] = await newAuthors(3) as [KeyringPair, KeyringPair, KeyringPair];
		const source = await by(on, base, 'a source');
		const claim = await by(on, builder, 'a claim', [{ post: source, weight: 400_000 }]);
		await reward(on, on.alice, claim, 50n * REP);
		const critique = await by(on, critic, 'a critique', [{ post: claim, weight: -500_000 }]);
		const pool = await reward(on, on.alice, critique, 20n * REP);
		assert.deepEqual(await standing(on, [base, builder, critic], [source, claim, critique]), {
			has: [20n * REP, 20n * REP, 30n * REP], worth: [20n * REP, 20n * REP, 30n * REP],
		});
		const reserved = await untilEvent(on.api, 'forum', 'Reserved', 1, (event) => event.pool === pool);
		assert.deepEqual([reserved.from, reserved.to, reserved.amount.value], [critique, claim, 10n * REP]);
		const leached = await untilEvent(on.api, 'forum', 'Leached', reserved.block, (event) => event.pool === pool);
		assert.deepEqual([leached.from, leached.to, leached.amount.value], [critique, claim, 10n * REP]);
		const debited = await untilEvent(on.api, 'forum', 'Debited', reserved.block, (event) => event.pool === pool);
		assert.deepEqual([debited.author, debited.amount.value, debited.owed.value], [builder.address, 10n * REP, 0n]);

		const verdict = await by(on, critic, 'a verdict', [{ post: claim, weight: -MILLION }]);
		await reward(on, on.alice, verdict, 100n * REP);
		assert.deepEqual(await standing(on, [base, builder, critic], [source, claim, verdict]), {
			has: [20n * REP, 0n, 150n * REP], worth: [20n * REP, 0n, 120n * REP],
		});
	});

	// Protects: who criticises a critique does not thereby restore what it took: a negative
	// citation affects only the cited post.
	test('negative citation of a negative citation should take from the critic alone', { timeout: 60_000 }, async () => {
		const [author, critic, counter] = await newAuthors(3) as [KeyringPair, KeyringPair, KeyringPair];
		const post = await by(on, author, 'an opinion');
		await reward(on, on.alice, post, 100n * REP);
		const critique = await by(on, critic, 'against the opinion', [{ post, weight: -MILLION }]);
		await reward(on, on.alice, critique, 50n * REP);
		const reply = await by(on, counter, 'against the critique', [{ post: critique, weight: -MILLION }]);
		await reward(on, on.alice, reply, 70n * REP);
		assert.deepEqual(await standing(on, [author, critic, counter], [post, critique, reply]), {
			has: [50n * REP, 30n * REP, 140n * REP], worth: [50n * REP, 30n * REP, 140n * REP],
		});
	});

	// Protects: positive, negative, zero and incinerating citations of one post all count by what
	// came in, to the unit.
	test('mixed citations should take, give and destroy', { timeout: 60_000 }, async () => {
		const [author, friend, rival, neutral] = await newAuthors(4) as [KeyringPair, KeyringPair, KeyringPair, KeyringPair];
		const [good, bad, plain] = [await by(on, friend, 'good'), await by(on, rival, 'bad'), await by(on, neutral, 'plain')];
		await reward(on, on.alice, bad, 50n * REP);
		const before = await on.experts.conservation(CONSTITUTION);
		const supply = await supplyOf(on, CONSTITUTION);
		const mixed = await by(on, author, 'a survey', [
			{ post: good, weight: 200_000 },
			{ post: bad, weight: -300_000 },
			{ post: INCINERATOR, weight: 100_000 },
			{ post: plain, weight: 0 },
		]);
		const pool = await reward(on, on.alice, mixed, 100n * REP);
		assert.deepEqual(await standing(on, [author, friend, rival, neutral], [mixed, good, bad, plain]), {
			has: [100n * REP, 20n * REP, 20n * REP, 0n], worth: [100n * REP, 20n * REP, 20n * REP, 0n],
		});
		assert.deepEqual((await on.experts.postInfo(mixed))?.citations.map(({ balance }) => balance), [20n * REP, 30n * REP, 10n * REP, 0n]);
		const burned = await untilEvent(on.api, 'forum', 'Incinerated', 1, (event) => event.pool === pool);
		assert.deepEqual([burned.post, burned.amount.value], [mixed, 10n * REP]);

		// As much as the post gets is minted to the voter.
		assert.equal(await supplyOf(on, CONSTITUTION), supply + 190n * REP);
		const after = await on.experts.conservation(CONSTITUTION);
		assert.deepEqual([after.putIn - before.putIn, after.leached - before.leached], [100n * REP, 30n * REP]);
		assert.deepEqual([after.minted - before.minted, after.incinerated - before.incinerated], [120n * REP, 10n * REP]);
	});

	// Protects: authors share by their weights; what rounding leaves goes to the last, and nothing
	// is lost.
	test('several authors should share what their post gets and loses', { timeout: 60_000 }, async () => {
		const [one, two, three, critic] = await newAuthors(4) as [KeyringPair, KeyringPair, KeyringPair, KeyringPair];
		const post = await makePost(on, on.alice, {
			domain: CONSTITUTION,
			authors: [[one.address, 333_333], [two.address, 333_333], [three.address, 333_334]],
			content: 'by three',
		});
		await reward(on, on.alice, post, REP + 7n);
		const { has } = await standing(on, [one, two, three], []);
		assert.deepEqual(has, [333_333_002n, 333_333_002n, 333_334_003n]);

		const critique = await by(on, critic, 'of the three', [{ post, weight: -MILLION }]);
		await reward(on, on.alice, critique, 5n);
		assert.deepEqual((await standing(on, [one, two, three, critic], [])).has, [333_333_001n, 333_333_001n, 333_334_000n, 10n]);
	});

	// Protects: an author who cites itself gains nothing and loses nothing by it.
	test('author at both ends of citations should have what it would have without them', { timeout: 60_000 }, async () => {
		const [author] = await newAuthors(1) as [KeyringPair];
		const first = await by(on, author, 'a first part');
		await reward(on, on.alice, first, 10n * REP);
		const second = await by(on, author, 'a second part', [{ post: first, weight: 500_000 }]);
		await reward(on, on.alice, second, 10n * REP);
		const third = await by(on, author, 'a third part', [{ post: second, weight: -500_000 }]);
		await reward(on, on.alice, third, 10n * REP);
		assert.deepEqual(await standing(on, [author], [first, second, third]), {
			has: [30n * REP], worth: [15n * REP, 0n, 15n * REP],
		});
	});

	// Protects: propagation ends: after three citations what has come stays, however long the chain
	// of citations is.
	test('reputation should stop at the depth limit', { timeout: 60_000 }, async () => {
		const authors = await newAuthors(5);
		const posts: PostId[] = [];
		for (const [index, author] of authors.entries()) {
			const citations = posts.slice(-1).map((post) => ({ post, weight: index === 4 ? MILLION : 900_000 }));
			posts.push(await by(on, author, `link ${index}`, citations));
		}
		assert.equal(await on.governance.parameter('Forum', 'MaxDepth'), null, 'it has its default, 3');
		await reward(on, on.alice, posts[4] as PostId, 100n * REP);
		// The last passes all on, then each keeps a tenth of what comes, down to the third from it,
		// which keeps all.
		assert.deepEqual(await standing(on, authors, posts), {
			has: [0n, 81n * REP, 9n * REP, 10n * REP, 0n], worth: [0n, 81n * REP, 9n * REP, 10n * REP, 0n],
		});
	});

	// Protects: what a post gets by a citation does what any reputation does there: its own
	// negative citations take.
	test('donated reputation should take along negative citations', { timeout: 60_000 }, async () => {
		const [target, critic, fan] = await newAuthors(3) as [KeyringPair, KeyringPair, KeyringPair];
		const post = await by(on, target, 'a target');
		await reward(on, on.alice, post, 40n * REP);
		const critique = await by(on, critic, 'against the target', [{ post, weight: -500_000 }]);
		const praise = await by(on, fan, 'for the critique', [{ post: critique, weight: 600_000 }]);
		await reward(on, on.alice, praise, 100n * REP);
		assert.deepEqual(await standing(on, [target, critic, fan], [post, critique, praise]), {
			has: [10n * REP, 90n * REP, 40n * REP], worth: [10n * REP, 90n * REP, 40n * REP],
		});
	});

	// Protects: a post of no value is a post: it can be cited and gain again, also after it was
	// destroyed.
	test('destroyed post should gain again when it is cited', { timeout: 60_000 }, async () => {
		const [author, critic, fan] = await newAuthors(3) as [KeyringPair, KeyringPair, KeyringPair];
		const post = await by(on, author, 'disputed');
		const early = await by(on, fan, 'an early fan', [{ post, weight: 500_000 }]);
		await reward(on, on.alice, early, 20n * REP);
		const critique = await by(on, critic, 'destroys it', [{ post, weight: -MILLION }]);
		await reward(on, on.alice, critique, 30n * REP);
		assert.deepEqual(await standing(on, [author], [post]), { has: [0n], worth: [0n] });
		const again = await by(on, critic, 'nothing left', [{ post, weight: -MILLION }]);
		await reward(on, on.alice, again, 5n * REP);
		assert.equal(await on.experts.edge(again, post), null, 'nothing can be taken from nothing');

		await reward(on, on.alice, early, 20n * REP);
		const late = await by(on, fan, 'a late fan', [{ post, weight: MILLION }]);
		await reward(on, on.alice, late, REP);
		assert.deepEqual(await standing(on, [author, critic, fan], [post, critique, early, late]), {
			has: [11n * REP, 45n * REP, 20n * REP], worth: [11n * REP, 40n * REP, 20n * REP, 0n],
		});
		assert.equal(await on.experts.edge(early, post), 20n * REP);
	});

	// Protects: at every moment, what was minted, destroyed and is on its way is what was put in
	// and taken.
	test('everything should add up in the end', { timeout: 30_000 }, async () => {
		const { putIn, reserved, leached, owed, minted, incinerated, queued } = await on.experts.conservation(CONSTITUTION);
		assert.equal(minted + incinerated + queued, putIn + leached);
		assert.deepEqual([queued, owed, reserved], [0n, 0n, leached]);
		const { total: voter } = await on.experts.standing(CONSTITUTION, on.ferdie.address);
		assert.equal(await supplyOf(on, CONSTITUTION), 5_000n * REP + voter + minted - leached);
	});

	const draft = (changes: Partial<Draft> = {}): Draft => (
		{ domain: CONSTITUTION, authors: [[on.alice.address, MILLION]], content: 'a post', ...changes }
	);

	// Protects: a post's id is the hash of what it says, whoever posts it; a client and the chain
	// make the same of it.
	test('id should be what the post says', { timeout: 30_000 }, async () => {
		const { api, experts, alice, bob, charlie } = on;
		const cited = await makePost(on, alice, draft({ content: 'cited' }));
		const authors: [Address, number][] = [[bob.address, 1], [charlie.address, 999_999]];
		const citations = [{ post: cited, weight: -7 }, { post: INCINERATOR, weight: 5 }];
		const text = 'ü – a text that is kept elsewhere';
		const content = { hash: blake2AsHex(text), uri: 'ipfs://elsewhere' };
		const call = experts.calls.post({ domain: CONSTITUTION, authors, citations, content });
		const asked = await api.call['forumApi']?.['postId']?.(
			CONSTITUTION, authors, citations, { External: { hash: content.hash, uri: `0x${Buffer.from(content.uri).toString('hex')}` } }, null,
		);
		assert.equal(postId(call), asked?.toHex());

		const { blockNumber, events } = await send(on, call, alice);
		assert.deepEqual(theEvent(events, 'forum', 'Posted'), { post: postId(call), domain: CONSTITUTION, poster: alice.address });
		assert.deepEqual(await experts.postInfo(postId(call)), {
			domain: CONSTITUTION,
			poster: alice.address,
			authors,
			citations: citations.map((citation) => ({ ...citation, balance: 0n })),
			content,
			directive: null,
			value: 0n,
			received: 0n,
			citedBy: 0,
			pins: 0,
			at: blockNumber,
		});
		assert.equal((await experts.postInfo(cited))?.citedBy, 1);
		await assertFails(send(on, call, alice), 'forum', 'AlreadyPosted');
		assert.equal(await experts.postInfo(INCINERATOR), null);
	});

	// Protects: who names no author is the only one, of the same post as if named. The client makes
	// no id of such a call, which could be anybody's post.
	test('post should be of its sender alone when no author is named', { timeout: 30_000 }, async () => {
		const { experts, bob } = on;
		const unnamed = experts.calls.post(draft({ authors: [], content: 'mine alone' }));
		const post = postId(experts.calls.post(draft({ authors: [[bob.address, MILLION]], content: 'mine alone' })));
		assert.throws(() => postId(unnamed), /depends on who sends it/);
		const { events } = await send(on, unnamed, bob);
		assert.deepEqual(theEvent(events, 'forum', 'Posted'), { post, domain: CONSTITUTION, poster: bob.address });
		assert.deepEqual((await experts.postInfo(post))?.authors, [[bob.address, MILLION]]);
	});

	// Protects: whoever copies an author's post out of the pool, and removes the copy later, keeps
	// the author neither from posting nor from opening a pool.
	test('author should post and open whatever a stranger copies and removes', { timeout: 90_000 }, async () => {
		const { api, experts, alice, eve } = on;
		const deposits = () => Promise.all([alice, eve].map(async ({ address }) => (await tokenHolds(on, address))['Forum.Post'] ?? 0n));
		const [before, none] = await deposits();
		for (const round of [1, 2, 3]) {
			const call = experts.calls.post(draft({ content: `seen in the pool, ${round}` }));
			const post = postId(call);
			await send(on, call, eve);
			const [, deposit] = await deposits();
			if (round < 3) {
				const both = await send(on, api.tx.utility.batchAll([call, experts.calls.openPool(post, SHORT_POOL)]), alice);
				assert.deepEqual(theEvent(both.events, 'forum', 'Posted'), { post, domain: CONSTITUTION, poster: alice.address });
				assert.equal(theEvent(both.events, 'validationPool', 'Opened').post, post);
				await assertFails(send(on, experts.calls.removePost(post), eve), 'forum', 'NotPoster');
			} else {
				await send(on, call, alice);
				await assertFails(send(on, experts.calls.removePost(post), eve), 'forum', 'NotPoster');
				await openPool(on, alice, post, SHORT_POOL);
			}
			assert.equal((await experts.postInfo(post))?.poster, alice.address);
			assert.deepEqual(await deposits(), [(before as bigint) + BigInt(round) * ((deposit as bigint) - (none as bigint)), none]);
			await assertFails(send(on, call, eve), 'forum', 'AlreadyPosted');
			await assertFails(send(on, call, alice), 'forum', 'AlreadyPosted');
		}
	});

	// Protects: authors of one post don't take it from each other.
	test('post of a fellow author should not be taken over', { timeout: 30_000 }, async () => {
		const { experts, bob, charlie } = on;
		const call = experts.calls.post(draft({ authors: [[bob.address, 1], [charlie.address, 999_999]], content: 'ours' }));
		await send(on, call, bob);
		await assertFails(send(on, call, charlie), 'forum', 'AlreadyPosted');
		assert.equal((await experts.postInfo(postId(call)))?.poster, bob.address);
	});

	// Protects: storage is paid for while it is used: the deposit grows with the text and comes
	// back with it.
	test('deposit should be held while the post is stored', { timeout: 30_000 }, async () => {
		const { experts, charlie, dave } = on;
		const deposit = async () => (await tokenHolds(on, charlie.address))['Forum.Post'] ?? 0n;
		const small = await write(on, charlie, CONSTITUTION, 's');
		const forSmall = await deposit();
		const large = await write(on, charlie, CONSTITUTION, 'l'.repeat(4_096));
		const forLarge = await deposit() - forSmall;
		assert.ok(forSmall > 0n && forLarge > forSmall, `${forSmall} for 1 byte, ${forLarge} for 4096`);
		assert.equal((await experts.postInfo(large))?.content, 'l'.repeat(4_096));

		await assertFails(send(on, experts.calls.removePost(large), dave), 'forum', 'NotPoster');
		const { events } = await send(on, experts.calls.removePost(large), charlie);
		assert.equal(theEvent(events, 'forum', 'Removed').post, large);
		assert.equal(await experts.postInfo(large), null);
		await send(on, experts.calls.removePost(small), charlie);
		assert.equal(await deposit(), 0n);
		await assertFails(send(on, experts.calls.removePost(small), charlie), 'forum', 'UnknownPost');
	});

	// Protects: nothing that others build on can be pulled away.
	test('post should stay while something depends on it', { timeout: 60_000 }, async () => {
		const { experts, alice } = on;
		const post = await makePost(on, alice, draft({ content: 'depended on' }));
		const citing = await makePost(on, alice, draft({ content: 'depends', citations: [{ post, weight: 0 }] }));
		const remove = experts.calls.removePost(post);
		await assertFails(send(on, remove, alice), 'forum', 'IsCited');
		await send(on, experts.calls.removePost(citing), alice);
		await openPool(on, alice, post, { ...SHORT_POOL, duration: 100 });
		await assertFails(send(on, remove, alice), 'forum', 'IsPinned');
		const valued = await makePost(on, alice, draft({ content: 'valued' }));
		await reward(on, alice, valued, REP);
		await assertFails(send(on, experts.calls.removePost(valued), alice), 'forum', 'HasReceived');
	});

	// Protects: each mistake in a post has its name, and stores and holds nothing.
	test('posts that can not be should be refused by name', { timeout: 60_000 }, async () => {
		const { experts, alice, bob } = on;
		const cited = await makePost(on, alice, draft({ content: 'to be cited' }));
		const other = await makeDomain(on, alice);
		const elsewhere = await makePost(on, alice, draft({ domain: other, content: 'in another domain' }));
		const unknown: PostId = `0x${'11'.repeat(32)}`;
		const [a, b] = [alice.address, bob.address];
		const wrong: [Partial<Draft>, string][] = [
			[{ domain: 99 }, 'UnknownDomain'],
			[{ content: '' }, 'EmptyContent'],
			[{ content: { hash: unknown, uri: '' } }, 'EmptyUri'],
			[{ authors: [[a, MILLION / 2], [a, MILLION / 2]] }, 'AuthorTwice'],
			[{ authors: [[a, MILLION], [b, 0]] }, 'AuthorWithoutWeight'],
			[{ authors: [[a, MILLION / 2], [b, MILLION / 2 - 1]] }, 'AuthorWeights'],
			[{ authors: [[a, 0xffff_ffff], [b, MILLION + 1]] }, 'AuthorWeights'],
			[{ citations: [{ post: unknown, weight: 1 }] }, 'UnknownCitedPost'],
			[{ citations: [{ post: elsewhere, weight: 1 }] }, 'CitedFromOtherDomain'],
			[{ citations: [{ post: cited, weight: 1 }, { post: cited, weight: -1 }] }, 'CitedTwice'],
			[{ citations: [{ post: cited, weight: MILLION + 1 }] }, 'CitationWeight'],
			[{ citations: [{ post: cited, weight: -MILLION - 1 }] }, 'CitationWeight'],
			[{ citations: [{ post: cited, weight: -0x8000_0000 }] }, 'CitationWeight'],
			[{ citations: [{ post: cited, weight: -MILLION }, { post: INCINERATOR, weight: 1 }] }, 'CitationWeights'],
		];
		const holds = await tokenHolds(on, bob.address);
		for (const [changes, error] of wrong) {
			await assertFails(send(on, experts.calls.post(draft({ content: `wrong: ${error}`, ...changes })), bob), 'forum', error);
		}
		assert.deepEqual(await tokenHolds(on, bob.address), holds);
		assert.equal((await experts.postInfo(cited))?.citedBy, 0);
	});

	// Protects: what is larger than the types allow does not even get into a block, and the node
	// goes on.
	test('post that is too large should be refused by the pool', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, node } = on;
		const crowd = await newAuthors(17);
		const cited = Array.from({ length: 17 }, (_, index) => ({ post: `0x${index.toString(16).padStart(64, '0')}` as const, weight: 0 }));
		const tooLarge: Partial<Draft>[] = [
			{ content: 'x'.repeat(4_097) },
			{ content: { hash: INCINERATOR, uri: 'x'.repeat(257) } },
			{ authors: crowd.map(({ address }, index) => [address, index === 0 ? 984_000 : 1_000]) },
			{ citations: cited },
		];
		for (const changes of tooLarge) {
			const error = await send(on, experts.calls.post(draft(changes)), bob).then(() => undefined, (reason: unknown) => reason);
			assert.ok(error instanceof PoolError, String(error));
		}
		await makePost(on, alice, draft({ content: 'the node goes on' }));
		assertNoCrash(node.logs());
	});

	// Protects: advancing the queue by hand is offered to anyone, within bounds, and costs nothing
	// to get wrong but the fee.
	test('propagation by call should be bounded and have something to do', { timeout: 30_000 }, async () => {
		const { experts, outsider } = on;
		assert.equal(await experts.queueLength(), 0n);
		await assertFails(send(on, experts.calls.propagate(0), outsider), 'forum', 'NoSteps');
		await assertFails(send(on, experts.calls.propagate(65), outsider), 'forum', 'TooManySteps');
		await assertFails(send(on, experts.calls.propagate(64), outsider), 'forum', 'NothingToPropagate');
	});

	// Protects: a pool's decision reaches authors by the chain's own spare time, in blocks that
	// nobody has to ask for.
	test('propagation should need nobody', { timeout: 30_000 }, async () => {
		const { alice } = on;
		const post = await makePost(on, alice, draft({ content: 'rewarded' }));
		const from = await bestBlock(on);
		const pool = await reward(on, alice, post, REP);
		const rewarded = await untilEvent(on.api, 'forum', 'Rewarded', from, (event) => event.pool === pool);
		const earned = await untilEvent(on.api, 'forum', 'Earned', from, (event) => event.pool === pool);
		assert.ok(earned.block <= rewarded.block + 1, `rewarded in ${rewarded.block}, earned in ${earned.block}`);
		assert.deepEqual(findEvents(await eventsOf(on.api, earned.block), 'forum', 'Earned').map(({ author }) => author), [alice.address]);
	});
});
