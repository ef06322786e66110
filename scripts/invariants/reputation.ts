/** 1: the accounts of a domain have together what the domain has. */

import type { Check } from './report.ts';
import { type Domain, type Member, type Snapshot, inEra } from './snapshot.ts';
import { group, sum } from './sums.ts';

/** All REP of a domain is below 2^80 of 10^-9 REP, and its shares below 2^96. */
const MAX_SHARES = 1n << 96n;

/** Checks each domain's sum of accounts, and each account's own order. */
export function checkLedgers({ reputation }: Snapshot): Check[] {
	const members = group(reputation.members, ({ domain }) => domain);
	const strays = reputation.members.filter(({ domain }) => !reputation.domains.has(domain));
	const checks = [...reputation.domains].map(([id, domain]) => checkLedger(id, domain, members.get(id) ?? []));
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

function checkLedger(id: number, domain: Domain, members: Member[]): Check {
	const shares = sum(members.map((member) => sharesIn(member, domain.era)));
	const difference = domain.shares - shares;
	const problems = members.flatMap((member) => checkMember(member, domain).map((problem) => `${member.who} ${problem}`));
	if (difference < 0n) {
		problems.push(`accounts have ${-difference} shares more than there are`);
	}
	if (difference > domain.roundings) {
		problems.push(`${difference} shares belong to no account, but rounding left ${domain.roundings} at most`);
	}
	if (domain.shares >= MAX_SHARES) {
		problems.push(`there are ${domain.shares} shares, more than a domain may have`);
	}
	if (BigInt(members.length) !== domain.accounts) {
		problems.push(`there are ${members.length} accounts, but the domain counts ${domain.accounts}`);
	}
	return {
		number: 1,
		says: `domain ${id}: accounts have the REP that there is, but for rounding`,
		figures: [['accounts', members.length], ['era', domain.era], ['shares', domain.shares], ['of accounts', shares], ['bound', domain.roundings]],
		problems,
	};
}

function checkMember({ era, free, debt, holds, index, earned }: Member, domain: Domain): string[] {
	const problems: string[] = [];
	if (era > domain.era) {
		problems.push(`is in era ${era}, its domain in ${domain.era}`);
	}
	if (free > 0n && debt > 0n) {
		problems.push(`owes ${debt} and has ${free} free`);
	}
	if (new Set(holds.map(({ reason }) => reason)).size !== holds.length || holds.some(({ stakes }) => stakes === 0)) {
		problems.push('holds for one reason twice, or without a stake');
	}
	if (index > domain.index) {
		problems.push('was paid dividends that are not paid yet');
	}
	if (free === 0n && debt === 0n && holds.length === 0 && earned >> 128n === 0n) {
		problems.push('has nothing, and a record');
	}
	return problems;
}
