/** Tells which licences the parts of a build have, from what Cargo and npm say of each package. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import parse, { type Info } from 'spdx-expression-parse';

/** A package and its licence, as an SPDX expression; undefined if it names none. */
export interface Licensed {
	/** Name and version. */
	id: string;
	licence: string | undefined;
}

/** A column of the table: the packages of one product. */
export interface Part {
	title: string;
	packages: Licensed[];
}

/** All dependencies of the repository, by the product that they end up in. */
export interface Dependencies {
	/** Crates linked into the node, for Linux on x86-64. */
	node: Licensed[];
	/** Crates in the runtime's wasm. */
	wasm: Licensed[];
	/** Crates that only build, test and measure. */
	others: Licensed[];
	/** npm packages of scripts, tests and client. */
	scripts: Licensed[];
	/** npm packages of the networks of validators. */
	zombienet: Licensed[];
}

const NONE = 'none named';

/** Asks Cargo and reads the lock files of npm. */
export function readDependencies(root: string): Dependencies {
	const host = ['--target', 'x86_64-unknown-linux-gnu'];
	const linked = ['--edges', 'normal,no-proc-macro'];
	const node = cargoTree(root, ['-p', 'witan-node', ...linked, ...host]);
	const inNode = new Set(node.map(({ id }) => id));
	return {
		node,
		// The SDK's crates choose their dependencies in the wasm by this flag, not by the target.
		wasm: cargoTree(root, ['-p', 'witan-runtime', '--no-default-features', ...linked, '--target', 'wasm32v1-none'], '--cfg substrate_runtime'),
		others: cargoTree(root, ['--workspace', '--all-features', '--edges', 'normal,build,dev', ...host]).filter(({ id }) => !inNode.has(id)),
		scripts: readPackageLock(readFileSync(join(root, 'package-lock.json'), 'utf8')),
		zombienet: readPackageLock(readFileSync(join(root, 'zombienet', 'package-lock.json'), 'utf8')),
	};
}

function cargoTree(root: string, args: string[], rustflags = ''): Licensed[] {
	return readTree(execFileSync('cargo', ['tree', '--quiet', '--locked', ...args, '--prefix', 'none', '--format', '{p}|{l}'], {
		cwd: root, encoding: 'utf8', env: { ...process.env, RUSTFLAGS: rustflags },
	}));
}

/**
 * Returns the packages that `cargo tree` prints as `{p}|{l}`: each once, without the workspace's
 * own.
 */
export function readTree(output: string): Licensed[] {
	const packages = new Map<string, Licensed>();
	for (const line of output.split('\n')) {
		const found = /^(\S+) v(\S+)([^|]*)\|(.*?)( \(\*\))?$/.exec(line);
		if (!found) {
			if (line.trim() !== '') throw new Error(`cargo tree printed a line that is no package: ${line}`);
			continue;
		}
		const [, name, version, rest = '', licence] = found;
		if (rest.includes('(/')) continue; // a path: of the workspace itself
		packages.set(`${name} ${version}`, { id: `${name} ${version}`, licence: licence || undefined });
	}
	return [...packages.values()];
}

/** Returns the packages of a `package-lock.json`, without the workspace's own. */
export function readPackageLock(text: string): Licensed[] {
	const { packages } = JSON.parse(text) as { packages: Record<string, { version?: string; license?: string; link?: boolean }> };
	return Object.entries(packages)
		.filter(([path, { link }]) => path.includes('node_modules/') && !link)
		.map(([path, { version, license }]) => ({ id: `${path.replace(/^.*node_modules\//, '')} ${version}`, licence: license }));
}

/** Parses an expression, also one with the slash that Cargo once allowed. */
function parsed(expression: string): Info {
	return parse(expression.replaceAll(/\s*\/\s*/g, ' OR '));
}

/**
 * Returns one spelling for expressions that mean the same, such as `MIT/Apache-2.0` and
 * `Apache-2.0 OR MIT`.
 */
export function normalise(expression: string | undefined): string {
	return expression === undefined ? NONE : spelled(parsed(expression));
}

function spelled(info: Info): string {
	if (!('conjunction' in info)) return `${info.license}${info.plus ? '+' : ''}${info.exception ? ` WITH ${info.exception}` : ''}`;
	const { conjunction } = info;
	const operands = (side: Info): Info[] =>
		'conjunction' in side && side.conjunction === conjunction ? [...operands(side.left), ...operands(side.right)] : [side];
	const parts = operands(info).map((each) => 'conjunction' in each && conjunction === 'and' ? `(${spelled(each)})` : spelled(each));
	return [...new Set(parts)].sort().join(conjunction === 'or' ? ' OR ' : ' AND ');
}

/** Returns true if the package can't be had without a copyleft licence. */
export function isCopyleft(expression: string | undefined): boolean {
	return expression !== undefined && binds(parsed(expression));
}

function binds(info: Info): boolean {
	if (!('conjunction' in info)) return /^([AL]?GPL|MPL|EPL|CDDL|EUPL)-/.test(info.license);
	const sides = [info.left, info.right];
	return info.conjunction === 'or' ? sides.every(binds) : sides.some(binds);
}

/**
 * Returns a Markdown table: licences, and how many packages of each part have them; the most
 * frequent first.
 */
export function table(parts: Part[]): string {
	const counts = parts.map(({ packages }) => {
		const count = new Map<string, number>();
		for (const { licence } of packages) count.set(normalise(licence), (count.get(normalise(licence)) ?? 0) + 1);
		return count;
	});
	const total = (licence: string) => counts.reduce((sum, count) => sum + (count.get(licence) ?? 0), 0);
	const licences = [...new Set(counts.flatMap((count) => [...count.keys()]))]
		.sort((a, b) => total(b) - total(a) || (a < b ? -1 : 1));
	const row = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
	return [
		row(['licence', ...parts.map(({ title }) => title)]),
		row(['---', ...parts.map(() => '---:')]),
		...licences.map((licence) => row([licence, ...counts.map((count) => count.get(licence) ?? '')])),
		row(['**all**', ...parts.map(({ packages }) => packages.length)]),
	].join('\n');
}

/**
 * Returns a Markdown list of the packages that can only be had under a copyleft licence, by
 * licence.
 */
export function copyleft(packages: Licensed[]): string {
	const names = new Map<string, Set<string>>();
	for (const { id, licence } of packages) {
		if (!isCopyleft(licence)) continue;
		const spelling = normalise(licence);
		names.set(spelling, (names.get(spelling) ?? new Set()).add(`\`${id.split(' ')[0]}\``));
	}
	return [...names]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([licence, of]) => `- ${licence}: ${[...of].sort().join(', ')}`)
		.join('\n');
}

/** Returns the text of `docs/licences.md`. */
export function licencesDocument({ node, wasm, others, scripts, zombienet }: Dependencies): string {
	return `# Licences of dependencies

Made from \`Cargo.lock\` and the files \`package-lock.json\`, compared by a test: don't edit. Licences are those that packages
declare. Not counted are Rust's standard library, libraries of the system such as OpenSSL, and C code that crates carry and
don't declare. What follows for those who pass a node on is in the [README](../README.md#licences).

## Crates

\`node\` is what is linked into \`witan-node\` for Linux on x86-64, \`wasm\` what is in the runtime. \`others\` only build, test and
measure: macros, build scripts, tests, and features that no released node has, such as \`benchmarking\`.

${table([{ title: 'node', packages: node }, { title: 'wasm', packages: wasm }, { title: 'others', packages: others }])}

Copyleft in the node:

${copyleft(node)}

Copyleft in the wasm:

${copyleft(wasm)}

Copyleft in the others:

${copyleft(others)}

## npm packages

\`scripts\` is what the scripts, the tests and \`clients/js\` use, \`zombienet\` what runs networks of validators for tests.

${table([{ title: 'scripts', packages: scripts }, { title: 'zombienet', packages: zombienet }])}

Copyleft in \`scripts\`:

${copyleft(scripts)}

Copyleft in \`zombienet\`:

${copyleft(zombienet)}
`;
}
