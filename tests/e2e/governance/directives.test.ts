import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Call, WIT, eventsOf, findEvents, makeCall, theEvent } from '@witan/client/chain';
import { REP } from '@witan/client/experts';
import { type Action, setParameter } from '@witan/client/governance';
import { GOVERNANCE_POOL, errorOf, govern, noted, propose, ratificationOf, ratify, untilEnacted, vote } from '../../lib/governance.ts';
import { advance, advanceTo, assertFails, bestBlock, openPool, palletAccount, send, stage, tokenHolds, tokens, write } from '../../lib/scenes.ts';

const DAY = 28_800;

describe('governance', () => {
	const on = stage();

	// Protects: the whole way of a parameter: posted, voted, scheduled, in force after the delay
	// and not before. The record says by the post's id who decided it, with what weight.
	test('a ratified directive should set a parameter after the delay', { timeout: 90_000 }, async () => {
		const { experts, alice, bob, charlie, dave, eve } = on;
		const post = await propose(on, setParameter('Deposits', 'Pool', 3n * WIT));
		assert.equal(await on.governance.ratification(post), null);
		const motion = await experts.motion(post);
		// A deposit is of the tier that needs twice the quorum in its shortest vote.
		assert.deepEqual([motion?.tier, motion?.shortest.duration, motion?.shortest.quorum, motion?.deposit], ['Root', 20, 400_000, 10n * WIT]);
		const votes: [typeof bob, 'Aye' | 'Nay', bigint][] = [
			[bob, 'Aye', 1_000n * REP], [charlie, 'Aye', 900n * REP], [eve, 'Aye', 700n * REP], [dave, 'Nay', 100n * REP],
		];
		const { pool, decided } = await vote(on, post, { votes });
		const { at, ayes, nays, supply, voters, domain, state, pool: by } = await ratificationOf(on, post);
		assert.deepEqual([at, ayes.value, nays.value, voters, domain, by], [decided, 2_600n * REP, 100n * REP, 4, 0, pool]);
		assert.ok(supply.value >= 6_000n * REP);
		assert.deepEqual(state, { type: 'Scheduled', at: decided + 40 });
		const events = await eventsOf(on.api, decided);
		assert.equal(theEvent(events, 'governance', 'Ratified').post, post);
		assert.equal(theEvent(events, 'governance', 'Scheduled').at, decided + 40);

		await advanceTo(on, decided + 39);
		assert.equal(await on.governance.parameter('Deposits', 'Pool'), null);
		await advanceTo(on, decided + 40);
		assert.equal(await on.governance.parameter('Deposits', 'Pool'), 3n * WIT);
		assert.deepEqual((await ratificationOf(on, post)).state, { type: 'Enacted', at: decided + 40 });
		const ballots = new Map((await experts.ballots(pool)).map(({ who, vote: { stake, choice } }) => [who, [stake.value, choice]]));
		assert.deepEqual(ballots, new Map(votes.map(([{ address }, side, amount]) => [address, [amount, { type: 'Open', value: side }]])));

		// It is what the next pool holds, and a directive without a value takes it back.
		const plainPost = await write(on, alice, 0, 'a post without a directive');
		await openPool(on, alice, plainPost, { ...GOVERNANCE_POOL, governance: false });
		assert.equal((await tokenHolds(on, alice.address))['ValidationPool.Deposit'], 3n * WIT);
		await govern(on, setParameter('Deposits', 'Pool', null));
		assert.equal(await on.governance.parameter('Deposits', 'Pool'), null);
	});

	// Protects: a directive can be put off beyond the delay, and not too far; one with a block that
	// is past waits for the delay.
	test('a directive should take effect at its block if that is later than the delay', { timeout: 90_000 }, async () => {
		const later = await bestBlock(on) + 80;
		const { post, ratification } = await ratify(on, setParameter('Forum', 'MaxDepth', 2), { activateAt: later });
		assert.deepEqual(ratification.state, { type: 'Scheduled', at: later });
		assert.deepEqual(await untilEnacted(on, post), { type: 'Enacted', at: later });
		const { decided, ratification: { state } } = await ratify(on, setParameter('Forum', 'MaxDepth', null), { activateAt: 1 });
		assert.deepEqual(state, { type: 'Scheduled', at: decided + 30 });
		const action = setParameter('Forum', 'MaxDepth', 2);
		const refused = await on.governance.check(0, { action, activateAt: 400 * DAY });
		assert.deepEqual([refused?.module, refused?.error], ['governance', 'ActivationTooLate']);
		assert.equal(await on.governance.check(0, { action }), null);
		// A field that is left out would count as zero.
		const partial = { type: 'SetDomain', parameter: { governance: { duration: 20, quorum: 200_000, winRatio: 666_666 } } };
		await assert.rejects(on.governance.check(0, { action: partial as unknown as typeof action }), /the field age is missing/);
		await assertFails(propose(on, action, { activateAt: 400 * DAY }), 'governance', 'ActivationTooLate');
	});

	// Protects: nobody shortens a delay sooner than what waits for it could be cancelled.
	test('a directive that shortens a delay should wait for the longest', { timeout: 60_000 }, async () => {
		for (const name of ['EnactmentDelay', 'UpgradeDelay']) {
			const { decided, ratification: { state } } = await ratify(on, setParameter('Governance', name, 1));
			assert.deepEqual(state, { type: 'Scheduled', at: decided + 40 });
		}
		for (const name of ['EnactmentDelay', 'UpgradeDelay']) {
			await govern(on, setParameter('Governance', name, null));
		}
	});

	// Protects: before it takes effect, a decision can be taken back by another that cites it with
	// half of its weight against it.
	test('a scheduled directive should be cancelled by a ratified post that cites it', { timeout: 120_000 }, async () => {
		const [doomed, kept] = [await propose(on, setParameter('Forum', 'MaxDepth', 1), { activateAt: await bestBlock(on) + 200 }), await propose(on, setParameter('Fees', 'TreasuryShare', 1))];
		await vote(on, doomed);
		const mild = await ratify(on, null, { citations: [{ post: doomed, weight: -499_999 }] });
		assert.equal(mild.ratification.state.type, 'NoDirective');
		assert.equal((await ratificationOf(on, doomed)).state.type, 'Scheduled');
		const { post: by, decided } = await ratify(on, null, { citations: [{ post: doomed, weight: -500_000 }, { post: kept, weight: -500_000 }] });
		assert.deepEqual((await ratificationOf(on, doomed)).state, { type: 'Cancelled', at: decided, by });
		assert.deepEqual(theEvent(await eventsOf(on.api, decided), 'governance', 'Cancelled'), { post: doomed, by });
		await advance(on, 150);
		assert.equal(await on.governance.parameter('Forum', 'MaxDepth'), null);
		// A post that was not ratified yet is not cancelled by that.
		await vote(on, kept);
		assert.equal((await untilEnacted(on, kept)).type, 'Enacted');
		await govern(on, setParameter('Fees', 'TreasuryShare', null));
	});

	// Protects: a call that governance makes is made whole or not at all, and what failed can be
	// read by the post.
	test('a call should be dispatched whole or not at all', { timeout: 120_000 }, async () => {
		const { api, alice, outsider } = on;
		const treasury = palletAccount('wtn/trsy');
		await send(on, api.tx.balances.transferKeepAlive(treasury, 50n * WIT), alice);
		const asRoot = (call: Call) => makeCall(on.api, 'governance', 'dispatchAsRoot', call);
		const [before] = await tokens(on, [outsider.address]) as [bigint];
		const give = asRoot(api.tx.balances.forceTransfer(treasury, outsider.address, 7n * WIT));
		const tooMuch = asRoot(api.tx.balances.forceTransfer(treasury, outsider.address, 1_000_000n * WIT));

		const half = await noted(on, api.tx.utility.batchAll([give, tooMuch]));
		const { post: failed } = await ratify(on, half);
		assert.equal((await untilEnacted(on, failed)).type, 'Failed');
		assert.deepEqual(await tokens(on, [outsider.address]), [before]);

		const { post, ratification } = await ratify(on, await noted(on, give));
		assert.ok(ratification.state.type === 'Scheduled' && ratification.state.at === ratification.at + 40, 'a call waits for the upgrade delay');
		const state = await untilEnacted(on, post);
		assert.ok(state.type === 'Enacted');
		assert.deepEqual(await tokens(on, [outsider.address]), [before + 7n * WIT]);
		const events = await eventsOf(on.api, state.at);
		assert.deepEqual(findEvents(events, 'governance', 'DispatchedAsRoot'), [{ post }]);

		const missing: Action = { type: 'Dispatch', hash: `0x${'33'.repeat(32)}`, len: 4, weight: { refTime: 1_000_000_000n, proofSize: 10_000n } };
		const { post: lost } = await ratify(on, missing);
		assert.equal(errorOf(on, await untilEnacted(on, lost)), 'governance.PreimageMissing');
		const light = { ...await noted(on, api.tx.system.remark('0x0102')), weight: { refTime: 1n, proofSize: 0n } };
		const { post: heavy } = await ratify(on, light);
		assert.equal(errorOf(on, await untilEnacted(on, heavy)), 'governance.CallTooHeavy');
	});

	// Protects: the treasury pays only by governance, and by the call that pays out by itself.
	test('the treasury should spend by governance', { timeout: 90_000 }, async () => {
		const { api, alice, outsider } = on;
		await send(on, api.tx.balances.transferKeepAlive(palletAccount('wtn/trsy'), 20n * WIT), alice);
		await assertFails(send(on, makeCall(on.api, 'treasury', 'spend', null, 5n * WIT, outsider.address, null), alice), 'Dispatch', 'BadOrigin');
		const spend = await noted(on, makeCall(on.api, 'treasury', 'spend', null, 5n * WIT, outsider.address, null));
		await govern(on, spend);
		const [before] = await tokens(on, [outsider.address]) as [bigint];
		await send(on, api.tx.treasury.payout(0), alice);
		assert.deepEqual(await tokens(on, [outsider.address]), [before + 5n * WIT]);
	});

	// Protects: fees go to the treasury as governance decides, to the unit.
	test('fees should be shared as governance decides', { timeout: 90_000 }, async () => {
		const { api, alice, bob } = on;
		const treasury = palletAccount('wtn/trsy');
		await govern(on, setParameter('Fees', 'TreasuryShare', 250_000_000));
		const [before] = await tokens(on, [treasury]) as [bigint];
		const { fee } = await send(on, api.tx.balances.transferKeepAlive(bob.address, WIT), alice);
		assert.deepEqual(await tokens(on, [treasury]), [before + fee / 4n]);
		await govern(on, setParameter('Fees', 'TreasuryShare', null));
	});
});

describe('governance as a session starts', () => {
	const EPOCH = 100;
	const on = stage({ epochLength: EPOCH });

	// Protects: what is due in a block that has no room is done in the next, and not lost. A
	// session that starts takes all of one.
	test('a directive that is due then should take effect a block later', { timeout: 90_000 }, async () => {
		// Block 1 has the first slot, and each block the next one.
		const start = 1 + EPOCH;
		const { post, ratification } = await ratify(on, setParameter('Forum', 'MaxDepth', 1), { activateAt: start });
		assert.deepEqual(ratification.state, { type: 'Scheduled', at: start });
		await advanceTo(on, start + 1);
		const events = await eventsOf(on.api, start);
		assert.ok(events.some(({ event }) => event.section === 'session' && event.method === 'NewSession'));
		assert.deepEqual(events.filter(({ event }) => event.section === 'governance'), []);
		assert.deepEqual((await ratificationOf(on, post)).state, { type: 'Enacted', at: start + 1 });
	});
});
