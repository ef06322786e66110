import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WIT, eventsOf, findEvents, theEvent, untilEvent } from '@witan/client/chain';
import { REP } from '@witan/client/experts';
import {
	advance, advanceTo, assertFails, bestBlock, makeBody, openService, orderDrawn, sealing, send, stage, submitEvidence,
	takeBack, terms, tokenHolds, untilDecided, untilSettled,
} from '../../lib/scenes.ts';

const CONSTITUTION = 0;

describe('offers', () => {
	const on = stage();

	// Protects: an offer grows, lasts longer and ends as its owner wants; REP and deposit come back
	// whole.
	test('offer should be topped up, extended and withdrawn', { timeout: 30_000 }, async () => {
		const { experts, bob } = on;
		const until = await bestBlock(on) + 50;
		await send(on, experts.calls.offer(CONSTITUTION, 10n * REP, until), bob);
		assert.ok((await tokenHolds(on, bob.address))['Availability.OfferDeposit'], 'no deposit');
		await send(on, experts.calls.topUp(CONSTITUTION, 5n * REP), bob);
		await send(on, experts.calls.extend(CONSTITUTION, until + 10), bob);
		const { amount, until: extended } = (await experts.offerOf(CONSTITUTION, bob.address)) ?? {};
		assert.deepEqual([amount, extended], [15n * REP, until + 10]);
		const { events } = await send(on, experts.calls.withdraw(CONSTITUTION), bob);
		const { who, reason, stake } = theEvent(events, 'availability', 'OfferEnded');
		assert.deepEqual([who, reason, stake.value], [bob.address, 'Withdrawn', 15n * REP]);
		const { free, held } = await experts.standing(CONSTITUTION, bob.address);
		assert.deepEqual([free, held], [1_000n * REP, {}]);
		assert.deepEqual(await tokenHolds(on, bob.address), {});
	});

	// Protects: nobody has to remember: an offer ends in its block by itself, and what it offered
	// is free.
	test('offer should end by itself when it expires', { timeout: 30_000 }, async () => {
		const { experts, bob } = on;
		const until = await bestBlock(on) + 5;
		await send(on, experts.calls.offer(CONSTITUTION, 10n * REP, until), bob);
		await advanceTo(on, until - 1);
		assert.equal((await experts.offerOf(CONSTITUTION, bob.address))?.until, until);
		await advance(on);
		assert.equal(await experts.offerOf(CONSTITUTION, bob.address), null);
		const [ended] = findEvents(await eventsOf(on.api, until), 'availability', 'OfferEnded');
		assert.deepEqual([ended?.who, ended?.reason], [bob.address, 'Expired']);
		assert.equal((await experts.standing(CONSTITUTION, bob.address)).free, 1_000n * REP);
	});

	// Protects: an offer is over from its block on, whether or not the chain had time to end it. It
	// can't be changed any more, and anyone ends it.
	test('offer that is over should be pruned by anyone and not be changed', { timeout: 30_000 }, async () => {
		const { experts, bob, charlie, outsider } = on;
		const until = await bestBlock(on) + 6;
		await send(on, experts.calls.offer(CONSTITUTION, 10n * REP, until), bob);
		await send(on, experts.calls.offer(CONSTITUTION, 10n * REP, until + 2), charlie);
		await assertFails(send(on, experts.calls.prune(CONSTITUTION, bob.address), outsider), 'availability', 'NotExpired');
		assert.equal(await advanceTo(on, until - 1), until - 1);
		const { blockNumber, events } = await send(on, experts.calls.prune(CONSTITUTION, bob.address), outsider);
		assert.equal(blockNumber, until);
		const { who, reason } = theEvent(events, 'availability', 'OfferEnded');
		assert.deepEqual([who, reason], [bob.address, 'Expired']);

		assert.equal(await advanceTo(on, until + 1), until + 1);
		await assertFails(send(on, experts.calls.topUp(CONSTITUTION, REP), charlie), 'availability', 'OfferExpired');
		assert.equal(await bestBlock(on), until + 2);
		assert.equal(await experts.offerOf(CONSTITUTION, charlie.address), null);
	});

	// Protects: an offer that ends during its expert's job ends by itself: the job's stake stays,
	// and the job counts to its end.
	test('offer should expire while a job is under way', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const domain = await makeBody(on, [[alice, 500n * REP], [bob, 500n * REP]]);
		const service = await openService(on, alice, domain, terms({ stakePerJob: 50n * REP }));
		const until = await bestBlock(on) + 10;
		await send(on, experts.calls.offer(domain, 200n * REP, until), bob);
		const { request } = await orderDrawn(on, customer, service, 10n * WIT);
		await advanceTo(on, until);
		assert.equal(await experts.offerOf(domain, bob.address), null);
		const { free, held } = await experts.standing(domain, bob.address);
		assert.deepEqual([free, held, await experts.assigned(domain, bob.address)], [450n * REP, { Work: 50n * REP }, 1]);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'late but in time');
		await send(on, experts.calls.stake(pool, 'Aye', 50n * REP), alice);
		assert.equal((await untilDecided(on, pool, blockNumber)).verdict, 'Passed');
		await untilSettled(on, pool, blockNumber);
		assert.equal(await experts.assigned(domain, bob.address), 0);
		// 5 REP for the post, and half of the 5 for those in favour.
		assert.equal((await experts.standing(domain, bob.address)).free, 507_500_000_000n);
	});

	// Protects: what was earned wrongly is not kept from a body by offering it: who owes can't make
	// the offer last, and anyone ends it.
	test('offer of a debtor should not be extended and be pruned by anyone', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, outsider } = on;
		const domain = await makeBody(on, [[alice, 900n * REP], [bob, 100n * REP]]);
		const until = await bestBlock(on) + 200;
		await send(on, experts.calls.offer(domain, 100n * REP, until), bob);
		const prune = experts.calls.prune(domain, bob.address);
		await assertFails(send(on, prune, outsider), 'availability', 'NotExpired');
		await takeBack(on, alice, domain, 100n * WIT);
		const owing = await experts.standing(domain, bob.address);
		assert.deepEqual([owing.total, owing.free, owing.debt], [100n * REP, 0n, 5n * REP]);

		await assertFails(send(on, experts.calls.extend(domain, until + 1), bob), 'availability', 'InDebt');
		assert.equal((await experts.offerOf(domain, bob.address))?.until, until);
		const { events } = await send(on, prune, outsider);
		const { who, reason, stake } = theEvent(events, 'availability', 'OfferEnded');
		assert.deepEqual([who, reason, stake.value], [bob.address, 'Debt', 100n * REP]);
		assert.equal(theEvent(events, 'reputation', 'DebtPaid').shares.value, 5n * REP);
		const paid = await experts.standing(domain, bob.address);
		assert.deepEqual([paid.total, paid.free, paid.debt, paid.held], [95n * REP, 95n * REP, 0n, {}]);
	});

	// Protects: the expiry of many offers in one block is done in that block or soon after, and
	// none is forgotten.
	test('offers that expire together should all end', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, dave, eve, ferdie } = on;
		const members = [alice, bob, charlie, dave, eve, ferdie];
		const until = await bestBlock(on) + 10;
		for (const expert of members) {
			await send(on, experts.calls.offer(CONSTITUTION, REP, until), expert);
		}
		assert.deepEqual([await experts.offersCount(CONSTITUTION), await experts.totalOffered(CONSTITUTION)], [6, 6n * REP]);
		const last = await untilEvent(on.api, 'availability', 'OfferEnded', until, ({ who }) => who === ferdie.address, sealing(on));
		assert.ok(last.block <= until + 1, `ended ${last.block - until} blocks late`);
		await advance(on);
		assert.deepEqual([await experts.offersCount(CONSTITUTION), await experts.totalOffered(CONSTITUTION)], [0, 0n]);
	});

	// Protects: each mistake in an offer has its name.
	test('offers that can not be should be refused by name', { timeout: 60_000 }, async () => {
		const { experts, bob, charlie, outsider } = on;
		const [now, holds] = [await bestBlock(on), await tokenHolds(on, bob.address)];
		const { calls } = experts;
		await assertFails(send(on, calls.offer(99, REP, now + 100), bob), 'availability', 'UnknownDomain');
		await assertFails(send(on, calls.offer(CONSTITUTION, 0n, now + 100), bob), 'availability', 'ZeroOffer');
		await assertFails(send(on, calls.offer(CONSTITUTION, REP - 1n, now + 100), bob), 'availability', 'OfferTooSmall');
		await assertFails(send(on, calls.offer(CONSTITUTION, REP, now), bob), 'availability', 'UntilPast');
		await assertFails(send(on, calls.offer(CONSTITUTION, 1_001n * REP, now + 100), bob), 'availability', 'NotEnoughReputation');
		await assertFails(send(on, calls.offer(CONSTITUTION, REP, now + 100), outsider), 'availability', 'NotAMember');
		for (const call of [
			calls.topUp(CONSTITUTION, REP), calls.extend(CONSTITUTION, now + 100), calls.withdraw(CONSTITUTION),
			calls.prune(CONSTITUTION, charlie.address),
		]) {
			await assertFails(send(on, call, bob), 'availability', 'NoOffer');
		}
		assert.deepEqual(await tokenHolds(on, bob.address), holds);
		await send(on, calls.offer(CONSTITUTION, REP, now + 100), bob);
		await assertFails(send(on, calls.offer(CONSTITUTION, REP, now + 100), bob), 'availability', 'AlreadyOffered');
		await assertFails(send(on, calls.extend(CONSTITUTION, now + 100), bob), 'availability', 'NotLater');
		await assertFails(send(on, calls.topUp(CONSTITUTION, 0n), bob), 'availability', 'ZeroOffer');
		await assertFails(send(on, calls.topUp(CONSTITUTION, 1_000n * REP), bob), 'availability', 'NotEnoughReputation');
		await send(on, calls.withdraw(CONSTITUTION), bob);
	});
});
