/** Events of blocks, as plain values. */

import type { ApiPromise } from '@polkadot/api';
import type { DispatchError, EventRecord } from '@polkadot/types/interfaces';
import type { Codec } from '@polkadot/types/types';
import { plain } from '../../tests/lib/plain.ts';

/** Something that happened in a block. */
export interface ChainEvent {
	block: number;
	/** As in `forum.Posted`. */
	pallet: string;
	name: string;
	fields: Record<string, unknown>;
}

/** Events of these pallets, and failed transactions, in the best chain's blocks of a range, both ends among them. */
export async function eventsBetween(api: ApiPromise, first: number, last: number, pallets: string[]): Promise<ChainEvent[]> {
	const found: ChainEvent[] = [];
	for (let block = first; block <= last; block++) {
		const at = await api.at(await api.rpc.chain.getBlockHash(block));
		const records = (await at.query.system.events()) as unknown as EventRecord[];
		for (const { event } of records) {
			if (event.section === 'system' && event.method === 'ExtrinsicFailed') {
				found.push({ block, pallet: 'system', name: 'ExtrinsicFailed', fields: { error: errorOf(api, event.data[0] as DispatchError) } });
			} else if (pallets.includes(event.section)) {
				const names = event.data.names ?? [];
				const fields = Object.fromEntries([...event.data].map((value, index) => [names[index] ?? index, plain(value as Codec)]));
				found.push({ block, pallet: event.section, name: event.method, fields });
			}
		}
	}
	return found;
}

function errorOf(api: ApiPromise, error: DispatchError): string {
	if (!error.isModule) {
		return error.toString();
	}
	const { section, name, docs } = api.registry.findMetaError(error.asModule);
	return `${section}.${name}: ${docs.join(' ').trim()}`;
}
