/**
 * Turns what polkadot.js decodes into plain values, which a dapp shows and a test compares with
 * `deepEqual`.
 */

import { Bytes, Compact, Enum, Null, Option, Raw, Struct, Text, Tuple, Vec, VecFixed, bool } from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';
import { AbstractInt, CodecMap } from '@polkadot/types-codec';
import { hexToU8a, stringToHex } from '@polkadot/util';
import type { Hex } from './units.js';

/**
 * The widest integers that become a `number`; wider ones become a `bigint` whatever their value.
 */
const NUMBER_BITS = 32;

/**
 * Returns a decoded value as plain data:
 *
 * - integers of up to 32 bits are a `number`, wider ones a `bigint`;
 * - an account is its SS58 address; hashes and bytes are hexadecimal;
 * - a struct is an object, a tuple or list an array, `None` is `null`;
 * - a map is an array of its keys and values, in the order of its keys;
 * - an enum without data in any variant is the variant's name; any other is `{ type, ...fields }`,
 *   or `{ type, value }` if the variant's data has no names.
 */
export function plain(codec: Codec): unknown {
	if (codec instanceof Option) {
		return codec.isSome ? plain(codec.unwrap() as Codec) : null;
	}
	if (codec instanceof Compact) {
		return plain(codec.unwrap() as Codec);
	}
	if (codec instanceof AbstractInt) {
		return codec.bitLength() <= NUMBER_BITS ? codec.toNumber() : codec.toBigInt();
	}
	if (codec instanceof bool) {
		return codec.isTrue;
	}
	if (codec instanceof Null) {
		return null;
	}
	if (codec instanceof Enum) {
		return plainEnum(codec);
	}
	if (codec instanceof Struct) {
		return Object.fromEntries([...codec.entries()].map(([name, value]) => [fieldName(String(name)), plain(value as Codec)]));
	}
	if (codec instanceof CodecMap) {
		return [...codec.entries()].map(([key, value]) => [plain(key as Codec), plain(value as Codec)]);
	}
	if (codec instanceof Vec || codec instanceof VecFixed || codec instanceof Tuple) {
		return [...(codec as Iterable<Codec>)].map(plain);
	}
	if (codec instanceof Text || !(codec instanceof Raw || codec instanceof Bytes)) {
		return codec.toString();
	}
	// Accounts are the only raw bytes that print as something else than hexadecimal.
	return /^AccountId/.test(codec.toRawType()) ? codec.toString() : codec.toHex();
}

/**
 * Throws if one of the arguments of `what` is undefined or contains an undefined value.
 * polkadot.js encodes that as zero, or as an enum's first variant: a vote of no side would be for.
 */
export function refuseUndefined(args: readonly unknown[], what: string): void {
	args.forEach((arg, index) => {
		if (containsUndefined(arg)) {
			throw new Error(`argument ${index + 1} of ${what} is or contains undefined`);
		}
	});
}

function containsUndefined(value: unknown): boolean {
	if (Array.isArray(value)) {
		return value.some(containsUndefined);
	}
	if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
		return Object.values(value).some(containsUndefined);
	}
	return value === undefined;
}

function plainEnum(codec: Enum): unknown {
	if (codec.isBasic) {
		return codec.type;
	}
	const value = plain(codec.value);
	if (value === null && codec.value instanceof Null) {
		return { type: codec.type };
	}
	return codec.value instanceof Struct ? { type: codec.type, ...(value as object) } : { type: codec.type, value };
}

/**
 * Returns a field's name in camel case. polkadot.js leaves some as they stand in the metadata. It
 * appends `_` to names that its own classes use.
 */
export function fieldName(name: string): string {
	return name.replace(/_$/, '').replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Returns bytes, given in hexadecimal, as UTF-8 text. Bytes that are none are replaced by U+FFFD.
 */
export function plainText(bytes: Hex): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(hexToU8a(bytes));
}

/**
 * Returns a text as its UTF-8 bytes in hexadecimal, for an argument that takes bytes. polkadot.js
 * would take a text that begins with `0x` for the bytes themselves.
 */
export function textBytes(text: string): Hex {
	return stringToHex(text);
}
