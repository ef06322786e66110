/** Writes changed copies of the node's chain specifications. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode, temporaryFolder } from './node.ts';

/** The JSON of a chain specification. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The changes that {@link writeChainSpec} makes. */
export interface ChainSpecChanges {
	/** The chain to start from; default `development`. */
	from?: string;
	/**
	 * Changes merged into `genesis.runtimeGenesis.patch`: objects key by key, anything else
	 * replaced.
	 */
	genesis?: { [key: string]: Json };
	/** Changes merged into the specification itself. */
	spec?: { [key: string]: Json };
}

/**
 * Writes a changed copy of one of the node's chain specifications to a temporary file. Returns its
 * path.
 */
export async function writeChainSpec({ from = 'development', genesis = {}, spec = {} }: ChainSpecChanges): Promise<string> {
	const changed = merge(parseSpec(await exportChainSpec(from)), {
		...spec,
		genesis: { runtimeGenesis: { patch: genesis } },
	});
	const path = join(temporaryFolder(), 'chain-spec.json');
	writeFileSync(path, stringifySpec(changed));
	return path;
}

/**
 * Writes one of the node's chain specifications, raw, to a temporary file. Returns its path. A node
 * starts faster from it, since its genesis is built already.
 */
export async function writeRawChainSpec(from: string): Promise<string> {
	const path = join(temporaryFolder(), 'chain-spec-raw.json');
	writeFileSync(path, await exportChainSpec(from, '--raw'));
	return path;
}

/**
 * The node's exports by its arguments: each is made once, since the node compiles its runtime for
 * it.
 */
const exported = new Map<string, Promise<string>>();

function exportChainSpec(chain: string, ...args: string[]): Promise<string> {
	const command = ['export-chain-spec', '--chain', chain, ...args];
	const key = command.join(' ');
	const specification = exported.get(key) ?? runNode(command).then(({ code, stdout, stderr }) => {
		if (code !== 0) {
			throw new Error(`${key}: ${stderr}`);
		}
		return stdout;
	});
	exported.set(key, specification);
	return specification;
}

/** Parses a specification. Integers too large for JavaScript become strings such as `"#123"`. */
export function parseSpec(text: string): Json {
	return JSON.parse(text.replace(/([:[,]\s*)(\d{16,})(?=\s*[,}\]])/g, '$1"#$2"')) as Json;
}

/** Returns the text of a specification that was parsed by {@link parseSpec}. */
export function stringifySpec(specification: Json): string {
	return JSON.stringify(specification).replace(/"#(\d+)"/g, '$1');
}

function merge(base: Json, changes: Json): Json {
	if (!isObject(base) || !isObject(changes)) {
		return changes;
	}
	const merged = { ...base };
	for (const [key, value] of Object.entries(changes)) {
		merged[key] = merge(merged[key] ?? null, value);
	}
	return merged;
}

function isObject(value: Json): value is { [key: string]: Json } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
