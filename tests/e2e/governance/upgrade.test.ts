import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { type Hex, WIT, eventsOf, waitFor } from '@witan/client/chain';
import { REP } from '@witan/client/experts';
import type { Action } from '@witan/client/governance';
import { nextRuntime } from '../../../scripts/lib/node.ts';
import { govern, ratificationOf } from '../../lib/governance.ts';
import { type Stage, POOL, advance, assertRefused, makeBody, openPool, reconnect, send, stage, totals, untilSettled, write } from '../../lib/scenes.ts';

/** Blocks of an era of a domain with a half-life of 3. */
const ERA = 48;
/** Bytes that a block holds. */
const BLOCK_LENGTH = 5 * 1024 * 1024;

function authorize(code: Uint8Array): Action {
	return { type: 'AuthorizeUpgrade', codeHash: blake2AsHex(code) };
}

/** Returns code as a block can hold it: compressed, behind the prefix that tells a node so. */
function compressed(code: Uint8Array): Uint8Array {
	const { status, stdout } = spawnSync('zstd', ['--quiet', '--stdout'], { input: code, maxBuffer: 1 << 25 });
	assert.equal(status, 0, 'zstd runs');
	return Buffer.concat([Buffer.from('52bc537646db8e05', 'hex'), stdout]);
}

/** Returns true if an upgrade is authorised. */
async function isAuthorized({ api }: Stage): Promise<boolean> {
	return (await api.query.system.authorizedUpgrade()).isSome;
}

async function specVersion({ api }: Stage): Promise<number> {
	return (await api.rpc.state.getRuntimeVersion()).specVersion.toNumber();
}

describe('a runtime upgrade', () => {
	const on = stage();
	const apply = (code: Uint8Array) => send(on, on.api.tx.system.applyAuthorizedUpgrade(u8aToHex(code)), on.outsider);
	/** Returns the code that the chain runs. */
	const current = async () => hexToU8a((await on.api.rpc.state.getStorage<never>('0x3a636f6465') as { toHex(): Hex }).toHex()).subarray(0);

	// Protects: no code but the one that was ratified becomes the chain's, and none that would take
	// it back.
	test('should be refused when the code is another, of a version that is not higher, or too long', { timeout: 120_000 }, async () => {
		const next = readFileSync(nextRuntime());
		const version = await specVersion(on);
		await assertRefused(apply(next), 'Call');
		await govern(on, authorize(next));
		const wrong = Uint8Array.from(next);
		wrong[wrong.length - 1] = (wrong[wrong.length - 1] as number) ^ 1;
		await assertRefused(apply(wrong), 'Call');
		assert.equal(await isAuthorized(on), true);
		assert.equal((await on.governance.authorizedUpgrade())?.codeHash, blake2AsHex(next));

		// Another directive replaces what is authorised: the code that runs is no higher version
		// than itself.
		const same = await current();
		const packed = compressed(same);
		await govern(on, authorize(packed));
		const { events } = await apply(packed);
		assert.ok(events.some(({ event }) => event.method === 'RejectedInvalidAuthorizedUpgrade'), 'the version is not higher');
		assert.deepEqual([await isAuthorized(on), await specVersion(on)], [false, version]);
		assert.equal(await on.governance.authorizedUpgrade(), null);
		assert.deepEqual(await current(), same);

		const long = new Uint8Array(BLOCK_LENGTH);
		await govern(on, authorize(long));
		await assertRefused(apply(long), 'ExhaustsResources');
		assert.equal(await specVersion(on), version);
	});

	// Protects: from a post to a chain that runs new code: nothing stops, migrations run whole, and
	// nobody has other REP or dividends.
	test('should take effect when it was ratified, and the chain go on', { timeout: 180_000 }, async () => {
		const { experts, alice, bob, charlie, outsider } = on;
		// Members of a body who were not touched for some eras, in which dividends were paid.
		const members = [alice, bob, charlie];
		const domain = await makeBody(on, [[alice, 500n * REP], [bob, 250n * REP], [charlie, 250n * REP]], 3);
		for (const era of [0, 1]) {
			const { pool, blockNumber } = await openPool(on, outsider, await write(on, outsider, domain, `a fee in era ${era}`), POOL, 3n * WIT);
			const { free } = await experts.standing(domain, alice.address);
			await send(on, experts.calls.stake(pool, 'Aye', free / 2n), alice);
			await untilSettled(on, pool, blockNumber);
			await advance(on, ERA);
		}
		const ends = () => on.api.query['reputation']?.['eraEnds']?.keys(domain) as Promise<unknown[]>;
		const dividends = () => Promise.all(members.map(async ({ address }) => (await on.experts.standing(domain, address)).pendingDividends));
		assert.ok((await ends()).length > 0, 'dividends were paid in eras that are past');

		const version = await specVersion(on);
		const [old, next] = [compressed(await current()), readFileSync(nextRuntime())];
		const post = await govern(on, authorize(next));
		const before = { dividends: await dividends(), stable: await totals(on, 0, members), domain: await experts.domain(0) };
		const { blockNumber } = await apply(next);
		assert.equal(await isAuthorized(on), false);
		// The next block runs on it. What names the runtime before is refused from now on.
		await waitFor(async () => on.api.runtimeVersion.specVersion.toNumber() === version + 1, 'the new runtime');
		await reconnect(on);
		await advance(on, 3);
		assert.equal(await specVersion(on), version + 1);
		assert.ok((await on.api.query['migrations']?.['cursor']?.())?.isEmpty, 'the migrations are done');
		const events = (await Promise.all([1, 2, 3].map((after) => eventsOf(on.api, blockNumber + after)))).flat();
		const migrations = events.filter(({ event }) => event.section === 'migrations').map(({ event }) => event.method);
		assert.deepEqual([migrations.at(0), migrations.at(-1)], ['UpgradeStarted', 'UpgradeCompleted'], migrations.join(', '));
		assert.deepEqual(await ends(), []);
		assert.deepEqual(await dividends(), before.dividends);
		assert.deepEqual(await totals(on, 0, members), before.stable);
		assert.deepEqual(await on.experts.domain(0), before.domain);

		// Transactions of the new version go in, what was decided before can be read, and
		// governance goes on.
		assert.equal((await ratificationOf(on, post)).state.type, 'Enacted');
		await send(on, on.api.tx.balances.transferKeepAlive(bob.address, WIT), outsider);
		await govern(on, { type: 'SetParameter', parameter: { group: 'Forum', name: 'MaxDepth', value: 2 } });

		// There is no way back to the code of before, whose version is lower, even if that is
		// ratified.
		await govern(on, authorize(old));
		const { events: refused } = await apply(old);
		assert.ok(refused.some(({ event }) => event.method === 'RejectedInvalidAuthorizedUpgrade'), 'the version is lower');
		assert.deepEqual([await isAuthorized(on), await specVersion(on)], [false, version + 1]);
		assert.equal(Buffer.compare(await current(), next), 0);
	});
});
