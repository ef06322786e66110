/**
 * The document `docs/rules.md`: each test's name and what it protects, by system; and the
 * scenarios.
 * `tests/unit/rules.test.ts` compares and writes it.
 */

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { type Feature, readFeatures } from './lib/features.ts';
import { byCodePoint, sourceFiles } from './lib/sources.ts';

const RUST = ['pallets', 'primitives', 'runtime', 'node', 'tests/runtime'];
const TYPESCRIPT = ['tests/e2e', 'tests/unit'];
const PROTECTS = 'Protects: ';

/** A test. */
export interface Rule {
	/** The test's name as a sentence without its full stop. */
	name: string;
	/** The text of the comment `Protects: ...` above the test. */
	protects: string | undefined;
	/** The Rust module within the file, other than `tests`. */
	part: string | undefined;
}

/** The rules of one file. */
export interface RuleFile {
	/** The path from the checkout, with `/`. */
	path: string;
	/** The heading, if it is not the file's name. */
	title?: string;
	/** The text above the rules. */
	description?: string;
	rules: Rule[];
	/** The text of the comment `Protects: ...` above a module, by its part. */
	parts: Map<string, string>;
}

/** A place in the document: headings of three levels. */
interface Subject {
	system: string;
	pallet: string;
	file: string;
}

/** Returns the document for the checkout `root`. */
export function rulesDocument(root: string): string {
	const read = (path: string) => readFileSync(join(root, path), 'utf8');
	const files = [
		...sourceFiles(root, RUST, /\.rs$/).map((path) => readRust(path, read(path))),
		...sourceFiles(root, TYPESCRIPT, /\.test\.ts$/).map((path) => readTypeScript(path, read(path))),
		...readFeatures(root).map(rulesOf),
	];
	return document(files.filter(({ rules }) => rules.length > 0));
}

/**
 * Reads the tests of a Rust file as rustfmt leaves it: each attribute, comment and `mod` on lines
 * of its own.
 */
export function readRust(path: string, source: string): RuleFile {
	const rules: Rule[] = [];
	const parts = new Map<string, string>();
	const modules: { name: string; indent: string }[] = [];
	let comment: string[] = [];
	let isTest = false;
	for (const line of source.split('\n')) {
		const [, indent = '', code = ''] = /^(\s*)(.*)$/.exec(line) ?? [];
		const module = /^mod (\w+) \{$/.exec(code)?.[1];
		const name = /^(?:async )?fn (\w+)/.exec(code)?.[1];
		if (code.startsWith('//')) {
			comment.push(code);
			continue;
		}
		if (code.startsWith('#[')) {
			isTest ||= /^#\[(\w+::)*test\]/.test(code);
			continue;
		}
		const part = modules.map((each) => each.name).filter((each) => each !== 'tests').join(' / ') || undefined;
		if (isTest && name !== undefined) {
			rules.push({ name: name.replaceAll('_', ' '), protects: protectsOf(comment), part });
		} else if (module !== undefined) {
			modules.push({ name: module, indent });
			const protects = protectsOf(comment);
			if (protects !== undefined && module !== 'tests') {
				parts.set(part === undefined ? module : `${part} / ${module}`, protects);
			}
		} else if (code === '}' && modules.at(-1)?.indent === indent) {
			modules.pop();
		}
		comment = [];
		isTest = false;
	}
	return { path, rules, parts };
}

/**
 * Reads the calls `test(...)` of a TypeScript file. A name that begins with "should" has its
 * `describe` as subject.
 */
export function readTypeScript(path: string, source: string): RuleFile {
	const rules: Rule[] = [];
	const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
	const visit = (node: ts.Node, subject: string, protects: string | undefined): void => {
		const own = ts.isStatement(node) ? protectsOf(commentAbove(source, node)) ?? protects : protects;
		const called = ts.isCallExpression(node) ? node.expression.getText(file).split('.')[0] : undefined;
		const title = ts.isCallExpression(node) && node.arguments[0] !== undefined ? titleOf(node.arguments[0]) : undefined;
		if (called === 'test' && title !== undefined) {
			rules.push({ name: title.startsWith('should ') ? `${subject} ${title}`.trim() : title, protects: own, part: undefined });
			return;
		}
		ts.forEachChild(node, (child) => visit(child, called === 'describe' && title !== undefined ? title : subject, own));
	};
	visit(file, '', undefined);
	return { path, rules, parts: new Map() };
}

/** Returns a feature as rules: its scenarios. */
export function rulesOf({ path, name, description, scenarios }: Feature): RuleFile {
	const rules = scenarios.map((scenario) => ({ name: scenario.name, protects: undefined, part: undefined }));
	return { path, title: name, description, rules, parts: new Map() };
}

function commentAbove(source: string, node: ts.Node): string[] {
	return (ts.getLeadingCommentRanges(source, node.pos) ?? []).map(({ pos, end }) => source.slice(pos, end));
}

/** Returns a title with an ellipsis for each value that is put into it. */
function titleOf(title: ts.Expression): string | undefined {
	if (ts.isStringLiteralLike(title)) {
		return title.text;
	}
	return ts.isTemplateExpression(title) ? title.head.text + title.templateSpans.map(({ literal }) => `…${literal.text}`).join('') : undefined;
}

/** Returns the text from the line `// Protects: ...` on. */
function protectsOf(comment: string[]): string | undefined {
	const lines = comment.map((line) => line.replace(/^\/\/\s?/, '').trim());
	const first = lines.findIndex((line) => line.startsWith(PROTECTS));
	return first < 0 ? undefined : lines.slice(first).join(' ').slice(PROTECTS.length);
}

/** Returns the place of a file's rules. Throws on a file that has none. */
export function subjectOf(path: string): Subject {
	const folders = path.split('/');
	const stem = basename(path).replace(/\.test\.ts$|\.rs$|\.feature$/, '');
	if (folders[0] === 'pallets') {
		const inner = folders.indexOf('src');
		const file = stem === 'mod' ? folders.at(-2) as string : stem;
		return { system: folders[1] as string, pallet: folders.slice(1, inner).at(-1) as string, file };
	}
	switch (folders.slice(0, 2).join('/')) {
		case 'tests/runtime': {
			const file = stem === 'main' ? folders.at(-2) as string : stem;
			return { system: 'runtime', pallet: 'in memory, all pallets together', file };
		}
		case 'tests/scenarios': return { system: 'scenarios', pallet: 'stories, told in memory and on a node', file: stem };
		case 'tests/e2e': return { system: folders[2] as string, pallet: 'on running nodes', file: stem };
		case 'tests/unit': return { system: 'scripts', pallet: 'scripts and client, without a node', file: stem };
	}
	switch (folders[0]) {
		case 'runtime': return { system: 'runtime', pallet: folders[1] as string, file: stem };
		case 'node': case 'primitives': return { system: folders[0], pallet: folders[0], file: stem };
		default: throw new Error(`${path}: no place in docs/rules.md`);
	}
}

function document(files: RuleFile[]): string {
	const placed = files.map((file) => ({ ...file, subject: subjectOf(file.path) }))
		.sort((a, b) => byCodePoint(sortKey(a), sortKey(b)));
	const lines = [
		'# Rules', '',
		'The rules that tests hold Witan to: each test\'s name, then what it protects. Made from the tests, compared by one: don\'t edit.',
		'An ellipsis stands for values that a test is repeated with. The [scenarios](#scenarios) are stories in plain language.',
	];
	let last: Partial<Subject> = {};
	for (const { path, title: own, description, rules, parts, subject } of placed) {
		if (subject.system !== last.system) {
			lines.push('', `## ${subject.system}`);
		}
		if (subject.system !== last.system || subject.pallet !== last.pallet) {
			lines.push('', `### ${subject.pallet}`);
		}
		last = subject;
		for (const part of new Set(rules.map((rule) => rule.part))) {
			const file = own ?? subject.file;
			const title = part === undefined ? file : `${file} / ${part}`;
			lines.push('', `#### [${title.replaceAll('_', ' ')}](../${path})`, '');
			const protects = part === undefined ? description : parts.get(part);
			lines.push(...(protects === undefined ? [] : [capitalised(protects), '']));
			lines.push(...rules.filter((rule) => rule.part === part).map(line));
		}
	}
	return `${lines.join('\n')}\n`;
}

function sortKey({ path, subject }: { path: string; subject: Subject }): string {
	// A separator below every character of a name, so that a name comes before those that it
	// begins.
	return [subject.system, subject.pallet, subject.file, path].join('\0');
}

function line({ name, protects }: Rule): string {
	const escaped = name.replace(/[\\`*_<[\]]/g, '\\$&');
	return protects === undefined ? `- **${escaped}**` : `- **${escaped}**: ${protects}`;
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
