import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { REP } from '@witan/client/experts';
import {
	CONSTITUTION_MINTING, DAY, DRAW, MINTING, type Purchase, QUORUM, WIN_RATIO, bait, buy, cancels, depositsOf, mintable, need, rootQuorum,
	takesRoot, verdict, waitingSteps,
} from '../../scripts/attack/costs.ts';
import { parseOptions } from '../../scripts/attack/options.ts';
import { describe as describeRows, holds } from '../../scripts/attack/report.ts';

const DOC = readFileSync(new URL('../../docs/attacks.md', import.meta.url), 'utf8');
const SUPPLY = 6_000n * REP;
const HOURLY = 24;

/** Returns the cell of the guide's table under "now" in the row that begins so. */
function now(row: string): string {
	const line = DOC.split('\n').find((each) => each.startsWith(`| ${row}`));
	assert.ok(line, `docs/attacks.md has no row "${row}"`);
	return line.split('|').at(-2)?.trim() ?? '';
}

/** Returns a number as the guide writes it. */
function text(number: number): string {
	return `${number}`.replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
}

function purchase(changes: Partial<Purchase>): { wit: number; days: number } {
	return buy({ supply: SUPPLY, owned: 0n, wanted: 500_000, minting: MINTING, budget: 'sponsor', feesADay: HOURLY, ...changes });
}

describe('what attacks cost', () => {
	// Protects: the guide's table of who takes the chain is what the rules of votes say.
	test('should be in the guide for every part that wants the chain', () => {
		for (const attacker of [15, 20, 40]) {
			const cells = [5, 10, 20, 30, 40, 60].map((others) => takesRoot(attacker, others)).map((days) => days === null ? 'no' : `${days} days`);
			assert.ok(DOC.includes(`| ${attacker} %, now | ${cells.join(' | ')} |`), `${attacker} %: ${cells.join(' | ')}`);
		}
	});

	// Protects: the guide's prices and times of REP are those of the bucket and its quarter for one
	// fee.
	test('should be in the guide for who buys', () => {
		const first = purchase({ wanted: 200_000, minting: CONSTITUTION_MINTING });
		assert.equal(now('buy a fifth of domain 0'), `${text(Math.round(first.wit))} WIT and ${Math.round(first.days)} days, and 7 days until it votes`);
		const [jobs, sponsor] = [purchase({ budget: 'job' }), purchase({})];
		assert.equal(now('buy half of another domain'), [
			`${text(Math.round(jobs.wit))} WIT and ${Math.round(jobs.days)} days by jobs`,
			`${text(Math.round(sponsor.wit))} WIT and ${Math.round(sponsor.days)} days as a sponsor`,
		].join(', '));
		const small = purchase({ supply: 10n * REP, owned: REP });
		assert.equal(now('buy half of a domain of 10 REP'), `${small.wit.toFixed(1)} WIT and ${Math.round(small.days)} days`);
		// Close to what the integral of the price says: (1 - s) for each part of the supply.
		assert.ok(Math.abs(first.wit - 6_000 * Math.log(1 / 0.8)) < 1);
		assert.ok(Math.abs(sponsor.wit - 6_000 * Math.log(2)) < 7);
	});

	// Protects: the guide's least part that undoes a ratification, and that keeps one.
	test('should be in the guide for who cancels', () => {
		const base = 100n * REP;
		const least = Array.from({ length: 100 }, (_, part) => part).find((part) => cancels(BigInt(part) * REP, 25n * REP, base));
		assert.equal(now('undo what 25 % ratified'), `${least} %`);
		for (let [attacker, others] = [1, 1]; attacker < 100; others = others < 99 ? others + 1 : 1, attacker += others === 1 ? 1 : 0) {
			const cancelled = cancels(BigInt(others) * REP, BigInt(attacker) * REP, base);
			assert.equal(!cancelled, attacker > others || others < 10, `${attacker} % against ${others} %`);
		}
		assert.equal(now('keep what one has ratified'), 'A > h, or h < 10 %');
	});

	// Protects: the guide's prices of floods, baits, draws and steps are the formulas'.
	test('should be in the guide for floods and baits', () => {
		assert.equal(now('open 20 votes'), `${text(depositsOf(20))} WIT; ${text(depositsOf(100))} WIT`);
		const { rejecting, passing, lost } = bait(100n * REP, 400n * REP, SUPPLY);
		assert.equal(now('sponsor\'s bait'), [
			`+${rejecting / REP} REP, or +${passing / REP} as author of a post that passes`,
			` they lose ${lost / REP}: what the fee buys anyway`,
		].join(';'));
		assert.ok(DOC.includes(`at most ${mintable(0n, SUPPLY, MINTING, 'sponsor') / REP} REP against a sponsor's fee`));
		assert.equal(now('128 idle draws'), `${(128 * DRAW).toFixed(2)} WIT`);
		assert.equal(now('steps of propagation'), `${waitingSteps(3)}, and the rewards`);
		assert.equal(now('choose the expert'), `${(100 * 60 / (60 + 19 * 50)).toFixed(1)} %`);
	});
});

describe('the formulas of what attacks cost', () => {
	// Protects: they are the chain's: rows 1, 2 and 4 of the worked verdicts, and the levels of a
	// bucket, as the pallets' own tests have them.
	test('should be those of the pallets', () => {
		const base = 1_000n * REP;
		const simple = { quorum: 100_000, rejectionQuorum: 100_000, winRatio: 500_000 };
		const governance = { quorum: QUORUM, rejectionQuorum: QUORUM, winRatio: WIN_RATIO };
		const cases: [typeof simple, bigint, bigint, string][] = [
			[simple, 100n * REP, 100n * REP, 'Passed'], [simple, 100n * REP, 100n * REP + 1n, 'Rejected'], [simple, 100n * REP - 1n, 0n, 'NotQuorate'],
			[simple, 0n, 100n * REP, 'Rejected'], [simple, 60n * REP, 60n * REP, 'NotQuorate'],
			[governance, 140n * REP, 0n, 'NotQuorate'], [governance, 140n * REP, 65n * REP, 'NotQuorate'], [governance, 200n * REP, 100n * REP, 'Passed'],
			[governance, 200n * REP, 101n * REP, 'NotQuorate'], [governance, 200n * REP, 250n * REP, 'Rejected'],
		];
		cases.forEach(([bars, ayes, nays, expected]) => assert.equal(verdict(bars, ayes, nays, base), expected, `${ayes} to ${nays}`));
		assert.equal(need(0, base), 1n);
		assert.deepEqual([3, 9, 15].map(rootQuorum), [400_000, 300_000, 200_000]);
		assert.equal(mintable(0n, 1_000_000n, MINTING, 'sponsor'), 12_500n);
		assert.equal(mintable(12_500n, 1_000_000n, MINTING, 'sponsor'), 9_375n);
		assert.equal(mintable(21_875n, 1_000_000n, MINTING, 'job'), 19_531n);
		assert.equal(DAY, 28_800);
	});
});

describe('the table of played attacks', () => {
	// Protects: an attack that pays is seen, and fails the program.
	test('should say which attack pays and why', () => {
		const row = { number: 3, name: 'a', before: 'b', now: 'c', checks: [{ says: 'nobody gains', holds: true }] };
		assert.ok(holds(row));
		assert.match(describeRows([row]), /No attack pays/);
		const paying = { ...row, checks: [...row.checks, { says: 'nobody loses', holds: false }] };
		assert.ok(!holds(paying));
		assert.match(describeRows([row, paying]), /FAILED: attack 3: nobody loses\nAN ATTACK PAYS/);
	});

	// Protects: a mistyped option is refused, and does not play something else.
	test('should be asked for with options that make sense', () => {
		assert.deepEqual(parseOptions(['--only', '1,4', '--pools', '100']), { pools: 100, orders: 100, only: [1, 4], json: false });
		assert.equal(parseOptions(['--help']), undefined);
		for (const args of [['--only', '7'], ['--only', ''], ['--pools', '0'], ['--orders', 'many'], ['--unknown']]) {
			assert.throws(() => parseOptions(args));
		}
	});
});
