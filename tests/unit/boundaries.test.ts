import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

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
