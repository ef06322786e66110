import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KeyringPair } from '@polkadot/keyring/types';
import { type Call, PoolError, WIT, eventsOf, theEvent, untilEvent } from '@witan/client/chain';
import { type DomainId, MILLION, REP, type ServiceId, type Terms } from '@witan/client/experts';
import {
	DRAW_FEE, POOL, type Stage, TERMS, TREASURY, advance, advanceTo, assertFails, bestBlock, dividend, makeBody, makeDomain, offer, openService, order,
	orderDrawn, prepaid, propagated, scoreFromEvents, sealing, send, stage, submitEvidence, supplyOf, takeBack, terms, tokenChanges, tokenHolds, tokens, totals,
	untilDecided, untilSettled,
} from '../../lib/scenes.ts';
import { assertNoCrash } from '../../lib/suite.ts';

const FEE = 40n * WIT;
/** The part of it that the treasury gets if somebody was drawn and nobody submits: a twentieth. */
const LEFT = 2n * WIT;

/** Makes a body of Alice (500 REP), Bob and Charlie (250 REP each), with a service of Alice's. */
async function body(on: Stage, offered: Terms = TERMS): Promise<{ domain: DomainId; service: ServiceId }> {
	const domain = await makeBody(on, [[on.alice, 500n * REP], [on.bob, 250n * REP], [on.charlie, 250n * REP]]);
	return { domain, service: await openService(on, on.alice, domain, offered) };
}

/**
 * Checks that a customer was made whole in a block, but for what is left: the rest of what is held
 * for its request is free again.
 */
async function assertMadeWhole(on: Stage, block: number, customer: KeyringPair, left = 0n): Promise<void> {
	const { free, all } = await tokenChanges(on, block, [customer.address]);
	assert.ok((free[0] as bigint) > FEE - left, 'fee and deposit become free');
	assert.deepEqual(all, [-left]);
}

describe('jobs that go wrong, and wrong orders', () => {
	const on = stage();

	// Protects: an expert who does not deliver pays a part of its stake and loses its offer, and
	// the customer gets another expert. When the terms allow no more, the customer has its fee back
	// but for the part that the domain keeps orders from being idle with.
	test('no-show should be punished and the next expert drawn, up to the limit', { timeout: 120_000 }, async () => {
		const { experts, bob, charlie, customer } = on;
		const { domain, service } = await body(on, terms({ jobPeriod: 3, maxDraws: 2 }));
		await offer(on, bob, domain, 210n * REP);
		const { request, due } = await orderDrawn(on, customer, service, FEE);
		await offer(on, charlie, domain, 210n * REP);

		const first = await untilEvent(on.api, 'business', 'NoShow', due, (event) => event.request === request, sealing(on));
		assert.deepEqual([first.expert, first.burned.value, first.block], [bob.address, 10n * REP, due]);
		const afterFirst = await experts.standing(domain, bob.address);
		assert.deepEqual([afterFirst.total, afterFirst.held], [240n * REP, {}], 'a fifth of 50 REP is burned, the rest free');
		assert.deepEqual([await experts.offerOf(domain, bob.address), await experts.assigned(domain, bob.address)], [null, 0]);
		const ended = theEvent(await eventsOf(on.api, first.block), 'availability', 'OfferEnded');
		assert.deepEqual([ended.who, ended.reason, ended.stake.value], [bob.address, 'NoShow', 160n * REP]);

		const { state, excluded } = await experts.untilRequest(request, 'Assigned', sealing(on));
		assert.deepEqual([state.expert, excluded], [charlie.address, [bob.address]]);
		const expired = await untilEvent(on.api, 'business', 'Expired', state.due, (event) => event.request === request, sealing(on));
		assert.deepEqual([expired.reason, expired.fee, expired.customer], ['NoShows', FEE - LEFT, customer.address]);
		assert.deepEqual(await totals(on, domain, [bob, charlie]), [240n * REP, 240n * REP]);
		assert.equal(await supplyOf(on, domain), 980n * REP, 'what no-shows lose is burned');
		assert.equal(await scoreFromEvents(on, domain, bob), 240n * REP, 'events say why');
		await assertMadeWhole(on, expired.block, customer, LEFT);
	});

	// Protects: an expert who did not show up is not drawn again for the same request, though it is
	// back on offer.
	test('expert who did not show up should not be drawn again', { timeout: 60_000 }, async () => {
		const { experts, bob, customer } = on;
		const { domain, service } = await body(on, terms({ jobPeriod: 2, drawPeriod: 6 }));
		await offer(on, bob, domain, 210n * REP);
		const { request, due } = await orderDrawn(on, customer, service, FEE);
		await untilEvent(on.api, 'business', 'NoShow', due, (event) => event.request === request, sealing(on));
		await offer(on, bob, domain, 210n * REP);
		const expired = await untilEvent(on.api, 'business', 'Expired', due, (event) => event.request === request, sealing(on));
		assert.equal(expired.reason, 'NobodyDrawn');
		const { amount, assigned } = (await experts.offerOf(domain, bob.address)) ?? {};
		assert.deepEqual([amount, assigned], [210n * REP, 0]);
		await assertMadeWhole(on, expired.block, customer, LEFT + DRAW_FEE);
	});

	// Protects: no deadline depends on the chain's spare time: anyone enforces it, in its very
	// block, and nobody does before.
	test('anyone should poke when something is due, and not before', { timeout: 60_000 }, async () => {
		const { experts, bob, customer, outsider } = on;
		const { domain, service } = await body(on, terms({ jobPeriod: 6 }));
		await offer(on, bob, domain, 210n * REP);
		const { request, due } = await orderDrawn(on, customer, service, FEE);
		const poke = experts.calls.poke(request);
		await assertFails(send(on, poke, outsider), 'business', 'NotDue');
		assert.equal(await advanceTo(on, due - 1), due - 1);
		const { blockNumber, events } = await send(on, poke, outsider);
		assert.equal(blockNumber, due);
		assert.deepEqual(theEvent(events, 'business', 'NoShow').expert, bob.address);
		await send(on, experts.calls.cancel(request), customer);
		await assertFails(send(on, poke, outsider), 'business', 'UnknownRequest');
	});

	// Protects: a verdict can be asked for by anyone in the block in which votes end, as any other
	// deadline can.
	test('anyone should poke for the verdict', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer, outsider } = on;
		const { domain, service } = await body(on);
		await offer(on, bob, domain, 210n * REP);
		const { request } = await orderDrawn(on, customer, service, FEE);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'judge me');
		await send(on, experts.calls.stake(pool, 'Aye', 75n * REP), alice);
		const poke = experts.calls.poke(request);
		await assertFails(send(on, poke, outsider), 'business', 'NotDue');
		await advanceTo(on, blockNumber + POOL.duration - 1);
		const poked = await send(on, poke, outsider);
		assert.equal(poked.blockNumber, blockNumber + POOL.duration);
		assert.equal(theEvent(poked.events, 'validationPool', 'Decided').verdict, 'Passed');
		assert.equal(theEvent(poked.events, 'business', 'Completed').request, request);
		await untilSettled(on, pool, blockNumber);
	});

	// Protects: the deadline is one: in its block evidence is too late.
	test('evidence should be refused from its deadline on', { timeout: 60_000 }, async () => {
		const { experts, bob, charlie, customer } = on;
		const { domain, service } = await body(on, terms({ jobPeriod: 6 }));
		await offer(on, bob, domain, 210n * REP);
		const { request, due } = await orderDrawn(on, customer, service, FEE);
		await assertFails(submitEvidence(on, charlie, request, 'of another'), 'business', 'NotAssigned');
		assert.equal(await advanceTo(on, due - 1), due - 1);
		await assertFails(submitEvidence(on, bob, request, 'too late'), 'business', 'TooLate');
		assert.equal(await bestBlock(on), due);
		await send(on, experts.calls.cancel(request), customer);
	});

	// Protects: junk does not pay. The customer leaves a tenth of the fee to those who judged, the
	// worker loses its stake, and who rejected wins no more of that than is minted.
	test('rejection should refund the customer and cost the worker its stake', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, customer } = on;
		const { domain, service } = await body(on);
		await offer(on, bob, domain, 210n * REP);
		const { request } = await orderDrawn(on, customer, service, FEE);
		const { pool, post, blockNumber } = await submitEvidence(on, bob, request, 'junk');
		await send(on, experts.calls.remark(request, 'Unsatisfied', 'junk'), customer);
		await send(on, experts.calls.stake(pool, 'Nay', 60n * REP), alice);
		await send(on, experts.calls.stake(pool, 'Nay', 40n * REP), charlie);

		const decided = await untilDecided(on, pool, blockNumber);
		assert.deepEqual([decided.verdict, decided.minted.value, decided.toPost.value], ['Rejected', 4n * REP, 0n]);
		const rejected = theEvent(await eventsOf(on.api, decided.block), 'business', 'Rejected');
		assert.deepEqual(rejected, {
			request, customer: customer.address, expert: bob.address, fee: FEE - 4n * WIT, paid: { worker: 0n, holders: 4n * WIT, treasury: 0n },
		});
		await assertMadeWhole(on, decided.block, customer, 4n * WIT);

		await untilSettled(on, pool, blockNumber);
		// 4 REP are minted and as many won of the stake, by 60 : 40. The other 46 are burned.
		assert.deepEqual(await totals(on, domain, [alice, bob, charlie]), [504_800_000_000n, 200n * REP, 253_200_000_000n]);
		assert.equal(await supplyOf(on, domain), 958n * REP);
		assert.deepEqual((await experts.postInfo(post))?.value, 0n);
		assert.deepEqual((await experts.standing(domain, bob.address)).pendingDividends, dividend(4n * WIT, 1_000n * REP, 250n * REP));
		const { amount, assigned } = (await experts.offerOf(domain, bob.address)) ?? {};
		assert.deepEqual([amount, assigned], [160n * REP, 0], 'the rest of the offer stands');
	});

	// Protects: when nobody votes there is one more chance, twice as long; then everyone has back
	// what was theirs.
	test('pool without quorum should be reopened once and then everything come back', { timeout: 120_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const { domain, service } = await body(on);
		await offer(on, bob, domain, 210n * REP);
		const { request } = await orderDrawn(on, customer, service, FEE);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'unseen');
		await send(on, experts.calls.stake(pool, 'Nay', 75n * REP - 1n), alice);

		const first = await untilDecided(on, pool, blockNumber);
		assert.equal(first.verdict, 'NotQuorate');
		const reopened = theEvent(await eventsOf(on.api, first.block), 'business', 'Reopened');
		assert.deepEqual([reopened.request, reopened.from], [request, pool]);
		const { state } = await experts.untilRequest(request, 'Validating');
		assert.deepEqual([state.pool, state.reopened], [reopened.to, true]);
		const second = await experts.pool(reopened.to);
		assert.deepEqual([second?.params.duration, second?.stakesUntil], [2 * POOL.duration, first.block + 2 * POOL.duration]);
		assert.deepEqual([second?.ayes, second?.nays], [50n * REP, 0n], 'the worker\'s stake goes over; others have theirs back');
		await untilSettled(on, pool, first.block);
		assert.deepEqual((await experts.standing(domain, alice.address)).held, {});

		const last = await untilDecided(on, reopened.to, first.block);
		const expired = theEvent(await eventsOf(on.api, last.block), 'business', 'Expired');
		assert.deepEqual([last.verdict, expired.reason, expired.fee], ['NotQuorate', 'NotQuorate', FEE]);
		await assertMadeWhole(on, last.block, customer);
		await untilSettled(on, reopened.to, last.block);
		assert.deepEqual(await totals(on, domain, [alice, bob]), [500n * REP, 250n * REP]);
		assert.deepEqual((await experts.standing(domain, bob.address)).held, { Availability: 160n * REP });
		assert.equal((await experts.offerOf(domain, bob.address))?.assigned, 0);
	});

	// Protects: the second chance is a real one.
	test('reopened pool should complete the job when it is quorate', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const { domain, service } = await body(on);
		await offer(on, bob, domain, 200n * REP);
		const { request } = await orderDrawn(on, customer, service, FEE);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'seen late');
		const { block } = await untilDecided(on, pool, blockNumber);
		const { to } = theEvent(await eventsOf(on.api, block), 'business', 'Reopened');
		await send(on, experts.calls.stake(to, 'Aye', 75n * REP), alice);
		const last = await untilDecided(on, to, block);
		const { paid } = theEvent(await eventsOf(on.api, last.block), 'business', 'Completed');
		assert.deepEqual(paid, { worker: FEE / 2n, holders: FEE / 2n, treasury: 0n });
		await untilSettled(on, to, last.block);
		// 20 REP to the voters, by 75 : 50, and 20 REP to the post.
		assert.deepEqual(await totals(on, domain, [alice, bob]), [512n * REP, 278n * REP]);
	});

	// Protects: a customer changes its mind as long as nobody has been drawn.
	test('customer should cancel until an expert is drawn', { timeout: 60_000 }, async () => {
		const { experts, bob, customer, outsider } = on;
		const { domain, service } = await body(on);
		const { request } = await order(on, customer, service, FEE);
		const cancel = experts.calls.cancel(request);
		await assertFails(send(on, cancel, outsider), 'business', 'NotCustomer');
		const { events, fee } = await send(on, cancel, customer);
		assert.deepEqual(theEvent(events, 'business', 'Cancelled'), {
			request, customer: customer.address, fee: FEE, paid: { worker: 0n, holders: 0n, treasury: 0n },
		});
		assert.deepEqual(await tokenHolds(on, customer.address), {});
		assert.ok(fee < WIT, 'it costs its transaction, and the draws that were made');
		assert.equal(await experts.requestInfo(request), null);

		await offer(on, bob, domain, 210n * REP);
		const drawn = await orderDrawn(on, customer, service, FEE);
		await assertFails(send(on, experts.calls.cancel(drawn.request), customer), 'business', 'AlreadyAssigned');
		assert.equal((await tokenHolds(on, customer.address))['Business.Fee'], FEE + prepaid() - DRAW_FEE, 'one draw is paid');
	});

	// Protects: the draw is the first thing that happens in its block: nobody sees it and cancels.
	// Up to the block before, who cancels is in time, and no expert is bound.
	test('customer should cancel up to the block before the draw', { timeout: 60_000 }, async () => {
		const { experts, bob, customer } = on;
		const { domain, service } = await body(on);
		await offer(on, bob, domain, 210n * REP);
		const inTime = await order(on, customer, service, FEE);
		const cancelled = await send(on, experts.calls.cancel(inTime.request), customer);
		assert.equal(cancelled.blockNumber, inTime.blockNumber + 1);
		await advance(on, 2);
		assert.deepEqual((await experts.standing(domain, bob.address)).held, { Availability: 210n * REP });
		assert.equal(await experts.assigned(domain, bob.address), 0);

		const late = await order(on, customer, service, FEE);
		await assertFails(send(on, experts.calls.poke(late.request), customer), 'business', 'NotDue');
		assert.equal(await bestBlock(on), late.blockNumber + 1);
		await assertFails(send(on, experts.calls.cancel(late.request), customer), 'business', 'AlreadyAssigned');
		assert.equal(await bestBlock(on), late.blockNumber + 2);
	});

	// Protects: an order that nobody takes does not keep the customer's money, however many the
	// draws; an offer of too little is none.
	test('request should expire when nobody is on offer', { timeout: 60_000 }, async () => {
		const { bob, outsider } = on;
		const { domain, service } = await body(on, terms({ drawPeriod: 8 }));
		const { request, blockNumber } = await order(on, outsider, service, FEE);
		await offer(on, bob, domain, 49n * REP);
		const expired = await untilEvent(on.api, 'business', 'Expired', blockNumber, (event) => event.request === request, sealing(on));
		assert.deepEqual([expired.reason, expired.fee], ['NobodyDrawn', FEE]);
		const { all } = await tokenChanges(on, expired.block, [TREASURY]);
		assert.deepEqual(all, [DRAW_FEE], 'the last draw is paid like the others');
		assert.ok(expired.block >= blockNumber + 8 && expired.block <= blockNumber + 10, `expired after ${expired.block - blockNumber} blocks`);
		await assertMadeWhole(on, expired.block, outsider, DRAW_FEE);
		assert.deepEqual(await tokenHolds(on, outsider.address), {}, 'draws that were not made are paid back');
	});

	// Protects: nobody orders what hardly anybody could be drawn for, so that no seller chooses who
	// does it. Offers of four times the stake must weigh half of all.
	test('order should be refused when too few offers are ample for its stake', { timeout: 60_000 }, async () => {
		const { experts, bob, charlie, customer } = on;
		const { domain, service } = await body(on);
		await offer(on, bob, domain, 99n * REP);
		const holds = await tokenHolds(on, customer.address);
		const stake = (await experts.service(service))?.terms.work.stakePerJob ?? 0n;
		assert.deepEqual([await experts.canDraw(domain, stake), await experts.canDraw(domain, stake / 4n)], [false, true]);
		await assertFails(order(on, customer, service, FEE), 'business', 'StakeTooHigh');
		assert.deepEqual(await tokenHolds(on, customer.address), holds);
		await offer(on, charlie, domain, 220n * REP);
		assert.equal(await experts.canDraw(domain, stake), true);
		const { expert } = await orderDrawn(on, customer, service, FEE);
		assert.ok([bob, charlie].some(({ address }) => address === expert), 'who has enough, ample or not, is drawn');
		assert.equal(await experts.assigned(domain, expert), 1);
	});

	// Protects: a request that is waiting finds an expert who comes later.
	test('request should wait for an expert', { timeout: 60_000 }, async () => {
		const { experts, bob, customer } = on;
		const { domain, service } = await body(on);
		const { request, blockNumber } = await order(on, customer, service, FEE);
		await advanceTo(on, blockNumber + 4);
		assert.equal((await experts.requestInfo(request))?.state.type, 'Requested');
		await offer(on, bob, domain, 200n * REP);
		const { state, attempts } = await experts.untilRequest(request, 'Assigned', sealing(on));
		assert.equal(state.expert, bob.address);
		assert.ok(attempts >= 2, `${attempts} draws`);
	});

	// Protects: a worker whose REP is taken while all of it is at stake keeps the stake, so that no
	// pool's sums change. It owes, and its next free REP pays.
	test('worker whose reputation is taken while it is at stake should owe it', { timeout: 120_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const domain = await makeBody(on, [[alice, 900n * REP], [bob, 100n * REP]]);
		const service = await openService(on, alice, domain, terms({ stakePerJob: 25n * REP, pool: { ...POOL, duration: 30 } }));
		await offer(on, bob, domain, 100n * REP);
		const { request } = await orderDrawn(on, customer, service, FEE);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'bet everything');

		// The post that made the body is the one by which Bob has its REP; a tenth of it is Bob's.
		await takeBack(on, alice, domain, 100n * WIT);

		// 100 REP are minted, half to the voter and half to the post. The post takes as much from
		// the one it cites: Alice's part comes back to her, and Bob's to nobody.
		const owing = await experts.standing(domain, bob.address);
		assert.deepEqual([owing.total, owing.free, owing.debt, owing.held], [100n * REP, 0n, 5n * REP, { Availability: 75n * REP, Pool: 25n * REP }]);
		assert.equal(await scoreFromEvents(on, domain, bob), 95n * REP, 'what it has less what it owes');
		assert.equal((await experts.pool(pool))?.ayes, 25n * REP);
		assert.deepEqual(await totals(on, domain, [alice]), [900n * REP + 50n * REP + 50n * REP]);

		await send(on, experts.calls.stake(pool, 'Aye', 100n * REP), alice);
		await untilSettled(on, pool, blockNumber);
		// 40 REP: 20 to the voters, by 100 : 25, and 20 to the post.
		const paid = await experts.standing(domain, bob.address);
		assert.deepEqual([paid.total, paid.free, paid.debt, paid.held], [119n * REP, 44n * REP, 0n, { Availability: 75n * REP }]);
		assert.equal(await scoreFromEvents(on, domain, bob), 119n * REP);
		assert.equal(await scoreFromEvents(on, domain, alice), (await experts.standing(domain, alice.address)).total);
	});

	// Protects: each mistake in terms has its name, and no service comes of it.
	test('terms that can not be should be refused by name', { timeout: 60_000 }, async () => {
		const { experts, alice, outsider } = on;
		const pool = (changes: Partial<typeof POOL>) => terms({ pool: { ...POOL, ...changes } });
		const wrong: [Terms, string, string][] = [
			[pool({ governance: true, duration: 28_800, quorum: MILLION, winRatio: MILLION }), 'business', 'GovernanceNotForSale'],
			[terms({ noShowPenalty: MILLION + 1 }), 'business', 'PenaltyOutOfBounds'],
			[terms({ maxDraws: 0 }), 'business', 'MaxDrawsOutOfRange'],
			[terms({ maxDraws: 9 }), 'business', 'MaxDrawsOutOfRange'],
			[terms({ jobPeriod: 0 }), 'business', 'JobPeriodOutOfBounds'],
			[terms({ jobPeriod: 4_000_000 }), 'business', 'JobPeriodOutOfBounds'],
			[terms({ drawPeriod: 1 }), 'business', 'DrawPeriodOutOfBounds'],
			[pool({ duration: 1 }), 'validationPool', 'DurationOutOfBounds'],
			[pool({ winRatio: MILLION + 1 }), 'validationPool', 'RatioOutOfRange'],
			[pool({ secrecy: { type: 'CommitReveal', revealPeriod: 1 } }), 'validationPool', 'RevealPeriodOutOfBounds'],
		];
		const { events } = await send(on, experts.calls.createDomain('with the defaults'), alice);
		const { domain } = theEvent(events, 'domains', 'DomainCreated');
		const holds = await tokenHolds(on, alice.address);
		for (const [offered, module, error] of wrong) {
			await assertFails(send(on, experts.calls.openService(0, offered), alice), module, error);
		}
		// A domain that has decided nothing else bounds what can be asked of its experts.
		const day = 28_800;
		const fair = terms({ jobPeriod: day, drawPeriod: day, pool: { ...POOL, duration: day } });
		const hostile: [Terms, string, string][] = [
			[{ ...fair, minFee: WIT - 1n }, 'business', 'FeeOutOfBounds'],
			[{ ...fair, work: { ...fair.work, jobPeriod: day - 1 } }, 'business', 'JobPeriodOutOfBounds'],
			[{ ...fair, work: { ...fair.work, noShowPenalty: 200_001 } }, 'business', 'PenaltyOutOfBounds'],
			[{ ...fair, work: { ...fair.work, pool: { ...fair.work.pool, winRatio: 750_001 } } }, 'validationPool', 'WinRatioOutOfBounds'],
			[{ ...fair, work: { ...fair.work, pool: { ...fair.work.pool, quorum: 666_667 } } }, 'validationPool', 'QuorumOutOfBounds'],
			[{ ...fair, work: { ...fair.work, pool: { ...fair.work.pool, binding: 99_999 } } }, 'validationPool', 'BindingOutOfBounds'],
		];
		for (const [offered, module, error] of hostile) {
			await assertFails(send(on, experts.calls.openService(domain, offered), alice), module, error);
		}
		await assertFails(send(on, experts.calls.openService(0, TERMS), outsider), 'business', 'NotAMember');
		await assertFails(send(on, experts.calls.openService(99, TERMS), alice), 'business', 'UnknownDomain');
		assert.deepEqual(await tokenHolds(on, alice.address), holds);
		await openService(on, alice, domain, fair);
	});

	// Protects: each mistake in an order has its name, and costs only its transaction.
	test('wrong orders should be refused by name', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const service = await openService(on, alice, 0);
		const holds = await tokenHolds(on, customer.address);
		await assertFails(order(on, customer, 99, FEE), 'business', 'UnknownService');
		await assertFails(order(on, customer, service, TERMS.minFee - 1n), 'business', 'FeeTooLow');
		await assertFails(order(on, customer, service, 10_000_000n * WIT), 'Token', 'FundsUnavailable');
		await assertFails(send(on, experts.calls.request(service, 'x', FEE, 1), customer), 'business', 'TermsChanged');
		assert.deepEqual(await tokenHolds(on, customer.address), holds);
		await assertFails(send(on, experts.calls.cancel(99n), customer), 'business', 'UnknownRequest');
		await assertFails(send(on, experts.calls.poke(99n), customer), 'business', 'UnknownRequest');
		await assertFails(send(on, experts.calls.remark(99n, 'Satisfied', ''), customer), 'business', 'UnknownRequest');
		await assertFails(send(on, experts.calls.submit(99n, 'x'), bob), 'business', 'UnknownRequest');
		await assertFails(send(on, experts.calls.closeService(99), alice), 'business', 'UnknownService');
		await assertFails(send(on, experts.calls.updateService(99, TERMS), alice), 'business', 'UnknownService');

		const [before] = await tokens(on, [customer.address]);
		const { request, fee } = await order(on, customer, service, FEE);
		const early = experts.calls.remark(request, 'Satisfied', 'before it is done');
		await assertFails(send(on, early, customer), 'business', 'NotValidating');
		await assertFails(send(on, experts.calls.submit(request, 'x'), bob), 'business', 'NotAssigned');
		assert.ok(before as bigint - (await tokens(on, [customer.address]))[0]! >= fee);
		await send(on, experts.calls.cancel(request), customer);
	});

	// Protects: what is longer than the types allow does not even get into a block, whatever the
	// call, and nothing comes of it.
	test('texts that are too long should be refused by the pool', { timeout: 60_000 }, async () => {
		const { experts, alice, customer, node } = on;
		const service = await openService(on, alice, 0);
		const long = (length: number) => 'x'.repeat(length);
		const { calls } = experts;
		const tooLong: Call[] = [
			calls.createDomain(long(257)),
			calls.openService(0, { ...TERMS, metadata: long(257) }),
			calls.updateService(service, { ...TERMS, metadata: long(257) }),
			calls.request(service, long(1_025), FEE, 0),
			calls.remark(0n, 'Satisfied', long(257)),
			calls.submit(0n, long(4_097)),
		];
		const [holds, before] = [await tokenHolds(on, alice.address), await bestBlock(on)];
		for (const call of tooLong) {
			const error = await send(on, call, alice).then(() => undefined, (reason: unknown) => reason);
			assert.ok(error instanceof PoolError, `${call.method.section}.${call.method.method}: ${String(error)}`);
		}
		assert.deepEqual([await tokenHolds(on, alice.address), await bestBlock(on)], [holds, before]);
		await send(on, calls.createDomain(long(256)), alice);
		await send(on, calls.request(service, long(1_024), FEE, 0), customer);
		assertNoCrash(node.logs());
	});

	// Protects: a post that the forum refuses leaves the job with its expert, who can submit it
	// right.
	test('evidence that the forum refuses should leave the work assigned', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const service = await openService(on, alice, 0);
		await offer(on, bob, 0, 200n * REP);
		const { request } = await orderDrawn(on, customer, service, FEE);
		await assertFails(submitEvidence(on, bob, request, ''), 'forum', 'EmptyContent');
		const unknown = { post: `0x${'11'.repeat(32)}` as const, weight: 1 };
		await assertFails(submitEvidence(on, bob, request, 'x', [unknown]), 'forum', 'UnknownCitedPost');
		assert.equal((await experts.requestInfo(request))?.state.type, 'Assigned');
		await submitEvidence(on, bob, request, 'x');
		await assertFails(submitEvidence(on, bob, request, 'y'), 'business', 'AlreadySubmitted');
		await propagated(on);
	});

	// Protects: before a body has REP nobody but its founder could have work judged.
	test('services of others should not be sold while a domain has no reputation', { timeout: 60_000 }, async () => {
		const { experts, charlie, dave } = on;
		const domain = await makeDomain(on, charlie);
		await assertFails(send(on, experts.calls.openService(domain, TERMS), dave), 'business', 'NotAMember');
		await openService(on, charlie, domain);
	});
});
