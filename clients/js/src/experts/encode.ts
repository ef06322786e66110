/** Texts, contents and pools' rules as polkadot.js takes and decodes them. */

import { plainText, textBytes } from '../chain/plain.js';
import type { Hex } from '../chain/units.js';
import type { Content, PoolParams, Terms } from './types.js';

/** A post's content as `plain` returns it. */
export type PlainContent = { type: 'Inline'; value: Hex } | { type: 'External'; hash: Hex; uri: Hex };

export function encodeContent(content: Content): unknown {
	return typeof content === 'string'
		? { Inline: textBytes(content) }
		: { External: { hash: content.hash, uri: textBytes(content.uri) } };
}

export function decodeContent(content: PlainContent): Content {
	return content.type === 'Inline' ? plainText(content.value) : { hash: content.hash, uri: plainText(content.uri) };
}

export function encodeParams({ secrecy: { type, ...fields }, ...params }: PoolParams): unknown {
	return { ...params, secrecy: { [type]: type === 'Open' ? null : fields } };
}

export function encodeTerms({ metadata, minFee, work }: Terms): unknown {
	return { metadata: textBytes(metadata), minFee, work: { ...work, pool: encodeParams(work.pool) } };
}
