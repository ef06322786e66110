import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { Codec } from '@polkadot/types/types';
import { WIT, account, findEvents, plain, theEvent, untilEvent } from '@witan/client/chain';
import { type DomainId, type DomainParameters, MILLION, REP, type Standing } from '@witan/client/experts';
import {
	PARAMETERS, POOL, type Stage, advance, advanceTo, assertFails, bestBlock, dividend, makeBody, makePost, offer, openPool, openService,
	order, propagated, reward, sealing, send, stage, tokenChanges, tokenHolds, tokens, totals, untilDecided, untilSettled, write,
} from '../../lib/scenes.ts';

const DAY = 28_800;

/** Returns the id of the next domain. */
async function nextDomain({ api }: Stage): Promise<number> {
	return plain(await api.query['domains']?.['nextDomain']?.() as Codec) as number;
}

/** Returns the REP of a domain and of some of its members as of one block. */
async function asOf({ api, experts }: Stage, block: number, domain: DomainId, members: KeyringPair[]) {
	const then = await experts.at((await api.rpc.chain.getBlockHash(block)).toHex());
	const found = await then.domain(domain);
	assert.ok(found, `domain ${domain}`);
	const standings = await Promise.all(members.map(({ address }) => then.standing(domain, address)));
	return { ...found, standings, sum: standings.reduce((sum, { total }) => sum + total, 0n) };
}

describe('reputation', () => {
	const on = stage();

	// Protects: anyone founds a body, for a deposit; it starts empty and with the chain's
	// parameters.
	test('anyone should make a domain', { timeout: 30_000 }, async () => {
		const { experts, outsider } = on;
		const { blockNumber, events } = await send(on, experts.calls.createDomain('Geologists – https://example.org', 1_000), outsider);
		const { domain, founder, halfLife } = theEvent(events, 'domains', 'DomainCreated');
		assert.deepEqual([founder, halfLife], [outsider.address, 1_000]);
		assert.deepEqual(await experts.domain(domain), {
			founder: outsider.address,
			metadata: 'Geologists – https://example.org',
			halfLife: 1_000,
			parameters: {
				pool: {
					minDuration: 28_800,
					maxDuration: 864_000,
					minQuorum: MILLION / 10,
					maxQuorum: 666_666,
					minWinRatio: MILLION / 2,
					maxWinRatio: 3 * MILLION / 4,
					minBinding: MILLION / 10,
					maxBinding: MILLION,
				},
				work: {
					minFee: WIT,
					minPeriod: 28_800,
					maxNoShowPenalty: MILLION / 5,
					open: true,
					maxStake: 100n * REP,
					minOffer: REP,
					noShowShare: MILLION / 20,
					rejectedShare: MILLION / 10,
				},
				governance: { duration: 3 * 28_800, quorum: MILLION / 5, winRatio: 666_666, age: 0 },
				mintingRatio: MILLION,
				authorShare: MILLION / 2,
				feeSplit: { worker: MILLION / 2, holders: MILLION / 2, treasury: 0 },
				minting: { depth: MILLION / 10, rate: MILLION / 50 },
			},
			supply: 0n,
			shares: { value: 0n, era: 0 },
			era: 0,
			eraStart: blockNumber,
			accounts: 0n,
			paidIn: 0n,
			claimed: 0n,
			snapshot: null,
		});
		assert.ok((await tokenHolds(on, outsider.address))['Domains.Domain'], 'no deposit');
		assert.equal(await experts.domain(domain + 1), null);
		assert.deepEqual(await experts.parameters(domain), (await experts.domain(domain))?.parameters);
		assert.equal(await experts.parameters(domain + 1), null);
		await assertFails(send(on, experts.calls.createDomain('', 0), outsider), 'reputation', 'HalfLifeZero');
	});

	// Protects: a founder whose parameters could not work is told what is wrong with them, and no
	// domain and no deposit come of it.
	test('domain that can not be should be refused by name', { timeout: 60_000 }, async () => {
		const { experts, outsider } = on;
		const [holds, next] = [await tokenHolds(on, outsider.address), await nextDomain(on)];
		const { pool, work, governance } = PARAMETERS;
		const wrong: [Partial<DomainParameters>, string][] = [
			[{ authorShare: MILLION + 1 }, 'RatioOutOfRange'],
			[{ pool: { ...pool, maxBinding: MILLION + 1 } }, 'RatioOutOfRange'],
			[{ pool: { ...pool, minWinRatio: MILLION / 2, maxWinRatio: MILLION / 2 - 1 } }, 'RatioOutOfRange'],
			[{ work: { ...work, maxNoShowPenalty: MILLION + 1 } }, 'RatioOutOfRange'],
			[{ governance: { ...governance, quorum: 0 } }, 'RatioOutOfRange'],
			[{ pool: { ...pool, minDuration: 0 } }, 'DurationOutOfRange'],
			[{ pool: { ...pool, maxDuration: pool.minDuration - 1 } }, 'DurationOutOfRange'],
			[{ pool: { ...pool, maxDuration: 90 * DAY + 1 } }, 'DurationOutOfRange'],
			[{ work: { ...work, minPeriod: 0 } }, 'DurationOutOfRange'],
			[{ governance: { ...governance, duration: pool.maxDuration / 2 + 1 } }, 'DurationOutOfRange'],
			[{ governance: { ...governance, age: pool.maxDuration / 4 + 1 } }, 'DurationOutOfRange'],
			[{ feeSplit: { worker: MILLION / 2, holders: MILLION / 2, treasury: 1 } }, 'FeeSplitNotWhole'],
			[{ feeSplit: { worker: MILLION, holders: 0xffff_ffff, treasury: 1 } }, 'FeeSplitNotWhole'],
		];
		for (const [changes, error] of wrong) {
			const create = experts.calls.createDomain('can not be', null, { ...PARAMETERS, ...changes });
			await assertFails(send(on, create, outsider), 'domains', error);
		}
		assert.deepEqual([await tokenHolds(on, outsider.address), await nextDomain(on)], [holds, next]);

		const { events } = await send(on, experts.calls.createDomain('lasts as long as any', 0xffff_ffff, PARAMETERS), outsider);
		assert.equal(theEvent(events, 'domains', 'DomainCreated').domain, next);
	});

	// Protects: reputation stays with who earned it: there is no call that moves it.
	test('there should be no call that transfers reputation', () => {
		assert.deepEqual(Object.keys(on.api.tx['reputation'] ?? {}), ['claimDividends']);
	});

	// Protects: an account's share of a fee follows its REP when the fee was paid, staked or not,
	// whatever it does after. It is paid once.
	test('dividends should follow what was held when they were paid', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, outsider } = on;
		const domain = await makeBody(on, [[alice, 600n * REP], [bob, 400n * REP]]);
		await offer(on, bob, domain, 300n * REP);
		const post = await write(on, charlie, domain, 'worth a fee');
		const pay = async (fee: bigint) => {
			const { pool, blockNumber } = await openPool(on, outsider, post, POOL, fee);
			await send(on, experts.calls.stake(pool, 'Aye', 200n * REP), alice);
			await untilSettled(on, pool, blockNumber);
		};
		await pay(50n * WIT);
		// 25 REP each to Alice, the only voter, and to Charlie, the author.
		assert.deepEqual(await totals(on, domain, [alice, bob, charlie]), [625n * REP, 400n * REP, 25n * REP]);
		await pay(70n * WIT);
		const first = [600n, 400n, 0n].map((held) => dividend(50n * WIT, 1_000n * REP, held * REP));
		const second = [625n, 400n, 25n].map((held) => dividend(70n * WIT, 1_050n * REP, held * REP));
		const pending = await Promise.all([alice, bob, charlie].map(async ({ address }) => (
			(await experts.standing(domain, address)).pendingDividends
		)));
		pending.forEach((amount, index) => {
			const least = (first[index] as bigint) + (second[index] as bigint);
			assert.ok(amount >= least && amount <= least + 1n, `${amount} for account ${index}, expected ${least} and the sum of fractions`);
		});

		const [before] = await tokens(on, [bob.address]);
		await send(on, experts.calls.claimDividends(domain, bob.address), outsider);
		assert.deepEqual(await tokens(on, [bob.address]), [before as bigint + (pending[1] as bigint)]);
		await assertFails(send(on, experts.calls.claimDividends(domain, bob.address), outsider), 'reputation', 'NothingToClaim');
		await assertFails(send(on, experts.calls.claimDividends(domain, outsider.address), outsider), 'reputation', 'NothingToClaim');
		await assertFails(send(on, experts.calls.claimDividends(99, bob.address), outsider), 'reputation', 'UnknownDomain');
		const { paidIn, claimed } = (await experts.domain(domain)) ?? {};
		assert.deepEqual([paidIn, claimed], [120n * WIT, pending[1]]);
	});

	// Protects: what is too little to make an account of is not lost: it waits until it is enough.
	test('dividends that an account can not receive should wait', { timeout: 60_000 }, async () => {
		const { experts, alice, outsider } = on;
		const penniless = await account('//penniless');
		const post = await makePost(on, alice, { domain: 0, authors: [[penniless.address, MILLION]], content: 'by somebody without tokens' });
		await reward(on, outsider, post, REP);
		const other = await write(on, alice, 0, 'worth a fee');
		const claim = experts.calls.claimDividends(0, penniless.address);
		// A reward costs twice as many tokens, and mints as much to the voter.
		await reward(on, outsider, other, WIT);
		const first = dividend(2n * WIT, 6_002n * REP, REP);
		assert.equal((await experts.standing(0, penniless.address)).pendingDividends, first);
		await assertFails(send(on, claim, outsider), 'Token', 'BelowMinimum');
		assert.equal((await experts.standing(0, penniless.address)).pendingDividends, first);

		await reward(on, outsider, other, 10n * WIT);
		await send(on, claim, outsider);
		const [received] = await tokens(on, [penniless.address]) as [bigint];
		const sum = first + dividend(20n * WIT, 6_004n * REP, REP);
		assert.ok(received === sum || received === sum + 1n, `received ${received} of ${sum}`);
	});

	// Protects: every token that a body's members can claim is there, to the unit, and can be
	// claimed.
	test('dividends should all be claimable', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, outsider } = on;
		const members = [alice, bob, charlie];
		const domain = await makeBody(on, [[alice, 500n * REP], [bob, 250n * REP], [charlie, 250n * REP]]);
		const post = await write(on, outsider, domain, 'worth a fee that is hard to share');
		const { pool, blockNumber } = await openPool(on, outsider, post, POOL, 10n * WIT + 7n);
		await send(on, experts.calls.stake(pool, 'Aye', 100n * REP), alice);
		const { block } = await untilDecided(on, pool, blockNumber);
		assert.deepEqual((await tokenChanges(on, block, [outsider.address])).all, [-(10n * WIT + 7n)]);
		let paid = 0n;
		for (const { address } of members) {
			const { events } = await send(on, experts.calls.claimDividends(domain, address), outsider);
			paid += theEvent(events, 'reputation', 'DividendClaimed').amount;
		}
		const left = 10n * WIT + 7n - paid;
		assert.ok(left >= 0n && left <= 3n, `${left} units are left of what three members share`);
	});

	const HALF_LIFE = 4;
	/** Blocks of an era: a domain starts a new one after sixteen half-lives. */
	const ERA = 16 * HALF_LIFE;

	// Protects: REP halves in its half-life, free or held, without anyone's doing; supply and
	// balances by the same law.
	test('reputation should halve in its half-life, free or held', { timeout: 60_000 }, async () => {
		const { alice, bob } = on;
		const domain = await makeBody(on, [[alice, 600n * REP], [bob, 400n * REP]], HALF_LIFE);
		const { standings: [, free] } = await asOf(on, await bestBlock(on), domain, [alice, bob]);
		await offer(on, bob, domain, (free?.free ?? 0n) / 4n);
		const start = await bestBlock(on);
		await advance(on, 2 * HALF_LIFE);
		const history = await Promise.all(Array.from({ length: 2 * HALF_LIFE + 1 }, (_, age) => asOf(on, start + age, domain, [alice, bob])));

		for (const [age, now] of history.entries()) {
			assert.ok(now.sum <= now.supply && now.supply - now.sum <= 2n, `members have ${now.sum} of ${now.supply}`);
			assert.equal(now.shares.value, history[0]?.shares.value, 'nothing is written while REP decays');
			const before = history[age - 1];
			assert.ok(!before || now.supply < before.supply, `${now.supply} REP after ${before?.supply}`);
			const earlier = history[age - HALF_LIFE];
			if (earlier) {
				assert.equal(now.supply, earlier.supply / 2n);
				for (const [index, { free, held, total }] of now.standings.entries()) {
					const past: Standing | undefined = earlier.standings[index];
					assert.deepEqual([free, total], [(past?.free ?? 0n) / 2n, (past?.total ?? 0n) / 2n]);
					assert.equal(held['Availability'], past?.held['Availability'] && past.held['Availability'] / 2n);
				}
			}
		}
	});

	// Protects: a pool that is open while the ledger starts a new era is decided by the stakes in
	// the old one. Stakes come back, a tenth of the loser's is burned, and only rounding is between
	// the supply and its members.
	test('pool should outlive the end of an era', { timeout: 120_000 }, async () => {
		const { experts, alice, bob } = on;
		const members = [alice, bob];
		const domain = await makeBody(on, [[alice, 60_000n * REP], [bob, 40_000n * REP]], HALF_LIFE);
		const { eraStart } = await asOf(on, await bestBlock(on), domain, members);
		const post = await write(on, bob, domain, 'for long');
		const { pool, blockNumber } = await openPool(on, alice, post, { ...POOL, duration: ERA + 10 });
		const half = async (who: KeyringPair) => (await experts.standing(domain, who.address)).free / 2n;
		await send(on, experts.calls.stake(pool, 'Nay', await half(bob)), bob);
		await send(on, experts.calls.stake(pool, 'Aye', await half(alice)), alice);
		await advanceTo(on, eraStart + ERA);
		const before = await asOf(on, eraStart + ERA - HALF_LIFE, domain, members);
		assert.equal(before.era, 0);
		const after = await asOf(on, eraStart + ERA, domain, members);
		assert.deepEqual([after.era, after.eraStart], [1, eraStart + ERA], 'a read tells the new era before anyone has touched it');
		assert.ok(before.supply / 2n - after.supply <= 1n, `${before.supply} before, ${after.supply} a half-life later`);
		const open = await experts.pool(pool);
		assert.ok(open && open.ayes > 0n && open.nays > 0n && open.ayes + open.nays <= open.base);

		// A touch by Bob, who frees nothing of the pool by it.
		const { events } = await send(on, experts.calls.offer(domain, 1_000n, await bestBlock(on) + 100), bob);
		assert.deepEqual(findEvents(events, 'reputation', 'EraStarted'), [{ domain, era: 1 }]);
		const [alicesPart, bobsPart] = (await asOf(on, await bestBlock(on), domain, members)).standings as [Standing, Standing];

		const { verdict, ayes, nays, base } = await untilDecided(on, pool, blockNumber);
		assert.deepEqual([verdict, ayes.era, nays.era, base.era], ['Passed', 1, 1, 1]);
		await untilSettled(on, pool, blockNumber);
		const last = await asOf(on, await bestBlock(on), domain, members);
		assert.deepEqual(last.standings.map(({ held }) => Object.keys(held)), [[], ['Availability']]);
		assert.ok(last.supply >= last.sum && last.supply - last.sum <= 10n, `members have ${last.sum} of ${last.supply}`);
		// A tenth of Bob's stake was burned; decay changes nothing of the proportions.
		const lost = (bobsPart.held['Pool'] ?? 0n) / 10n;
		const [alices, bobs] = last.standings.map(({ total }) => total) as [bigint, bigint];
		const difference = alices * (bobsPart.total - lost) - bobs * alicesPart.total;
		const allowed = 20n * (alicesPart.total + bobsPart.total);
		assert.ok(difference <= allowed && -difference <= allowed, `Alice has ${alices}, Bob ${bobs}, who lost ${lost} of ${bobsPart.total}`);
	});

	// Protects: an offer made in an old era is drawn, ended and freed in a new one. Tokens earned
	// in the old one do not decay.
	test('offers and dividends should outlive the end of an era', { timeout: 120_000 }, async () => {
		const { experts, alice, bob, outsider } = on;
		const domain = await makeBody(on, [[alice, 60_000n * REP], [bob, 40_000n * REP]], HALF_LIFE);
		const { eraStart } = await asOf(on, await bestBlock(on), domain, []);
		const post = await write(on, outsider, domain, 'paid for early');
		const half = async (who: KeyringPair) => (await experts.standing(domain, who.address)).free / 2n;
		await send(on, experts.calls.offer(domain, await half(bob), eraStart + ERA + 12), bob);
		const { pool, blockNumber } = await openPool(on, outsider, post, { ...POOL, quorum: MILLION / 10 }, 100n * WIT);
		await send(on, experts.calls.stake(pool, 'Aye', await half(alice)), alice);
		await untilSettled(on, pool, blockNumber);
		const early = (await experts.standing(domain, bob.address)).pendingDividends;
		assert.ok(early > 0n && early < 100n * WIT, `${early}`);

		await advanceTo(on, eraStart + ERA + 1);
		const { held, free, pendingDividends } = await experts.standing(domain, bob.address);
		assert.equal(pendingDividends, early);
		assert.equal((await experts.offerOf(domain, bob.address))?.amount, held['Availability']);
		assert.ok((held['Availability'] ?? 0n) > 0n);
		const ended = await untilEvent(on.api, 'availability', 'OfferEnded', eraStart + ERA, ({ domain: of }) => of === domain, sealing(on));
		assert.deepEqual([ended.reason, ended.block], ['Expired', eraStart + ERA + 12]);
		const later = await experts.standing(domain, bob.address);
		assert.deepEqual(later.held, {});
		assert.ok(later.free > free / 8n && later.free === later.total, `${later.free} of ${later.total} is free`);
		const { events } = await send(on, experts.calls.claimDividends(domain, bob.address), outsider);
		assert.equal(theEvent(events, 'reputation', 'DividendClaimed').amount, early);
		await propagated(on);
	});

	// Protects: a body whose REP has all decayed is not stuck and not for the taking. Its stakes
	// and offers have no meaning any more, and its founder begins again.
	test('body whose reputation is gone should begin again with its founder', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, customer, outsider } = on;
		const domain = await makeBody(on, [[alice, 500n * REP], [bob, 500n * REP]], 1);
		const service = await openService(on, bob, domain);
		await send(on, experts.calls.offer(domain, (await experts.standing(domain, bob.address)).free / 4n, await bestBlock(on) + 200), bob);
		const post = await write(on, bob, domain, 'soon forgotten');
		const { pool, blockNumber } = await openPool(on, bob, post, { ...POOL, duration: 60 });
		await send(on, experts.calls.stake(pool, 'Nay', (await experts.standing(domain, alice.address)).free / 4n), alice);
		await untilSettled(on, pool, blockNumber);
		const { supply, era } = (await experts.domain(domain)) ?? {};
		assert.deepEqual([supply, era], [0n, 4]);
		const standings = await Promise.all([alice, bob].map(({ address }) => experts.standing(domain, address)));
		assert.deepEqual(standings.map(({ total, debt }) => [total, debt]), [[0n, 0n], [0n, 0n]]);

		const { verdict } = await untilEvent(on.api, 'validationPool', 'Decided', blockNumber, (event) => event.pool === pool);
		assert.equal(verdict, 'NotQuorate', 'nobody is left to have ratified it');
		await assertFails(order(on, customer, service, 10n * WIT), 'business', 'NoReputation');
		await assertFails(openPool(on, bob, post, POOL, WIT), 'validationPool', 'NotFounder');
		await send(on, experts.calls.withdraw(domain), bob);
		assert.deepEqual((await experts.standing(domain, bob.address)).held, {});
		const again = await openPool(on, alice, post, POOL, 10n * WIT);
		assert.equal(theEvent(again.events, 'validationPool', 'Decided').verdict, 'Passed');
		await propagated(on);
		const earned = await untilEvent(on.api, 'forum', 'Earned', again.blockNumber, (event) => event.pool === again.pool);
		assert.equal(earned.author, bob.address);
		assert.ok((await asOf(on, earned.block, domain, [bob])).sum > 0n);
		await assertFails(send(on, experts.calls.claimDividends(domain, bob.address), outsider), 'reputation', 'NothingToClaim');
	});
});
