/** The loads of floods, and the work of the chain's own that falls due meanwhile. */

import { randomBytes } from 'node:crypto';
import { Experts } from '@witan/client/experts';
import { countKeys } from '../lib/state.ts';
import { derive } from './accounts.ts';
import { sign } from './extrinsic.ts';
import type { Threads } from './generator.ts';
import { type Limits, largestRemark } from './limits.ts';
import { type FloodKind, type Load, callOf } from './loads.ts';
import type { Bench } from './session.ts';
import { type Chain, type Prepared, openPools, openService, prepare } from './setup.ts';
import { FEE, TERMS } from './work.ts';

/**
 * The choices for the generator's threads that a flood needs. Of remarks, which are megabytes, few
 * are under way: a pool holds 64 MiB.
 */
export const THREADS: Record<FloodKind, Partial<Threads>> = {
	remarks: { batch: 1, inFlight: 2, backlog: 8 },
	transfers: {},
	orders: {},
};

/**
 * Kinds that are signed before the flood: of those, blocks take more than the generator signs
 * meanwhile.
 */
export const SIGNED_AHEAD: Record<FloodKind, boolean> = { remarks: false, transfers: true, orders: false };

/** Prepares a chain for a flood. */
export async function prepareFlood(kind: FloodKind, limits: Limits, chain: Chain): Promise<Prepared> {
	switch (kind) {
		// What is random is stored as it is, without compression.
		case 'remarks': {
			const { load, check } = await prepare(kind, 1, chain);
			return { load: { ...load, content: randomBytes(largestRemark(limits)) } as Load, check };
		}
		case 'transfers': return prepare(kind, 1, chain);
		case 'orders': return prepareOrders(chain);
	}
}

/** Opens a service in a domain where nobody is on offer. */
async function prepareOrders(chain: Chain): Promise<Prepared> {
	const { api, rpc } = chain;
	const service = await openService(chain, TERMS);
	const call = new Experts(api).calls.request(service, 'what nobody is drawn for', FEE, 0).method.toU8a();
	const check = async (block: string, finalised: number) => {
		// None ends before its draw period does, which is longer than a run.
		const made = await countKeys(rpc, 'Business', 'Requests', block);
		return made === finalised ? [] : [`there are ${made} orders, but ${finalised} are final`];
	};
	return { load: { kind: 'orders', call }, check };
}

/** Pools that fall due in each block of a flood. */
const DUE_IN_BLOCK = 4;
/** Blocks from the first pool that is due to the last that is opened, at the least. */
const FIRST_DUE = 4;

/** Opens pools that fall due one after the other, so that `on_idle` has work in each block. */
export async function openDuePools(blocks: number, chain: Chain): Promise<void> {
	await openPools(chain, Array.from({ length: DUE_IN_BLOCK * blocks }, (_, pool) => FIRST_DUE + Math.floor(pool / DUE_IN_BLOCK)));
}

/** Returns a transaction of a load, as hexadecimal. It is never submitted. */
export async function sampleOf(load: Load, { template }: Pick<Bench, 'template'>): Promise<string> {
	const [sender] = await derive([0]);
	if (!sender) {
		throw new Error('no account was derived');
	}
	const { publicKey } = sender;
	return sign(template, { sender, call: callOf(load, { sender: publicKey, receiver: publicKey, nonce: 0, round: 0, random: Math.random }), nonce: 0 });
}
