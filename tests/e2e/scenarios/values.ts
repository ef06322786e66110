/** The values that the text and the table of a step have. */

import assert from 'node:assert/strict';
import { MILLION } from '@witan/client/experts';

/** The values of a step, in the order of its text. */
export class Values {
	constructor(private readonly values: string[], private readonly table: string[][]) {}

	/** Returns a value as it stands. */
	text(index: number): string {
		const value = this.values[index];
		assert.ok(value !== undefined, `the step has no value ${index}`);
		return value;
	}

	/** Returns an amount of REP or WIT in units of 10^-9, in which both are counted. */
	amount(index: number): bigint {
		return units(this.text(index));
	}

	/** Returns a number of blocks. */
	count(index: number): number {
		return Number(this.text(index).replaceAll(' ', ''));
	}

	/** Returns a ratio in parts per million. */
	percent(index: number): number {
		return this.count(index) * (MILLION / 100);
	}

	/** Returns the rows of the step's table below the heads of its columns, which must be these. */
	rows(...heads: string[]): string[][] {
		const [first, ...rows] = this.table;
		assert.deepEqual(first, heads, 'the heads of the table\'s columns');
		assert.ok(rows.length > 0, 'the table has no rows');
		return rows;
	}
}

/** Returns an amount such as `1 000`, `+12.5` or `-20` in units of 10^-9. */
export function units(text: string): bigint {
	const [, sign = '', whole = '', fraction = ''] = /^([+-]?)([0-9]+)(?:\.([0-9]{1,9}))?$/.exec(text.replaceAll(' ', '')) ?? [];
	assert.ok(whole !== '', `no amount: ${text}`);
	const amount = BigInt(whole + fraction.padEnd(9, '0'));
	return sign === '-' ? -amount : amount;
}

/** Returns the number with which a text such as `20 % of a stake` begins. */
export function leading(text: string): number {
	const number = Number.parseInt(text, 10);
	assert.ok(number >= 0, `no number: ${text}`);
	return number;
}
