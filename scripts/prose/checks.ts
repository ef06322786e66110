/** The rules of prose that a program can check, as CONTRIBUTING.md has them. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceFiles } from '../lib/sources.ts';
import { rustComments, typeScriptComments, type Comment } from './comments.ts';

/** First words that begin a clause where a reader expects a verb or a noun. */
const FORBIDDEN = new Set(['what', 'who', 'whose', 'whether', 'how', 'why', 'which', 'where', 'of', 'by', 'in', 'gives', 'says']);
const MAX_COLUMNS = 100;
const TAB = '    ';
const MAX_WORDS = 25;

const RUST = ['pallets', 'primitives', 'runtime', 'node', 'tests/runtime', 'fuzz'];
const TYPESCRIPT = ['clients/js', 'scripts', 'tests'];
const GENERATED = /^runtime\/[^/]+\/src\/weights\//;

/** Each check that has a ceiling, with its rule. */
export const CHECKS = {
	openings: 'doc comments open with a forbidden word',
	columns: `comment lines are wider than ${MAX_COLUMNS} columns`,
} as const;
export type Check = keyof typeof CHECKS;

/** A violation of a rule. `sentences` has no ceiling: it is information. */
export interface Finding {
	check: Check | 'sentences';
	/** The path from the checkout, with `/`. */
	file: string;
	line: number;
	/** The text that breaks the rule. */
	text: string;
}

/** The comments of one crate, or of one folder of TypeScript. */
export interface Folder {
	name: string;
	/** Number of doc comments. */
	docs: number;
	/** Number of comment lines, of docs and others. */
	lines: number;
	findings: Finding[];
}

/**
 * Checks every source file of the checkout `root`. Rust comes first; folders stand in the order of
 * their files.
 */
export function checkProse(root: string): Folder[] {
	const folders = new Map<string, Folder>();
	const read = (file: string) => readFileSync(join(root, file), 'utf8');
	const check = (name: string, file: string, comments: Comment[], more: Finding[] = []) => {
		const folder = folders.get(name) ?? { name, docs: 0, lines: 0, findings: [] };
		folders.set(name, folder);
		folder.docs += comments.filter(({ doc }) => doc).length;
		folder.lines += comments.reduce((sum, { lines }) => sum + lines.length, 0);
		folder.findings.push(...comments.flatMap((comment) => [...opening(file, comment), ...columns(file, comment)]), ...more);
	};
	for (const file of sourceFiles(root, RUST, /\.rs$/).filter((path) => !GENERATED.test(path))) {
		const source = read(file);
		const comments = rustComments(source);
		const long = comments.filter(({ doc }) => doc).flatMap((comment) => longSentences(file, comment.line, comment.text));
		check(crateOf(root, file), file, comments, [...long, ...longTexts(file, source)]);
	}
	for (const folder of TYPESCRIPT) {
		for (const file of sourceFiles(root, [folder], /\.(ts|mjs|js)$/)) {
			check(`${folder} (TypeScript)`, file, typeScriptComments(read(file)));
		}
	}
	return [...folders.values()];
}

/** Returns the number of findings of each check that has a ceiling. */
export function countFindings(folders: Folder[]): Record<Check, number> {
	const found = folders.flatMap(({ findings }) => findings);
	const count = (check: Check) => found.filter((finding) => finding.check === check).length;
	return { openings: count('openings'), columns: count('columns') };
}

/**
 * Returns the finding of a doc comment that opens with a forbidden word. Code in backticks is no
 * word.
 */
export function opening(file: string, { doc, line, text }: Comment): Finding[] {
	const first = text.findIndex((each) => each.trim() !== '');
	const word = /^[^\w`]*([a-z]+(?:-[a-z]+)*)/i.exec(text[first] ?? '')?.[1]?.toLowerCase();
	return doc && word !== undefined && FORBIDDEN.has(word) ? [{ check: 'openings', file, line: line + first, text: (text[first] as string).trim() }] : [];
}

/** Returns the findings of lines that are too wide. */
export function columns(file: string, { line, lines }: Comment): Finding[] {
	return lines.flatMap((each, index) => {
		const width = [...each.replaceAll('\t', TAB)].length;
		return width > MAX_COLUMNS ? [{ check: 'columns' as const, file, line: line + index, text: `${width} columns: ${each.trim()}` }] : [];
	});
}

/**
 * Returns the findings of sentences that are too long. Tables, headings and code are no sentences.
 */
export function longSentences(file: string, line: number, text: string[]): Finding[] {
	const paragraphs: { line: number; text: string }[] = [];
	let inCode = false;
	let open = false;
	text.forEach((each, index) => {
		const isFence = each.trimStart().startsWith('```');
		inCode = isFence ? !inCode : inCode;
		if (isFence || inCode || /^\s*($|\||#)/.test(each)) {
			open = false;
			return;
		}
		const last = paragraphs.at(-1);
		if (open && last !== undefined && !/^\s*([-*]|\d+\.)\s/.test(each)) {
			last.text += ` ${each.trim()}`;
		} else {
			paragraphs.push({ line: line + index, text: each.trim() });
		}
		open = true;
	});
	return paragraphs.flatMap((paragraph) => paragraph.text.split(/(?<=[.!?][)`*"]*)\s+/).flatMap((sentence) => {
		const words = sentence.split(/\s+/).filter((word) => /\w/.test(word)).length;
		return words > MAX_WORDS ? [{ check: 'sentences' as const, file, line: paragraph.line, text: `${words} words: ${sentence}` }] : [];
	}));
}

/**
 * Returns the findings of string literals, such as texts of errors, with sentences that are too
 * long.
 */
function longTexts(file: string, source: string): Finding[] {
	// Comments and the character `"` would be taken for texts.
	const code = source.replace(/^\s*\/\/.*$/gm, '').replaceAll(`'"'`, '');
	return [...code.matchAll(/"((?:[^"\\\n]|\\[^])*)"/g)].flatMap(({ 1: text = '', index }) => {
		const line = code.slice(0, index).split('\n').length;
		return longSentences(file, line, [text.replace(/\\\n\s*/g, '').replace(/\\n/g, ' ')]);
	});
}

function crateOf(root: string, file: string): string {
	let folder = dirname(file);
	while (folder !== '.' && !existsSync(join(root, folder, 'Cargo.toml'))) {
		folder = dirname(folder);
	}
	return folder;
}
