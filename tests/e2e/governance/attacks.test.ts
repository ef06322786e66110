import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Call, WIT, eventsOf, findEvents, makeCall, theEvent } from '@witan/client/chain';
import { type DomainId, MILLION, type Motion, type PoolParams, type PostId, REP, postId } from '@witan/client/experts';
import { type Action, encodeDirective, setParameter } from '@witan/client/governance';
import { GOVERNANCE_POOL, errorOf, govern, noted, propose, ratificationOf, ratify, untilEnacted, vote } from '../../lib/governance.ts';
import {
	advance, advanceTo, assertFails, assertRefused, bestBlock, makeBody, openPool, reward, send, stage, totals, untilDecided, untilSettled, write,
} from '../../lib/scenes.ts';

describe('attacks on governance', () => {
	const on = stage();

	// Protects: what no chain or domain may have can't even be proposed; directives that would lock
	// governance out among that.
	test('a directive out of range should be refused when it is posted', { timeout: 60_000 }, async () => {
		const { experts } = on;
		const parameters = (await experts.domain(0))?.parameters;
		assert.ok(parameters);
		const { governance, feeSplit, pool } = parameters;
		const cases: [Action, string, string][] = [
			[setParameter('Deposits', 'PerByte', 9n), 'governance', 'ParameterOutOfRange'],
			[setParameter('Fees', 'PerByte', 0n), 'governance', 'ParameterOutOfRange'],
			[setParameter('Governance', 'EnactmentDelay', 0), 'governance', 'ParameterOutOfRange'],
			[setParameter('Domains', 'Governance', { ...governance, quorum: MILLION + 1 }), 'governance', 'ParameterOutOfRange'],
			[{ type: 'SetDomain', parameter: { governance: { ...governance, duration: 0 } } }, 'domains', 'DurationOutOfRange'],
			[{ type: 'SetDomain', parameter: { governance: { ...governance, quorum: MILLION + 1 } } }, 'domains', 'RatioOutOfRange'],
			[{ type: 'SetDomain', parameter: { governance: { ...governance, quorum: MILLION } } }, 'domains', 'GovernanceLockedOut'],
			[{ type: 'SetDomain', parameter: { governance: { ...governance, winRatio: 900_000 } } }, 'domains', 'GovernanceLockedOut'],
			[{ type: 'SetDomain', parameter: { pool: { ...pool, minQuorum: 700_000 } } }, 'domains', 'GovernanceLockedOut'],
			[{ type: 'SetDomain', parameter: { pool: { ...pool, maxDuration: 0 } } }, 'domains', 'DurationOutOfRange'],
			[{ type: 'SetDomain', parameter: { feeSplit: { ...feeSplit, worker: 0 } } }, 'domains', 'FeeSplitNotWhole'],
			[{ type: 'ReplaceClient', hash: `0x${'11'.repeat(32)}`, uri: '' }, 'governance', 'EmptyUri'],
			[{ type: 'Dispatch', hash: `0x${'11'.repeat(32)}`, len: 2 ** 31, weight: { refTime: 1n, proofSize: 1n } }, 'governance', 'CallTooLong'],
			[{ type: 'Dispatch', hash: `0x${'11'.repeat(32)}`, len: 8, weight: { refTime: 2n ** 60n, proofSize: 1n } }, 'governance', 'CallTooHeavy'],
		];
		for (const [action, module, error] of cases) {
			await assertFails(propose(on, action), module, error);
		}
	});

	// Protects: a proposal that a stranger copied out of the pool gets its vote, and takes effect.
	test('a proposal should be enacted when a stranger posted it first', { timeout: 90_000 }, async () => {
		const { api, experts, alice, bob, charlie, dave, eve } = on;
		const directive = encodeDirective({ action: setParameter('Deposits', 'Pool', null) });
		const call = experts.calls.post({ domain: 0, authors: [[alice.address, MILLION]], content: 'the deposit that it was', directive });
		const post = postId(call);
		await send(on, call, eve);
		const both = api.tx.utility.batchAll([call, experts.calls.openPool(post, GOVERNANCE_POOL)]);
		const { events, blockNumber } = await send(on, both, alice);
		const { pool } = theEvent(events, 'validationPool', 'Opened');
		await assertFails(send(on, experts.calls.removePost(post), eve), 'forum', 'NotPoster');
		for (const voter of [bob, charlie, dave]) {
			await send(on, experts.calls.stake(pool, 'Aye', 1_000n * REP), voter);
		}
		await untilDecided(on, pool, blockNumber);
		await untilSettled(on, pool, blockNumber);
		assert.equal((await untilEnacted(on, post)).type, 'Enacted');
		assert.equal((await experts.postInfo(post))?.poster, alice.address);
	});

	// Protects: what was in range when it was posted and is not when it takes effect changes
	// nothing, and that is recorded.
	test('a directive that is out of range when it takes effect should change nothing', { timeout: 90_000 }, async () => {
		const { experts } = on;
		const before = (await experts.domain(0))?.parameters;
		assert.ok(before);
		const { pool, governance } = before;
		// Each is in order as things are; after the first, no pool may last as long as the second
		// demands.
		const shorter: Action = { type: 'SetDomain', parameter: { pool: { ...pool, maxDuration: 60 } } };
		const longer: Action = { type: 'SetDomain', parameter: { governance: { ...governance, duration: 80 } } };
		const [first, second] = [await propose(on, shorter), await propose(on, longer)];
		await vote(on, first);
		await vote(on, second);
		assert.equal((await untilEnacted(on, first)).type, 'Enacted');
		const state = await untilEnacted(on, second);
		assert.equal(errorOf(on, state), 'domains.DurationOutOfRange');
		assert.deepEqual((await experts.domain(0))?.parameters, { ...before, pool: { ...pool, maxDuration: 60 } });
		await govern(on, { type: 'SetDomain', parameter: { pool } });
		assert.deepEqual((await experts.domain(0))?.parameters, before);
	});

	// Protects: a body governs itself and nobody else: not the chain, and not by the vote of its
	// founder.
	test('a domain should govern itself and not the chain', { timeout: 90_000 }, async () => {
		const { experts, alice, bob } = on;
		const domain = await makeBody(on, [[alice, 400n * REP], [bob, 100n * REP]]);
		const votes: [typeof alice, 'Aye', bigint][] = [[alice, 'Aye', 400n * REP], [bob, 'Aye', 100n * REP]];
		const call: Call = on.api.tx.system.remark('0x');
		for (const action of [
			setParameter('Forum', 'MaxDepth', 1), { type: 'AuthorizeUpgrade', codeHash: `0x${'22'.repeat(32)}` } as Action, await noted(on, call),
		]) {
			await assertFails(propose(on, action, { domain }), 'governance', 'NotPermitted');
		}
		const before = (await experts.domain(domain))?.parameters;
		await govern(on, { type: 'SetDomain', parameter: { mintingRatio: 2 * MILLION } }, { domain, votes });
		assert.deepEqual((await experts.domain(domain))?.parameters, { ...before, mintingRatio: 2 * MILLION });
		assert.equal((await experts.domain(0))?.parameters.mintingRatio, MILLION);
		// Domain 1 of the development chain has no REP.
		const word = await propose(on, { type: 'SetDomain', parameter: { mintingRatio: 2 * MILLION } }, { domain: 1 as DomainId });
		await assertFails(openPool(on, alice, word, GOVERNANCE_POOL), 'validationPool', 'GovernanceNeedsReputation');
	});

	// Protects: a post is worth nothing to the chain unless a pool for governance ratified it,
	// which demands what the post's tier does, whatever its opener asks for.
	test('a pool that is not of governance should ratify no directive', { timeout: 90_000 }, async () => {
		const { alice, bob, experts } = on;
		const post = await propose(on, setParameter('Forum', 'MaxDepth', 1));
		await assertFails(openPool(on, alice, post, { ...GOVERNANCE_POOL, duration: 19 }), 'validationPool', 'DurationOutOfBounds');
		await assertFails(openPool(on, alice, post, { ...GOVERNANCE_POOL, secrecy: { type: 'CommitReveal', revealPeriod: 10 } }), 'validationPool', 'SidesMustBeOpen');
		await assertFails(openPool(on, alice, post, GOVERNANCE_POOL, WIT), 'validationPool', 'FeeInGovernance');
		await assertFails(openPool(on, bob, post, GOVERNANCE_POOL), 'validationPool', 'NotTheAuthor');
		const lax = await propose(on, setParameter('Forum', 'MaxDepth', 1));
		const { pool: demanding } = await openPool(on, alice, lax, { ...GOVERNANCE_POOL, quorum: 1, winRatio: 1 });
		const { params } = (await experts.pool(demanding)) as { params: PoolParams };
		assert.deepEqual([params.quorum, params.winRatio], [MILLION / 5, 666_666]);
		await assertFails(openPool(on, alice, lax, GOVERNANCE_POOL), 'validationPool', 'AlreadyOpen');
		const { decided } = await vote(on, post, { params: { ...GOVERNANCE_POOL, governance: false } });
		await advance(on, 32);
		assert.equal(await on.governance.ratification(post), null);
		const events = (await Promise.all([0, 1, 30, 31].map((after) => eventsOf(on.api, decided + after)))).flat();
		assert.equal(theEvent(events, 'validationPool', 'Decided').verdict, 'Passed');
		assert.deepEqual(events.filter(({ event }) => event.section === 'governance'), []);
		assert.equal(await on.governance.parameter('Forum', 'MaxDepth'), null);
	});

	// Protects: a pool that rejects, or in which too few vote, decides nothing. Who asked for what
	// is rejected loses a tenth, and nobody else anything.
	test('a rejected directive should not take effect', { timeout: 90_000 }, async () => {
		const { bob, charlie, dave } = on;
		const before = await totals(on, 0, [bob, charlie, dave]);
		for (const [expected, votes] of [
			['Rejected', [[bob, 'Aye', 650n * REP], [charlie, 'Nay', 650n * REP], [dave, 'Nay', 650n * REP]]],
			['NotQuorate', [[bob, 'Aye', 650n * REP], [charlie, 'Nay', 650n * REP]]],
			['NotQuorate', [[bob, 'Aye', 100n * REP]]],
		] as ['Rejected' | 'NotQuorate', [typeof bob, 'Aye' | 'Nay', bigint][]][]) {
			const post = await propose(on, setParameter('Forum', 'MaxDepth', 1));
			const { decided } = await vote(on, post, { votes });
			assert.equal(theEvent(await eventsOf(on.api, decided), 'validationPool', 'Decided').verdict, expected);
			assert.equal(await on.governance.ratification(post), null);
		}
		const [bobs, ...others] = before as [bigint, bigint, bigint];
		assert.deepEqual(await totals(on, 0, [bob, charlie, dave]), [bobs - 65n * REP, ...others]);
	});

	// Protects: a decision takes effect once: its post is not put to the vote again.
	test('a directive should not be replayed', { timeout: 90_000 }, async () => {
		const post = await govern(on, setParameter('Forum', 'MaxDepth', 1));
		await govern(on, setParameter('Forum', 'MaxDepth', null));
		await assertFails(openPool(on, on.alice, post, GOVERNANCE_POOL), 'validationPool', 'AlreadyRatified');
		assert.equal(await on.governance.parameter('Forum', 'MaxDepth'), null);
	});

	// Protects: many votes at once win nothing: each member pledges all it has in each. They cost
	// more and more. Who asked for what is rejected loses a tenth each time, and who objects loses
	// nothing.
	test('parallel votes should be defended with all REP in each', { timeout: 120_000 }, async () => {
		const { api, experts, alice, bob, charlie, dave, eve } = on;
		const members = [bob, charlie, dave, eve];
		const posts: PostId[] = [];
		for (let index = 0; index < 5; index += 1) {
			posts.push(await propose(on, setParameter('Forum', 'MaxDepth', 1)));
		}
		const together = (calls: Call[], who: typeof alice) => send(on, api.tx.utility.batchAll(calls), who);
		// Openings of before count no more.
		await advance(on, GOVERNANCE_POOL.duration);
		const { blockNumber, events } = await together(posts.map((post) => experts.calls.openPool(post, GOVERNANCE_POOL)), alice);
		const opened = findEvents(events, 'validationPool', 'Opened');
		assert.deepEqual(opened.map(({ deposit }) => deposit / WIT), [10n, 10n, 10n, 10n, 20n]);
		const pools = opened.map(({ pool }) => pool);
		const before = await totals(on, 0, [alice, ...members]);
		for (const [index, who] of [alice, ...members].entries()) {
			const all = before[index] as bigint;
			await together(pools.map((pool) => experts.calls.stake(pool, who === alice ? 'Aye' : 'Nay', all)), who);
			assert.deepEqual((await experts.standing(0, who.address)).held, {}, 'a pledge is not held');
		}
		for (const pool of pools) {
			assert.equal((await untilDecided(on, pool, blockNumber)).verdict, 'Rejected');
			await untilSettled(on, pool, blockNumber);
		}
		const [attackers, ...others] = before as [bigint, ...bigint[]];
		assert.deepEqual(await totals(on, 0, [alice, ...members]), [attackers - 5n * (attackers / 10n), ...others]);
	});

	// Protects: what many ratified few don't cancel while they sleep, and as many do, in time. Who
	// objects to one vote on cancelling stands against all, and each that is open makes the next
	// one cost twice as much.
	test('cancelling should take as much as stands', { timeout: 120_000 }, async () => {
		const { experts, alice, bob, charlie, dave, eve, ferdie } = on;
		const action: Action = { type: 'ReplaceClient', hash: `0x${'44'.repeat(32)}`, uri: 'ipfs://wrong' };
		const { post, pool: ratifiedBy } = await ratify(on, action, {
			activateAt: await bestBlock(on) + 150, votes: [[bob, 'Aye', 800n * REP], [charlie, 'Aye', 600n * REP]],
		});
		const open = async () => {
			const by = await propose(on, null, { citations: [{ post, weight: -500_000 }] });
			const motion = await experts.motion(by);
			assert.deepEqual([motion?.tier, motion?.shortest.duration, motion?.cancels], ['Cancel', 7, ratifiedBy]);
			return { by, ...await openPool(on, alice, by, (motion as Motion).shortest) };
		};
		const before = await totals(on, 0, [bob, charlie, dave, eve, ferdie]);
		const [first, second] = [await open(), await open()];
		assert.deepEqual([first, second].map(({ events }) => theEvent(events, 'validationPool', 'Opened').deposit), [10n * WIT, 20n * WIT]);
		const against = async ({ pool }: typeof first) => {
			const found = await experts.pool(pool);
			return [found?.nays, found?.standing, found?.verdict];
		};
		assert.deepEqual(await against(first), [1_400n * REP, 1_400n * REP, 'Rejected']);
		await send(on, experts.calls.stake(first.pool, 'Nay', 100n * REP), ferdie);
		assert.deepEqual(await against(first), [1_500n * REP, 1_400n * REP, 'Rejected']);
		assert.deepEqual(await against(second), [1_500n * REP, 1_500n * REP, 'Rejected']);

		await send(on, experts.calls.stake(first.pool, 'Aye', 900n * REP), dave);
		await send(on, experts.calls.stake(second.pool, 'Aye', 900n * REP), dave);
		await send(on, experts.calls.stake(second.pool, 'Aye', 600n * REP), eve);
		assert.equal((await untilDecided(on, first.pool, first.blockNumber)).verdict, 'Rejected');
		assert.equal((await ratificationOf(on, post)).state.type, 'Scheduled');
		const { verdict, block } = await untilDecided(on, second.pool, second.blockNumber);
		assert.equal(verdict, 'Passed', 'half of all is enough');
		assert.deepEqual((await ratificationOf(on, post)).state, { type: 'Cancelled', at: block, by: second.by });
		await untilSettled(on, second.pool, second.blockNumber);
		assert.deepEqual(await totals(on, 0, [bob, charlie, dave, eve, ferdie]), before, 'few objected in the vote that was rejected');
	});

	// Protects: what a directive has scheduled is undone within a third of a vote and a short
	// delay, and a directive is not undone so.
	test('a scheduled task should be undone', { timeout: 120_000 }, async () => {
		const { api } = on;
		const name = `0x${'77'.repeat(32)}` as const;
		const task = makeCall(on.api, 'scheduler', 'scheduleNamed', name, await bestBlock(on) + 400, null, 0, api.tx.system.remark('0x'));
		const scheduled = await govern(on, await noted(on, task));
		const waits = async () => (await api.query['scheduler']?.['lookup']?.(name) as { isSome: boolean }).isSome;
		assert.ok(await waits());
		await assertFails(propose(on, { type: 'Undo', undo: { type: 'CancelTask', name: scheduled } }), 'governance', 'IsADirective');
		const undo: Action = { type: 'Undo', undo: { type: 'CancelTask', name } };
		const { post, decided, ratification } = await ratify(on, undo, { params: { ...GOVERNANCE_POOL, duration: 7 } });
		assert.deepEqual(ratification.state, { type: 'Scheduled', at: decided + 5 });
		assert.equal((await untilEnacted(on, post)).type, 'Enacted');
		assert.ok(!await waits());
	});

	// Protects: nobody mints itself a majority for a vote that is under way.
	test('REP that is minted after the pool was opened should not vote in it', { timeout: 120_000 }, async () => {
		const { experts, alice, bob, eve, outsider } = on;
		const params: PoolParams = { ...GOVERNANCE_POOL, duration: 60 };
		const post = await propose(on, setParameter('Forum', 'MaxDepth', 1));
		const { pool, blockNumber } = await openPool(on, alice, post, params);
		const opened = (await experts.pool(pool))?.base as bigint;
		// The outsider becomes a member, and Eve gets more REP.
		for (const who of [outsider, eve]) {
			await reward(on, alice, await write(on, who, 0, `work of ${who.address}`), 300n * WIT);
		}
		assert.equal((await experts.standing(0, outsider.address)).free, 300n * REP);
		assert.equal((await experts.pool(pool))?.base, opened);
		assert.equal(await experts.countable(pool, outsider.address), 0n);
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 1n), outsider), 'validationPool', 'MintedAfterOpening');
		const eves = await experts.countable(pool, eve.address);
		assert.ok(eves > 0n && eves < (await experts.standing(0, eve.address)).free);
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', eves + 1n), eve), 'validationPool', 'MintedAfterOpening');
		await send(on, experts.calls.stake(pool, 'Aye', eves), eve);
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 1n), eve), 'validationPool', 'MintedAfterOpening');
		const alices = 400n * REP;
		await send(on, experts.calls.stake(pool, 'Aye', alices), alice);

		// A pledge holds nothing, and can't change its side.
		const free = await experts.countable(pool, bob.address);
		const { held } = await experts.standing(0, bob.address);
		await send(on, experts.calls.stake(pool, 'Nay', free), bob);
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 1n), bob), 'validationPool', 'OtherSide');
		assert.deepEqual((await experts.standing(0, bob.address)).held, held);
		// What is new would have decided it: with it, two thirds would be in favour.
		const inFavour = eves + alices;
		assert.ok(inFavour < 2n * free && inFavour + 600n * REP >= 2n * free);
		const { block } = await untilDecided(on, pool, blockNumber);
		assert.equal(theEvent(await eventsOf(on.api, block), 'validationPool', 'Decided').verdict, 'NotQuorate');
		assert.equal(await on.governance.ratification(post), null);
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual((await experts.standing(0, bob.address)).held, held);
	});

	// Protects: whoever fills the agenda against a domain delays its directives, and stops none
	// that anyone cares for.
	test('a directive should wait for room when the agenda is full', { timeout: 150_000 }, async () => {
		const { api, experts, alice, bob, eve } = on;
		const domain = await makeBody(on, [[alice, 400n * REP], [bob, 100n * REP]]);
		// Room for 50 in each of the 16 blocks that are tried, the last of which is not the
		// constitution's.
		const full = 16 * Math.ceil((await bestBlock(on) + 160) / 16) + 1;
		const blocks = Array.from({ length: 16 }, (_, index) => full + index);
		const fill = blocks.flatMap((block) => Array.from({ length: 50 }, () => api.tx.scheduler.schedule(block, null, 0, api.tx.system.remark('0x'))));
		await govern(on, await noted(on, api.tx.utility.batchAll(fill)));

		const post = await propose(on, { type: 'SetDomain', parameter: { authorShare: 1 } }, { domain, activateAt: full });
		const { decided } = await vote(on, post, { votes: [[alice, 'Aye', 400n * REP], [bob, 'Aye', 100n * REP]] });
		assert.deepEqual((await ratificationOf(on, post)).state, { type: 'Unscheduled', due: full });
		assert.deepEqual(theEvent(await eventsOf(on.api, decided), 'governance', 'Unscheduled'), { post });
		const schedule = () => send(on, makeCall(on.api, 'governance', 'schedule', post), eve);
		await assertFails(schedule(), 'governance', 'AgendaFull');
		await advanceTo(on, full + 1);
		await schedule();
		assert.deepEqual((await ratificationOf(on, post)).state, { type: 'Scheduled', at: full + 16 });
		await assertFails(schedule(), 'governance', 'NotUnscheduled');
		assert.equal((await untilEnacted(on, post)).type, 'Enacted');
		assert.equal((await experts.domain(domain))?.parameters.authorShare, 1);
	});

	// Protects: no account makes the calls of governance.
	test('accounts should not make calls of governance', { timeout: 60_000 }, async () => {
		const { api, alice } = on;
		const calls: Call[] = [
			makeCall(on.api, 'governance', 'enact', `0x${'11'.repeat(32)}`, { refTime: 0, proofSize: 0 }),
			makeCall(on.api, 'governance', 'dispatchAsRoot', api.tx.system.remark('0x')),
			makeCall(on.api, 'parameters', 'setParameter', { Forum: { MaxDepth: [null, 1] } }),
			api.tx.scheduler.schedule(await bestBlock(on) + 5, null, 0, api.tx.system.remark('0x')),
		];
		for (const call of calls) {
			await assertFails(send(on, call, alice), 'Dispatch', 'BadOrigin');
		}
		// Operational calls have room that others don't have: the pool refuses them.
		for (const call of [api.tx.system.setCode('0x00'), api.tx.system.authorizeUpgrade(`0x${'11'.repeat(32)}`)]) {
			await assertRefused(send(on, call, alice), 'Call');
			await assertRefused(send(on, api.tx.utility.batch([call]), alice), 'Call');
		}
	});
});
