/** The steps of `tests/scenarios/steps.md` on a node. */

import assert from 'node:assert/strict';
import type { Definition } from './definition.ts';
import { World } from './world.ts';

function step(text: string, run: Definition['run']): Definition {
	return { text, run };
}

/** All definitions, in the order of the document. */
export const STEPS: readonly Definition[] = [
	step('Given a domain with these members:', (world, values) => world.foundWith(values.rows('member', 'REP'))),
	step('Given a domain that {name} has founded and in which nobody has REP', (world, values) => world.found(values.text(0))),
	step('Given a domain that {name} has founded and in which REP halves in {count} blocks', (world, values) => (
		world.found(values.text(0), values.count(1))
	)),
	step('Given domain 0 with these members:', (world, values) => world.enterConstitution(values.rows('member', 'REP'))),
	step('Given {name} sells a job on these terms:', (world, values) => world.sell(values.text(0), values.rows('term', 'value'))),
	step('When {name} offers {amount} REP for jobs', (world, values) => world.offer(values.text(0), values.amount(1))),
	step('When {name} withdraws the offer', (world, values) => world.withdraw(values.text(0))),
	step('When {name} orders the job for {amount} WIT', (world, values) => world.order(values.text(0), values.amount(1))),
	step('When the draw is made', (world) => world.draw()),
	step('When {name} submits "{title}" as evidence', (world, values) => world.submit(values.text(0), values.text(1))),
	step('When the time for the job is over', (world) => world.passDue()),
	step('When {name} posts "{title}"', (world, values) => world.post(values.text(0), values.text(1))),
	step('When {name} posts "{title}", which gives {percent} % of its reward to "{title}"', (world, values) => (
		world.post(values.text(0), values.text(1), { cited: values.text(3), weight: values.percent(2) })
	)),
	step('When {name} posts "{title}", which takes {percent} % of its reward from "{title}"', (world, values) => (
		world.post(values.text(0), values.text(1), { cited: values.text(3), weight: -values.percent(2) })
	)),
	step('When {name} posts "{title}", by which authors get {percent} % of new REP', (world, values) => (
		world.post(values.text(0), values.text(1), undefined, { type: 'SetDomain', parameter: { authorShare: values.percent(2) } })
	)),
	step('When {name} posts "{title}", by which the next runtime is authorised', (world, values) => (
		world.post(values.text(0), values.text(1), undefined, { type: 'AuthorizeUpgrade', codeHash: World.nextRuntimeHash() })
	)),
	step('When {name} posts "{title}", by which no upgrade is authorised any more', (world, values) => (
		world.post(values.text(0), values.text(1), undefined, { type: 'Undo', undo: { type: 'VoidUpgrade' } })
	)),
	step('When {name} pays {amount} WIT for a vote on "{title}"', (world, values) => (
		world.payForVote(values.text(0), values.amount(1), values.text(2))
	)),
	step('When {name} pays {amount} WIT for a secret vote on "{title}"', (world, values) => (
		world.payForSecretVote(values.text(0), values.amount(1), values.text(2))
	)),
	step('When {name} opens a governance vote on "{title}"', (world, values) => world.openGovernanceVote(values.text(0), values.text(1))),
	step('When {name} stakes {amount} REP for it', (world, values) => world.stake(values.text(0), 'Aye', values.amount(1))),
	step('When {name} stakes {amount} REP against it', (world, values) => world.stake(values.text(0), 'Nay', values.amount(1))),
	step('When {name} commits {amount} REP for it', (world, values) => world.commit(values.text(0), 'Aye', values.amount(1))),
	step('When {name} commits {amount} REP against it', (world, values) => world.commit(values.text(0), 'Nay', values.amount(1))),
	step('When no more commitments are taken', (world) => world.passCommitments()),
	step('When {name} reveals the side', (world, values) => world.reveal(values.text(0))),
	step('When the vote ends', (world) => world.endVote()),
	step('When {name} decides for it as the founder', (world, values) => world.decideAsFounder(values.text(0))),
	step('When {name} claims the dividends of {name}', (world, values) => world.claim(values.text(0), values.text(1))),
	step('When {name} submits the code of the next runtime', (world, values) => world.submitCode(values.text(0))),
	step('When {count} blocks pass', (world, values) => world.advance(values.count(0))),
	step('When the next block comes', (world) => world.advance(1)),
	step('Then {name} has the job', async (world, values) => {
		assert.equal(await world.expert(), await world.address(values.text(0)));
	}),
	step('Then {amount} WIT of {name} are held as the fee', async (world, values) => {
		assert.equal(await world.heldFee(values.text(1)), values.amount(0));
	}),
	step('Then the verdict is {word}', async (world, values) => assert.equal(await world.verdict(), values.text(0))),
	step('Then the verdict on "{title}" is {word}', async (world, values) => assert.equal(await world.verdictOn(values.text(0)), values.text(1))),
	step('Then the vote is repeated for {count} blocks', async (world, values) => assert.equal(await world.repeatedFor(), values.count(0))),
	step('Then the job is {word}', async (world, values) => assert.equal(await world.endOfJob(), values.text(0))),
	step('Then REP and WIT have changed by:', (world, values) => world.checkChanges(values.rows('person', 'REP', 'WIT'))),
	step('Then {name} has {amount} REP', async (world, values) => {
		assert.equal((await world.standing(values.text(0))).total, values.amount(1));
	}),
	step('Then {name} owes {amount} REP', async (world, values) => {
		assert.equal((await world.standing(values.text(0))).debt, values.amount(1));
	}),
	step('Then the domain has {amount} REP in all', async (world, values) => assert.equal(await world.supply(), values.amount(0))),
	step('Then these dividends can be claimed:', (world, values) => world.checkDividends(values.rows('member', 'WIT'))),
	step('Then the directive of "{title}" waits for {count} blocks', async (world, values) => {
		assert.equal(await world.delay(values.text(0)), values.count(1));
	}),
	step('Then the directive of "{title}" is {word}', async (world, values) => assert.equal(await world.fate(values.text(0)), values.text(1))),
	step('Then authors get {percent} % of new REP', async (world, values) => assert.equal(await world.authorShare(), values.percent(0))),
	step('Then the next runtime is authorised', (world) => world.checkAuthorized()),
	step('Then the code of the next runtime is refused', (world) => world.checkCodeRefused()),
	step('Then the chain has the code of the next runtime', (world) => world.checkCode()),
];
