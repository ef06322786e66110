import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the lines of a Markdown text, those inside of fenced code left empty. */
function withoutFences(text: string): string[] {
	let fence: string | undefined;
	return text.split('\n').map((line) => {
		const mark = /^\s*(```|~~~)/.exec(line)?.[1];
		if (mark !== undefined && (fence === undefined || fence === mark)) {
			fence = fence === undefined ? mark : undefined;
			return '';
		}
		return fence === undefined ? line : '';
	});
}

/** Returns the anchors that GitHub makes from the headings of a Markdown text. */
function anchorsOf(text: string): Set<string> {
	const anchors = new Set<string>();
	for (const line of withoutFences(text)) {
		const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
		if (heading === undefined) continue;
		const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
		const anchor = words.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
		let unique = anchor;
		for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
		anchors.add(unique);
	}
	return anchors;
}

/** Returns the targets of the links of a Markdown text, with the line in which each ends. */
function linksOf(text: string): { line: number; target: string }[] {
	const prose = withoutFences(text).join('\n').replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));
	const lineAt = (end: number) => prose.slice(0, end).split('\n').length;
	return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)|^\[[^\]\n]+\]:\s*(\S+)/gm)]
		.map((match) => ({ line: lineAt(match.index + match[0].length), target: (match[1] ?? match[2]) as string }));
}

/** Returns one line for each relative link of these Markdown files that leads nowhere. */
function brokenLinks(root: string, files: string[]): string[] {
	const anchors = (path: string) => anchorsOf(readFileSync(join(root, path), 'utf8'));
	return files.flatMap((file) => linksOf(readFileSync(join(root, file), 'utf8'))
		.filter(({ target }) => !/^[a-z][a-z+.-]*:/i.test(target))
		.flatMap(({ line, target }) => {
			const [path = '', anchor] = decodeURI(target).split('#', 2);
			const led = path === '' ? file : join(dirname(file), path);
			const there = existsSync(join(root, led)) && !led.startsWith('..');
			const isText = there && led.endsWith('.md') && statSync(join(root, led)).isFile();
			const leads = there && (anchor === undefined || (isText && anchors(led).has(anchor)));
			return leads ? [] : [`${file}:${line}: ${target}`];
		}));
}

/** Returns what is broken in these files, in a folder of their own. */
function brokenIn(files: Record<string, string>): string[] {
	const root = mkdtempSync(join(tmpdir(), 'witan-links-'));
	try {
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(root, path)), { recursive: true });
			writeFileSync(join(root, path), text);
		}
		return brokenLinks(root, Object.keys(files).filter((path) => path.endsWith('.md')));
	} finally {
		rmSync(root, { recursive: true });
	}
}

describe('links of the guides', () => {
	// Protects: the check sees a file, a folder or a heading that is not there, on the line of its
	// link.
	test('broken links should be found', () => {
		const heading = '# `a_b`: [What](none.md), then?\n\n# Twice\n## Twice\n';
		assert.deepEqual(brokenIn({
			'a.md': '[1](docs/b.md#twice-1) [`x`](docs) [2](docs/none.md)\n[3](docs/b.md#none) [wrapped\nover](none/) [4](#none)\n\n[r]: none.txt\n',
			'docs/b.md': `${heading}[1](../a.md) [2](#a_b-what-then) [3](#twice-2) [4](../code.ts#L1) [5](../../a.md)\n`,
			'code.ts': '',
		}), [
			'a.md:1: docs/none.md', 'a.md:2: docs/b.md#none', 'a.md:3: none/', 'a.md:3: #none', 'a.md:5: none.txt',
			'docs/b.md:1: none.md', 'docs/b.md:5: #twice-2', 'docs/b.md:5: ../code.ts#L1', 'docs/b.md:5: ../../a.md',
		]);
	});

	// Protects: code, and addresses elsewhere, are not taken for links into the repository.
	test('code and addresses should be passed over', () => {
		assert.deepEqual(brokenIn({ 'a.md': '`[1](none)` [2](https://example.org/none) [3](mailto:a@example.org)\n```\n# Code\n[4](none)\n```\n' }), []);
		assert.deepEqual(brokenIn({ 'a.md': '```\n# Code\n```\n[1](#code)\n' }), ['a.md:4: #code']);
	});

	// Protects: readers of a guide come to what it promises, after files move and headings change.
	test('relative links of every Markdown file should resolve', () => {
		const files = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((path) => path !== '');
		assert.ok(files.length > 20, `${files.length} files`);
		assert.deepEqual(brokenLinks(ROOT, files.filter((path) => existsSync(join(ROOT, path)))), []);
	});
});
