import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import ts from 'typescript';
import { sourceFiles } from '../../scripts/lib/sources.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOT_OURS = ['node_modules', 'dist'];

/**
 * Returns the imports of each source file in these folders of the checkout: files of the checkout
 * by path, packages by name.
 */
function importsOf(...folders: string[]): Map<string, string[]> {
	const found = new Map<string, string[]>();
	const walk = (folder: string) => {
		for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
			const path = join(folder, entry.name);
			if (entry.isDirectory() && !NOT_OURS.includes(entry.name)) {
				walk(path);
			} else if (/\.(ts|js|mjs)$/.test(entry.name)) {
				found.set(path, imports(path));
			}
		}
	};
	folders.forEach(walk);
	return found;
}

function imports(path: string): string[] {
	const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, path), 'utf8'), true, true);
	return importedFiles.map(({ fileName }) => {
		if (fileName.startsWith('@witan/client/')) {
			return join('clients/js/src', fileName.slice('@witan/client/'.length), 'index.ts');
		}
		return fileName.startsWith('.') ? sourceOf(normalize(join(dirname(path), fileName))) : fileName;
	});
}

/** Returns the TypeScript file behind a path that names what is compiled from it. */
function sourceOf(path: string): string {
	const source = path.replace(/\.js$/, '.ts').replace(/^clients\/js\/dist\//, 'clients/js/src/');
	return existsSync(join(ROOT, source)) ? source : path;
}

/** Returns the imports that `allowed` refuses, as `file imports file`. */
function wrong(found: Map<string, string[]>, allowed: (imported: string, by: string) => boolean): string[] {
	assert.ok(found.size > 0, 'no source files found');
	return [...found].flatMap(([file, all]) => all.filter((each) => !allowed(each, file)).map((each) => `${file} imports ${each}`));
}

const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isPackage = (path: string) => !/^(clients|scripts|tests|zombienet)\//.test(path);

describe('boundaries between folders', () => {
	// Protects: what is shared lives where everyone may import it, and not in the tests.
	test('scripts, clients and networks should import nothing of tests/', () => {
		const found = importsOf('scripts', 'clients', 'zombienet');
		assert.deepEqual(wrong(found, (imported) => !isIn('tests')(imported)), []);
		// The search sees imports by name and by path.
		assert.ok(found.get('scripts/tour.ts')?.includes('clients/js/src/chain/index.ts'));
		assert.ok(found.get('scripts/load/network.ts')?.includes('scripts/lib/node.ts'));
		assert.ok(found.get('scripts/load/worker.mjs')?.includes('scripts/load/worker.ts'));
	});

	// Protects: the client is a package of its own, which dapps install without the repository.
	test('client should import only itself and packages that it depends on', () => {
		const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'clients/js/package.json'), 'utf8')) as
			Record<'dependencies' | 'peerDependencies', Record<string, string>>;
		const known = Object.keys({ ...dependencies, ...peerDependencies });
		assert.deepEqual(wrong(importsOf('clients/js/src', 'clients/js/bin'), (imported) => isIn('clients/js/src')(imported)
			|| isBuiltin(imported) || known.some((name) => imported === name || imported.startsWith(`${name}/`))), []);
	});

	// Protects: a system of the client can be used without those that are built on it, and in a
	// browser.
	test('client\'s folders should import only those below them', () => {
		const below: Record<string, string[]> = { chain: [], experts: ['chain'], governance: ['chain', 'experts'] };
		const nodeOnly: Record<string, string[]> = { bundle: Object.keys(below), cli: ['bundle', ...Object.keys(below)] };
		const folders = readdirSync(join(ROOT, 'clients/js/src'));
		assert.deepEqual(folders.sort(), Object.keys({ ...below, ...nodeOnly }).sort(), 'a new folder has its place here');
		for (const [folder, others] of Object.entries({ ...below, ...nodeOnly })) {
			const allowed = [folder, ...others].map((name) => isIn(`clients/js/src/${name}`));
			assert.deepEqual(wrong(importsOf(`clients/js/src/${folder}`), (imported) => (
				isPackage(imported) ? folder in nodeOnly || !isBuiltin(imported) : allowed.some((inside) => inside(imported))
			)), []);
		}
	});

	// Protects: each file can be read, and loaded, before those that use it.
	test('no files should import each other in a circle', () => {
		const found = importsOf('scripts', 'clients', 'tests', 'zombienet');
		const done = new Set<string>();
		const visit = (file: string, path: string[]) => {
			assert.ok(!path.includes(file), [...path, file].join(' -> '));
			if (!done.has(file)) {
				(found.get(file) ?? []).forEach((each) => visit(each, [...path, file]));
				done.add(file);
			}
		};
		[...found.keys()].forEach((file) => visit(file, []));
		assert.ok(done.size >= found.size);
	});
});

/** A crate of the workspace, with the workspace's crates that it names. */
interface Crate {
	name: string;
	/** The folder, from the checkout. */
	folder: string;
	dependencies: string[];
	/** Dependencies of its tests alone. */
	ofTests: string[];
}

type Manifest = Record<'dependencies' | 'dev-dependencies', Record<string, unknown> | undefined>;

/** Returns the workspace's crates that others depend on, and the node. */
function crates(): Crate[] {
	const { workspace } = parse(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8')) as
		{ workspace: { dependencies: Record<string, { path?: string }> } };
	const paths = Object.entries(workspace.dependencies).flatMap(([name, { path }]) => (path === undefined ? [] : [[name, path] as const]));
	const own = new Set(paths.map(([name]) => name));
	return [...paths, ['witan-node', 'node'] as const].map(([name, folder]) => {
		const manifest = parse(readFileSync(join(ROOT, folder, 'Cargo.toml'), 'utf8')) as Manifest;
		const of = (kind: keyof Manifest) => Object.keys(manifest[kind] ?? {}).filter((each) => own.has(each));
		return { name, folder, dependencies: of('dependencies'), ofTests: of('dev-dependencies') };
	});
}

/** Returns the dependencies that `allowed` refuses, as `crate depends on crate`. */
function wrongDependencies(of: Crate[], allowed: (dependency: string) => boolean, withTests = true): string[] {
	assert.ok(of.length > 0, 'no crates found');
	return of.flatMap(({ name, dependencies, ofTests }) => (
		[...dependencies, ...(withTests ? ofTests : [])].filter((each) => !allowed(each)).map((each) => `${name} depends on ${each}`)
	));
}

describe('boundaries between crates', () => {
	const all = crates();
	const named = (...names: string[]) => all.filter(({ name }) => names.includes(name));
	const folderOf = (crate: string) => named(crate)[0]?.folder ?? '';
	const isPallet = (crate: string) => crate.startsWith('pallet-');
	const isPrimitives = (crate: string) => /(^|\/)primitives$/.test(folderOf(crate));
	const isMocks = (crate: string) => /\/mocks$/.test(folderOf(crate));

	// Protects: pallets meet only by the traits of primitives, and their tests by mocks of these.
	test('a pallet should depend on no other pallet', () => {
		const pallets = all.filter(({ name }) => isPallet(name));
		assert.deepEqual(wrongDependencies(pallets, isPrimitives, false), []);
		assert.deepEqual(wrongDependencies(pallets, (name) => isPrimitives(name) || isMocks(name)), []);
		assert.ok(pallets.every(({ folder }) => isIn('pallets')(folder)));
		// The search sees what a pallet does depend on.
		assert.ok(named('pallet-forum').some(({ dependencies }) => dependencies.includes('witan-governance')));
	});

	// Protects: the types of the chain and of a system can be used without any pallet or runtime.
	test('primitives should depend on no pallet and no runtime', () => {
		assert.deepEqual(wrongDependencies(all.filter(({ name }) => isPrimitives(name)), isPrimitives), []);
		assert.deepEqual(wrongDependencies(named('witan-primitives'), () => false), []);
	});

	// Protects: a second runtime can share all that is said to be shared.
	test('what runtimes share should name no runtime', () => {
		const shared = named('witan-runtime-apis', 'witan-runtime-common');
		assert.deepEqual(wrongDependencies(shared, (name) => isPallet(name) || isPrimitives(name) || name === 'witan-runtime-apis'), []);
	});

	// Protects: the node knows the chain by runtime APIs, so that pallets can change without it.
	test('node should depend on no pallet', () => {
		assert.deepEqual(wrongDependencies(named('witan-node'), (name) => !isPallet(name) && name !== 'witan-runtime-common', false), []);
	});
});

describe('boundaries within runtimes', () => {
	/** Returns a runtime's systems, each with the others that its files name by their modules. */
	function systemsOf(runtime: string): Map<string, string[]> {
		const folder = `runtime/${runtime}/src/systems`;
		const systems = new Map<string, string[]>();
		for (const file of sourceFiles(ROOT, [folder], /\.rs$/)) {
			const system = file.slice(folder.length + 1).replace(/[/.].*$/, '');
			const text = readFileSync(join(ROOT, file), 'utf8');
			const named = [...text.matchAll(/(?<!runtime_common::)\bsystems::(\w+)/g)].map(([, name]) => name as string);
			systems.set(system, [...systems.get(system) ?? [], ...named.filter((name) => name !== system)]);
		}
		return systems;
	}

	// Protects: a system can be read, and left out, without those that are built on it; the chain
	// itself without any.
	test('systems should not name each other in a circle', () => {
		for (const runtime of ['common', 'solochain']) {
			const systems = systemsOf(runtime);
			assert.deepEqual(systems.get('chain'), [], `${runtime}: the chain itself is below all systems`);
			const visit = (system: string, path: string[]) => {
				assert.ok(!path.includes(system), `${runtime}: ${[...path, system].join(' -> ')}`);
				systems.get(system)?.forEach((each) => visit(each, [...path, system]));
			};
			[...systems.keys()].forEach((system) => visit(system, []));
			// The search sees what a system does name.
			assert.ok(systems.get('experts')?.includes('chain'));
		}
	});

	// Protects: weights are measured, or say that they are not yet; and nobody's correction is lost
	// when they are measured again.
	test('folders of weights should have only what the script writes, and estimates until it does', () => {
		const files = sourceFiles(ROOT, ['runtime/common/src/weights', 'runtime/solochain/src/weights'], /./);
		assert.ok(files.length > 0, 'no weights found');
		const byHand = files.filter((file) => !/^\/\/! (?:.* Written by `scripts\/weights`: |Upper estimates )/.test(readFileSync(join(ROOT, file), 'utf8')));
		assert.deepEqual(byHand, []);
	});
});
