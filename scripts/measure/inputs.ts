/**
 * The inputs of each file of weights: what its figures were measured from. A file whose inputs
 * have changed since then is old.
 */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'smol-toml';
import { readLock } from '../lib/lockfile.ts';
import { byCodePoint, sourceFiles } from '../lib/sources.ts';

/** The things that a file of weights depends on, by name: digests of sources, crates' versions. */
export type Inputs = Record<string, string>;

/** The build whose figures are for keeping. */
const KEPT_BUILD = 'production';

const WEIGHTS = ['runtime/common/src/weights', 'runtime/solochain/src/weights'];
const RUNTIME = 'runtime/solochain/src';
/** Crates that have a part in the measurement of every call. */
const MEASURING = ['frame-benchmarking', 'frame-support', 'frame-system', 'witan-runtime-allocator'];
/** Crates that have a part in the base weights. */
const BASE = ['frame-benchmarking-cli', 'frame-executive', 'frame-support', 'frame-system', 'parity-db', 'sc-client-db', 'witan-runtime-allocator'];
/** Files of a crate that no measurement runs. */
const NOT_MEASURED = /\/(tests|mock)\/|\/(tests|mock|weights|try_state)\.rs$/;

/** Returns the inputs that each file of weights of a checkout has now, by the file's name. */
export function currentInputs(root: string): Map<string, Inputs> {
	const checkout = new Checkout(root);
	const names = sourceFiles(root, WEIGHTS, /\.rs$/).map((path) => basename(path, '.rs'));
	return new Map(names.map((name) => [name, name === 'base' ? checkout.ofBase() : checkout.ofPallet(name)]));
}

/** Returns Rust code without what costs nothing: comments, white space, tests at the end. */
export function normalised(code: string): string {
	return code
		.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\.)'/g, (part) => (part.startsWith('/') ? '' : part))
		.replace(/#\[cfg\(test\)\]\s*mod \w+ \{[\s\S]*$/, '')
		.replace(/\s+/g, '')
		// rustfmt adds these where it wraps lines.
		.replace(/,(?=[)\]}>])/g, '');
}

/** A checkout, read for the inputs of its weights. */
class Checkout {
	/** Folders of the workspace's crates, by name. */
	private readonly own: Map<string, string>;
	/** Versions with checksums of all other crates, by name. */
	private readonly locked: Map<string, string>;
	/** The files of the runtime, by path. */
	private readonly runtime: Map<string, string>;
	/** Crates of the runtime's pallets, by the pallet's name in it. */
	private readonly pallets: Map<string, string>;
	private readonly digests = new Map<string, string>();

	constructor(private readonly root: string) {
		const { workspace } = parse(this.read('Cargo.toml')) as { workspace: { dependencies: Record<string, { path?: string }> } };
		this.own = new Map(Object.entries(workspace.dependencies).flatMap(([name, { path }]) => (path === undefined ? [] : [[name, path]])));
		this.locked = new Map(readLock(this.read('Cargo.lock')).packages.flatMap(({ name, version, checksum }) => (
			checksum === undefined ? [] : [[name, `${version} ${checksum.slice(0, 12)}`]]
		)));
		this.runtime = new Map(sourceFiles(root, [RUNTIME], /\.rs$/).map((path) => [path, this.read(path)]));
		const declared = this.read(`${RUNTIME}/lib.rs`).matchAll(/pallet_index\(\d+\)\](?:\s*#\[[^\]]*\])*\s*pub type (\w+) = (\w+)/g);
		this.pallets = new Map([...declared].map(([, name, module]) => [name as string, crateOf(module as string)]));
	}

	/** Returns the inputs of the weights that are measured in whole blocks and on the database. */
	ofBase(): Inputs {
		const files = [...['frame_system_extensions', 'pallet_fees'].map((name) => `${WEIGHTS[0]}/${name}.rs`), 'node/src/benchmarking.rs'];
		return this.inputs(BASE, [...files, 'scripts/measure/base.ts']);
	}

	/**
	 * Returns the inputs of a pallet's weights. They are its crate with the primitives that it
	 * uses, its configuration, and the pallets of this repository that the configuration names.
	 */
	ofPallet(weights: string): Inputs {
		const module = weights.replace(/_extensions$/, '');
		const crate = crateOf(module);
		const { files, named } = this.configuration(module);
		const benchmarks = `${crate}-benchmarking`;
		const crates = [...MEASURING, ...this.withDependencies(crate), ...named, ...(this.locked.has(benchmarks) ? [benchmarks] : [])];
		return this.inputs(crates, [...files, 'scripts/measure/pallet.hbs']);
	}

	/** Returns the files that configure a pallet, and the workspace's pallets that they give it. */
	private configuration(module: string): { files: string[]; named: string[] } {
		const config = new RegExp(`impl ${module}(?:_benchmarking)?::(?:Benchmark)?Config\\b[^{]*(?:\\{\\}|\\{[\\s\\S]*?\\n\\})`, 'g');
		const files = new Set<string>();
		const named = new Set<string>();
		for (const [path, text] of this.runtime) {
			for (const [block] of text.matchAll(config)) {
				files.add(path);
				const shared = path.replace(/^.*\/systems\/(\w+).*$/, 'runtime/common/src/systems/$1.rs');
				if (shared !== path && existsSync(join(this.root, shared))) {
					files.add(shared);
				}
				(block.match(/\w+/g) ?? []).map((word) => this.pallets.get(word) ?? crateOf(word)).filter((crate) => /^pallet-/.test(crate) && this.own.has(crate))
					.forEach((crate) => named.add(crate));
			}
		}
		if (files.size === 0) {
			throw new Error(`the runtime does not configure ${module}, of which it has weights`);
		}
		return { files: [...files], named: [...named] };
	}

	/** Returns a crate, and the workspace's crates that it is built with. */
	private withDependencies(crate: string): string[] {
		const folder = this.own.get(crate);
		if (folder === undefined) {
			return [crate];
		}
		const { dependencies = {} } = parse(this.read(`${folder}/Cargo.toml`)) as { dependencies?: Record<string, unknown> };
		return [crate, ...Object.keys(dependencies).filter((name) => this.own.has(name)).flatMap((name) => this.withDependencies(name))];
	}

	private inputs(crates: string[], files: string[]): Inputs {
		const entries = [
			...crates.map((crate) => [this.own.get(crate) ?? crate, this.ofCrate(crate)] as const),
			...files.map((file) => [file, this.digestOf([file])] as const),
		];
		return { build: KEPT_BUILD, ...Object.fromEntries(entries.sort(([a], [b]) => byCodePoint(a, b))) };
	}

	private ofCrate(crate: string): string {
		const folder = this.own.get(crate);
		if (folder !== undefined) {
			return this.digestOf(sourceFiles(this.root, [`${folder}/src`], /\.rs$/).filter((path) => !NOT_MEASURED.test(path)));
		}
		const version = this.locked.get(crate);
		if (version === undefined) {
			throw new Error(`Cargo.lock has no ${crate}`);
		}
		return version;
	}

	private digestOf(files: string[]): string {
		const key = files.join();
		const digest = this.digests.get(key) ?? sha256(files.map((path) => `${path}\n${this.contents(path)}\n`).join(''));
		this.digests.set(key, digest);
		return digest;
	}

	private contents(path: string): string {
		const text = this.read(path);
		return path.endsWith('.rs') ? normalised(text) : text;
	}

	private read(path: string): string {
		return readFileSync(join(this.root, path), 'utf8');
	}
}

/** Returns the crate of a module of Rust. */
function crateOf(module: string): string {
	return module.replaceAll('_', '-');
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
