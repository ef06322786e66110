/** 2: held tokens are those that the pallets say they owe, and none appear or vanish. */

import type { Check } from './report.ts';
import { sharesIn } from './reputation.ts';
import { type Ledger, type Member, type Snapshot, join } from './snapshot.ts';
import { group, sum } from './sums.ts';

/** Pallets whose every hold of tokens is accounted for here. */
const PALLETS = ['Domains', 'Forum', 'ValidationPool', 'Availability', 'Business'];
/** The number of eras after which nothing is left of any amount. */
const MAX_ERAS = 8;

export function checkTokens(snapshot: Snapshot): Check[] {
	return [checkIssuance(snapshot), checkHolds(snapshot), checkDividends(snapshot), checkPassage(snapshot)];
}

function checkIssuance({ tokens }: Snapshot): Check {
	const accounts = [...tokens.accounts.values()];
	const total = sum(accounts.map(({ free, reserved }) => free + reserved));
	const problems = total === tokens.issuance ? [] : [`accounts have ${total}, but ${tokens.issuance} were issued`];
	for (const [who, holds] of tokens.holds) {
		const held = sum(holds.map(({ amount }) => amount));
		const reserved = tokens.accounts.get(who)?.reserved ?? 0n;
		if (held > reserved) {
			problems.push(`of ${who} ${held} are held, but ${reserved} are set aside`);
		}
	}
	return {
		number: 2,
		says: 'accounts have the tokens that were issued',
		figures: [
			['accounts', accounts.length], ['issued', tokens.issuance], ['of accounts', total],
			['set aside', sum(accounts.map(({ reserved }) => reserved))],
		],
		problems,
	};
}

/** Returns the held amounts that the pallets' records imply, by account and reason. */
function owed({ domains, forum, pools, availability, business }: Snapshot): Map<string, bigint> {
	const amounts = new Map<string, bigint>();
	const add = (who: string, reason: string, amount: bigint) => {
		amounts.set(join(who, reason), (amounts.get(join(who, reason)) ?? 0n) + amount);
	};
	domains.forEach(({ founder, ticket }) => add(founder, 'Domains.Domain', ticket));
	forum.posts.forEach(({ poster, ticket }) => add(poster, 'Forum.Post', ticket));
	for (const { opener, fee, deposit, state } of pools.pools.values()) {
		if (state === 'Voting' && deposit !== null) {
			add(opener, 'ValidationPool.Fee', fee);
			add(opener, 'ValidationPool.Deposit', deposit);
		}
	}
	availability.offers.forEach(({ who, ticket }) => add(who, 'Availability.OfferDeposit', ticket));
	business.services.forEach(({ owner, ticket }) => add(owner, 'Business.ServiceDeposit', ticket));
	for (const { customer, fee, prepaid, ticket } of business.requests.values()) {
		add(customer, 'Business.Fee', fee + prepaid);
		add(customer, 'Business.RequestDeposit', ticket);
	}
	return amounts;
}

function checkHolds(snapshot: Snapshot): Check {
	const expected = owed(snapshot);
	const found = new Map([...snapshot.tokens.holds].flatMap(([who, holds]) => (
		holds.map(({ reason, amount }) => [join(who, reason), amount] as const)
	)));
	const isOurs = (key: string) => PALLETS.some((pallet) => key.includes(` ${pallet}.`));
	const keys = new Set([...expected.keys(), ...[...found.keys()].filter(isOurs)]);
	const problems = [...keys].filter((key) => (expected.get(key) ?? 0n) !== (found.get(key) ?? 0n)).map((key) => (
		`${key}: ${found.get(key) ?? 0n} are held, but ${expected.get(key) ?? 0n} are owed`
	));
	const byReason = group([...found].filter(([key]) => isOurs(key)), ([key]) => key.split(' ')[1] as string);
	return {
		number: 2,
		says: 'fees and deposits are held of whom, for what and as much as the pallets say',
		figures: [...byReason].map(([reason, holds]) => [reason, sum(holds.map(([, amount]) => amount))]),
		problems,
	};
}

function checkDividends({ reputation, tokens, pots, existentialDeposit }: Snapshot): Check {
	const problems: string[] = [];
	const members = group(reputation.members, ({ domain }) => domain);
	let [owedAll, claimableAll, boundAll] = [0n, 0n, 0n];
	for (const [id, ledger] of reputation.ledgers) {
		const accounts = members.get(id) ?? [];
		const owes = ledger.paidIn - ledger.claimed;
		const claimable = sum(accounts.map((member) => claimableBy(member, ledger, reputation.eraEnds)));
		// An account's fraction of the smallest amount can't be claimed.
		const bound = ledger.unassigned + BigInt(accounts.length);
		if (claimable > owes) {
			problems.push(`domain ${id}: ${claimable} can be claimed, but ${owes} are left of what was paid in`);
		}
		if (owes - claimable > bound) {
			problems.push(`domain ${id}: ${owes - claimable} of what was paid in belong to nobody, but rounding left ${bound} at most`);
		}
		[owedAll, claimableAll, boundAll] = [owedAll + owes, claimableAll + claimable, boundAll + bound];
	}
	const pot = tokens.accounts.get(pots.dividends)?.free ?? 0n;
	if (pot < owedAll + existentialDeposit) {
		problems.push(`the pot ${pots.dividends} has ${pot}, less than ${owedAll} that are owed and the least balance`);
	}
	return {
		number: 2,
		says: 'dividends that can be claimed are those that were paid in and not claimed, but for rounding, and are there',
		figures: [['owed', owedAll], ['can be claimed', claimableAll], ['bound', boundAll], ['in the pot', pot]],
		problems,
	};
}

/**
 * Returns the whole tokens that an account can claim. They are its earnings, and its share of each
 * rise of the index since, by the shares it had.
 */
function claimableBy(member: Member, ledger: Ledger, eraEnds: Map<string, bigint>): bigint {
	let { index, earned } = member;
	for (let era = member.era; era < Math.min(ledger.era, member.era + MAX_ERAS); era++) {
		const end = eraEnds.get(join(member.domain, era));
		if (end !== undefined) {
			earned += sharesIn(member, era) * (end - index);
			index = end;
		}
	}
	return (earned + sharesIn(member, ledger.era) * (ledger.index - index)) >> 128n;
}

function checkPassage({ tokens, pots, existentialDeposit }: Snapshot): Check {
	const balance = tokens.accounts.get(pots.business)?.free ?? 0n;
	return {
		number: 2,
		says: 'the account through which fees of jobs pass lives',
		figures: [['its balance', balance]],
		problems: balance >= existentialDeposit ? [] : [`${pots.business} has ${balance}, less than the least balance`],
	};
}
