/**
 * The kinds of load, and the call that a transaction of each makes. Nothing here talks to a chain.
 */

import { bnToU8a, compactToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { ADDRESS_ID } from './extrinsic.ts';

/** Loads that are transactions signed in advance. */
export type LoadKind = 'remarks' | 'transfers' | 'stakes' | 'posts';
/** Loads of a flood. Nobody can be drawn for its orders. */
export type FloodKind = 'remarks' | 'transfers' | 'orders';
export const FLOODS: FloodKind[] = ['remarks', 'transfers', 'orders'];
/**
 * The kinds of measurement. `work` is whole work cycles, from the request to the payment. `settle`
 * is the end of one pool with many voters, while transfers go on.
 */
export type Kind = LoadKind | 'work' | 'settle';

/**
 * The kinds that are measured side by side, in their order. The others need a chain of their own.
 */
export const KINDS: Kind[] = ['remarks', 'transfers', 'stakes', 'posts', 'work'];
export const KINDS_APART: Kind[] = ['settle'];

/**
 * The amount of each transfer, in units: far more than the fees of all that a sender sends, so that
 * balances tell them apart.
 */
export const AMOUNT = 10_000_000_000n;

/** A load to put on a network. */
export interface Phase {
	kind: LoadKind;
	title: string;
	/** Transactions a second; `Infinity` for as many as possible. */
	rate: number;
	seconds: number;
	/** Transactions to sign for each second. */
	presignedPerSecond: number;
}

/** The common data of a load's transactions. `call` is always the pallet's and the call's index. */
export type Load =
	/** `System.remark`: of nothing, it shows what every transaction costs. */
	| { kind: 'remarks'; call: Uint8Array; content: Uint8Array }
	/** `Balances.transferKeepAlive` of {@link AMOUNT} to any other account. */
	| { kind: 'transfers'; call: Uint8Array }
	/**
	 * `ValidationPool.stake`, whole: the same for all accounts. One for each round, so that every
	 * account's is a new vote.
	 */
	| { kind: 'stakes'; calls: Uint8Array[] }
	/** `Forum.post` of 100 bytes that cites two of these posts. */
	| { kind: 'posts'; call: Uint8Array; domain: number; cited: Uint8Array[] }
	/** `Business.request`, whole: the same for all accounts. */
	| { kind: 'orders'; call: Uint8Array };

/** The place of a transaction in a load. */
export interface Turn {
	/** Public key of the account that signs it. */
	sender: Uint8Array;
	/** Public key of another account. */
	receiver: Uint8Array;
	nonce: number;
	/** The number of transactions of this load that the account has signed before. */
	round: number;
	/** Returns a random number from 0 to 1. */
	random: () => number;
}

/** Returns the call of one transaction, as bytes. */
export function callOf(load: Load, turn: Turn): Uint8Array {
	switch (load.kind) {
		case 'remarks':
			return u8aConcat(load.call, compactToU8a(load.content.length), load.content);
		case 'transfers':
			return u8aConcat(load.call, ADDRESS_ID, turn.receiver, compactToU8a(AMOUNT));
		case 'stakes': {
			const call = load.calls[turn.round];
			if (!call) {
				throw new Error(`${load.calls.length} pools do not let an account stake ${turn.round + 1} times`);
			}
			return call;
		}
		case 'posts':
			return encodePost(load.call, postOf(load, turn));
		case 'orders':
			return load.call;
	}
}

/** Bytes of a post's content. */
const CONTENT_LENGTH = 100;
/** The part that a post passes to each of the two that it cites, in parts per million. */
const CITED_PART = 250_000;

/** A post by one author with inline content. */
export interface Post {
	domain: number;
	author: Uint8Array;
	citations: { post: Uint8Array; weight: number }[];
	content: Uint8Array;
}

/** Returns the arguments of a turn's post, whose content is unique. */
export function postOf({ domain, cited }: Extract<Load, { kind: 'posts' }>, { sender, nonce, random }: Turn): Post {
	const first = Math.floor(random() * cited.length);
	const second = (first + 1 + Math.floor(random() * (cited.length - 1))) % cited.length;
	return {
		domain,
		author: sender,
		citations: [first, second].map((index) => ({ post: cited[index] as Uint8Array, weight: CITED_PART })),
		content: stringToU8a(`post ${nonce} of 0x${Buffer.from(sender).toString('hex')}`.padEnd(CONTENT_LENGTH, '.')),
	};
}

/**
 * Encodes `Forum.post`: domain, authors with weights, citations with weights, `Content::Inline`, no
 * directive.
 */
export function encodePost(call: Uint8Array, { domain, author, citations, content }: Post): Uint8Array {
	return u8aConcat(
		call,
		u32(domain),
		compactToU8a(1), author, u32(1_000_000),
		compactToU8a(citations.length), ...citations.map(({ post, weight }) => u8aConcat(post, u32(weight))),
		Uint8Array.of(0), compactToU8a(content.length), content,
		Uint8Array.of(0),
	);
}

function u32(value: number): Uint8Array {
	return bnToU8a(value, { bitLength: 32, isLe: true });
}
