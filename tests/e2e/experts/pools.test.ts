import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Keyring } from '@polkadot/keyring';
import { type Hex, WIT, eventsOf, findEvents, theEvent } from '@witan/client/chain';
import {
	type DomainId, INCINERATOR, MILLION, type PoolParams, type PostId, REP, commitHash, saltOf,
} from '@witan/client/experts';
import {
	POOL, type Stage, TREASURY, advance, advanceTo, assertFails, bestBlock, dividend, makeBody, makeDomain, offer, openPool, openService,
	orderDrawn, palletAccount, propagated, send, stage, submitEvidence, supplyOf, terms, tokenChanges, tokenHolds, tokens,
	totals, untilDecided, untilSettled, write,
} from '../../lib/scenes.ts';

const FEE = 100n * WIT;
const DEPOSIT = WIT;
const SECRET: PoolParams = { ...POOL, secrecy: { type: 'CommitReveal', revealPeriod: 10 } };

/** Makes a body of Alice (400 REP), Bob, Charlie and Dave (200 REP each), with a post of Dave's. */
async function body(on: Stage): Promise<{ domain: DomainId; post: PostId }> {
	const { alice, bob, charlie, dave } = on;
	const domain = await makeBody(on, [[alice, 400n * REP], [bob, 200n * REP], [charlie, 200n * REP], [dave, 200n * REP]]);
	return { domain, post: await write(on, dave, domain, 'a claim') };
}

describe('pools', () => {
	const on = stage();

	// Protects: a sponsor's pool. Its fee goes to the body, REP to voters and author, and every
	// unit of rounding to the post. The deposit comes back. Who loses loses what the domain says,
	// not the opener, and it is nobody's gain.
	test('sponsor\'s pool should pay voters, post and holders when it passes', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, dave, outsider } = on;
		const { domain, post } = await body(on);
		const { pool, blockNumber } = await openPool(on, outsider, post, { ...POOL, binding: 300_001 }, FEE);
		assert.deepEqual(await tokenHolds(on, outsider.address), { 'ValidationPool.Deposit': DEPOSIT, 'ValidationPool.Fee': FEE });
		await send(on, experts.calls.stake(pool, 'Aye', 100n * REP), alice);
		await send(on, experts.calls.stake(pool, 'Aye', 50n * REP), bob);
		const told = await experts.previewStake(pool, charlie.address, 'Nay', 70n * REP + 1n);
		await send(on, experts.calls.stake(pool, 'Nay', 70n * REP + 1n), charlie);
		const preview = await experts.preview(pool, charlie.address);

		const { block, verdict } = await untilDecided(on, pool, blockNumber);
		const { all } = await tokenChanges(on, block, [outsider.address, palletAccount('wtn/divi')]);
		assert.deepEqual([verdict, all], ['Passed', [-FEE, FEE]]);
		assert.deepEqual(await tokenHolds(on, outsider.address), {});
		const { toPost } = await untilSettled(on, pool, blockNumber);

		// A tenth of 70.000000001 REP, rounded up, is burned; the voters' 50 REP are won by 100 :
		// 50.
		const lost = 7_000_000_001n;
		assert.deepEqual(preview, { verdict: 'Passed', burned: lost, minted: 0n, returned: 70n * REP + 1n - lost });
		assert.deepEqual(told, preview);
		assert.equal(toPost.value, 1n, 'what rounding left');
		assert.deepEqual(await totals(on, domain, [alice, bob, charlie, dave]), [
			400n * REP + 33_333_333_333n, 200n * REP + 16_666_666_666n, 200n * REP - lost, 250n * REP + 1n,
		]);
		assert.equal(await supplyOf(on, domain), 1_100n * REP - lost);
		const { pendingDividends } = await experts.standing(domain, alice.address);
		assert.equal(pendingDividends, dividend(FEE, 1_000n * REP, 400n * REP));
	});

	// Protects: who rejects for a sponsor is paid for it by the fee alone, and the post is not.
	test('sponsor\'s pool should pay those who reject', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, dave, outsider } = on;
		const { domain, post } = await body(on);
		const params = { ...POOL, redistribute: false, winRatio: 666_667, binding: MILLION / 2 };
		const { pool, blockNumber } = await openPool(on, outsider, post, params, FEE);
		await send(on, experts.calls.stake(pool, 'Aye', 40n * REP), alice);
		await send(on, experts.calls.stake(pool, 'Nay', 40n * REP), bob);
		await send(on, experts.calls.stake(pool, 'Nay', 80n * REP), charlie);
		const { block, verdict, minted, toPost } = await untilDecided(on, pool, blockNumber);
		assert.deepEqual([verdict, minted.value, toPost.value], ['Rejected', 50n * REP, 0n]);
		const { all } = await tokenChanges(on, block, [outsider.address]);
		assert.deepEqual(all, [-FEE]);
		await untilSettled(on, pool, blockNumber);

		assert.deepEqual(await totals(on, domain, [alice, bob, charlie, dave]), [
			396n * REP, 216_666_666_666n, 233_333_333_333n, 200n * REP,
		]);
		assert.equal((await experts.postInfo(post))?.value, 0n);
		assert.equal((await experts.standing(domain, dave.address)).pendingDividends, dividend(FEE, 1_000n * REP, 200n * REP));
	});

	// Protects: exactly the win ratio is enough. One unit less passes nothing, and rejects only as
	// a majority. The fee counts on neither side: with halves of it three fifths would not win.
	test('win ratio should be met to the unit, by stakes alone', { timeout: 120_000 }, async () => {
		const { experts, alice, bob } = on;
		const { domain, post } = await body(on);
		for (const [winRatio, against, expected] of [
			[MILLION / 2, 150n * REP, 'Passed'], [MILLION / 2, 150n * REP + 1n, 'Rejected'],
			[600_000, 100n * REP, 'Passed'], [600_000, 100n * REP + 1n, 'NotQuorate'],
		] as const) {
			const { pool, blockNumber } = await openPool(on, alice, post, { ...POOL, winRatio }, FEE);
			await send(on, experts.calls.stake(pool, 'Aye', 150n * REP), alice);
			await send(on, experts.calls.stake(pool, 'Nay', against), bob);
			const { verdict } = await untilDecided(on, pool, blockNumber);
			assert.equal(verdict, expected);
			await untilSettled(on, pool, blockNumber);
		}
		// The two that pass mint 100 REP each, the rejected one 50. Losers lost a tenth: 15, 15 and
		// 10.
		assert.equal(await supplyOf(on, domain), 1_210n * REP);
	});

	// Protects: a quorum missed by one unit is missed: all stakes and the fee come back. So does
	// the deposit with half of the support, and with less it goes to the treasury. A quorum that is
	// met exactly is met.
	test('quorum should be met to the unit', { timeout: 60_000 }, async () => {
		const { experts, alice, outsider } = on;
		const { domain, post } = await body(on);
		const missed = await openPool(on, outsider, post, POOL, FEE);
		const unheard = await openPool(on, outsider, post, POOL, FEE);
		const met = await openPool(on, outsider, post, POOL, 0n);
		await send(on, experts.calls.stake(missed.pool, 'Aye', 100n * REP - 1n), alice);
		const { base, need, quorumLacks, verdict: sofar } = (await experts.pool(missed.pool)) ?? {};
		assert.deepEqual([base, need, quorumLacks, sofar], [1_000n * REP, 100n * REP, 1n, 'NotQuorate']);
		await send(on, experts.calls.stake(unheard.pool, 'Aye', 50n * REP - 1n), alice);
		await send(on, experts.calls.stake(met.pool, 'Aye', 100n * REP), alice);
		assert.equal((await experts.pool(met.pool))?.quorumLacks, 0n);

		for (const [{ pool, blockNumber }, end, lost] of [[missed, 'DepositReturned', 0n], [unheard, 'DepositForfeited', DEPOSIT]] as const) {
			const { block, verdict } = await untilDecided(on, pool, blockNumber);
			const { all } = await tokenChanges(on, block, [outsider.address, TREASURY]);
			assert.deepEqual([verdict, all], ['NotQuorate', [-lost, lost]]);
			const events = await eventsOf(on.api, block);
			assert.deepEqual(findEvents(events, 'validationPool', 'FeeReturned'), [{ pool, payer: outsider.address, fee: FEE }]);
			assert.deepEqual(findEvents(events, 'validationPool', end), [{ pool, opener: outsider.address, deposit: DEPOSIT }]);
		}
		assert.equal((await untilDecided(on, met.pool, met.blockNumber)).verdict, 'Passed');
		await untilSettled(on, met.pool, met.blockNumber);
		const { held, total } = await experts.standing(domain, alice.address);
		assert.deepEqual([held, total, await supplyOf(on, domain)], [{}, 400n * REP, 1_000n * REP]);
		assert.deepEqual(await tokenHolds(on, outsider.address), {});
	});

	// Protects: when everything is staked nobody waits: the call that stakes the last unit decides.
	test('pool should decide at once when all of the supply is staked', { timeout: 60_000 }, async () => {
		const { experts, alice, bob, charlie, dave } = on;
		const { domain, post } = await body(on);
		const { pool, blockNumber } = await openPool(on, alice, post, { ...POOL, duration: 1_000, quorum: 600_000 });
		await send(on, experts.calls.stake(pool, 'Aye', 400n * REP), alice);
		await send(on, experts.calls.stake(pool, 'Nay', 200n * REP), bob);
		await send(on, experts.calls.stake(pool, 'Aye', 200n * REP), charlie);
		const almost = await send(on, experts.calls.stake(pool, 'Nay', 200n * REP - 1n), dave);
		assert.deepEqual(findEvents(almost.events, 'validationPool', 'Decided'), []);
		const last = await send(on, experts.calls.stake(pool, 'Nay', 1n), dave);
		const { verdict, ayes, nays } = theEvent(last.events, 'validationPool', 'Decided');
		assert.deepEqual([verdict, ayes.value, nays.value], ['Passed', 600n * REP, 400n * REP]);
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, domain, [alice, bob, charlie, dave]), [
			400n * REP, 180n * REP, 200n * REP, 180n * REP,
		]);
	});

	// Protects: nobody wins in the last block. A stake that turns the verdict late leaves a quarter
	// of the duration to answer. Near the end nothing turns into passing, and an objection leaves
	// the pool undecided.
	test('late turn should leave time to answer', { timeout: 60_000 }, async () => {
		const { experts, alice, bob } = on;
		const { domain, post } = await body(on);
		const { pool, blockNumber } = await openPool(on, alice, post, POOL);
		const until = async () => (await experts.pool(pool))?.stakesUntil;
		assert.deepEqual([await until(), (await experts.pool(pool))?.endsBy], [blockNumber + 10, blockNumber + 20]);
		for (const [after, who, side, amount, verdict, stakesUntil] of [
			[9, alice, 'Aye', 150n, 'Passed', 13], [12, bob, 'Nay', 160n, 'Rejected', 16],
			[15, alice, 'Aye', 20n, 'Passed', 19], [18, bob, 'Nay', 20n, 'Rejected', 20],
		] as const) {
			await advanceTo(on, blockNumber + after - 1);
			const staked = await send(on, experts.calls.stake(pool, side, amount * REP), who);
			assert.equal(staked.blockNumber, blockNumber + after);
			assert.deepEqual(findEvents(staked.events, 'validationPool', 'Extended'), [{ pool, verdict, stakesUntil: blockNumber + stakesUntil }]);
			assert.deepEqual([await until(), (await experts.pool(pool))?.verdict], [blockNumber + stakesUntil, after === 18 ? 'NotQuorate' : verdict]);
		}
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 20n * REP), alice), 'validationPool', 'TooLateToTurn');
		const { block, verdict } = await untilDecided(on, pool, blockNumber);
		assert.deepEqual([block, verdict], [blockNumber + 20, 'NotQuorate']);
		await untilSettled(on, pool, blockNumber);
		assert.deepEqual(await totals(on, domain, [alice, bob]), [400n * REP, 200n * REP]);
	});

	// Protects: nobody hedges: one side an account. A stake rises and never falls, and is spent on
	// nothing else meanwhile.
	test('account should stake on one side only, and more of it', { timeout: 60_000 }, async () => {
		const { experts, alice, outsider } = on;
		const { domain, post } = await body(on);
		const { pool } = await openPool(on, alice, post, POOL);
		await send(on, experts.calls.stake(pool, 'Aye', 10n * REP), alice);
		await assertFails(send(on, experts.calls.stake(pool, 'Nay', 10n * REP), alice), 'validationPool', 'OtherSide');
		const { events } = await send(on, experts.calls.stake(pool, 'Aye', 5n * REP), alice);
		const { stake, total } = theEvent(events, 'validationPool', 'Staked');
		assert.deepEqual([stake.value, total.value], [5n * REP, 15n * REP]);
		await assertFails(
			send(on, experts.calls.stake(pool, 'Aye', 385n * REP + 1n), alice), 'validationPool', 'NotEnoughReputation',
		);
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 1n), outsider), 'validationPool', 'NotAMember');
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 0n), alice), 'validationPool', 'ZeroStake');
		const tooMuch = experts.calls.offer(domain, 385n * REP + 1n, await bestBlock(on) + 100);
		await assertFails(send(on, tooMuch, alice), 'availability', 'NotEnoughReputation');
		assert.ok((await experts.openPools()).includes(pool));
		const openTo = async (who: string) => (await experts.poolsOpenTo(who)).find((open) => open.pool === pool);
		const mine = await openTo(alice.address);
		assert.deepEqual([mine?.info.ayes, mine?.vote?.amount], [15n * REP, 15n * REP]);
		assert.equal(await openTo(outsider.address), undefined);
		assert.deepEqual(await experts.preview(pool, outsider.address), null);
	});

	// Protects: anyone settles; not before it is due, and only once.
	test('anyone should settle a pool when it is due', { timeout: 60_000 }, async () => {
		const { experts, alice, outsider } = on;
		const { post } = await body(on);
		const { pool, blockNumber } = await openPool(on, alice, post, POOL);
		await send(on, experts.calls.stake(pool, 'Aye', 100n * REP), alice);
		const settle = experts.calls.settle(pool);
		await assertFails(send(on, settle, outsider), 'validationPool', 'NotDue');
		assert.equal(await advanceTo(on, blockNumber + 9), blockNumber + 9);
		const { events, ...included } = await send(on, settle, outsider);
		assert.equal(included.blockNumber, blockNumber + 10);
		assert.equal(theEvent(events, 'validationPool', 'Decided').verdict, 'Passed');
		assert.deepEqual(findEvents(events, 'validationPool', 'VoteSettled').map(({ who }) => who), [alice.address]);
		await assertFails(send(on, settle, outsider), 'validationPool', 'UnknownPool');
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', 1n), alice), 'validationPool', 'UnknownPool');
	});

	// Protects: votes end when they should: in the block of the pool's end a stake is too late.
	test('stake should be too late in the block until which stakes are taken', { timeout: 60_000 }, async () => {
		const { experts, alice } = on;
		const { post } = await body(on);
		const { pool, blockNumber } = await openPool(on, alice, post, POOL);
		assert.equal(await advanceTo(on, blockNumber + 9), blockNumber + 9);
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', REP), alice), 'validationPool', 'TooLate');
		assert.equal(await bestBlock(on), blockNumber + 10);
	});

	// Protects: each mistake in a pool's parameters has its name, and holds nothing.
	test('pools that can not be should be refused by name', { timeout: 60_000 }, async () => {
		const { experts, alice, bob } = on;
		const { post } = await body(on);
		const wrong: [PostId, PoolParams, bigint, string, string][] = [
			[`0x${'11'.repeat(32)}`, POOL, 0n, 'validationPool', 'UnknownPost'],
			[INCINERATOR, POOL, 0n, 'validationPool', 'UnknownPost'],
			[post, { ...POOL, duration: 9 }, 0n, 'validationPool', 'DurationOutOfBounds'],
			[post, { ...POOL, duration: 864_001 }, 0n, 'validationPool', 'DurationOutOfBounds'],
			[post, { ...POOL, quorum: 99_999 }, 0n, 'validationPool', 'QuorumOutOfBounds'],
			[post, { ...POOL, winRatio: 499_999 }, 0n, 'validationPool', 'WinRatioOutOfBounds'],
			[post, { ...POOL, binding: MILLION / 10 - 1 }, 0n, 'validationPool', 'BindingOutOfBounds'],
			[post, { ...POOL, binding: MILLION + 1 }, 0n, 'validationPool', 'RatioOutOfRange'],
			[post, { ...POOL, quorum: MILLION + 1 }, 0n, 'validationPool', 'RatioOutOfRange'],
			[post, { ...POOL, secrecy: { type: 'CommitReveal', revealPeriod: 9 } }, 0n, 'validationPool', 'RevealPeriodOutOfBounds'],
			[post, { ...POOL, governance: true }, 0n, 'validationPool', 'NotTheAuthor'],
			[post, POOL, 1n << 100n, 'validationPool', 'FeeTooHigh'],
			[post, POOL, 10_000_000n * WIT, 'Token', 'FundsUnavailable'],
		];
		const holds = await tokenHolds(on, bob.address);
		for (const [about, params, fee, module, error] of wrong) {
			await assertFails(send(on, experts.calls.openPool(about, params, fee), bob), module, error);
		}
		assert.deepEqual(await tokenHolds(on, bob.address), holds);
		await assertFails(send(on, experts.calls.stake(9_999n, 'Aye', REP), alice), 'validationPool', 'UnknownPool');
		await assertFails(send(on, experts.calls.settle(9_999n), alice), 'validationPool', 'UnknownPool');
		const empty = await makeDomain(on, alice);
		const early = await write(on, bob, empty, 'before anyone has REP');
		await assertFails(send(on, experts.calls.openPool(early, POOL), bob), 'validationPool', 'NotFounder');
	});

	// Protects: a client's hash is the chain's, and its salt comes from the account's key. Made
	// twice it is the same, and another for each pool and account.
	test('salt and hash should be made again from the account alone', { timeout: 30_000 }, async () => {
		const { api, alice, bob } = on;
		const salt = saltOf(alice, api, 7n);
		assert.equal(salt, saltOf(alice, api, 7n));
		assert.equal(new Set([salt, saltOf(alice, api, 8n), saltOf(bob, api, 7n)]).size, 3);
		// A signature is no salt: that of a wallet may be another each time.
		for (const type of ['ed25519', 'ecdsa'] as const) {
			assert.throws(() => saltOf(new Keyring({ type }).addFromUri('//Alice'), api, 7n), /makes no salt again/);
		}
		// In the state of the genesis block itself the chain does not know that block's hash.
		await advance(on);
		for (const [side, amount] of [['Aye', 1n], ['Nay', (1n << 79n) + 5n]] as const) {
			const hash = commitHash(api, { pool: 7n, who: alice.address, side, amount, salt });
			const asked = await api.call['validationPoolApi']?.['commitHash']?.(7n, alice.address, side, amount, salt);
			assert.equal(hash, asked?.toHex());
		}
	});

	// Protects: while stakes are taken nobody sees a side; shown in time it counts, whoever shows
	// it with the salt. Not shown the whole stake is lost, whatever it was.
	test('sides should count when they are revealed and lose when they are not', { timeout: 120_000 }, async () => {
		const { api, experts, alice, bob, charlie, dave, outsider } = on;
		const { domain, post } = await body(on);
		const { pool, blockNumber } = await openPool(on, alice, post, SECRET, FEE);
		const votes = [[alice, 'Aye', 100n * REP], [bob, 'Nay', 60n * REP], [charlie, 'Aye', 40n * REP]] as const;
		for (const [who, side, amount] of votes) {
			const hash = commitHash(api, { pool, who: who.address, side, amount, salt: saltOf(who, api, pool) });
			await send(on, experts.calls.commit(pool, hash, amount), who);
		}
		const committed = await experts.pool(pool);
		assert.deepEqual([committed?.ayes, committed?.nays, committed?.committed], [0n, 0n, 200n * REP]);
		assert.equal((await experts.vote(pool, alice.address))?.choice.type, 'Sealed');

		const reveal = (who: typeof alice, side: 'Aye' | 'Nay') => send(on, experts.calls.reveal(pool, side, saltOf(who, api, pool)), who);
		await assertFails(reveal(alice, 'Aye'), 'validationPool', 'TooEarly');
		await assertFails(send(on, experts.calls.stake(pool, 'Aye', REP), dave), 'validationPool', 'SidesAreSecret');
		await assertFails(send(on, experts.calls.commit(pool, post, REP), alice), 'validationPool', 'AlreadyCommitted');
		await assertFails(send(on, experts.calls.commit(pool, post, 0n), dave), 'validationPool', 'ZeroStake');
		assert.ok(await bestBlock(on) < blockNumber + 10);

		await advanceTo(on, blockNumber + 10);
		assert.equal((await experts.pool(pool))?.phase.type, 'Revealing');
		await assertFails(send(on, experts.calls.commit(pool, post, REP), dave), 'validationPool', 'TooLate');
		await assertFails(reveal(alice, 'Nay'), 'validationPool', 'HashMismatch');
		await assertFails(reveal(dave, 'Aye'), 'validationPool', 'NothingCommitted');
		await reveal(alice, 'Aye');
		await assertFails(reveal(alice, 'Aye'), 'validationPool', 'AlreadyRevealed');
		const forBob = (salt: Hex) => send(on, experts.calls.revealFor(pool, bob.address, 'Nay', salt), outsider);
		await assertFails(forBob(saltOf(alice, api, pool)), 'validationPool', 'HashMismatch');
		const { events } = await forBob(saltOf(bob, api, pool));
		assert.deepEqual(theEvent(events, 'validationPool', 'Revealed').who, bob.address);
		assert.deepEqual(await experts.preview(pool, charlie.address), { verdict: 'Passed', burned: 40n * REP, minted: 0n, returned: 0n });

		const { block, unrevealed, verdict } = await untilDecided(on, pool, blockNumber);
		assert.deepEqual([block, unrevealed.value, verdict], [blockNumber + 20, 40n * REP, 'Passed']);
		await untilSettled(on, pool, blockNumber);
		// 50 REP for the voters go to Alice, 50 REP to the post of Dave's. Bob loses a tenth,
		// Charlie all.
		assert.deepEqual(await totals(on, domain, [alice, bob, charlie, dave]), [450n * REP, 194n * REP, 160n * REP, 250n * REP]);
		await assertFails(reveal(charlie, 'Aye'), 'validationPool', 'UnknownPool');
	});

	// Protects: nobody undoes a quorum for nothing by keeping silent. If too few reveal their side
	// nothing is decided, but a stake that is not revealed is lost, whatever the pool's binding.
	test('unrevealed stake should be lost though the pool is not quorate', { timeout: 60_000 }, async () => {
		const { api, experts, alice, bob } = on;
		const { domain, post } = await body(on);
		const { pool, blockNumber } = await openPool(on, alice, post, { ...SECRET, binding: 200_000 });
		await send(on, experts.calls.commit(pool, post, 150n * REP), bob);
		await assertFails(send(on, experts.calls.reveal(pool, 'Aye', saltOf(bob, api, pool)), bob), 'validationPool', 'TooEarly');
		const { verdict } = await untilDecided(on, pool, blockNumber);
		assert.equal(verdict, 'NotQuorate', 'what is not shown counts for no quorum');
		await untilSettled(on, pool, blockNumber);
		const { held, total } = await experts.standing(domain, bob.address);
		assert.deepEqual([held, total], [{}, 50n * REP]);
	});

	// Protects: a job whose voters hide their sides: the worker's own is known, everyone else's is
	// not before the time.
	test('job should be judged in secret', { timeout: 60_000 }, async () => {
		const { api, experts, alice, bob, customer } = on;
		const { domain } = await body(on);
		const service = await openService(on, alice, domain, terms({ pool: SECRET }));
		await offer(on, bob, domain, 200n * REP);
		const { request } = await orderDrawn(on, customer, service, 20n * WIT);
		const { pool, blockNumber } = await submitEvidence(on, bob, request, 'in secret');
		const found = await experts.pool(pool);
		assert.deepEqual([found?.ayes, found?.committed, found?.revealsUntil], [50n * REP, 0n, blockNumber + 20]);
		const vote = { pool, who: alice.address, side: 'Nay', amount: 100n * REP, salt: saltOf(alice, api, pool) } as const;
		await send(on, experts.calls.commit(pool, commitHash(api, vote), vote.amount), alice);
		await advanceTo(on, blockNumber + 10);
		await send(on, experts.calls.reveal(pool, vote.side, vote.salt), alice);
		const [before] = await tokens(on, [customer.address]);
		const { verdict } = await untilDecided(on, pool, blockNumber);
		assert.equal(verdict, 'Rejected');
		await untilSettled(on, pool, blockNumber);
		// A tenth of the fee mints 2 REP, and of the 50 that Bob loses as many go to Alice.
		assert.deepEqual(await totals(on, domain, [alice, bob]), [404n * REP, 150n * REP]);
		assert.deepEqual(await tokens(on, [customer.address]), [before as bigint - 2n * WIT]);
		await propagated(on);
	});

	// Protects: a pool with open sides takes no commitments, so that nobody loses a stake that
	// could never be shown.
	test('commitments should be refused where sides are open', { timeout: 60_000 }, async () => {
		const { experts, alice } = on;
		const { post } = await body(on);
		const { pool } = await openPool(on, alice, post, POOL);
		await assertFails(send(on, experts.calls.commit(pool, post, REP), alice), 'validationPool', 'SidesAreOpen');
		await assertFails(send(on, experts.calls.reveal(pool, 'Aye', post), alice), 'validationPool', 'SidesAreOpen');
		await assertFails(send(on, experts.calls.commit(9_999n, post, REP), alice), 'validationPool', 'UnknownPool');
	});
});
