/** Chain specifications for the benchmark: accounts with tokens and REP, by the million. */

import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { encodeAddress } from '@polkadot/util-crypto';
import { WIT } from '@witan/client/chain';
import { runNode, temporaryFolder } from '../lib/node.ts';
import { type RawSpec, addAlike, fill, writeRawSpec } from './genesis.ts';

/** Initial balance of each account. */
export const ENDOWMENT = 10_000n * WIT;
/** REP of each account, in shares, if it has any. */
export const REPUTATION = 1_000n * WIT;
/**
 * Slots of an epoch, as in production. A session's first block takes no transactions; in
 * development it is every 20th.
 */
const EPOCH_SLOTS = 1_200;

/** A plain chain specification, as far as this module touches it. */
interface PlainSpec {
	genesis: {
		runtimeGenesis: {
			patch: {
				balances: { balances: [string, number][] };
				chainConfig: { epochLength: number };
				domains: { domains: [GenesisDomain, GenesisDomain] & GenesisDomain[] };
				reputation: { members: [domain: number, account: string, amount: number][] };
			};
		};
	};
}

interface GenesisDomain {
	metadata: string;
	founder: string;
}

/** The domain in which accounts are by themselves: the one after those of the specification. */
export const OWN_DOMAIN = 2;

/** Accounts to add to a chain's genesis. */
export interface Funded {
	/** Accounts, by public key, that own {@link ENDOWMENT} each. */
	accounts: Uint8Array[];
	/**
	 * The domain in which they have {@link REPUTATION}, too. It is domain 0 with its members, or
	 * {@link OWN_DOMAIN}, where only its founder Alice has as much as each.
	 */
	reputation: 'nowhere' | 'domain 0' | 'own domain';
	/** The number of accounts of nobody's that own {@link ENDOWMENT} each, to fill the state. */
	fillers?: number;
}

/**
 * Writes a raw specification of a chain with these accounts to `path`. Lets the node build a
 * genesis with one of them, and adds the others to the result.
 */
export async function writeFundedSpec(path: string, chain: string, { accounts, reputation: where, fillers = 0 }: Funded): Promise<void> {
	const [first, ...others] = accounts as [Uint8Array, ...Uint8Array[]];
	const plain = JSON.parse(await exportSpec(chain)) as PlainSpec;
	const { balances, chainConfig, domains: { domains }, reputation: { members } } = plain.genesis.runtimeGenesis.patch;
	const address = encodeAddress(first, 42);
	const domain = { 'nowhere': undefined, 'domain 0': 0, 'own domain': OWN_DOMAIN }[where];
	chainConfig.epochLength = EPOCH_SLOTS;
	balances.balances.push([address, Number(ENDOWMENT)]);
	if (domain === OWN_DOMAIN) {
		if (domains.length !== OWN_DOMAIN) {
			throw new Error(`the chain ${chain} has ${domains.length} domains and not ${OWN_DOMAIN}`);
		}
		const [like] = domains;
		domains[OWN_DOMAIN] = { ...like, metadata: 'Those who vote' };
		members.push([OWN_DOMAIN, like.founder, Number(REPUTATION)]);
	}
	if (domain !== undefined) {
		members.push([domain, address, Number(REPUTATION)]);
	}
	const plainPath = join(temporaryFolder(), 'chain-spec.json');
	writeFileSync(plainPath, JSON.stringify(plain));
	const raw = JSON.parse(await exportSpec(plainPath, '--raw')) as RawSpec;
	const { top } = raw.genesis.raw;
	addAlike(top, first, others, {
		tokens: ENDOWMENT,
		...(domain === undefined ? {} : { reputation: { domain, shares: REPUTATION } }),
	});
	writeRawSpec(path, raw, fill(top, first, fillers, ENDOWMENT));
}

async function exportSpec(chain: string, ...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await runNode(['export-chain-spec', '--chain', chain, ...args]);
	if (code !== 0) {
		throw new Error(`export-chain-spec --chain ${chain}: ${stderr}`);
	}
	return stdout;
}
