/**
 * What `witan-client` prints: the same as `witan-node client`.
 */

import type { BundleCheck, RatifiedClient } from './bundle.ts';

/** What a domain has ratified, in lines `name: value`. */
export function describe(domain: number, client: RatifiedClient | undefined): string {
	if (!client) {
		return `domain ${domain} has ratified no client`;
	}
	const { hash, uri, post, at } = client;
	return `hash: ${hash}\nuri: ${printable(uri)}\npost: ${post}\nblock: ${at}`;
}

/** Whether a file is what the domain ratified last, as a sentence. */
export function describeFile(file: string, { ratified, hash }: BundleCheck): string {
	return ratified ? `${file} is the ratified client` : `${file} is NOT the ratified client: its hash is ${hash}`;
}

/**
 * The text on one line of printable ASCII. It was written by others, and must not pass for lines or colours of ours; nor a letter
 * for another that looks like it.
 */
export function printable(text: string): string {
	return text.replace(/[^ -~]/gu, (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`);
}
