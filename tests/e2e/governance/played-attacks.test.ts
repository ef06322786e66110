import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Row } from '../../../scripts/attack/report.ts';
import { runScript } from '../../../scripts/lib/node.ts';

describe('attacks on the rules, played', () => {
	// Protects: none of the known attacks on votes, governance and the market pays on a running
	// chain.
	test('should not pay', { timeout: 240_000 }, async () => {
		const { code, stdout, stderr } = await runScript('attacks.ts', ['--json', '--pools', '12', '--orders', '12'], 220_000);
		assert.equal(code, 0, `${stdout}\n${stderr}`);
		const rows = JSON.parse(stdout) as Row[];
		assert.deepEqual(rows.map(({ number }) => number), [1, 2, 3, 4, 5, 6]);
		for (const { name, checks } of rows) {
			assert.ok(checks.length > 0, `${name} was not measured`);
			assert.deepEqual(checks.filter((check) => !check.holds), [], name);
		}
	});
});
