/**
 * Measures the fees of calls on a development chain: as they are announced before the call is
 * signed, and as they are paid.
 */

import type { ApiPromise } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { type Call, WIT, devAccounts, submit, theEvent } from '@witan/client/chain';
import { Experts, MILLION, type PoolParams, REP, type Terms, commitHash, postId, saltOf } from '@witan/client/experts';

/** The development chain's domain 0, of which Alice to Ferdie are members. */
const DOMAIN = 0;
const OFFER = 200n * REP;
const STAKE = 50n * REP;
const POOL: PoolParams = {
	duration: 20,
	quorum: MILLION / 10,
	winRatio: MILLION / 2,
	binding: MILLION / 10,
	redistribute: true,
	secrecy: { type: 'Open' },
	governance: false,
};
const REVEAL_PERIOD = 10;
const SECRET: PoolParams = { ...POOL, secrecy: { type: 'CommitReveal', revealPeriod: REVEAL_PERIOD } };
const TERMS: Terms = {
	metadata: 'A second look at your work',
	minFee: 10n * WIT,
	work: { jobPeriod: 100, drawPeriod: 100, pool: POOL, noShowPenalty: MILLION / 5, maxDraws: 3, stakePerJob: STAKE },
};

/** The fee of a call, in units of 10^-9 WIT. */
export interface Fee {
	call: string;
	announced: bigint;
	paid: bigint;
}

/** Makes each call once, on a chain that seals on demand. Returns the fees in that order. */
export async function measureFees(api: ApiPromise): Promise<Fee[]> {
	const experts = new Experts(api);
	const { alice, bob, charlie, dave, eve, ferdie } = await devAccounts();
	const fees: Fee[] = [];
	const measure = async (call: string, made: Call, signer: KeyringPair) => {
		const announced = (await made.paymentInfo(signer)).partialFee.toBigInt();
		const { events, fee: paid, blockNumber } = await submit(api, made, signer);
		fees.push({ call, announced, paid });
		return { events, blockNumber };
	};
	const { calls } = experts;

	await measure('balances.transferKeepAlive', api.tx.balances.transferKeepAlive(bob.address, WIT), alice);
	const draft = { domain: DOMAIN, authors: [[alice.address, MILLION]] as [string, number][], content: 'A claim of some length' };
	const post = postId(calls.post(draft));
	await measure('forum.post', calls.post(draft), alice);
	const { events } = await measure('validationPool.open', calls.openPool(post, POOL), alice);
	await measure('validationPool.stake', calls.stake(theEvent(events, 'validationPool', 'Opened').pool, 'Aye', STAKE), bob);

	const least = await experts.leastParams(DOMAIN, true) as PoolParams;
	const governance = await submit(api, calls.openPool(post, least), alice);
	const voted = theEvent(governance.events, 'validationPool', 'Opened').pool;
	await measure('validationPool.stake, governance', calls.stake(voted, 'Aye', STAKE), charlie);

	const secret = await submit(api, calls.openPool(post, SECRET), alice);
	const { pool } = theEvent(secret.events, 'validationPool', 'Opened');
	const salt = saltOf(dave, api, pool);
	const hash = commitHash(api, { pool, who: dave.address, side: 'Aye', amount: STAKE, salt });
	await measure('validationPool.commit', calls.commit(pool, hash, STAKE), dave);
	while ((await api.rpc.chain.getHeader()).number.toNumber() < secret.blockNumber + POOL.duration) {
		await submit(api, api.tx.system.remark('0x'), eve);
	}
	await measure('validationPool.reveal', calls.reveal(pool, 'Aye', salt), dave);

	await measure('availability.offer', calls.offer(DOMAIN, OFFER, 100_000), ferdie);
	await measure('availability.withdraw', calls.withdraw(DOMAIN), ferdie);
	const opened = await measure('business.openService', calls.openService(DOMAIN, TERMS), alice);
	const { service } = theEvent(opened.events, 'business', 'ServiceOpened');
	await measure('business.request', calls.request(service, 'A brief', TERMS.minFee, 0), eve);
	return fees;
}

/** Returns the fees as the table of docs/dapp.md. */
export function feeTable(fees: Fee[]): string {
	const rows = fees.map(({ call, announced, paid }) => (
		`| \`${call}\` | ${inMilli(announced)} | ${inMilli(paid)} | ${ratio({ announced, paid })} |`
	));
	return ['| call | announced, mWIT | paid, mWIT | ratio |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const inMilli = (units: bigint) => (Number(units) / 1e6).toFixed(2);

/** Returns how many times as much is announced as is paid. */
export const ratio = ({ announced, paid }: Pick<Fee, 'announced' | 'paid'>) => (Number(announced) / Number(paid)).toFixed(1);
