/** The judgement of a soak: whether anything grew that should not. Nothing here talks to a node. */

import { spread } from './report.ts';
import type { Sample } from './samples.ts';

/** A series of values, judged. */
export interface Judged {
	name: string;
	/** A part of memory, or the rise of a queue over the time that was judged. */
	growth: number;
	grows: boolean;
}

/** The straight line nearest to a series. */
export interface Trend {
	/** The line's rise from the first value to the last, and the standard error of that. */
	rise: number;
	error: number;
	mean: number;
}

/** The part by which memory may grow. */
const MEMORY_GROWTH = 0.05;
/** The part of a queue's mean by which it may rise. */
const QUEUE_GROWTH = 0.1;
/** The rise that chance does not explain, in standard errors. */
const CERTAIN = 3;

/**
 * Judges samples. Memory is judged between two starts of a node, queues over the whole time. The
 * first quarter of each, in which caches fill, does not count.
 */
export function judge(samples: Sample[]): { memory: Judged[]; queues: Judged[] } {
	const legs = [...new Set(samples.map(({ leg }) => leg))];
	const memory = legs.flatMap((leg) => {
		const own = samples.filter((sample) => sample.leg === leg);
		return namesOf(own).map((name) => judgeMemory(legs.length > 1 ? `${name}, start ${leg + 1}` : name, own.map(({ nodes }) => nodes[name]?.resident ?? 0)));
	});
	const pools = namesOf(samples).map((name) => judgeQueue(`pool of ${name}`, samples.map(({ nodes }) => nodes[name]?.pool ?? 0)));
	const names = [...new Set(samples.flatMap(({ queues }) => Object.keys(queues)))];
	const queues = names.map((name) => judgeQueue(name, samples.flatMap(({ queues: { [name]: value } }) => (value === undefined ? [] : [value]))));
	return { memory, queues: [...pools, ...queues] };
}

/** Judges a node's memory by the medians of its second and its last quarter. */
export function judgeMemory(name: string, bytes: number[]): Judged {
	const quarter = Math.floor(bytes.length / 4);
	const [before, after] = [bytes.slice(quarter, 2 * quarter), bytes.slice(-quarter || bytes.length)].map((part) => spread(part).median) as [number, number];
	const growth = before > 0 ? after / before - 1 : 0;
	return { name, growth, grows: growth > MEMORY_GROWTH };
}

/** Judges a queue by its trend after the first quarter. */
export function judgeQueue(name: string, lengths: number[]): Judged {
	const { rise, error, mean } = trend(lengths.slice(Math.floor(lengths.length / 4)));
	return { name, growth: rise, grows: rise >= 1 && rise > QUEUE_GROWTH * mean && rise > CERTAIN * error };
}

/** Computes the trend of values that were taken at equal distances, by least squares. */
export function trend(values: number[]): Trend {
	const count = values.length;
	const mean = sum(values) / Math.max(1, count);
	if (count < 3) {
		return { rise: 0, error: 0, mean };
	}
	const middle = (count - 1) / 2;
	const squares = sum(values.map((_, index) => (index - middle) ** 2));
	const slope = sum(values.map((value, index) => (index - middle) * (value - mean))) / squares;
	const residuals = sum(values.map((value, index) => (value - mean - slope * (index - middle)) ** 2));
	return { rise: slope * (count - 1), error: Math.sqrt(residuals / (count - 2) / squares) * (count - 1), mean };
}

/** Returns what grew, as sentences. */
export function problemsOf({ memory, queues }: { memory: Judged[]; queues: Judged[] }): string[] {
	return [
		...memory.filter(({ grows }) => grows).map(({ name, growth }) => (
			`the memory of ${name} grew by ${(100 * growth).toFixed(1)} % from the second quarter to the last, and may by ${100 * MEMORY_GROWTH} %`
		)),
		...queues.filter(({ grows }) => grows).map(({ name, growth }) => `the queue ${name} grew by ${growth.toFixed(1)} after the first quarter`),
	];
}

/** Returns the judgement as text. */
export function describeJudged({ memory, queues }: { memory: Judged[]; queues: Judged[] }): string {
	const verdict = ({ grows }: Judged) => (grows ? 'GROWS' : 'steady');
	const lines = [
		...memory.map((each) => [`memory of ${each.name}`, `${verdict(each)}, ${(100 * each.growth).toFixed(1)} %`]),
		...queues.map((each) => [each.name, `${verdict(each)}, ${each.growth.toFixed(1)}`]),
	];
	return lines.map(([name, value]) => `  ${name?.padEnd(40)}${value}`).join('\n');
}

function namesOf(samples: Sample[]): string[] {
	return Object.keys(samples[0]?.nodes ?? {});
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
