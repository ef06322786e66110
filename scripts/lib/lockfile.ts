/** Reads a `Cargo.lock`: the packages of a Rust workspace, and their dependencies. */

import { parse } from 'smol-toml';

/** One version of a package. */
export interface Package {
	/**
	 * The package's unique name in the file: `name version`, and its source where those two are
	 * ambiguous.
	 */
	id: string;
	name: string;
	version: string;
	/** The package's source; undefined for one that lies in a folder, as the workspace's own do. */
	source: string | undefined;
	/** The SHA-256 of a registry package's archive. */
	checksum: string | undefined;
	/** Packages that it needs, sorted. */
	dependencies: string[];
}

/** A dependency, by ids: `[from, to]`. */
export type Edge = [from: string, to: string];

/** Packages whose dependencies form no cycle. */
export interface PackageGraph {
	/** Each after all that it depends on. */
	packages: Package[];
	/** Dependencies that were left out, because with them there would be a cycle. */
	dropped: Edge[];
	/** Packages that none depends on, and those that lie in a folder: the subjects of the file. */
	roots: string[];
}

/** A package as the file has it. */
interface Entry {
	name: string;
	version: string;
	source?: string;
	checksum?: string;
	dependencies?: string[];
}

/**
 * A dependency as the file has it: `name`, `name version` or `name version (source)`, as short as
 * is unambiguous.
 */
const DEPENDENCY = /^(\S+)(?: (\S+))?(?: \((.+)\))?$/;

/** Reads the text of a `Cargo.lock` of any version. Throws a sentence if it isn't one. */
export function readLock(text: string): PackageGraph {
	const entries = (parse(text) as { package?: unknown }).package;
	if (!Array.isArray(entries) || entries.length === 0) {
		throw new Error('there is no [[package]] in this file');
	}
	const wrong = entries.findIndex((entry) => !isEntry(entry));
	if (wrong >= 0) {
		throw new Error(`[[package]] number ${wrong + 1} must have a name and a version, and only text in its source, checksum and list of dependencies`);
	}
	return withoutCycles(packagesOf(entries as Entry[]));
}

function isEntry(value: unknown): value is Entry {
	if (typeof value !== 'object' || value === null) {
		return false;
	}
	const { name, version, source = '', checksum = '', dependencies = [] } = value as Record<string, unknown>;
	return Array.isArray(dependencies) && [name, version, source, checksum, ...dependencies].every((each) => typeof each === 'string');
}

function packagesOf(entries: Entry[]): Package[] {
	const versions = new Map<string, Entry[]>();
	for (const entry of entries) {
		versions.set(entry.name, [...(versions.get(entry.name) ?? []), entry]);
	}
	const idOf = ({ name, version, source }: Entry) => {
		const ambiguous = (versions.get(name) ?? []).filter((other) => other.version === version).length > 1;
		return ambiguous ? `${name} ${version} (${source ?? 'here'})` : `${name} ${version}`;
	};
	const resolve = (text: string): Entry => {
		const [, name = '', version, source] = DEPENDENCY.exec(text) ?? [];
		const fitting = (versions.get(name) ?? []).filter((entry) => (
			(version === undefined || entry.version === version) && (source === undefined || entry.source === source)
		));
		if (fitting.length !== 1) {
			throw new Error(`the dependency "${text}" fits ${fitting.length} packages`);
		}
		return fitting[0] as Entry;
	};
	return entries.map((entry) => ({
		id: idOf(entry),
		name: entry.name,
		version: entry.version,
		source: entry.source,
		checksum: entry.checksum,
		dependencies: [...new Set((entry.dependencies ?? []).map((text) => idOf(resolve(text))))].sort(),
	}));
}

/**
 * Drops the dependencies that close a cycle. Cargo allows cycles through dev-dependencies, which
 * the file does not tell from others. The walk over packages and dependencies goes by ids, so that
 * one file always loses the same ones.
 */
function withoutCycles(all: Package[]): PackageGraph {
	const byId = new Map(all.map((each) => [each.id, each]));
	const needed = new Set(all.flatMap(({ id, dependencies }) => dependencies.filter((dependency) => dependency !== id)));
	const packages: Package[] = [];
	const dropped: Edge[] = [];
	const state = new Map<string, 'entered' | 'left'>();
	const visit = (each: Package) => {
		state.set(each.id, 'entered');
		const kept = each.dependencies.filter((id) => {
			if (!state.has(id)) {
				visit(byId.get(id) as Package);
			} else if (state.get(id) === 'entered') {
				dropped.push([each.id, id]);
				return false;
			}
			return true;
		});
		state.set(each.id, 'left');
		packages.push({ ...each, dependencies: kept });
	};
	// From what nothing depends on first: a cycle is then cut where it leads back, and not where it
	// is entered.
	const sorted = [...all].sort((a, b) => Number(needed.has(a.id)) - Number(needed.has(b.id)) || compare(a.id, b.id));
	for (const each of sorted) {
		if (!state.has(each.id)) {
			visit(each);
		}
	}
	const stillNeeded = new Set(packages.flatMap(({ dependencies }) => dependencies));
	const roots = packages.filter(({ id, source }) => source === undefined || !stillNeeded.has(id)).map(({ id }) => id);
	return { packages, dropped, roots: roots.sort(compare) };
}

/** Compares by code units, independent of a machine's locale. */
function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
