import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WIT, account, eventsOf, findEvents, theEvent, untilEvent } from '@witan/client/chain';
import { MILLION, REP } from '@witan/client/experts';
import {
	POOL, SHORT_POOL, TERMS, TREASURY, advance, assertFails, bestBlock, makeDomain, makePost, openPool, openService, order, orderDrawn,
	propagated, sealing, send, stage, submitEvidence, supplyOf, tokenChanges, tokenHolds, tokens, totals,
	untilDecided, untilSettled, write,
} from '../../lib/scenes.ts';

/** The development chain's domain without REP, founded by Alice. */
const NEW = 1;

describe('a body that begins', () => {
	const on = stage();

	// Protects: nobody captures a body that has just been made: until it has REP only its founder
	// has anything decided.
	test('nobody but the founder should open pools or sell work', { timeout: 30_000 }, async () => {
		const { experts, alice, bob } = on;
		const domain = await experts.domain(NEW);
		assert.deepEqual([domain?.founder, domain?.supply, domain?.accounts], [alice.address, 0n, 0n]);
		const post = await write(on, bob, NEW, 'let me in');
		await assertFails(openPool(on, bob, post, SHORT_POOL, WIT), 'validationPool', 'NotFounder');
		await assertFails(send(on, experts.calls.openService(NEW, TERMS), bob), 'business', 'NotAMember');
		assert.deepEqual(await experts.openPools(), []);
		await send(on, experts.calls.removePost(post), bob);
	});

	// Protects: how a body's first REP comes to be. The founder's first pool passes at once, for a
	// fee, and the post's authors share what it mints. With nobody to hold anything, the fee is
	// theirs as well.
	test('first pool should mint the first reputation', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie } = on;
		const post = await makePost(on, alice, {
			domain: NEW,
			authors: [[alice.address, 500_000], [bob.address, 333_333], [charlie.address, 166_667]],
			content: 'our charter',
		});
		const [bobs, charlies] = await tokens(on, [bob.address, charlie.address]) as [bigint, bigint];
		const { pool, blockNumber, events } = await openPool(on, alice, post, SHORT_POOL, 100n * WIT);
		const decided = theEvent(events, 'validationPool', 'Decided');
		assert.deepEqual([decided.verdict, decided.base.value, decided.toPost.value], ['Passed', 0n, 100n * REP]);
		assert.deepEqual(theEvent(events, 'validationPool', 'FeePaid').paid, { worker: 100n * WIT, holders: 0n, treasury: 0n });
		assert.deepEqual(findEvents(events, 'validationPool', 'DepositReturned').map(({ opener }) => opener), [alice.address]);
		assert.deepEqual(await tokens(on, [bob.address, charlie.address]), [
			bobs + 33_333_300_000n, charlies + 16_666_700_000n,
		]);

		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, NEW, [alice, bob, charlie]), [50n * REP, 33_333_300_000n, 16_666_700_000n]);
		assert.equal(await supplyOf(on, NEW), 100n * REP);
		const { value, received } = (await experts.postInfo(post)) ?? {};
		assert.deepEqual([value, received], [100n * REP, 100n * REP]);
		assert.equal((await tokenHolds(on, alice.address))['ValidationPool.Fee'], undefined);
	});

	// Protects: from then on the body is its members': anyone opens pools, and the founder is one
	// voter among others.
	test('members should decide from then on', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, outsider } = on;
		const post = await write(on, outsider, NEW, 'the founder is not alone');
		const { pool, blockNumber, events } = await openPool(on, outsider, post, SHORT_POOL, 10n * WIT);
		assert.deepEqual(findEvents(events, 'validationPool', 'Decided'), []);
		await send(on, experts.calls.stake(pool, 'Nay', 30n * REP), bob);
		await assertFails(send(on, experts.calls.founderDecide(pool, 'Aye'), alice), 'validationPool', 'DomainHasReputation');
		const { verdict } = await untilDecided(on, pool, blockNumber);
		assert.equal(verdict, 'Rejected');
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, NEW, [alice, bob, charlie]), [50n * REP, 38_333_300_000n, 16_666_700_000n]);
	});

	// Protects: a body can also begin with a job. An expert who is ready to work without REP is
	// drawn, and its earnings are the body's first, if its founder says so. Nobody else can, and
	// nothing passes unheard.
	test('first job should mint the first reputation', { timeout: 60_000 }, async () => {
		const { experts, charlie, dave, customer, outsider } = on;
		const domain = await makeDomain(on, charlie);
		await send(on, experts.calls.offer(domain, 0n, await bestBlock(on) + 500), dave);
		assert.equal((await experts.offerOf(domain, dave.address))?.chance, MILLION);
		const service = await openService(on, charlie, domain);
		await assertFails(order(on, customer, service, 10n * WIT), 'business', 'NoReputation');
		const { request, expert, stake } = await orderDrawn(on, charlie, service, 10n * WIT);
		assert.deepEqual([expert, stake.value], [dave.address, 0n]);
		const { pool, blockNumber } = await submitEvidence(on, dave, request, 'the first work');
		assert.equal((await experts.pool(pool))?.stakesUntil, blockNumber + POOL.duration);
		await assertFails(send(on, experts.calls.founderDecide(pool, 'Aye'), dave), 'validationPool', 'NotFounder');
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 0n), charlie), 'validationPool', 'ZeroStake');
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 1n), dave), 'validationPool', 'OwnWork');

		const { blockNumber: block, events: said } = await send(on, experts.calls.founderDecide(pool, 'Aye'), charlie);
		assert.equal(theEvent(said, 'validationPool', 'Decided').verdict, 'Passed');
		const { paid } = theEvent(said, 'business', 'Completed');
		assert.deepEqual(paid, { worker: 10n * WIT, holders: 0n, treasury: 0n });
		assert.deepEqual((await tokenChanges(on, block, [dave.address])).all, [10n * WIT]);
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, domain, [charlie, dave]), [0n, 10n * REP]);
		await assertFails(send(on, experts.calls.founderDecide(pool, 'Nay'), charlie), 'validationPool', 'UnknownPool');

		// The offer of nothing has had its time.
		assert.equal((await experts.offerOf(domain, dave.address))?.chance, 0);
		await assertFails(send(on, experts.calls.extend(domain, await bestBlock(on) + 600), dave), 'availability', 'ZeroOffer');
		const late = experts.calls.offer(domain, 0n, await bestBlock(on) + 500);
		await assertFails(send(on, late, outsider), 'availability', 'ZeroOffer');
		const { events } = await send(on, experts.calls.prune(domain, dave.address), outsider);
		assert.equal(theEvent(events, 'availability', 'OfferEnded').reason, 'Idle');
	});

	// Protects: the founder can reject a job, and without a decision nothing is ratified: the fee
	// comes back, and the body has no REP.
	test('job should not pass without the founder', { timeout: 120_000 }, async () => {
		const { experts, charlie, dave } = on;
		const domain = await makeDomain(on, charlie);
		await send(on, experts.calls.offer(domain, 0n, await bestBlock(on) + 500), dave);
		const service = await openService(on, charlie, domain);
		const refused = await orderDrawn(on, charlie, service, 10n * WIT);
		const junk = await submitEvidence(on, dave, refused.request, 'junk');
		const no = await send(on, experts.calls.founderDecide(junk.pool, 'Nay'), charlie);
		assert.equal(theEvent(no.events, 'business', 'Rejected').fee, 9n * WIT, 'a tenth is for the judgement');

		const unheard = await orderDrawn(on, charlie, service, 10n * WIT);
		const { pool, blockNumber } = await submitEvidence(on, dave, unheard.request, 'unheard');
		const first = await untilDecided(on, pool, blockNumber);
		const { to } = theEvent(await eventsOf(on.api, first.block), 'business', 'Reopened');
		const last = await untilDecided(on, to, first.block);
		assert.deepEqual([first.verdict, last.verdict], ['NotQuorate', 'NotQuorate']);
		assert.equal(theEvent(await eventsOf(on.api, last.block), 'business', 'Expired').reason, 'NotQuorate');
		assert.equal((await tokenHolds(on, charlie.address))['Business.Fee'], undefined);
		assert.equal(await supplyOf(on, domain), 0n);
	});

	// Protects: before anybody can judge, an expert who does not deliver costs the customer no more
	// than elsewhere: a twentieth of the fee.
	test('request should be given back when the first expert does not show up', { timeout: 60_000 }, async () => {
		const { experts, charlie, dave } = on;
		const domain = await makeDomain(on, charlie);
		await send(on, experts.calls.offer(domain, 0n, await bestBlock(on) + 500), dave);
		const service = await openService(on, charlie, domain, { ...TERMS, work: { ...TERMS.work, jobPeriod: 2, maxDraws: 1 } });
		const { request, due } = await orderDrawn(on, charlie, service, 10n * WIT);
		const expired = await untilEvent(on.api, 'business', 'Expired', due, (event) => event.request === request, sealing(on));
		assert.deepEqual([expired.reason, expired.fee], ['NoShows', 10n * WIT - WIT / 2n]);
		assert.equal(await experts.offerOf(domain, dave.address), null);
		assert.equal((await tokenHolds(on, charlie.address))['Business.Fee'], undefined);
	});

	// Protects: a domain's bounds on pools hold from the first one on, though it is not voted on. A
	// body without anybody on offer sells nothing.
	test('bounds of a domain should bind its founder', { timeout: 60_000 }, async () => {
		const { experts, charlie, customer } = on;
		const domain = await makeDomain(on, charlie);
		const post = await write(on, charlie, domain, 'by its founder');
		await assertFails(openPool(on, charlie, post, { ...POOL, duration: 2 }), 'validationPool', 'DurationOutOfBounds');
		const { pool, blockNumber } = await openPool(on, charlie, post, POOL, 5n * WIT);
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, domain, [charlie]), [5n * REP]);
		const service = await openService(on, charlie, domain);
		const { request } = await order(on, customer, service, 10n * WIT);
		await advance(on, 3);
		assert.equal((await experts.requestInfo(request))?.state.type, 'Requested', 'nobody is on offer');
		await send(on, experts.calls.cancel(request), customer);
		await propagated(on);
	});

	// Protects: a fee that an author's account can't receive is not lost, nor does it keep a body
	// from beginning.
	test('what an author can not receive should go to the treasury', { timeout: 60_000 }, async () => {
		const { charlie } = on;
		const penniless = await account('//penniless');
		const domain = await makeDomain(on, charlie);
		const post = await makePost(on, charlie, {
			domain, authors: [[charlie.address, 999_900], [penniless.address, 100]], content: 'by one with tokens and one without',
		});
		const { events, blockNumber } = await openPool(on, charlie, post, POOL, 5n * WIT);
		assert.deepEqual(theEvent(events, 'validationPool', 'FeePaid').paid, { worker: 4_999_500_000n, holders: 0n, treasury: 500_000n });
		assert.deepEqual((await tokenChanges(on, blockNumber, [TREASURY])).all, [500_000n]);
		await propagated(on);
		assert.deepEqual(await totals(on, domain, [charlie, penniless]), [4_999_500_000n, 500_000n]);
	});
});
