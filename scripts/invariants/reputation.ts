/** 1: the accounts of a domain have together what its ledger has. */

import type { Check } from './report.ts';
import { type Ledger, type Member, type Snapshot, inEra } from './snapshot.ts';
import { group, sum } from './sums.ts';

/** All REP of a domain is below 2^80 of 10^-9 REP, and its shares below 2^96. */
const MAX_SHARES = 1n << 96n;

/** Checks each ledger's sum of accounts, and each account's own order. */
export function checkLedgers({ reputation }: Snapshot): Check[] {
	const members = group(reputation.members, ({ domain }) => domain);
	const strays = reputation.members.filter(({ domain }) => !reputation.ledgers.has(domain));
	const checks = [...reputation.ledgers].map(([id, ledger]) => checkLedger(id, ledger, members.get(id) ?? []));
	if (strays.length > 0) {
		const problems = strays.map(({ domain, who }) => `${who} is in domain ${domain}, which is not there`);
		checks.push({ number: 1, says: 'accounts are in domains', figures: [], problems });
	}
	return checks;
}

/**
 * Returns an account's shares, free and held, in an era that is not before its own. Each part is
 * rounded down by itself.
 */
export function sharesIn({ era, free, holds }: Member, at: number): bigint {
	return sum([free, ...holds.map(({ shares }) => shares)].map((value) => inEra({ value, era }, at)));
}

function checkLedger(id: number, ledger: Ledger, members: Member[]): Check {
	const shares = sum(members.map((member) => sharesIn(member, ledger.era)));
	const difference = ledger.shares - shares;
	const problems = members.flatMap((member) => checkMember(member, ledger).map((problem) => `${member.who} ${problem}`));
	if (difference < 0n) {
		problems.push(`accounts have ${-difference} shares more than there are`);
	}
	if (difference > ledger.roundings) {
		problems.push(`${difference} shares belong to no account, but rounding left ${ledger.roundings} at most`);
	}
	if (ledger.shares >= MAX_SHARES) {
		problems.push(`there are ${ledger.shares} shares, more than a domain may have`);
	}
	if (BigInt(members.length) !== ledger.accounts) {
		problems.push(`there are ${members.length} accounts, but the domain counts ${ledger.accounts}`);
	}
	return {
		number: 1,
		says: `domain ${id}: accounts have the REP that there is, but for rounding`,
		figures: [['accounts', members.length], ['era', ledger.era], ['shares', ledger.shares], ['of accounts', shares], ['bound', ledger.roundings]],
		problems,
	};
}

function checkMember({ era, free, debt, holds, index, earned }: Member, ledger: Ledger): string[] {
	const problems: string[] = [];
	if (era > ledger.era) {
		problems.push(`is in era ${era}, its domain in ${ledger.era}`);
	}
	if (free > 0n && debt > 0n) {
		problems.push(`owes ${debt} and has ${free} free`);
	}
	if (new Set(holds.map(({ reason }) => reason)).size !== holds.length || holds.some(({ stakes }) => stakes === 0)) {
		problems.push('holds for one reason twice, or without a stake');
	}
	if (index > ledger.index) {
		problems.push('was paid dividends that are not paid yet');
	}
	if (free === 0n && debt === 0n && holds.length === 0 && earned >> 128n === 0n) {
		problems.push('has nothing, and a record');
	}
	return problems;
}
