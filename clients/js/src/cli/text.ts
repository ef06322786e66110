/** The output of `witan-client`: the same as that of `witan-node client`. */

import type { BundleCheck, RatifiedClient } from '../governance/client.js';

/** Returns the bundle of a domain in lines `name: value`. */
export function describe(domain: number, client: RatifiedClient | null): string {
	if (!client) {
		return `domain ${domain} has ratified no client`;
	}
	const { hash, uri, post, at } = client;
	return `hash: ${hash}\nuri: ${printable(uri)}\npost: ${post}\nblock: ${at}`;
}

/** Returns the verdict on a file as a sentence. */
export function describeFile(file: string, { ratified, hash }: BundleCheck): string {
	return ratified ? `${file} is the ratified client` : `${file} is NOT the ratified client: its hash is ${hash}`;
}

/**
 * Returns the text on one line of printable ASCII. Others wrote it: it must not pass for lines or
 * colours of this program, nor a letter for another that looks like it.
 */
export function printable(text: string): string {
	return text.replace(/[^ -~]/gu, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
}
