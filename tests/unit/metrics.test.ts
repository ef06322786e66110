import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');

/** Returns the node's own metrics that a text names, each once, in their order. */
const metricsIn = (text: string) => [...new Set(text.match(/\bwitan_(?:\w+_total|health_\w+|native_check)\b/g) ?? [])].sort();

describe('what operators watch', () => {
	const alerts = read('docs/alerts.yml');
	const guide = read('docs/operator.md');
	const served = metricsIn(['node/src/service/metrics.rs', 'node/src/metrics.rs', 'node/src/authoring/report.rs'].map(read).join('\n'));

	// Protects: whoever is woken by an alert finds what it means and what to do.
	test('each alert should be explained in the guide', () => {
		const named = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name as string);
		assert.ok(named.length > 20, 'no alerts found');
		assert.deepEqual(named.filter((name) => !guide.includes(`\`${name}\``)), []);
		assert.equal(new Set(named).size, named.length, 'two alerts have one name');
	});

	// Protects: the guide explains all of the node's own metrics, and none that is no more.
	test('each metric of the node should be explained in the guide', () => {
		assert.ok(served.length > 20, 'no metrics found');
		assert.deepEqual(metricsIn(guide), served);
	});

	// Protects: each of the node's own metrics is shown, and no alert and no panel names one that
	// the node does not have.
	test('alerts and dashboard should name metrics that the node serves', () => {
		const dashboard = read('docs/grafana-dashboard.json');
		assert.deepEqual(metricsIn(alerts + dashboard).filter((name) => !served.includes(name)), []);
		const hidden = served.filter((name) => !metricsIn(alerts + dashboard).includes(name));
		assert.deepEqual(hidden, []);
	});

	// Protects: the dashboard can be imported, and no panel covers another.
	test('panels of the dashboard should have a place of their own', () => {
		const { panels } = JSON.parse(read('docs/grafana-dashboard.json')) as
			{ panels: { id: number; gridPos: { x: number; y: number; w: number; h: number } }[] };
		assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length, 'two panels have one id');
		const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => (
			Array.from({ length: w * h }, (_, index) => `${x + (index % w)}:${y + Math.floor(index / w)}`)
		));
		assert.equal(new Set(cells).size, cells.length, 'two panels have one place');
	});
});
