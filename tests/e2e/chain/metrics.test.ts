import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { finalizedHead, waitFor } from '@witan/client/chain';
import { sharedNode } from '../../lib/suite.ts';

/** The time for a node's first finalised block, and for all metrics: many times what it takes. */
const TIMEOUT_MS = 60_000;

const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));

describe('metrics', () => {
	const chain = sharedNode();

	/** Returns what the node serves: each metric's name with the last of its values. */
	async function metrics(): Promise<Map<string, number>> {
		const answer = await fetch(`http://127.0.0.1:${chain.node.prometheusPort}/metrics`);
		assert.equal(answer.status, 200);
		const samples = (await answer.text()).matchAll(/^(\w+)(?:\{.*\})? (\S+)$/gm);
		return new Map([...samples].map(([, name, value]) => [name as string, Number(value)]));
	}

	// Protects: operators see how the chain's own work goes, as of the last finalised block.
	test('health should be told when a block is final', { timeout: 2 * TIMEOUT_MS }, async () => {
		const block = async () => (await metrics()).get('witan_health_block') ?? 0;
		await waitFor(async () => await block() > 0, 'the health of a finalised block', { timeoutMs: TIMEOUT_MS });
		const all = await metrics();
		const of = (name: string) => all.get(name) ?? assert.fail(`no metric ${name}`);
		const health = (name: string) => of(`witan_health_${name}`);
		assert.ok(health('block') <= (await finalizedHead(chain.api)).number.toNumber());
		assert.equal(health('available'), 1);

		const waiting = [
			'draws_overdue', 'draws_lag_blocks', 'orders_lag_blocks', 'pools_lag_blocks', 'tasks_lag_blocks',
			'settlement_queue_pools', 'settlement_front_votes', 'forum_queue_steps',
			'migration_blocks', 'migration_under_way', 'migration_stuck', 'election_overdue_sessions', 'nominators',
		];
		assert.deepEqual(waiting.filter((name) => health(name) !== 0), [], 'nothing waits on a chain that nobody uses');

		assert.ok(health('weight_normal_seconds') >= 0 && health('weight_operational_seconds') >= 0);
		assert.ok(health('weight_mandatory_seconds') > 0);
		assert.ok(health('weight_limit_seconds') > 0.1 && health('weight_limit_seconds') < 10);
		assert.equal(health('fee_multiplier_ratio'), 1);
		assert.equal(health('validator_candidates'), 1);
		assert.ok(health('session') >= 0 && health('elected_era') >= health('active_era'));
		assert.ok(of('witan_slots_without_block_total') >= 0 && of('witan_finalised_blocks_total') >= 0);
		assert.equal(of('witan_blocks_at_known_height_total'), 0, 'a lone validator makes no block twice');
	});

	// Protects: the health is of the newest finalised block, and not of the node's first.
	test('health should follow finality', { timeout: 2 * TIMEOUT_MS }, async () => {
		const finalised = (await finalizedHead(chain.api)).number.toNumber();
		const counted = async () => (await metrics()).get('witan_finalised_blocks_total') ?? 0;
		const before = await counted();
		const follows = async () => ((await metrics()).get('witan_health_block') ?? 0) > finalised;
		await waitFor(follows, `the health of a block after ${finalised}`, { timeoutMs: TIMEOUT_MS });
		await waitFor(async () => await counted() > before, 'a finalised block that is counted', { timeoutMs: TIMEOUT_MS });
	});

	// Protects: no alert stays silent, and no panel empty, because it names a metric that there is
	// not.
	test('each metric of the alerts and the dashboard should be there', { timeout: 2 * TIMEOUT_MS }, async () => {
		const texts = ['alerts.yml', 'grafana-dashboard.json'].map((file) => readFileSync(`${DOCS}${file}`, 'utf8'));
		const named = new Set(texts.flatMap((text) => text.match(/\b(?:substrate|trie|witan)_\w+/g) ?? []));
		assert.ok(named.size > 40, `only ${named.size} metrics are named`);
		const missing = async () => {
			const served = await metrics();
			return [...named].filter((name) => !served.has(name));
		};
		await waitFor(async () => (await missing()).length === 0, 'every metric', { timeoutMs: TIMEOUT_MS })
			.catch(async () => assert.deepEqual(await missing(), []));
	});
});
