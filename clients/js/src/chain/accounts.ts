/** Accounts by their secret URIs. */

import { Keyring } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import { cryptoWaitReady, keyExtractSuri, mnemonicValidate } from '@polkadot/util-crypto';

/** The chain's SS58 prefix. */
const SS58_FORMAT = 42;

/**
 * Accounts of the development chain, each with tokens, and members of domain 0. Their secrets are
 * public.
 */
export interface DevAccounts {
	alice: KeyringPair;
	bob: KeyringPair;
	charlie: KeyringPair;
	dave: KeyringPair;
	eve: KeyringPair;
	ferdie: KeyringPair;
}

/** Returns the development accounts, sr25519. */
export async function devAccounts(): Promise<DevAccounts> {
	return {
		alice: await account('//Alice'),
		bob: await account('//Bob'),
		charlie: await account('//Charlie'),
		dave: await account('//Dave'),
		eve: await account('//Eve'),
		ferdie: await account('//Ferdie'),
	};
}

/**
 * Returns the sr25519 account of a secret URI: a mnemonic, a seed of 32 bytes in hexadecimal, or
 * `//Alice`, with derivation paths. Throws on any other text, without repeating it.
 */
export async function account(uri: string): Promise<KeyringPair> {
	await cryptoWaitReady();
	if (!isSecretUri(uri)) {
		throw new Error('a secret URI is a mnemonic, 0x and 64 hexadecimal digits, or a path such as //Alice');
	}
	// Its metadata stays empty: a wallet's backup of the account holds it unencrypted.
	return new Keyring({ type: 'sr25519', ss58Format: SS58_FORMAT }).addFromUri(uri);
}

/** Checks the part before the paths. polkadot.js takes any short text for a seed. */
function isSecretUri(uri: string): boolean {
	if (/^\/\/?[^/]/.test(uri)) {
		return true;
	}
	try {
		const { phrase } = keyExtractSuri(uri);
		return /^0x[\da-f]{64}$/i.test(phrase) || mnemonicValidate(phrase);
	} catch {
		return false;
	}
}
