/** Compares what a dapp passed to polkadot.js with what that made of it. */

import { Compact, Enum, GenericCall, Option, Struct, Tuple, Vec, VecFixed } from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';
import { isCodec } from '@polkadot/util';
import { fieldName } from './plain.js';

/**
 * Throws if `given`, from which polkadot.js made `made`, lacks a field of a struct or has one that
 * the struct has not. polkadot.js itself takes a missing field for zero and drops an unknown one,
 * so that a misspelled win ratio would open a pool that anything passes. An optional field may be
 * missing. `path` names the value.
 */
export function checkFields(path: string, given: unknown, made: Codec): void {
	if (isCodec(given) || made instanceof GenericCall || made instanceof Compact) {
		return;
	}
	if (made instanceof Option) {
		if (made.isSome) {
			checkFields(path, given, made.unwrap() as Codec);
		}
	} else if (made instanceof Struct) {
		checkStruct(path, given, made);
	} else if (made instanceof Enum) {
		const [variant] = isRecord(given) ? Object.keys(given) : [];
		if (variant !== undefined) {
			checkFields(`${path}.${variant}`, (given as Record<string, unknown>)[variant], made.value);
		}
	} else if ((made instanceof Vec || made instanceof VecFixed || made instanceof Tuple) && Array.isArray(given)) {
		[...(made as Iterable<Codec>)].forEach((entry, index) => checkFields(`${path}[${index}]`, given[index], entry));
	}
}

function checkStruct(path: string, given: unknown, made: Struct): void {
	const fields = new Map([...made.entries()].map(([name, value]) => [fieldName(String(name)), value as Codec]));
	const names = [...fields.keys()].join(', ');
	if (!isRecord(given)) {
		throw new Error(`${path}: expected an object with the fields ${names}`);
	}
	const values = new Map(Object.entries(given).map(([name, value]) => [fieldName(name), value]));
	const unknown = [...values.keys()].find((name) => !fields.has(name));
	if (unknown !== undefined) {
		throw new Error(`${path}: no field ${unknown} among ${names}`);
	}
	for (const [name, field] of fields) {
		const value = values.get(name);
		if (value === undefined && !(field instanceof Option)) {
			throw new Error(`${path}: the field ${name} is missing`);
		}
		checkFields(`${path}.${name}`, value, field);
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
