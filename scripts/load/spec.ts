/** Chain specifications for the benchmark: accounts with tokens and REP, by the million. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady, encodeAddress } from '@polkadot/util-crypto';
import { WIT } from '@witan/client/chain';
import { type Json, parseSpec, stringifySpec } from '../lib/chain-spec.ts';
import { nodeBinary, runProgram, temporaryFolder } from '../lib/node.ts';
import { type RawSpec, addAlike, fill, writeRawSpec } from './genesis.ts';
import type { Lottery } from './options.ts';

/** Initial balance of each account. */
export const ENDOWMENT = 10_000n * WIT;
/** REP of each account, in shares, if it has any. */
export const REPUTATION = 1_000n * WIT;
/** The domain in which accounts are by themselves: the one after those of the specification. */
export const OWN_DOMAIN = 2;
/**
 * Slots of an epoch, as in production. A session's first block takes no transactions; in
 * development it is every 20th.
 */
const EPOCH_SLOTS = 1_200;
/** The key of the chain's code, `:code`. */
const CODE = '0x3a636f6465';
/** The mark of a runtime that is compressed by zstd. */
const COMPRESSED = '0x52bc537646db8e05';
/** A frame of zstd's that is skipped, with no content. */
const EMPTY_FRAME = '502a4d1800000000';
const EXPORT_TIMEOUT_MS = 60_000;
const SS58_FORMAT = 42;

/** The choices for a genesis. */
export interface GenesisParameters {
	/** Accounts, by public key, that own {@link ENDOWMENT} each. */
	accounts: Uint8Array[];
	/**
	 * The domain in which they have {@link REPUTATION}, too. It is domain 0 with its members, or
	 * {@link OWN_DOMAIN}, where only its founder Alice has as much as each.
	 */
	reputation: 'nowhere' | 'domain 0' | 'own domain';
	/** The number of accounts without owners, with {@link ENDOWMENT} each, to fill the state. */
	fillers?: number;
	/** The node's program; default: this checkout's. */
	binary?: string;
	/**
	 * The names of the validators, which sign with the keys that every Substrate node knows for
	 * them; default: the chain's own.
	 */
	validators?: string[];
	/** BABE's probability that a slot has a primary author; default: the runtime's. */
	lottery?: Lottery;
	/**
	 * True if the chain's code shall be none that its nodes were built with, as after an upgrade.
	 * It is their own, packed otherwise. The wasm checks all transactions then.
	 */
	wasmOnly?: boolean;
	/**
	 * True if nodes shall learn of no address of the loopback interface but those that they are
	 * given.
	 */
	isDistant?: boolean;
}

/**
 * A plain chain specification, as far as this module touches it. Other runtimes lack some parts.
 */
export interface PlainSpec {
	chainType: unknown;
	genesis: {
		runtimeGenesis: {
			patch: {
				balances: { balances: [string, number][] };
				chainConfig?: { epochLength: number };
				babe?: { epochConfig?: { c: [number, number] } };
				aura?: { authorities: string[] };
				grandpa?: { authorities: [string, number][] };
				domains?: { domains: [GenesisDomain, ...GenesisDomain[]] };
				reputation?: { members: [domain: number, account: string, amount: number][] };
			};
		};
	};
}

interface GenesisDomain {
	metadata: string;
	founder: string;
}

/**
 * Writes a raw specification of a chain with these accounts to `path`. Lets the node build a
 * genesis with one of them, and adds the others to the result.
 */
export async function writeFundedSpec(path: string, chain: string, parameters: GenesisParameters): Promise<void> {
	await cryptoWaitReady();
	const { binary, accounts, reputation, fillers = 0 } = parameters;
	const [first, ...others] = accounts as [Uint8Array, ...Uint8Array[]];
	const plain = parseSpec(await exportSpec(binary, chain)) as unknown as PlainSpec;
	change(plain, parameters);
	const plainPath = join(temporaryFolder(), 'chain-spec.json');
	writeFileSync(plainPath, stringifySpec(plain as unknown as Json));
	const raw = JSON.parse(await exportSpec(binary, plainPath, '--raw')) as RawSpec;
	const { top } = raw.genesis.raw;
	if (parameters.wasmOnly) {
		top[CODE] = repacked(top[CODE] ?? '');
	}
	const domain = domainOf(reputation);
	addAlike(top, first, others, {
		tokens: ENDOWMENT,
		...(domain === undefined ? {} : { reputation: { domain, shares: REPUTATION } }),
	});
	writeRawSpec(path, raw, fill(top, first, fillers, ENDOWMENT));
}

/**
 * Returns a runtime that unpacks to the same code, and has another hash. Refuses one that is not
 * compressed.
 */
export function repacked(code: string): string {
	if (!code.startsWith(COMPRESSED)) {
		throw new Error('the chain\'s code is not compressed, and can\'t be packed otherwise');
	}
	return code + EMPTY_FRAME;
}

/** Makes a specification the benchmark's, with the first of the accounts. */
export function change(plain: PlainSpec, { accounts, reputation, validators, lottery, isDistant }: GenesisParameters): void {
	const { patch } = plain.genesis.runtimeGenesis;
	const address = encodeAddress(accounts[0] as Uint8Array, SS58_FORMAT);
	patch.balances.balances.push([address, Number(ENDOWMENT)]);
	if (patch.chainConfig) {
		patch.chainConfig.epochLength = EPOCH_SLOTS;
	}
	if (isDistant) {
		// On development and local chains nodes tell each other their addresses of any kind.
		plain.chainType = { Custom: 'Benchmark' };
	}
	if (validators) {
		setAuthorities(patch, validators);
	}
	if (lottery && patch.babe?.epochConfig) {
		patch.babe.epochConfig.c = lottery;
	}
	addReputation(patch, reputation, address);
}

type Patch = PlainSpec['genesis']['runtimeGenesis']['patch'];

/**
 * Sets the authors of a chain that has a fixed list of them. Others take them from their sessions.
 */
function setAuthorities({ aura, grandpa }: Patch, validators: string[]): void {
	const addressesOf = (type: 'sr25519' | 'ed25519') => {
		const keyring = new Keyring({ type, ss58Format: SS58_FORMAT });
		return validators.map((name) => keyring.createFromUri(`//${name[0]?.toUpperCase()}${name.slice(1)}`).address);
	};
	if (aura && grandpa) {
		aura.authorities = addressesOf('sr25519');
		grandpa.authorities = addressesOf('ed25519').map((address) => [address, 1]);
	}
}

function addReputation({ domains, reputation }: Patch, where: GenesisParameters['reputation'], address: string): void {
	const domain = domainOf(where);
	if (domain === undefined) {
		return;
	}
	if (!domains || !reputation) {
		throw new Error('the chain has no domains');
	}
	if (domain === OWN_DOMAIN) {
		if (domains.domains.length !== OWN_DOMAIN) {
			throw new Error(`the chain has ${domains.domains.length} domains and not ${OWN_DOMAIN}`);
		}
		const [like] = domains.domains;
		domains.domains.push({ ...like, metadata: 'Those who vote' });
		reputation.members.push([OWN_DOMAIN, like.founder, Number(REPUTATION)]);
	}
	reputation.members.push([domain, address, Number(REPUTATION)]);
}

function domainOf(where: GenesisParameters['reputation']): number | undefined {
	return { 'nowhere': undefined, 'domain 0': 0, 'own domain': OWN_DOMAIN }[where];
}

/** Has a node write a specification: by the current command, or by that of older nodes. */
async function exportSpec(binary = nodeBinary(), chain: string, ...args: string[]): Promise<string> {
	const failures: string[] = [];
	for (const command of [['export-chain-spec'], ['build-spec', '--disable-default-bootnode']]) {
		const { code, stdout, stderr } = await runProgram(binary, [...command, '--chain', chain, ...args], EXPORT_TIMEOUT_MS);
		if (code === 0) {
			return stdout;
		}
		failures.push(`${command[0]} --chain ${chain}: ${stderr}`);
	}
	throw new Error(`${binary}: ${failures.join('\n')}`);
}
