import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WIT, eventsOf, findEvents, theEvent, untilEvent } from '@witan/client/chain';
import { MILLION, type PoolId, type PostId, REP, type RequestId, type ServiceId } from '@witan/client/experts';
import {
	DRAW_FEE, POOL, SHORT_POOL, TERMS, TREASURY, advanceTo, assertFails, bestBlock, dividend, makeBody, offer, openService, order, orderDrawn,
	palletAccount, prepaid, propagated, sealing, send, stage, submitEvidence, supplyOf, terms, tokenChanges, tokenHolds, tokens, totals,
	untilDecided, untilSettled, write,
} from '../../lib/scenes.ts';

const CONSTITUTION = 0;
const FEE = 100n * WIT;
/** REP of a member of domain 0 on the development chain, which has six. */
const MEMBER = 1_000n * REP;
const SUPPLY = 6n * MEMBER;

describe('jobs', () => {
	const on = stage();
	const job = terms({ pool: { ...SHORT_POOL, duration: 8, quorum: 15_000 } });
	let service: ServiceId;
	let cited: PostId;
	let request: RequestId;
	let pool: PoolId;
	let evidence: PostId;
	let submittedAt: number;

	// Protects: what the chain specification promises to who tries it out.
	test('domain should be as the development chain has it', { timeout: 30_000 }, async () => {
		const { experts, alice, bob, charlie, dave, eve, ferdie, outsider } = on;
		const domain = await experts.domain(CONSTITUTION);
		assert.equal(domain?.founder, alice.address);
		assert.deepEqual([domain?.supply, domain?.halfLife, domain?.accounts], [SUPPLY, null, 6n]);
		assert.deepEqual(domain?.parameters.feeSplit, { worker: MILLION / 2, holders: MILLION / 2, treasury: 0 });
		assert.deepEqual([domain?.parameters.mintingRatio, domain?.parameters.authorShare], [MILLION, MILLION / 2]);
		const members = [alice, bob, charlie, dave, eve, ferdie, outsider];
		assert.deepEqual(await totals(on, CONSTITUTION, members), [...Array(6).fill(MEMBER), 0n]);
	});

	// Protects: an expert's offer is a stake: it is held, not spent, and a dapp sees how likely it
	// is to be drawn.
	test('expert should offer reputation', { timeout: 30_000 }, async () => {
		const { experts, bob } = on;
		const until = await bestBlock(on) + 500;
		const { events } = await send(on, experts.calls.offer(CONSTITUTION, 200n * REP, until), bob);

		assert.deepEqual(theEvent(events, 'availability', 'Offered'), {
			domain: CONSTITUTION, who: bob.address, stake: { value: 200n * REP, era: 0 }, until,
		});
		assert.deepEqual(await experts.offerOf(CONSTITUTION, bob.address), {
			amount: 200n * REP, until, assigned: 0, maxJobs: 4, paused: false, chance: MILLION,
		});
		assert.deepEqual(await experts.standing(CONSTITUTION, bob.address), {
			free: MEMBER - 200n * REP, held: { Availability: 200n * REP }, total: MEMBER, debt: 0n, pendingDividends: 0n,
		});
		assert.deepEqual([await experts.totalOffered(CONSTITUTION), await experts.offersCount(CONSTITUTION)], [200n * REP, 1]);
	});

	// Protects: terms are read as they were written; the service's deposit is held from its owner.
	test('member should open a service', { timeout: 30_000 }, async () => {
		const { experts, alice } = on;
		service = await openService(on, alice, CONSTITUTION, job);
		assert.deepEqual(await experts.service(service), {
			owner: alice.address, domain: CONSTITUTION, terms: job, version: 0, closed: false, requests: 0,
		});
		assert.ok((await tokenHolds(on, alice.address))['Business.ServiceDeposit'], 'no deposit');
	});

	// Protects: the customer's fee is escrowed, to the unit, with the price of the draws that there
	// may be, and nothing else is spent; the brief is there for experts.
	test('customer should order it and the fee be held', { timeout: 30_000 }, async () => {
		const { experts, customer } = on;
		const [before] = await tokens(on, [customer.address]);
		const ordered = await order(on, customer, service, FEE);
		request = ordered.request;

		const holds = await tokenHolds(on, customer.address);
		assert.equal(holds['Business.Fee'], FEE + prepaid(job));
		assert.ok(holds['Business.RequestDeposit'], 'no deposit');
		assert.deepEqual(await tokens(on, [customer.address]), [before as bigint - ordered.fee]);
		const found = await experts.requestInfo(request);
		assert.deepEqual(found?.state, {
			type: 'Requested',
			since: ordered.blockNumber,
			drawAt: ordered.blockNumber + 2,
			givesUpAt: ordered.blockNumber + job.work.drawPeriod,
		});
		assert.deepEqual([found?.brief, found?.fee, found?.prepaid, found?.terms], ['ipfs://brief', FEE, prepaid(job), job.work]);
		assert.deepEqual(await experts.requestsOf(customer.address), [request]);
	});

	// Protects: an expert is drawn by a later block's randomness and not before; the job's stake
	// moves off the offer, with no transfer. The customer pays the treasury for the draw.
	test('expert should be drawn in a later block', { timeout: 30_000 }, async () => {
		const { experts, bob } = on;
		const { state } = await experts.untilRequest(request, 'Assigned', sealing(on));
		const drawn = await untilEvent(on.api, 'business', 'Assigned', 1, (event) => event.request === request);
		const requested = (await untilEvent(on.api, 'business', 'Requested', 1, (event) => event.request === request)).block;

		assert.ok(drawn.block >= requested + 2, `ordered in ${requested}, drawn in ${drawn.block}`);
		assert.deepEqual(state, {
			type: 'Assigned', expert: bob.address, stake: { value: 50n * REP, era: 0 }, declineBy: drawn.block + 2,
			due: drawn.block + job.work.jobPeriod,
		});
		const { free, held, total } = await experts.standing(CONSTITUTION, bob.address);
		assert.deepEqual([free, held, total], [MEMBER - 200n * REP, { Availability: 150n * REP, Work: 50n * REP }, MEMBER]);
		const { amount, assigned } = (await experts.offerOf(CONSTITUTION, bob.address)) ?? {};
		assert.deepEqual([amount, assigned], [150n * REP, 1]);
		assert.deepEqual(await experts.waitingFor(bob.address), [request]);
		const { all } = await tokenChanges(on, drawn.block, [on.customer.address, TREASURY]);
		assert.deepEqual(all, [-DRAW_FEE, DRAW_FEE]);
		assert.equal((await tokenHolds(on, on.customer.address))['Business.Fee'], FEE + prepaid(job) - DRAW_FEE);
	});

	// Protects: who took on a job can't leave with its stake.
	test('offer should stay while a job is assigned', { timeout: 30_000 }, async () => {
		const { experts, bob } = on;
		await assertFails(send(on, experts.calls.withdraw(CONSTITUTION), bob), 'availability', 'JobAssigned');
	});

	// Protects: evidence is a post by the expert, whose id a dapp knows beforehand. A pool opens on
	// it with the expert's stake in favour. That is no support, and none of its REP can judge.
	test('evidence should open a pool with the expert\'s stake', { timeout: 30_000 }, async () => {
		const { experts, bob, charlie } = on;
		cited = await write(on, charlie, CONSTITUTION, 'what it builds on');
		const citations = [{ post: cited, weight: 200_000 }];
		const submitted = await submitEvidence(on, bob, request, 'the work', citations);
		({ pool, post: evidence, blockNumber: submittedAt } = submitted);

		assert.equal(evidence, experts.evidenceId(CONSTITUTION, bob.address, 'the work', citations));
		const post = await experts.postInfo(evidence);
		assert.deepEqual([post?.authors, post?.poster, post?.content], [[[bob.address, MILLION]], bob.address, 'the work']);
		assert.deepEqual(post?.citations, [{ post: cited, weight: 200_000, balance: 0n }]);
		assert.deepEqual([post?.value, post?.pins], [0n, 1]);

		const found = await experts.pool(pool);
		assert.deepEqual([found?.worker, found?.post, found?.params], [bob.address, evidence, job.work.pool]);
		assert.deepEqual([found?.fee, found?.mint, found?.ayes, found?.nays], [FEE, 100n * REP, 50n * REP, 0n]);
		assert.deepEqual([found?.phase, found?.stakesUntil], [{ type: 'Open' }, submittedAt + job.work.pool.duration]);
		assert.deepEqual([found?.bond, found?.base], [50n * REP, SUPPLY - MEMBER]);
		assert.deepEqual([found?.need, found?.quorumLacks, found?.verdict], [75n * REP, 75n * REP, 'NotQuorate']);
		assert.deepEqual((await experts.vote(pool, bob.address))?.choice, { type: 'Open', value: 'Aye' });
		const { held, total } = await experts.standing(CONSTITUTION, bob.address);
		assert.deepEqual([held, total], [{ Availability: 150n * REP, Pool: 50n * REP }, MEMBER]);
		assert.deepEqual(await experts.waitingFor(bob.address), []);
	});

	// Protects: the customer's view is there for voters; it is said once, and by nobody else.
	test('customer should remark once', { timeout: 30_000 }, async () => {
		const { experts, customer, outsider } = on;
		const remark = experts.calls.remark(request, 'Satisfied', 'as ordered');
		await assertFails(send(on, remark, outsider), 'business', 'NotCustomer');
		await send(on, remark, customer);
		assert.deepEqual((await experts.requestInfo(request))?.remark, { verdict: 'Satisfied', note: 'as ordered' });
		await assertFails(send(on, remark, customer), 'business', 'AlreadyRemarked');
	});

	// Protects: while stakes are taken, voters see what they stand to win and lose.
	test('experts should vote and see what is at stake', { timeout: 30_000 }, async () => {
		const { experts, bob, charlie, dave } = on;
		await send(on, experts.calls.stake(pool, 'Aye', 90n * REP), charlie);
		await send(on, experts.calls.stake(pool, 'Nay', 40n * REP), dave);

		const found = await experts.pool(pool);
		assert.deepEqual([found?.ayes, found?.nays, found?.quorumLacks, found?.voters], [140n * REP, 40n * REP, 0n, 3]);
		const verdict = 'Passed';
		// The voters' half of 100 REP, by 50 : 90, and a tenth of what Dave staked.
		assert.deepEqual(await experts.preview(pool, bob.address), { verdict, burned: 0n, minted: 17_857_142_857n, returned: 50n * REP });
		assert.deepEqual(await experts.preview(pool, charlie.address), { verdict, burned: 0n, minted: 32_142_857_142n, returned: 90n * REP });
		assert.deepEqual(await experts.preview(pool, dave.address), { verdict, burned: 4n * REP, minted: 0n, returned: 36n * REP });
	});

	// Protects: to the unit, the fee goes half to the worker and half to the body, and nothing of
	// it is lost on the way.
	test('fee should be split when the pool passes', { timeout: 60_000 }, async () => {
		const { experts, bob, customer } = on;
		const decided = await untilDecided(on, pool, submittedAt);
		assert.equal(decided.block, submittedAt + job.work.pool.duration);
		assert.deepEqual(decided, {
			pool,
			post: evidence,
			verdict: 'Passed',
			ayes: { value: 140n * REP, era: 0 },
			nays: { value: 40n * REP, era: 0 },
			standing: { value: 0n, era: 0 },
			unrevealed: { value: 0n, era: 0 },
			bond: { value: 50n * REP, era: 0 },
			base: { value: SUPPLY - MEMBER, era: 0 },
			minted: { value: 50n * REP, era: 0 },
			toPost: { value: 50n * REP, era: 0 },
			block: decided.block,
		});
		const events = await eventsOf(on.api, decided.block);
		assert.deepEqual(theEvent(events, 'business', 'Completed'), {
			request, customer: customer.address, expert: bob.address, paid: { worker: FEE / 2n, holders: FEE / 2n, treasury: 0n },
		});
		const { all } = await tokenChanges(on, decided.block, [customer.address, bob.address, palletAccount('wtn/divi')]);
		assert.deepEqual(all, [-FEE, FEE / 2n, FEE / 2n]);
		assert.deepEqual(await tokenHolds(on, customer.address), {}, 'fee and deposit are held no more');
		assert.equal(await experts.requestInfo(request), null);
		assert.equal((await experts.service(service))?.requests, 0);
	});

	// Protects: every amount of REP, to the unit: stakes, the voters' part, and the loser's loss.
	// The post's part goes along its citation to its authors, and the rounding to the post.
	test('reputation should be minted and stakes come back', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, dave } = on;
		const settled = await untilSettled(on, pool, submittedAt);
		assert.equal(settled.toPost.value, 1n, 'what rounding left');

		const expected = {
			bob: MEMBER + 17_857_142_857n + 40n * REP + 1n,
			charlie: MEMBER + 32_142_857_142n + 10n * REP,
			dave: MEMBER - 4n * REP,
		};
		assert.deepEqual(await totals(on, CONSTITUTION, [alice, bob, charlie, dave]), [
			MEMBER, expected.bob, expected.charlie, expected.dave,
		]);
		assert.equal(await supplyOf(on, CONSTITUTION), SUPPLY + 96n * REP, 'what Dave lost is burned');
		const { free, held } = await experts.standing(CONSTITUTION, bob.address);
		assert.deepEqual([free, held], [expected.bob - 150n * REP, { Availability: 150n * REP }]);
		assert.deepEqual((await experts.standing(CONSTITUTION, dave.address)).held, {});
		assert.equal(await experts.pool(pool), null);
		assert.equal((await experts.offerOf(CONSTITUTION, bob.address))?.assigned, 0);
	});

	// Protects: "why does this account have this REP?" is answered by events and by the posts
	// themselves.
	test('audit trail should tell where the reputation came from', { timeout: 30_000 }, async () => {
		const { experts, bob, charlie } = on;
		const blocks = Array.from({ length: await bestBlock(on) - submittedAt }, (_, index) => submittedAt + index + 1);
		const events = (await Promise.all(blocks.map((block) => eventsOf(on.api, block)))).flat();
		const era = 0;
		assert.deepEqual(findEvents(events, 'forum', 'Donated'), [
			{ pool, from: evidence, to: cited, amount: { value: 10n * REP, era }, depth: 1 },
		]);
		const earned = findEvents(events, 'forum', 'Earned').map(({ post, author, amount }) => [post, author, amount.value]);
		assert.deepEqual(new Set(earned.map(String)), new Set([
			[evidence, bob.address, 40n * REP], [cited, charlie.address, 10n * REP], [evidence, bob.address, 1n],
		].map(String)));

		const [post, source] = [await experts.postInfo(evidence), await experts.postInfo(cited)];
		assert.deepEqual([post?.value, post?.received, post?.pins], [40n * REP + 1n, 50n * REP + 1n, 0]);
		assert.deepEqual(post?.citations, [{ post: cited, weight: 200_000, balance: 10n * REP }]);
		assert.deepEqual([source?.value, source?.received, source?.citedBy], [10n * REP, 0n, 1]);
		assert.equal(await experts.edge(evidence, cited), 10n * REP);
		assert.deepEqual(await experts.conservation(CONSTITUTION), {
			putIn: 50n * REP + 1n, reserved: 0n, leached: 0n, owed: 0n, minted: 50n * REP + 1n, incinerated: 0n, queued: 0n,
		});
	});

	// Protects: every holder has its part of the body's half, by its REP when the fee was paid, and
	// anyone can have it paid out.
	test('dividends should be claimed for anyone by anyone', { timeout: 30_000 }, async () => {
		const { experts, eve, outsider } = on;
		const each = dividend(FEE / 2n, SUPPLY, MEMBER);
		assert.equal(each, 8_333_333_333n);
		for (const { address } of [on.alice, on.bob, on.charlie, on.dave, eve, on.ferdie]) {
			assert.equal((await experts.standing(CONSTITUTION, address)).pendingDividends, each);
		}
		const [before] = await tokens(on, [eve.address]);
		const { events } = await send(on, experts.calls.claimDividends(CONSTITUTION, eve.address), outsider);
		assert.deepEqual(theEvent(events, 'reputation', 'DividendClaimed'), { domain: CONSTITUTION, who: eve.address, amount: each });
		assert.deepEqual(await tokens(on, [eve.address]), [before as bigint + each]);
		assert.equal((await experts.standing(CONSTITUTION, eve.address)).pendingDividends, 0n);
		await assertFails(send(on, experts.calls.claimDividends(CONSTITUTION, eve.address), outsider), 'reputation', 'NothingToClaim');
		const domain = await experts.domain(CONSTITUTION);
		assert.deepEqual([domain?.paidIn, domain?.claimed], [FEE / 2n, each]);
	});

	// Protects: an expert gets what it offered back when it has nothing to do.
	test('offer should be withdrawn after the job', { timeout: 30_000 }, async () => {
		const { experts, bob } = on;
		await send(on, experts.calls.withdraw(CONSTITUTION), bob);
		const { free, held, total } = await experts.standing(CONSTITUTION, bob.address);
		assert.deepEqual([held, free], [{}, total]);
		assert.equal(await experts.offerOf(CONSTITUTION, bob.address), null);
		assert.deepEqual(await tokenHolds(on, bob.address).then(({ 'Availability.OfferDeposit': deposit }) => deposit), undefined);
	});

	// Protects: nobody judges its own work: a worker's stake counts for the win ratio and is paid
	// like a vote, but no more of its REP is taken, and others must support the work.
	test('worker should not judge its own work', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const domain = await makeBody(on, [[alice, 900n * REP], [bob, 100n * REP]]);
		const service = await openService(on, alice, domain, terms({ stakePerJob: 25n * REP }));
		await offer(on, bob, domain, 100n * REP);
		const { request } = await orderDrawn(on, customer, service, 10n * WIT);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'mine');
		for (const side of ['Aye', 'Nay'] as const) {
			await assertFails(send(on, experts.calls.stake(pool, side, 50n * REP), bob), 'validationPool', 'OwnWork');
		}
		assert.equal(await experts.countable(pool, bob.address), 0n);
		assert.equal((await experts.poolsOpenTo(bob.address)).some((open) => open.pool === pool), false);
		await send(on, experts.calls.stake(pool, 'Aye', 90n * REP), alice);

		assert.equal((await experts.vote(pool, bob.address))?.amount, 25n * REP);
		const { verdict } = await untilDecided(on, pool, blockNumber);
		await untilSettled(on, pool, blockNumber);
		assert.equal(verdict, 'Passed', 'a tenth of Alice\'s REP is the quorum');
		// 5 REP to the voters, by 90 : 25, and 5 REP to the post with the unit that rounding
		// leaves.
		assert.deepEqual(await totals(on, domain, [alice, bob]), [903_913_043_478n, 106_086_956_522n]);
	});

	// Protects: when everyone has voted nobody waits: the stake that is the last pays the worker in
	// its own block.
	test('last possible stake should complete the job at once', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const domain = await makeBody(on, [[alice, 900n * REP], [bob, 100n * REP]]);
		const service = await openService(on, alice, domain, terms({ stakePerJob: 25n * REP }));
		await offer(on, bob, domain, 100n * REP);
		const { request } = await orderDrawn(on, customer, service, 10n * WIT);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'seen by all');
		const { events, ...included } = await send(on, experts.calls.stake(pool, 'Aye', 900n * REP), alice);
		assert.ok(included.blockNumber < blockNumber + POOL.duration);
		assert.equal(theEvent(events, 'validationPool', 'Decided').verdict, 'Passed');
		assert.deepEqual(theEvent(events, 'business', 'Completed').paid, { worker: 5n * WIT, holders: 5n * WIT, treasury: 0n });
		await untilSettled(on, pool, blockNumber);
		// 5 REP to the voters, by 900 : 25, and 5 REP to the post with the unit that rounding
		// leaves.
		assert.deepEqual(await totals(on, domain, [alice, bob]), [904_864_864_864n, 105_135_135_136n]);
	});

	// Protects: work can be given away: nothing is paid and nothing minted, and the evidence is
	// judged all the same.
	test('work for nothing should be judged like any other', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer } = on;
		const domain = await makeBody(on, [[alice, 900n * REP], [bob, 100n * REP]]);
		const service = await openService(on, alice, domain, { ...terms({ stakePerJob: 25n * REP }), minFee: 0n });
		await offer(on, bob, domain, 100n * REP);
		const { request } = await orderDrawn(on, customer, service, 0n);
		const { pool, post, blockNumber } = await submitEvidence(on, bob, request, 'a gift');
		await send(on, experts.calls.stake(pool, 'Aye', 90n * REP), alice);
		const { block, verdict } = await untilDecided(on, pool, blockNumber);
		const { paid } = theEvent(await eventsOf(on.api, block), 'business', 'Completed');
		assert.deepEqual([verdict, paid], ['Passed', { worker: 0n, holders: 0n, treasury: 0n }]);
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, domain, [alice, bob]), [900n * REP, 100n * REP]);
		assert.equal((await experts.postInfo(post))?.received, 0n);
	});

	// Protects: an expert who orders work of its own body is a customer like any other, even if the
	// draw is its own. It gets the worker's half back and pays the body the other.
	test('customer should be an expert of the same body', { timeout: 60_000 }, async () => {
		const { experts, alice, charlie } = on;
		const domain = await makeBody(on, [[alice, 500n * REP], [charlie, 500n * REP]]);
		const service = await openService(on, alice, domain);
		await offer(on, charlie, domain, 200n * REP);
		const { request, expert } = await orderDrawn(on, charlie, service, 10n * WIT);
		assert.equal(expert, charlie.address);
		const { pool, blockNumber } = await submitEvidence(on, charlie, request, 'for myself');
		await send(on, experts.calls.stake(pool, 'Aye', 150n * REP), alice);

		const decided = await untilDecided(on, pool, blockNumber);
		const { all } = await tokenChanges(on, decided.block, [charlie.address]);
		assert.deepEqual(all, [-5n * WIT]);
		await untilSettled(on, pool, blockNumber);
		// 5 REP to the post, and 5 REP to the voters, by 50 : 150.
		assert.deepEqual(await totals(on, domain, [alice, charlie]), [503_750_000_000n, 506_250_000_000n]);
		const each = dividend(5n * WIT, 1_000n * REP, 500n * REP);
		assert.equal((await experts.standing(domain, charlie.address)).pendingDividends, each);
	});

	// Protects: a body of one can work. When all of its REP is the worker's nobody can judge: the
	// work passes, and nobody waits for the pool's end.
	test('work should pass in the next block in a body of one expert', { timeout: 60_000 }, async () => {
		const { experts, dave, customer } = on;
		const domain = await makeBody(on, [[dave, 50n * REP]]);
		const service = await openService(on, dave, domain, terms({ stakePerJob: 10n * REP }));
		await offer(on, dave, domain, 50n * REP);
		const { request } = await orderDrawn(on, customer, service, 10n * WIT);
		const { pool, blockNumber } = await submitEvidence(on, dave, request, 'alone');
		assert.equal((await experts.pool(pool))?.stakesUntil, blockNumber + 1);

		const { block, verdict } = await untilDecided(on, pool, blockNumber);
		assert.deepEqual([block, verdict], [blockNumber + 1, 'Passed']);
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, domain, [dave]), [60n * REP]);
		const { held, pendingDividends } = await experts.standing(domain, dave.address);
		assert.deepEqual([held, pendingDividends], [{ Availability: 40n * REP }, dividend(5n * WIT, 50n * REP, 50n * REP)]);
	});

	// Protects: who offers more is drawn more often, and one who offers less than a job needs is
	// not.
	test('offers should be drawn by what they offer', { timeout: 120_000 }, async () => {
		const { experts, alice, bob, charlie, dave, customer } = on;
		const domain = await makeBody(on, [[alice, 500n * REP], [bob, 250n * REP], [charlie, 125n * REP], [dave, 125n * REP]]);
		const service = await openService(on, alice, domain, terms({ stakePerJob: REP }));
		const [bobs, charlies] = [100n * REP, 100n * REP];
		await offer(on, bob, domain, bobs);
		await offer(on, charlie, domain, charlies);
		await offer(on, dave, domain, REP / 2n);
		for (const expert of [bob, charlie]) {
			await send(on, experts.calls.setMaxJobs(domain, 12), expert);
		}
		const chances = await Promise.all([bob, charlie, dave].map(async ({ address }) => (await experts.offerOf(domain, address))?.chance));
		assert.deepEqual(chances, [498_753, 498_753, 2_493]);

		const requests: RequestId[] = [];
		for (let index = 0; index < 12; index++) {
			requests.push((await order(on, customer, service, 10n * WIT)).request);
		}
		await advanceTo(on, await bestBlock(on) + 3);
		const drawnExperts = await Promise.all(requests.map(async (request) => {
			const state = (await experts.requestInfo(request))?.state;
			assert.ok(state?.type === 'Assigned', `request ${request} is ${state?.type}`);
			return state.expert;
		}));
		// That all twelve are one of both has a chance of 1 in 2048.
		assert.deepEqual(new Set(drawnExperts), new Set([bob.address, charlie.address]));
		const drawn = drawnExperts.filter((expert) => expert === bob.address).length;
		assert.equal((await experts.offerOf(domain, bob.address))?.amount, bobs - BigInt(drawn) * REP);
		assert.deepEqual((await experts.waitingFor(bob.address)).length, drawn);
		assert.equal((await experts.offerOf(domain, bob.address))?.assigned, drawn);
		await assertFails(send(on, experts.calls.cancel(requests[0] as RequestId), customer), 'business', 'AlreadyAssigned');

		// Lists are read in pages.
		const listed = await experts.requestsOf(customer.address, null, 5);
		while (listed.length < requests.length) {
			const page = await experts.requestsOf(customer.address, listed.at(-1), 5);
			assert.ok(page.length > 0 && page.length <= 5, `a page of ${page.length}`);
			listed.push(...page);
		}
		assert.deepEqual(new Set(listed), new Set(requests));
		assert.deepEqual(await experts.requestsOf(customer.address, listed.at(-1), 5), []);
	});

	// Protects: terms change only for later requests, and a closed service takes none; those that
	// are under way go on to the end.
	test('service should change and close without touching requests under way', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer, outsider } = on;
		const domain = await makeBody(on, [[alice, 500n * REP], [bob, 500n * REP]]);
		const service = await openService(on, alice, domain);
		await offer(on, bob, domain, 200n * REP);
		const { request } = await orderDrawn(on, customer, service, 10n * WIT);
		const dearer = { ...TERMS, minFee: 20n * WIT, work: { ...TERMS.work, pool: { ...POOL, quorum: MILLION } } };
		await assertFails(send(on, experts.calls.updateService(service, dearer), outsider), 'business', 'NotOwner');
		await send(on, experts.calls.updateService(service, dearer), alice);
		await assertFails(order(on, customer, service, 10n * WIT), 'business', 'FeeTooLow');
		assert.deepEqual((await experts.requestInfo(request))?.terms, TERMS.work);

		await assertFails(send(on, experts.calls.closeService(service), outsider), 'business', 'NotOwner');
		await send(on, experts.calls.closeService(service), alice);
		assert.equal((await experts.service(service))?.closed, true);
		await assertFails(order(on, customer, service, 20n * WIT), 'business', 'ServiceClosed');

		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'under way');
		await send(on, experts.calls.stake(pool, 'Aye', 500n * REP), alice);
		const { block } = await untilDecided(on, pool, blockNumber);
		assert.ok(findEvents(await eventsOf(on.api, block), 'business', 'ServiceRemoved').length === 1);
		assert.equal(await experts.service(service), null);
		await propagated(on);
		assert.equal(await supplyOf(on, domain), 1_010n * REP);
	});
});
