import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { Result } from '../../../scripts/demo/report.ts';
import {
	type Address, type ChainEvent, type EventName, type EventSection, WIT, account, eventsOf, finalizedHead, findEvents,
} from '@witan/client/chain';
import { Experts, REP } from '@witan/client/experts';
import { freePort, runScript, temporaryFolder } from '../../../scripts/lib/node.ts';
import { dividend, tokens, totals } from '../../lib/scenes.ts';
import { sharedNode } from '../../lib/suite.ts';

/** The development chain's domain 0, whose members Alice to Ferdie have as much REP each. */
const CONSTITUTION = 0;
const MEMBER = 1_000n * REP;
/**
 * The REP of Alice to Ferdie after a tour on a fresh chain: the amounts that it reports as won,
 * lost and earned.
 */
const AFTER_TOUR = [
	MEMBER, MEMBER + 52_500_000_000n, MEMBER + 25n * REP, MEMBER - 5n * REP, MEMBER + 22_500_000_000n, MEMBER,
];
/** The time for a program to end: several times what it takes on two cores. */
const PROGRAM_TIMEOUT_MS = 90_000;
const FAST = ['--sealing', 'interval=500'];

/** One line of the tour's report. */
interface Told {
	block: number;
	/** The event, in words; for a transaction without the rest. */
	words: string;
	/** The cost and the signer of a transaction. */
	paid?: { fee: bigint; by: string };
}

/** Returns an amount, as programs print it, in units. */
function units(text: string): bigint {
	const [whole = '', decimals = ''] = text.split('.');
	return BigInt(whole + decimals.padEnd(9, '0'));
}

function readTour(stdout: string): Told[] {
	return stdout.split('\n').filter(Boolean).map((line) => {
		const [, block, words, fee] = /^block (\d+): (.*?)(?:; the fee was ([\d.]+) WIT; final [\d.]+ s after it was sent)?$/.exec(line) ?? [];
		assert.ok(block && words, `what is this line of the tour?\n${line}`);
		const by = /^\w+/.exec(words)?.[0] ?? '';
		return { block: Number(block), words, ...fee && { paid: { fee: units(fee), by } } };
	});
}

/** Packages that lie in a folder, and others, with their dependencies. */
interface Packages {
	own: Record<string, string[]>;
	others: Record<string, string[]>;
}

const LIBRARIES = Array.from({ length: 20 }, (_, index) => `lib-${String(index + 1).padStart(2, '0')}`);
/**
 * Packages, among them one with more dependencies than a post may cite, one that none depends on,
 * and one at the depth limit.
 */
const PACKAGES: Packages = {
	own: { app: LIBRARIES },
	others: {
		stray: ['base', 'lib-01'],
		base: ['deep'],
		deep: ['deepest'],
		deepest: [],
		...Object.fromEntries(LIBRARIES.map((name) => [name, []])),
	},
};
const NAMES = Object.keys({ ...PACKAGES.own, ...PACKAGES.others });
/**
 * REP that each earns with half of the 100 REP that are minted for each root, except for rounding.
 * Half stays, and the other half goes on in equal parts. `app` passes it by two posts that stand
 * between.
 */
const EARNS: Record<string, number> = {
	app: 25, stray: 25, base: 6.25, deep: 3.125, deepest: 3.125,
	...Object.fromEntries(LIBRARIES.map((name) => [name, 1.25])),
	'lib-01': 12.5 + 1.25,
};
/** Units that rounding may add. */
const ROUNDING = 20n;

function lockOf({ own, others }: Packages): string {
	const entry = (source: string) => ([name, dependencies]: [string, string[]]) => (
		`[[package]]\nname = "${name}"\nversion = "1.0.0"\n${source}dependencies = [${dependencies.map((each) => `"${each}"`).join(', ')}]\n`
	);
	const registry = 'source = "registry+https://example.org/index"\n';
	return ['version = 4\n', ...Object.entries(own).map(entry('')), ...Object.entries(others).map(entry(registry))].join('\n');
}

/** Writes a lock file. Returns its path. */
function writeLock(text: string): string {
	const path = join(temporaryFolder(), 'Cargo.lock');
	writeFileSync(path, text);
	return path;
}

/**
 * Checks that each package earned what it should, and that all of them together earned the whole.
 */
function assertShares(earned: Map<string, bigint>, all: bigint): void {
	assert.deepEqual([...earned.keys()].sort(), [...NAMES].sort());
	for (const [name, amount] of earned) {
		const more = amount - BigInt(EARNS[name] as number * 1e9);
		assert.ok(more >= 0n && more <= ROUNDING, `${name} earned ${amount}, ${more} more than its share`);
	}
	const ranked = [...earned.values()];
	assert.deepEqual(ranked, [...ranked].sort((a, b) => Number(b - a)), 'who earned most comes first');
	assert.equal(ranked.reduce((sum, each) => sum + each, 0n), all);
}

describe('programs that show a running chain', () => {
	const on = sharedNode({ args: FAST }) as ReturnType<typeof sharedNode> & { experts: Experts; grace: KeyringPair };
	before(async () => {
		on.experts = new Experts(on.api);
		on.grace = await account('//Grace');
	});

	// Protects: what `scripts/run` plays goes through, and whatever it tells is what the chain did,
	// to the unit: nobody's first impression is wrong.
	test('tour should play a job and tell what the chain did', { timeout: 120_000 }, async () => {
		const { api, experts, node, alice, bob, charlie, dave, eve, ferdie, grace } = on;
		const customers = [bob, charlie, dave, eve, grace].map(({ address }) => address);
		const owned = await tokens(on, customers);
		const { code, stdout, stderr } = await runScript('tour.ts', [node.ws], PROGRAM_TIMEOUT_MS);
		assert.equal(code, 0, stdout + stderr);
		const told = readTour(stdout);
		const final = (await finalizedHead(api)).number.toNumber();
		assert.ok(told.every(({ block }) => block >= 1 && block <= final), `told of blocks that are not final, the last of which is ${final}`);

		/** Returns the one line that says this, and an event of its block. */
		const step = async <S extends EventSection, N extends EventName<S>>(
			words: string | RegExp,
			section: S,
			name: N,
			matches: (event: ChainEvent<S, N>) => boolean = () => true,
		) => {
			const [line, ...more] = told.filter((each) => (typeof words === 'string' ? each.words === words : words.test(each.words)));
			assert.ok(line && more.length === 0, `the tour does not say once: ${words}\n${stdout}`);
			const event = findEvents(await eventsOf(on.api, line.block), section, name).find(matches);
			assert.ok(event, `block ${line.block} has no such ${section}.${name}: ${line.words}`);
			return { ...line, event };
		};
		assert.equal(told[0]?.words, 'Alice sent 200 WIT to Grace');
		const { service } = (await step(/^Alice opened a service: ".+" for 100 WIT, with 50 REP of the expert at stake$/, 'business', 'ServiceOpened')).event;
		const offered = await step('Bob staked 200 REP, held from now on, on being drawn for work', 'availability', 'Offered');
		assert.deepEqual([offered.event.who, offered.event.stake.value], [bob.address, 200n * REP]);
		const source = (await step(/^Charlie posted ".+"$/, 'forum', 'Posted')).event.post;
		const ordered = await step('Grace ordered it; 100 WIT are held until the work is judged, and 0.19 WIT for draws', 'business', 'Requested');
		const { request, customer, fee } = ordered.event;
		assert.deepEqual([customer, fee], [grace.address, 100n * WIT]);
		const drawn = await step('the draw fell on Bob; 50 REP of the offer are at stake for this work now', 'business', 'Assigned');
		assert.deepEqual([drawn.event.request, drawn.event.expert, drawn.event.stake.value], [request, bob.address, 50n * REP]);
		const submitted = await step(/^Bob submitted the evidence, post 0x\w{8}…, which gives a fifth of what it earns to Charlie's;/, 'business', 'Submitted');
		const { post } = submitted.event;
		assert.ok(submitted.words.includes(`post ${post.slice(0, 10)}…`), submitted.words);
		const { pool } = (await step(submitted.words, 'business', 'Validating', (event) => event.request === request)).event;
		for (const [who, name, amount, side, words] of [
			[charlie, 'Charlie', 60n, 'Aye', 'for'], [eve, 'Eve', 90n, 'Aye', 'for'], [dave, 'Dave', 50n, 'Nay', 'against'],
		] as const) {
			const { event } = await step(`${name} staked ${amount} REP ${words} it`, 'validationPool', 'Staked', (event) => event.who === who.address);
			assert.deepEqual([event.pool, event.side, event.total.value], [pool, side, amount * REP]);
		}
		await step('Grace, who is no voter, said that the work is as ordered', 'business', 'Remarked', (event) => event.request === request);
		const { event: decided, block } = await step(
			'the pool passed the evidence: 200 REP for it and 50 REP against, of 5000 REP that can judge',
			'validationPool', 'Decided', (event) => event.pool === pool,
		);
		assert.deepEqual([decided.verdict, decided.ayes.value, decided.nays.value, decided.base.value], ['Passed', 200n * REP, 50n * REP, 5n * MEMBER]);
		const completed = await step('of the fee, 50 WIT went to Bob and 50 WIT to all who hold REP, by what they hold', 'business', 'Completed');
		assert.deepEqual([completed.block, completed.event.paid], [block, { worker: 50n * WIT, holders: 50n * WIT, treasury: 0n }]);

		// 100 REP are minted, half to the voters and half to the post. The tenth that Dave loses is
		// burned.
		const settled = (who: KeyringPair) => (event: ChainEvent<'validationPool', 'VoteSettled'>) => event.pool === pool && event.who === who.address;
		for (const [who, words] of [
			[bob, 'Bob had 50 REP of the stake back and won 12.5 REP'],
			[charlie, 'Charlie had 60 REP of the stake back and won 15 REP'],
			[eve, 'Eve had 90 REP of the stake back and won 22.5 REP'],
			[dave, 'Dave had 45 REP of the stake back and lost 5 REP'],
		] as const) {
			await step(words, 'validationPool', 'VoteSettled', settled(who));
		}
		const earned = (at: string, author: Address) => (event: ChainEvent<'forum', 'Earned'>) => event.post === at && event.author === author;
		await step(`Bob earned 40 REP as the author of post ${post.slice(0, 10)}…`, 'forum', 'Earned', earned(post, bob.address));
		await step(`Charlie earned 10 REP as the author of post ${source.slice(0, 10)}…`, 'forum', 'Earned', earned(source, charlie.address));
		const claimed = await step(/^Alice had Dave's dividends paid out: [\d.]+ WIT$/, 'reputation', 'DividendClaimed');
		const dividends = units(/([\d.]+) WIT$/.exec(claimed.words)?.[1] ?? '');
		assert.deepEqual([dividends, claimed.event.amount], [dividend(50n * WIT, 6n * MEMBER, MEMBER), dividends]);
		const ended = await step('Bob withdrew the rest of the offer, and 150 REP are free again', 'availability', 'OfferEnded');
		assert.deepEqual([ended.event.who, ended.event.stake.value], [bob.address, 150n * REP]);
		await step('Alice closed the service, and its deposit is free again', 'business', 'ServiceRemoved', (event) => event.service === service);
		assert.equal(told.length, 22, `the tour tells of more than was looked at:\n${stdout}`);

		// What the chain has at the end is what was told, and nothing is left under way.
		assert.deepEqual(await totals(on, CONSTITUTION, [alice, bob, charlie, dave, eve, ferdie]), AFTER_TOUR);
		const { supply, paidIn, claimed: paidOut } = (await experts.domain(CONSTITUTION)) ?? {};
		assert.deepEqual([supply, paidIn, paidOut], [6n * MEMBER + 95n * REP, 50n * WIT, dividends]);
		const received: Record<string, bigint> = { Bob: 50n * WIT, Charlie: 0n, Dave: dividends, Eve: 0n, Grace: 200n * WIT - 100n * WIT - WIT / 100n };
		const changes = Object.entries(received).map(([name, amount]) => (
			told.reduce((sum, { paid }) => sum - (paid?.by === name ? paid.fee : 0n), amount)
		));
		assert.deepEqual((await tokens(on, customers)).map((now, index) => now - (owned[index] as bigint)), changes);
		assert.deepEqual(
			[await experts.service(service), await experts.requestInfo(request), await experts.pool(pool), await experts.offerOf(CONSTITUTION, bob.address)],
			[null, null, null, null],
		);
		assert.deepEqual([(await experts.standing(CONSTITUTION, bob.address)).held, await experts.queueLength()], [{}, 0n]);
	});

	// Protects: `scripts/run` plays it again on the chain that it kept.
	test('tour should be played again on the same chain', { timeout: 120_000 }, async () => {
		const { code, stdout, stderr } = await runScript('tour.ts', [on.node.ws], PROGRAM_TIMEOUT_MS);
		assert.equal(code, 0, stdout + stderr);
		const told = readTour(stdout).map(({ words }) => words);
		assert.ok(!told.some((words) => words.startsWith('Charlie posted')), 'the post on which it builds is there');
		assert.equal(told.length, 21, stdout);
		assert.equal((await on.experts.domain(CONSTITUTION))?.supply, 6n * MEMBER + 190n * REP);
	});

	// Protects: the demonstration works on a chain that has been used, and what its ranking says is
	// what the packages' accounts have.
	test('demonstration should rank what accounts have on a running chain', { timeout: 120_000 }, async () => {
		const { experts, node } = on;
		const lock = writeLock(lockOf(PACKAGES));
		const { code, stdout, stderr } = await runScript('demo-citations.ts', ['--lock', lock, '--top', '30', '--ws', node.ws], PROGRAM_TIMEOUT_MS);
		assert.equal(code, 0, stdout + stderr);
		assert.match(stdout, /^27 posts, 2 of them between .*; 27 made now/m);
		assert.match(stdout, /^No REP was made or lost, to the unit\.$/m);
		const earned = new Map([...stdout.matchAll(/^ +([\d.]+) +[\d.]+ {2}(\S+)$/gm)].map(([, amount = '', name = '']) => [name, units(amount)]));
		assertShares(earned, units(/^ +earned by authors +([\d.]+) REP, by 25 packages$/m.exec(stdout)?.[1] ?? ''));
		const keys = await Promise.all([...earned.keys()].map((name) => account(`//package//${name}`)));
		assert.deepEqual(await totals({ experts }, CONSTITUTION, keys), [...earned.values()]);
	});

	// Protects: the command of the documents checks the chain that it is given.
	test('invariants should hold after all of it', { timeout: 60_000 }, async () => {
		const { code, stdout, stderr } = await runScript('check-invariants.ts', [on.node.ws, '--at', 'finalized'], PROGRAM_TIMEOUT_MS);
		assert.equal(code, 0, stdout + stderr);
		assert.match(stdout, /^at block 0x[0-9a-f]{64}\n[^]*\nall \d+ hold\n$/);
	});
});

describe('tour of a chain that makes blocks on demand', () => {
	const on = sharedNode({ args: ['--sealing', 'instant'] });

	// Protects: `scripts/run -- --sealing instant`: where no block comes unasked, the tour asks for
	// those that it waits for.
	test('tour should not wait for blocks that never come', { timeout: 120_000 }, async () => {
		const { api, node, alice, bob, charlie, dave, eve, ferdie } = on;
		const { code, stdout, stderr } = await runScript('tour.ts', [node.ws], PROGRAM_TIMEOUT_MS);
		assert.equal(code, 0, stdout + stderr);
		assert.equal(readTour(stdout).length, 22, stdout);
		const members = [alice, bob, charlie, dave, eve, ferdie];
		assert.deepEqual(await totals({ experts: new Experts(api) }, CONSTITUTION, members), AFTER_TOUR);
	});
});

describe('programs that show a chain of their own', () => {
	// Protects: without any chain the demonstration starts one, proves that no REP is made or lost,
	// and leaves nothing behind.
	test('demonstration should prove that totals conserve', { timeout: 120_000 }, async () => {
		const temporary = temporaryFolder();
		const lock = writeLock(lockOf(PACKAGES));
		const { code, stdout, stderr } = await runScript('demo-citations.ts', ['--lock', lock, '--top', '30', '--json', ...FAST], PROGRAM_TIMEOUT_MS, temporary);
		assert.equal(code, 0, stdout + stderr);
		const { packages, dependencies, dropped, posts, roots, minted, depth, top, totals, equations } = JSON.parse(stdout) as Result;
		assert.deepEqual([packages, dependencies, dropped, roots], [25, 24, [], ['app 1.0.0', 'stray 1.0.0']]);
		assert.deepEqual([posts.all, posts.between, posts.made], [27, 2, 27]);
		assert.deepEqual([minted, depth], ['200.000000000', { limit: 3, reached: 25, stopped: '0.000000000' }]);

		assertShares(new Map(top.map(({ package: name, earned }) => [name, units(earned)])), units(totals.earned));
		assert.equal(units(totals.toPosts), units(totals.earned) + units(totals.incinerated));
		assert.deepEqual([totals.incinerated, totals.earners], ['0.000000000', 25]);
		assert.ok(equations.length >= 10, `${equations.length} equations`);
		assert.deepEqual(equations.filter(({ left, right, holds }) => !holds || left !== right), []);
		assert.deepEqual(readdirSync(temporary).filter((name) => name.startsWith('witan-')), [], 'its node\'s data is left behind');
	});
});

describe('programs that are given something wrong', () => {
	const missing = join(temporaryFolder(), 'Cargo.lock');

	// Protects: who gives the demonstration a broken file is told what is wrong with it, before
	// anything is started.
	for (const [what, lock, error] of [
		['no lock file', () => writeLock('[package]\nname = "app"\n'), /Cargo\.lock is no lock file: there is no \[\[package\]\]/],
		['a lock file that is cut off', () => writeLock(lockOf(PACKAGES).slice(0, -9)), /Cargo\.lock is no lock file: Invalid TOML document/],
		['a dependency that is not there', () => writeLock(lockOf({ own: { app: ['gone'] }, others: {} })), /is no lock file: the dependency "gone" fits 0 packages/],
		['a file that is not there', () => missing, /no such file or directory, open '.*Cargo\.lock'/],
	] as const) {
		test(`demonstration should say so of ${what}`, { timeout: 60_000 }, async () => {
			const temporary = temporaryFolder();
			const { code, stdout, stderr } = await runScript('demo-citations.ts', ['--lock', lock()], PROGRAM_TIMEOUT_MS, temporary);
			assert.deepEqual([code, stdout], [2, ''], stderr);
			assert.match(stderr, error);
			assert.match(stderr, /^the demonstration stopped: /);
			assert.doesNotMatch(stderr, /^\s+at .*:\d+/m, 'a stack');
			assert.deepEqual(readdirSync(temporary).filter((name) => name.startsWith('witan-')), [], 'a node was started');
		});
	}

	// Protects: a program that has no chain says which, and its exit code does so, too.
	test('programs should say that there is no chain', { timeout: 60_000 }, async () => {
		const ws = `ws://127.0.0.1:${await freePort()}`;
		const tour = await runScript('tour.ts', [ws], PROGRAM_TIMEOUT_MS);
		assert.deepEqual([tour.code, tour.stdout], [1, ''], tour.stderr);
		assert.match(tour.stderr, /the tour stopped: .+/);
		const check = await runScript('check-invariants.ts', [ws], PROGRAM_TIMEOUT_MS);
		assert.deepEqual([check.code, check.stdout], [2, ''], check.stderr);
		assert.match(check.stderr, /the invariants could not be checked: .+/);
		const usage = await runScript('tour.ts', ['127.0.0.1:9944'], PROGRAM_TIMEOUT_MS);
		assert.deepEqual([usage.code, usage.stderr], [2, 'usage: tour.ts WS_URL, for example ws://127.0.0.1:9944\n']);
	});
});
