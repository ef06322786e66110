/** Accounts by the thousand: `//Sender//0`, `//Sender//1`, and so on. */

import { cryptoWaitReady, keyExtractPath, keyFromPath, mnemonicToMiniSecret, sr25519PairFromSeed } from '@polkadot/util-crypto';
import { DEV_PHRASE } from '@polkadot/keyring';

export type Keypair = ReturnType<typeof sr25519PairFromSeed>;

/**
 * Derives the accounts of these numbers or names. The phrase, whose derivation takes longest, is
 * stretched once for all.
 */
export async function derive(members: (number | string)[], family = '//Sender'): Promise<Keypair[]> {
	await cryptoWaitReady();
	const root = sr25519PairFromSeed(mnemonicToMiniSecret(DEV_PHRASE));
	const parent = child(root, family);
	return members.map((member) => child(parent, `//${member}`));
}

function child(parent: Keypair, path: string): Keypair {
	return keyFromPath(parent, keyExtractPath(path).path, 'sr25519');
}
