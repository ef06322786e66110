/**
 * The chain's own work in a block: what waits for it, and the weight that it was given. Draws of
 * experts are made as a block begins. `on_idle` does the rest at its end.
 */

import type { EventRecord } from '@polkadot/types/interfaces';
import type { Registry } from '@polkadot/types/types';
import { compactFromU8a, hexToU8a } from '@polkadot/util';
import { type RuntimeApis, readApi } from '@witan/client/chain';
import { type ClassWeights, readWeights } from './blocks.ts';
import { itemKey } from './genesis.ts';
import { judgeQueue } from './judge.ts';
import type { Chain } from './setup.ts';

/** Lengths and lags of the queues that wait at a block's end. Lags are in blocks. */
export interface Queues {
	/** Draws that are due and not made, up to a bound of the chain's, and the first one's lag. */
	drawsOverdue: number;
	drawsLag: number;
	ordersLag: number;
	poolsLag: number;
	/** Decided pools that are not settled. */
	poolsToSettle: number;
	/** Steps of propagation. */
	steps: number;
	tasksLag: number;
}

/** The chain at the end of a block. */
export interface Look {
	queues: Queues;
	weights: ClassWeights;
	/** The multiplier of the next block's fees. */
	multiplier: number;
	/** Draws that the block made; undefined if they were not counted. */
	draws: number | undefined;
}

/** The weight that is set aside for work in each block, in ps, and what it may do in it. */
export const RESERVES = { idle: 100e9, draws: 130e9, drawsInBlock: 128 };
/** The part of a reserve that counts as all of it: items don't fill it to the last. */
const ALL = 0.9;
/**
 * The weight at which each kind of work has certainly had its reserve. A block tells only what all
 * kinds took together, so that less may be of one kind alone.
 */
const BOTH = ALL * (RESERVES.idle + RESERVES.draws);

/** The queues of each kind of work that has a reserve. */
const WORK: { name: string; queues: (keyof Queues)[]; isGiven: (look: Look, used: number) => boolean }[] = [
	{
		name: 'on_idle',
		queues: ['ordersLag', 'poolsLag', 'poolsToSettle', 'steps'],
		isGiven: ({ draws = 0 }, used) => used >= (draws > 0 ? BOTH : ALL * RESERVES.idle),
	},
	{
		name: 'draws',
		queues: ['drawsOverdue', 'drawsLag'],
		isGiven: ({ draws = 0 }, used) => draws >= RESERVES.drawsInBlock || used >= BOTH,
	},
];

/** A kind of the chain's work in all blocks. */
export interface Given {
	name: string;
	/** Blocks that left nothing of it, or gave it all of its reserve. */
	blocks: number;
	/** The queues of it that grew. */
	growing: (keyof Queues)[];
}

/** The answer of the chain's `HealthApi`, as far as it is used here. */
interface Health {
	draws: { overdue: number; lag: number };
	ordersLag: number;
	poolsLag: number;
	settlement: { pools: bigint };
	propagation: bigint;
	tasksLag: number;
	feeMultiplier: bigint;
}

/** The unit of a `FixedU128`. */
const FIXED = 1e18;

/** Looks at the chain at the end of a block. Draws are counted only if asked for. */
export async function lookAt({ api, rpc }: Pick<Chain, 'api' | 'rpc'>, block: string, countsDraws: boolean): Promise<Look> {
	const runtime = await api.at(block) as unknown as RuntimeApis;
	const [health, weights, draws] = await Promise.all([
		readApi<Health>(runtime, 'healthApi', 'health'),
		readWeights(rpc, block),
		countsDraws ? rpc.request<string | null>('state_getStorage', [EVENTS, block]).then((events) => drawsIn(api.registry, events)) : undefined,
	]);
	return { queues: queuesOf(health), weights, multiplier: Number(health.feeMultiplier) / FIXED, draws };
}

function queuesOf({ draws, ordersLag, poolsLag, settlement, propagation, tasksLag }: Health): Queues {
	return {
		drawsOverdue: draws.overdue,
		drawsLag: draws.lag,
		ordersLag,
		poolsLag,
		poolsToSettle: Number(settlement.pools),
		steps: Number(propagation),
		tasksLag,
	};
}

const EVENTS = itemKey('System', 'Events');
/** The events of which a draw emits one. */
const DRAWS = ['Assigned', 'DrawScheduled', 'Expired'];

/**
 * Counts the draws in a block's events, as hexadecimal. Those of its beginning come first, so the
 * thousands of its transactions are not decoded.
 */
export function drawsIn(registry: Registry, events: string | null): number {
	const bytes = hexToU8a(events ?? '0x00');
	const [prefix, count] = compactFromU8a(bytes);
	let draws = 0;
	for (let at = prefix, index = 0; index < count.toNumber(); index++) {
		const { phase, event, encodedLength } = registry.createType<EventRecord>('EventRecord', bytes.subarray(at));
		if (!phase.isInitialization) {
			break;
		}
		draws += event.section === 'business' && DRAWS.includes(event.method) ? 1 : 0;
		at += encodedLength;
	}
	return draws;
}

/** Returns what hooks weigh beyond those of a quiet block, in ps. */
export function usedBy({ weights: [, , mandatory] }: Look, quiet: number): number {
	return Math.max(0, mandatory.refTime - quiet);
}

/** Returns what each kind of work was given. `quiet` is what hooks weigh in a block without it. */
export function given(looks: Look[], quiet: number): Given[] {
	return WORK.map(({ name, queues, isGiven }) => {
		const isLeft = ({ queues: all }: Look) => queues.some((queue) => all[queue] > 0);
		return {
			name,
			blocks: looks.filter((look) => !isLeft(look) || isGiven(look, usedBy(look, quiet))).length,
			growing: queues.filter((queue) => judgeQueue(queue, looks.map(({ queues: all }) => all[queue])).grows),
		};
	});
}

/** Returns the longest that each queue was. */
export function longest(looks: Look[]): Queues {
	const most = (queue: keyof Queues) => Math.max(0, ...looks.map(({ queues }) => queues[queue]));
	return {
		drawsOverdue: most('drawsOverdue'),
		drawsLag: most('drawsLag'),
		ordersLag: most('ordersLag'),
		poolsLag: most('poolsLag'),
		poolsToSettle: most('poolsToSettle'),
		steps: most('steps'),
		tasksLag: most('tasksLag'),
	};
}
