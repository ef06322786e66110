/**
 * Signed transactions as bytes. Their parts are read from the chain's metadata once; the rest is
 * concatenation, so that signing costs little more than its cryptography.
 */

import type { ApiPromise } from '@polkadot/api';
import { compactToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsU8a, sr25519Sign } from '@polkadot/util-crypto';

/** The parts that all transactions of a chain have in common. */
export interface ExtrinsicTemplate {
	/** The data of extensions before a transaction's nonce, and after it. */
	extraBeforeNonce: Uint8Array;
	extraAfterNonce: Uint8Array;
	/** The data that is signed besides: versions, genesis. */
	implicit: Uint8Array;
}

/** A call with its signer. */
export interface Transaction {
	sender: { publicKey: Uint8Array; secretKey: Uint8Array };
	/** Pallet, call and arguments. */
	call: Uint8Array;
	nonce: number;
}

/** Version 4, signed. */
const SIGNED_V4 = 0x84;
/** `MultiAddress::Id`. */
export const ADDRESS_ID = Uint8Array.of(0);
/** `MultiSignature::Sr25519`. */
const SIGNATURE_SR25519 = Uint8Array.of(1);
const IMMORTAL = Uint8Array.of(0);
/** Payloads longer than this are signed by their hash. */
const MAX_PAYLOAD = 256;

/**
 * Reads from the metadata how transactions are encoded. Extensions that it does not know get their
 * type's default.
 */
export function extrinsicTemplate(api: ApiPromise): ExtrinsicTemplate {
	const extensions = api.registry.metadata.extrinsic.transactionExtensions;
	const names = extensions.map(({ identifier }) => identifier.toString());
	const encodeDefault = (type: Parameters<typeof api.registry.createLookupType>[0]) =>
		api.registry.createType(api.registry.createLookupType(type)).toU8a();
	const { specVersion, transactionVersion } = api.runtimeVersion;
	const implicitOf: Record<string, Uint8Array> = {
		CheckSpecVersion: specVersion.toU8a(),
		CheckTxVersion: transactionVersion.toU8a(),
		CheckGenesis: api.genesisHash.toU8a(),
		// The block from which an immortal transaction counts its life.
		CheckMortality: api.genesisHash.toU8a(),
	};
	const extras = extensions.map(({ type }, index) => names[index] === 'CheckMortality' ? IMMORTAL : encodeDefault(type));
	const nonceAt = names.indexOf('CheckNonce');
	return {
		extraBeforeNonce: u8aConcat(...extras.slice(0, nonceAt)),
		extraAfterNonce: u8aConcat(...extras.slice(nonceAt + 1)),
		implicit: u8aConcat(...extensions.map(({ implicit }, index) => implicitOf[names[index] as string] ?? encodeDefault(implicit))),
	};
}

/** Returns a signed transaction, as hexadecimal. */
export function sign(template: ExtrinsicTemplate, { sender, call, nonce }: Transaction): string {
	const extra = u8aConcat(template.extraBeforeNonce, compactToU8a(nonce), template.extraAfterNonce);
	const payload = u8aConcat(call, extra, template.implicit);
	const signature = sr25519Sign(payload.length > MAX_PAYLOAD ? blake2AsU8a(payload) : payload, sender);
	const body = u8aConcat(Uint8Array.of(SIGNED_V4), ADDRESS_ID, sender.publicKey, SIGNATURE_SR25519, signature, extra, call);
	return `0x${Buffer.from(u8aConcat(compactToU8a(body.length), body)).toString('hex')}`;
}

/**
 * Bytes of a signed transaction between its length and its signature: version, address, kind of
 * signature.
 */
const BEFORE_SIGNATURE = 1 + 33 + 1;
/** 48 bits, which a number holds exactly. */
const FINGERPRINT_DIGITS = 12;

/**
 * Returns a number that tells a signed extrinsic, as hexadecimal, from others: a part of its
 * signature. Returns undefined for an unsigned one, such as an inherent or a heartbeat.
 */
export function fingerprint(extrinsic: string): number | undefined {
	// The lowest two bits of the first byte are the number of bytes of the length that stands
	// before everything.
	const lengthBytes = [1, 2, 4][Number.parseInt(extrinsic.slice(2, 4), 16) & 0b11] ?? 5;
	const start = 2 + 2 * lengthBytes;
	if (Number.parseInt(extrinsic.slice(start, start + 2), 16) !== SIGNED_V4) {
		return undefined;
	}
	const signature = start + 2 * BEFORE_SIGNATURE;
	return Number.parseInt(extrinsic.slice(signature, signature + FINGERPRINT_DIGITS), 16);
}
