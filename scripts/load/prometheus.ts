/** Reads what a node tells Prometheus. */

/** A value of a metric. */
export interface Metric {
	name: string;
	/**
	 * The kind that the text declares: `counter`, `gauge`, `histogram`; empty if it declares none.
	 */
	kind: string;
	/** Labels, without the chain's name that every metric of a node has. */
	labels: [name: string, value: string][];
	value: number;
}

const TIMEOUT_MS = 30_000;
const KIND = /^# TYPE (\S+) (\S+)/;
const SAMPLE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;
/** The label that a node gives to all its metrics. */
const CHAIN = 'chain';

/** Fetches the metrics of the node whose Prometheus port this is. */
export async function readMetrics(port: number): Promise<Metric[]> {
	const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
	if (!answer.ok) {
		throw new Error(`the Prometheus port ${port} answers ${answer.status}`);
	}
	return parseMetrics(await answer.text());
}

/** Parses Prometheus's text format. Lines that are neither a kind nor a value are left out. */
export function parseMetrics(text: string): Metric[] {
	const kinds = new Map<string, string>();
	const metrics: Metric[] = [];
	for (const line of text.split('\n')) {
		const [, declared, kind] = KIND.exec(line) ?? [];
		if (declared !== undefined && kind !== undefined) {
			kinds.set(declared, kind);
		}
		const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
		if (name !== undefined && value !== undefined) {
			metrics.push({ name, kind: kinds.get(name) ?? '', labels: parseLabels(labels), value: Number(value.replace('Inf', 'Infinity')) });
		}
	}
	return metrics;
}

/**
 * Returns the sum of a metric over all its labels, or over those that have `label`; 0 if there is
 * none.
 */
export function sumOf(metrics: Metric[], name: string, label?: [name: string, value: string]): number {
	return metrics
		.filter((metric) => metric.name === name && (!label || metric.labels.some(([key, value]) => key === label[0] && value === label[1])))
		.reduce((sum, { value }) => sum + value, 0);
}

/** Returns all gauges whose names begin with `prefix`, by the rest of the name and their labels. */
export function gaugesOf(metrics: Metric[], prefix: string): Record<string, number> {
	const found = metrics.filter(({ name, kind }) => kind === 'gauge' && name.startsWith(prefix));
	return Object.fromEntries(found.map(({ name, labels, value }) => (
		[[name.slice(prefix.length), ...labels.map(([, each]) => each)].join(' '), value]
	)));
}

function parseLabels(text: string): [name: string, value: string][] {
	return [...text.matchAll(LABEL)]
		.map(([, name, value]): [string, string] => [name as string, (value as string).replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))])
		.filter(([name]) => name !== CHAIN);
}
