/** Events of blocks, as plain values. */

import type { ApiPromise } from '@polkadot/api';
import type { DispatchError } from '@polkadot/types/interfaces';
import { asDispatchFailure, eventFields, eventsOf } from '@witan/client/chain';

/** An event of a block. */
export interface BlockEvent {
	block: number;
	/** The pallet, as in `forum.Posted`. */
	pallet: string;
	name: string;
	fields: Record<string, unknown>;
}

/**
 * Returns the events of these pallets, and failed transactions, of the best chain's blocks from
 * `first` to `last`.
 */
export async function eventsBetween(api: ApiPromise, first: number, last: number, pallets: string[]): Promise<BlockEvent[]> {
	const found: BlockEvent[] = [];
	for (let block = first; block <= last; block++) {
		for (const record of await eventsOf(api, block)) {
			const { section: pallet, method: name, data } = record.event;
			if (pallet === 'system' && name === 'ExtrinsicFailed') {
				const { message } = asDispatchFailure(api.registry, data[0] as DispatchError);
				found.push({ block, pallet, name, fields: { error: message } });
			} else if (pallets.includes(pallet)) {
				found.push({ block, pallet, name, fields: eventFields(record) });
			}
		}
	}
	return found;
}
