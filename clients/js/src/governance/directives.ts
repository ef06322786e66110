/** Directives: the instructions that a post can carry, and their encoding. */

import type { ApiPromise } from '@polkadot/api';
import { textBytes } from '../chain/plain.js';
import type { Call } from '../chain/submit.js';
import type { Hex } from '../chain/units.js';
import type { DomainParameters, EncodedDirective } from '../experts/types.js';

/** A group of the chain's parameters. */
export type ParameterGroup = 'Inflation' | 'Fees' | 'Deposits' | 'Domains' | 'Forum' | 'Governance' | 'Work';

/**
 * A parameter of the chain, with group, name and unit as in docs/parameters.md. The value null
 * restores its default.
 */
export interface ParameterChange {
	group: ParameterGroup;
	name: string;
	value: unknown;
}

/** The effect of a directive. */
export type Action =
	| { type: 'SetParameter'; parameter: ParameterChange }
	/** Exactly one of the parameters of the post's own domain. */
	| { type: 'SetDomain'; parameter: Partial<DomainParameters> }
	/** BLAKE2b-256 of a runtime's code. */
	| { type: 'AuthorizeUpgrade'; codeHash: Hex }
	/**
	 * BLAKE2b-256 and length of a call that is noted as a preimage, and the weight that it may
	 * have: see {@link dispatch}.
	 */
	| { type: 'Dispatch'; hash: Hex; len: number; weight: { refTime: bigint; proofSize: bigint } }
	/** BLAKE2b-256 and address of a client bundle. */
	| { type: 'ReplaceClient'; hash: Hex; uri: string }
	/** The undoing: the directive can do nothing else, and is decided fast. */
	| { type: 'Undo'; undo: Undo };

/** Undoing of what the chain or a directive has done. */
export type Undo =
	/**
	 * All slashes of these validators, at most 100, that are due at the start of an era. That is
	 * the era of the offence, the deferral of slashes and one more.
	 */
	| { type: 'CancelSlash'; era: number; validators: string[] }
	/** A scheduled task's name, which is not a directive's. */
	| { type: 'CancelTask'; name: Hex }
	/** A scheduled task's place in the agenda of its block. */
	| { type: 'CancelTask'; block: number; index: number }
	/** The authorised upgrade. */
	| { type: 'VoidUpgrade' };

/** An instruction in a post. */
export interface Directive {
	action: Action;
	/** The earliest block in which it takes effect; default: the end of the delay. */
	activateAt?: number;
}

/** Returns the action that sets a parameter of the chain, or with null restores its default. */
export function setParameter(group: ParameterGroup, name: string, value: unknown): Action {
	return { type: 'SetParameter', parameter: { group, name, value } };
}

/**
 * Returns the action that dispatches a call, with the weight that the call has now. Its preimage
 * must be noted before the directive is due: `api.tx.preimage.notePreimage(call.method.toHex())`.
 */
export async function dispatch(api: ApiPromise, { method }: Call): Promise<Extract<Action, { type: 'Dispatch' }>> {
	const { weight } = await api.call.transactionPaymentCallApi.queryCallInfo(method, method.encodedLength);
	return {
		type: 'Dispatch',
		hash: method.hash.toHex(),
		len: method.encodedLength,
		weight: { refTime: weight.refTime.toBigInt(), proofSize: weight.proofSize.toBigInt() },
	};
}

/**
 * Returns a directive as polkadot.js takes it, for a post's draft. Throws if it sets none or
 * several parameters of a domain, or has no known action.
 */
export function encodeDirective({ action, activateAt }: Directive): EncodedDirective {
	return { action: encodeAction(action), activateAt: activateAt ?? null };
}

function encodeUndo(undo: Undo): object {
	switch (undo.type) {
		case 'CancelSlash':
			return { CancelSlash: { era: undo.era, validators: undo.validators } };
		case 'CancelTask':
			return { CancelTask: 'name' in undo ? { Named: undo.name } : { At: { block: undo.block, index: undo.index } } };
		case 'VoidUpgrade':
			return { VoidUpgrade: null };
		default:
			throw new Error(`no directive undoes ${(undo as Undo).type}`);
	}
}

function encodeAction(action: Action): object {
	switch (action.type) {
		case 'SetParameter': {
			const { group, name, value } = action.parameter;
			return { SetParameter: { [group]: { [name]: [null, value] } } };
		}
		case 'SetDomain': {
			const parts = Object.entries(action.parameter);
			const [part] = parts;
			if (part === undefined || parts.length !== 1) {
				throw new Error(`a directive sets one parameter of a domain, not ${parts.length}`);
			}
			const [name, value] = part;
			return { SetDomain: { [name[0]?.toUpperCase() + name.slice(1)]: value } };
		}
		case 'AuthorizeUpgrade':
			return { AuthorizeUpgrade: { codeHash: action.codeHash } };
		case 'Dispatch':
			return { Dispatch: { hash: action.hash, len: action.len, weight: action.weight } };
		case 'Undo':
			return { Undo: encodeUndo(action.undo) };
		case 'ReplaceClient':
			return { ReplaceClient: { hash: action.hash, uri: textBytes(action.uri) } };
		default:
			// polkadot.js would take a missing action for the first of all parameters' default.
			throw new Error(`no directive has the action ${(action as Action).type}`);
	}
}
