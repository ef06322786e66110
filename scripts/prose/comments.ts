/**
 * Comments of Rust and TypeScript, read line by line: formatted source begins each on a line of its
 * own.
 */

/** Consecutive comment lines of one kind. */
export interface Comment {
	/** Rust's `///` and `//!`, or JSDoc. */
	doc: boolean;
	/** The first line's number, from 1. */
	line: number;
	/** The lines as they stand in the file. */
	lines: string[];
	/** The same without indentation and comment marks. */
	text: string[];
}

/** Reads `//`, `///` and `//!`. Two kinds that touch are two comments. */
export function rustComments(source: string): Comment[] {
	const comments: Comment[] = [];
	let previous: string | undefined;
	source.split('\n').forEach((line, index) => {
		const [, mark, text] = /^\s*(\/{3}(?!\/)|\/\/!|\/\/)\s?(.*)$/.exec(line) ?? [];
		if (mark !== undefined) {
			if (mark !== previous) {
				comments.push({ doc: mark !== '//', line: index + 1, lines: [], text: [] });
			}
			add(comments, line, text ?? '');
		}
		previous = mark;
	});
	return comments;
}

/** Reads `//`, block comments and JSDoc. */
export function typeScriptComments(source: string): Comment[] {
	const comments: Comment[] = [];
	let inBlock = false;
	let afterLine = false;
	source.split('\n').forEach((line, index) => {
		const start = /^\s*(\/\*\*(?!\/)|\/\*|\/\/)/.exec(line)?.[1];
		const isLine = !inBlock && start === '//';
		if (inBlock || start !== undefined) {
			if (!inBlock && !(isLine && afterLine)) {
				comments.push({ doc: start === '/**', line: index + 1, lines: [], text: [] });
			}
			add(comments, line, line.replace(inBlock ? /^\s*\*?(?!\/)\s?/ : /^\s*\/[/*]+\s?/, '').replace(/\s*\*\/.*$/, ''));
			inBlock = !isLine && !line.includes('*/');
		}
		afterLine = isLine;
	});
	return comments;
}

function add(comments: Comment[], line: string, text: string): void {
	comments.at(-1)?.lines.push(line);
	comments.at(-1)?.text.push(text);
}
