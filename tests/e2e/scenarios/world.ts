/** The state of a scenario on a node that makes a block for each transaction. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { EventRecord } from '@polkadot/types/interfaces';
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import {
	type Address, type ChainEvent, type EventName, type EventSection, type Hex, WIT, account, eventFields, eventsOf, findEvents, waitFor,
} from '@witan/client/chain';
import {
	type DomainId, MILLION, type PoolId, type PoolParams, type PostId, REP, type RequestId, type RequestState, type ServiceId, type Side, type Standing,
	type WorkRequest, commitHash, saltOf,
} from '@witan/client/experts';
import { type Action, encodeDirective } from '@witan/client/governance';
import { nextRuntime } from '../../../scripts/lib/node.ts';
import {
	POOL, type Stage, advance, advanceTo, assertRefused, bestBlock, makeDomain, makePost, offer, openPool, openService, order, reconnect, send, submitEvidence, tokenHolds,
	tokens,
} from '../../lib/scenes.ts';
import { leading, units } from './values.ts';

const CONSTITUTION: DomainId = 0;
/** Tokens of a person at first. */
const ENDOWMENT = 5_000n * WIT;
/** The number of blocks within which everything queued in a scenario is done. */
const MOST_BLOCKS = 50;
/** Blocks of a vote that is paid for, and of each half of a secret one. */
const VOTE = 10;
/** The rules of a vote that is paid for. */
const OPEN_VOTE: PoolParams = { ...POOL, duration: VOTE };
const SECRET_VOTE: PoolParams = { ...OPEN_VOTE, secrecy: { type: 'CommitReveal', revealPeriod: VOTE } };
/** The terms of a job, in the order of their table. */
const TERMS = ['the expert stakes', 'the expert has', 'a no-show costs', 'draws', 'a vote takes', 'the quorum'];

/** A person of a scenario, with the REP and the tokens of the beginning. */
interface Person {
	signer: KeyringPair;
	rep: bigint;
	/** Tokens, and what was spent on transactions before. */
	tokens: bigint;
}

/** The citation of another post, by its title. */
interface Cited {
	cited: string;
	weight: number;
}

/** One scenario on a node that it shares with others. */
export class World {
	private readonly people = new Map<string, Person>();
	private readonly posts = new Map<string, PostId>();
	private readonly sides = new Map<string, Side>();
	/** The events of all blocks since the scenario began, each with its block. */
	private readonly events: { block: number; record: EventRecord }[] = [];
	private domain: DomainId | undefined;
	private service: ServiceId | undefined;
	private request: RequestId | undefined;
	private pool: PoolId | undefined;

	/** `next` is the first block whose events are not in `events`. */
	private constructor(private readonly on: Stage, private readonly story: string, private next: number) {}

	/** Begins a scenario. `story` is another for each scenario, so that its people are. */
	static async begin(on: Stage, story: string): Promise<World> {
		return new World(on, story, await bestBlock(on) + 1);
	}

	/** Compares later changes with the present. */
	async mark(): Promise<void> {
		for (const [name, person] of this.people) {
			person.rep = await this.repOf(person);
			person.tokens = await this.tokensOf(name, person);
		}
	}

	async address(name: string): Promise<Address> {
		return (await this.person(name)).signer.address;
	}

	/** Returns a person, who gets tokens when first spoken of. */
	private async person(name: string): Promise<Person> {
		const known = this.people.get(name);
		if (known) {
			return known;
		}
		const signer = await account(`//${name}//${this.story}`);
		await send(this.on, this.on.api.tx.balances.transferKeepAlive(signer.address, ENDOWMENT), this.on.outsider);
		const person = { signer, rep: 0n, tokens: ENDOWMENT };
		this.people.set(name, person);
		return person;
	}

	private async signer(name: string): Promise<KeyringPair> {
		return (await this.person(name)).signer;
	}

	private async repOf({ signer }: Person): Promise<bigint> {
		return this.domain === undefined ? 0n : (await this.on.experts.standing(this.domain, signer.address)).total;
	}

	/** Returns a person's tokens, held ones too, and what its transactions have cost. */
	private async tokensOf(name: string, { signer }: Person): Promise<bigint> {
		await this.readEvents();
		const [left] = await tokens(this.on, [signer.address]);
		assert.ok(left !== undefined, name);
		const fees = this.events.map(({ record }) => record)
			.filter((record) => this.on.api.events.transactionPayment.TransactionFeePaid.is(record.event))
			.map((record) => eventFields(record) as { who: Address; actualFee: bigint })
			.filter(({ who }) => who === signer.address);
		return fees.reduce((sum, { actualFee }) => sum + actualFee, left);
	}

	private async readEvents(): Promise<void> {
		for (const best = await bestBlock(this.on); this.next <= best; this.next++) {
			const block = this.next;
			this.events.push(...(await eventsOf(this.on.api, block)).map((record) => ({ block, record })));
		}
	}

	/** Returns the last event of a kind that matches, with its block. */
	private async last<S extends EventSection, N extends EventName<S>>(
		section: S,
		name: N,
		matches: (event: ChainEvent<S, N>) => boolean,
	): Promise<ChainEvent<S, N> & { block: number } | undefined> {
		await this.readEvents();
		for (const { block, record } of [...this.events].reverse()) {
			const [found] = findEvents([record], section, name);
			if (found !== undefined && matches(found)) {
				return { ...(found as object), block } as ChainEvent<S, N> & { block: number };
			}
		}
		return undefined;
	}

	/** Makes blocks until the last vote is settled and no reward is on its way. */
	private async settle(): Promise<void> {
		for (let block = 0; await this.on.experts.pool(the(this.pool, 'vote')) !== null || await this.on.experts.queueLength() > 0n; block++) {
			assert.ok(block < MOST_BLOCKS, `the vote is not settled after ${MOST_BLOCKS} blocks`);
			await advance(this.on);
		}
	}

	private postOf(title: string): PostId {
		return the(this.posts.get(title), `post ${title}`);
	}

	/** Returns the last request in a state. */
	private async requestIn<T extends RequestState['type']>(state: T): Promise<WorkRequest> {
		const found = await this.on.experts.requestInfo(the(this.request, 'order'));
		assert.equal(found?.state.type, state);
		return found as WorkRequest;
	}

	// The beginnings.

	/** Makes a domain with the rules of domain 0. */
	async found(founder: string, halfLife: number | null = null): Promise<void> {
		const parameters = the(await this.on.experts.parameters(CONSTITUTION) ?? undefined, 'domain 0');
		this.domain = await makeDomain(this.on, await this.signer(founder), halfLife, parameters);
	}

	/** Makes a domain whose founder has a post of all members ratified. */
	async foundWith(members: string[][]): Promise<void> {
		const [[founder = ''] = []] = members;
		await this.found(founder);
		const amounts = members.map(([, rep = '']) => units(rep));
		const supply = amounts.reduce((sum, amount) => sum + amount, 0n);
		const authors: [Address, number][] = [];
		for (const [index, [name = '']] of members.entries()) {
			authors.push([await this.address(name), Number((amounts[index] ?? 0n) * BigInt(MILLION) / supply)]);
		}
		const title = 'who we are';
		this.posts.set(title, await makePost(this.on, await this.signer(founder), { domain: the(this.domain, 'domain'), authors, content: title }));
		await this.open(founder, title, OPEN_VOTE, supply);
		await this.checkMembers(members);
	}

	/** Takes the development accounts, who are the members of domain 0. */
	async enterConstitution(members: string[][]): Promise<void> {
		this.domain = CONSTITUTION;
		for (const [name = ''] of members) {
			this.people.set(name, { signer: await account(`//${name}`), rep: 0n, tokens: 0n });
		}
		await this.checkMembers(members);
	}

	/** Opens a service on the terms of a table. */
	async sell(owner: string, terms: string[][]): Promise<void> {
		assert.deepEqual(terms.map(([name]) => name), TERMS, 'the terms of a job');
		const [stake, period, penalty, draws, duration, quorum] = terms.map(([, value = '']) => leading(value)) as
			[number, number, number, number, number, number];
		const percent = MILLION / 100;
		this.service = await openService(this.on, await this.signer(owner), the(this.domain, 'domain'), {
			metadata: '',
			minFee: 0n,
			work: {
				jobPeriod: period, drawPeriod: 40, pool: { ...OPEN_VOTE, duration, quorum: quorum * percent }, noShowPenalty: penalty * percent,
				maxDraws: draws, stakePerJob: BigInt(stake) * REP,
			},
		});
	}

	/** Checks that the domain has these members, and all of its REP. */
	private async checkMembers(members: string[][]): Promise<void> {
		let sum = 0n;
		for (const [name = '', rep = ''] of members) {
			const { total } = await this.standing(name);
			assert.equal(total, units(rep), `REP of ${name}`);
			sum += total;
		}
		assert.equal(await this.supply(), sum, 'REP of the domain');
	}

	// What people do.

	async offer(expert: string, amount: bigint): Promise<void> {
		await offer(this.on, await this.signer(expert), the(this.domain, 'domain'), amount);
	}

	async withdraw(expert: string): Promise<void> {
		await send(this.on, this.on.experts.calls.withdraw(the(this.domain, 'domain')), await this.signer(expert));
	}

	async order(customer: string, fee: bigint): Promise<void> {
		this.request = (await order(this.on, await this.signer(customer), the(this.service, 'service'), fee)).request;
	}

	/** Makes blocks until the one of the draw. */
	async draw(): Promise<void> {
		await advanceTo(this.on, (await this.requestIn('Requested')).deadline);
	}

	/** Makes blocks until the first in which evidence comes too late. */
	async passDue(): Promise<void> {
		await advanceTo(this.on, (await this.requestIn('Assigned')).deadline);
	}

	async submit(expert: string, title: string): Promise<void> {
		const { post, pool } = await submitEvidence(this.on, await this.signer(expert), the(this.request, 'order'), title);
		this.posts.set(title, post);
		this.pool = pool;
	}

	/** Makes a post of a person. It can cite another, and carry a directive. */
	async post(author: string, title: string, citation?: Cited, action?: Action): Promise<void> {
		const signer = await this.signer(author);
		this.posts.set(title, await makePost(this.on, signer, {
			domain: the(this.domain, 'domain'),
			authors: [[signer.address, MILLION]],
			citations: citation ? [{ post: this.postOf(citation.cited), weight: citation.weight }] : [],
			content: title,
			...(action ? { directive: encodeDirective({ action }) } : {}),
		}));
	}

	payForVote(sponsor: string, fee: bigint, title: string): Promise<void> {
		return this.open(sponsor, title, OPEN_VOTE, fee);
	}

	payForSecretVote(sponsor: string, fee: bigint, title: string): Promise<void> {
		return this.open(sponsor, title, SECRET_VOTE, fee);
	}

	async openGovernanceVote(opener: string, title: string): Promise<void> {
		const motion = await this.on.experts.motion(this.postOf(title));
		await this.open(opener, title, the(motion?.shortest, 'post'), 0n);
	}

	/** Opens a vote on a post. While nobody has REP it is decided at once. */
	private async open(opener: string, title: string, params: PoolParams, fee: bigint): Promise<void> {
		const { pool, events } = await openPool(this.on, await this.signer(opener), this.postOf(title), params, fee);
		this.pool = pool;
		if (findEvents(events, 'validationPool', 'Decided').length > 0) {
			await this.settle();
		}
	}

	async stake(voter: string, side: Side, amount: bigint): Promise<void> {
		await send(this.on, this.on.experts.calls.stake(the(this.pool, 'vote'), side, amount), await this.signer(voter));
	}

	async commit(voter: string, side: Side, amount: bigint): Promise<void> {
		const { on: { api, experts } } = this;
		const [signer, pool] = [await this.signer(voter), the(this.pool, 'vote')];
		const hash = commitHash(api, { pool, who: signer.address, side, amount, salt: saltOf(signer, api, pool) });
		await send(this.on, experts.calls.commit(pool, hash, amount), signer);
		this.sides.set(voter, side);
	}

	/** Makes blocks until sides can be revealed. */
	async passCommitments(): Promise<void> {
		const pool = await this.on.experts.pool(the(this.pool, 'vote'));
		assert.ok(pool && pool.revealsUntil !== null, 'the vote is not secret');
		await advanceTo(this.on, pool.stakesUntil);
	}

	async reveal(voter: string): Promise<void> {
		const { on: { api, experts } } = this;
		const [signer, pool] = [await this.signer(voter), the(this.pool, 'vote')];
		await send(this.on, experts.calls.reveal(pool, the(this.sides.get(voter), 'commitment'), saltOf(signer, api, pool)), signer);
	}

	/** Makes blocks until the vote is decided and settled. */
	async endVote(): Promise<void> {
		const pool = await this.on.experts.pool(the(this.pool, 'vote'));
		assert.ok(pool, 'the vote is over');
		await advanceTo(this.on, pool.revealsUntil ?? pool.stakesUntil);
		await this.settle();
	}

	async decideAsFounder(founder: string): Promise<void> {
		await send(this.on, this.on.experts.calls.founderDecide(the(this.pool, 'vote'), 'Aye'), await this.signer(founder));
		await this.settle();
	}

	async claim(claimant: string, member: string): Promise<void> {
		const call = this.on.experts.calls.claimDividends(the(this.domain, 'domain'), await this.address(member));
		await send(this.on, call, await this.signer(claimant));
	}

	async advance(blocks: number): Promise<void> {
		await advance(this.on, blocks);
	}

	/** Submits the code, and goes on when the chain runs it. */
	async submitCode(who: string): Promise<void> {
		const version = this.on.api.runtimeVersion.specVersion.toNumber();
		await send(this.on, this.on.api.tx.system.applyAuthorizedUpgrade(u8aToHex(readFileSync(nextRuntime()))), await this.signer(who));
		await waitFor(async () => this.on.api.runtimeVersion.specVersion.toNumber() === version + 1, 'the new runtime');
		await reconnect(this.on);
		// Its migrations, in blocks that take no transactions.
		await advance(this.on, 3);
	}

	// What is then so.

	async expert(): Promise<Address | undefined> {
		const { state } = await this.requestIn('Assigned');
		return state.type === 'Assigned' ? state.expert : undefined;
	}

	async standing(name: string): Promise<Standing> {
		return this.on.experts.standing(the(this.domain, 'domain'), await this.address(name));
	}

	async supply(): Promise<bigint> {
		return (await this.on.experts.domain(the(this.domain, 'domain')))?.supply ?? 0n;
	}

	async heldFee(name: string): Promise<bigint> {
		return (await tokenHolds(this.on, await this.address(name)))['Business.Fee'] ?? 0n;
	}

	/** Returns the verdict of the last vote. */
	verdict(): Promise<string> {
		return this.verdictOf(({ pool }) => pool === this.pool);
	}

	/** Returns the verdict of the last vote on a post. */
	verdictOn(title: string): Promise<string> {
		return this.verdictOf(({ post }) => post === this.postOf(title));
	}

	private async verdictOf(matches: (decided: ChainEvent<'validationPool', 'Decided'>) => boolean): Promise<string> {
		const decided = await this.last('validationPool', 'Decided', matches);
		assert.ok(decided, 'the vote is decided');
		return { Passed: 'passed', Rejected: 'rejected', NotQuorate: 'not quorate' }[decided.verdict];
	}

	/**
	 * Returns the blocks of the vote that repeats the last one. From now on it is the last one.
	 */
	async repeatedFor(): Promise<number> {
		const reopened = await this.last('business', 'Reopened', ({ from }) => from === this.pool);
		assert.ok(reopened, 'the vote is repeated');
		this.pool = reopened.to;
		const { stakesUntil } = the(await this.on.experts.pool(reopened.to) ?? undefined, 'second vote');
		return stakesUntil - reopened.block;
	}

	/** Returns the end of the last request. */
	async endOfJob(): Promise<string> {
		const isIt = ({ request }: { request: RequestId }) => request === this.request;
		if (await this.last('business', 'Completed', isIt)) {
			return 'paid';
		}
		if (await this.last('business', 'Rejected', isIt)) {
			return 'rejected';
		}
		const expired = await this.last('business', 'Expired', isIt);
		assert.ok(expired && (expired.reason === 'NoShows' || expired.reason === 'NotQuorate'), `the job has not ended so: ${inspect(expired)}`);
		return 'given up';
	}

	/** Compares the changes of REP and tokens since the beginning. */
	async checkChanges(rows: string[][]): Promise<void> {
		for (const [name = '', rep = '', wit = ''] of rows) {
			const person = await this.person(name);
			const changes = [await this.repOf(person) - person.rep, await this.tokensOf(name, person) - person.tokens];
			assert.deepEqual(changes, [units(rep), units(wit)], `REP and WIT of ${name}`);
		}
	}

	/** Compares the tokens that members can claim. */
	async checkDividends(rows: string[][]): Promise<void> {
		for (const [name = '', wit = ''] of rows) {
			assert.equal((await this.standing(name)).pendingDividends, units(wit), `dividends of ${name}`);
		}
	}

	private async ratification(title: string) {
		return the(await this.on.governance.ratification(this.postOf(title)) ?? undefined, 'ratification');
	}

	/** Returns the blocks between a post's ratification and the effect of its directive. */
	async delay(title: string): Promise<number> {
		const { at, state } = await this.ratification(title);
		assert.ok(state.type === 'Scheduled', `the directive does not wait: ${inspect(state)}`);
		return state.at - at;
	}

	/** Returns the fate of a post's directive. */
	async fate(title: string): Promise<string> {
		const { state } = await this.ratification(title);
		assert.ok(state.type === 'Enacted' || state.type === 'Cancelled', `the directive is neither enacted nor cancelled: ${inspect(state)}`);
		return state.type.toLowerCase();
	}

	async authorShare(): Promise<number | undefined> {
		return (await this.on.experts.parameters(the(this.domain, 'domain')))?.authorShare;
	}

	async checkAuthorized(): Promise<void> {
		const authorized = (await this.on.api.query.system.authorizedUpgrade()).unwrap();
		assert.equal(authorized.codeHash.toHex(), World.nextRuntimeHash());
	}

	async checkCodeRefused(): Promise<void> {
		const apply = this.on.api.tx.system.applyAuthorizedUpgrade(u8aToHex(readFileSync(nextRuntime())));
		await assertRefused(send(this.on, apply, this.on.outsider), 'Call');
	}

	async checkCode(): Promise<void> {
		const code = await this.on.api.rpc.state.getStorage<never>('0x3a636f6465') as { toHex(): Hex };
		assert.equal(blake2AsHex(code.toHex()), World.nextRuntimeHash(), 'the chain has other code');
		assert.ok((await this.on.api.query.system.authorizedUpgrade()).isNone, 'the upgrade is still to come');
	}

	/** Returns the hash of the runtime that `scripts/next-runtime` has built. */
	static nextRuntimeHash(): Hex {
		return blake2AsHex(readFileSync(nextRuntime()));
	}
}

/** Returns a value that a scenario has spoken of before. */
function the<T>(value: T | undefined, what: string): T {
	assert.ok(value !== undefined, `the scenario has no ${what} yet`);
	return value;
}
