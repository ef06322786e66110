import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Codec } from '@polkadot/types/types';
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { type Address, type Call, plain } from '@witan/client/chain';
import type { Action } from '@witan/client/governance';
import { GOVERNANCE_POOL, ratify, untilEnacted } from '../../lib/governance.ts';
import { type Stage, advance, send, stage } from '../../lib/scenes.ts';

/** Blocks of an epoch. Three are an era. */
const EPOCH = 30;
/** The number of epochs within which a slash is applied that waits for one era. */
const MOST_EPOCHS = 15;

/**
 * Returns a report that Alice, the only validator, has made two blocks in one slot. Her key has
 * signed both.
 */
async function equivocation({ api, alice }: Stage): Promise<Call> {
	const header = await api.rpc.chain.getHeader();
	const claim = header.digest.logs.find((log) => log.isPreRuntime);
	assert.ok(claim, 'the header names its slot');
	// Behind the kind of the claim and the number of the authority.
	const slot = claim.asPreRuntime[1].toU8a(true).subarray(5, 13);
	const block = { parentHash: header.parentHash, number: header.number.toNumber(), extrinsicsRoot: header.extrinsicsRoot };
	const sealed = (byte: string): Uint8Array => {
		const stateRoot = `0x${byte.repeat(32)}`;
		const unsealed = api.registry.createType('Header', { ...block, stateRoot, digest: { logs: [claim] } });
		const seal = { Seal: ['BABE', u8aToHex(alice.sign(unsealed.hash.toU8a()))] };
		return api.registry.createType('Header', { ...block, stateRoot, digest: { logs: [claim, seal] } }).toU8a();
	};
	const proven = await api.rpc.state.call('BabeApi_generate_key_ownership_proof', u8aToHex(u8aConcat(slot, alice.publicKey)));
	const ownership = api.registry.createType('Option<Bytes>', proven.toU8a(true)).unwrap();
	const { callIndex } = api.tx.babe.reportEquivocation;
	const report = u8aConcat(callIndex, alice.publicKey, slot, sealed('11'), sealed('22'), ownership.toU8a(true));
	return api.tx(api.registry.createType('Call', report));
}

/** Returns the slashes that are not applied yet, with the eras at whose start they are due. */
async function unapplied({ api }: Stage): Promise<{ era: number; validator: Address; own: bigint }[]> {
	const entries = await api.query.staking.unappliedSlashes.entries();
	return entries.flatMap(([key, slashes]) => (
		(plain(slashes as unknown as Codec) as { validator: Address; own: bigint }[]).map(({ validator, own }) => ({ era: key.args[0].toNumber(), validator, own }))
	));
}

describe('a wrong slash', () => {
	const on = stage({ epochLength: EPOCH, slashDeferDuration: 1 });
	const activeEra = async () => (plain(await on.api.query.staking.activeEra() as unknown as Codec) as { index: number }).index;
	const bonded = async () => (plain(await on.api.query.staking.ledger(on.alice.address) as unknown as Codec) as { active: bigint }).active;

	// Protects: a validator that is to be slashed by mistake keeps its stake. The members undo the
	// slash in a vote of a third of the usual, before the era in which it is due.
	test('should be undone before it is applied', { timeout: 180_000 }, async () => {
		const before = await bonded();
		await advance(on);
		await send(on, await equivocation(on), on.outsider);
		const [slash, ...others] = await unapplied(on);
		assert.ok(slash && others.length === 0, 'one slash waits');
		assert.deepEqual([slash.validator, slash.own], [on.alice.address, before]);

		const undo: Action = { type: 'Undo', undo: { type: 'CancelSlash', era: slash.era, validators: [on.alice.address] } };
		const { post } = await ratify(on, undo, { params: { ...GOVERNANCE_POOL, duration: 7 } });
		assert.equal((await untilEnacted(on, post)).type, 'Enacted');
		assert.ok(await activeEra() < slash.era, 'it was not due yet');
		assert.deepEqual(await unapplied(on), []);
		for (let epochs = 0; await activeEra() <= slash.era; epochs++) {
			assert.ok(epochs < MOST_EPOCHS, `era ${slash.era} does not end`);
			await advance(on, EPOCH);
		}
		assert.equal(await bonded(), before);
	});
});
