/**
 * Helpers of test files: one node for the tests of a suite, raw JSON-RPC, and the form of an
 * operator's error.
 */

import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import type { ApiPromise } from '@polkadot/api';
import { type DevAccounts, connect, devAccounts } from '@witan/client/chain';
import { type Finished, type NodeOptions, type WitanNode, startNode } from '../../scripts/lib/node.ts';

/**
 * A node, a connection to it and the development accounts, there from the suite's first test to its
 * last.
 */
export interface Shared extends DevAccounts {
	node: WitanNode;
	api: ApiPromise;
}

/**
 * Starts one node for the tests of the enclosing suite, from the first to the last. `options` may
 * be made when the suite starts. The node's output is shown after a test that fails.
 */
export function sharedNode(options: NodeOptions | (() => Promise<NodeOptions>) = {}): Shared {
	const shared = {} as Shared;
	before(async () => {
		shared.node = await startNode(typeof options === 'function' ? await options() : options);
		shared.api = await connect(shared.node.ws);
		Object.assign(shared, await devAccounts());
	});
	afterEach((test) => {
		if ('error' in test && test.error) {
			console.error(`${shared.node?.name ?? 'the node'} printed:\n${shared.node?.logs() ?? ''}`);
		}
	});
	after(async () => {
		await shared.api?.disconnect();
		await shared.node?.stop();
	});
	return shared;
}

/** A JSON-RPC answer as it came. */
export interface RpcAnswer {
	status: number;
	result?: unknown;
	error?: { code: number; message: string; data?: unknown };
}

/** Posts `body` to a node's RPC port as it is. */
export async function post(port: number, body: string): Promise<RpcAnswer> {
	const answer = await fetch(`http://127.0.0.1:${port}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body,
		signal: AbortSignal.timeout(30_000),
	});
	const text = await answer.text();
	try {
		return { status: answer.status, ...(JSON.parse(text) as object) };
	} catch {
		return { status: answer.status, error: { code: answer.status, message: text } };
	}
}

/** Calls a JSON-RPC method over HTTP. */
export function rpc(port: number, method: string, ...params: unknown[]): Promise<RpcAnswer> {
	return post(port, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
}

/** Calls a JSON-RPC method over HTTP, and returns its result. Throws if the node answers with an error. */
export async function ask<T>(port: number, method: string, ...params: unknown[]): Promise<T> {
	const { result, error } = await rpc(port, method, ...params);
	assert.equal(error, undefined, `${method}: ${error?.message}`);
	return result as T;
}

/** The maximum length of an error that an operator has to read at once. */
const MAX_ERROR_LENGTH = 500;

/** A line that a node logs: it begins with a time. */
const LOG_LINE = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/;

/**
 * Checks that a node gave up with one line that matches `expected`, and without any sign of a
 * crash.
 */
export function assertOperatorError({ code, stdout, stderr }: Finished, expected: RegExp): void {
	const output = `${stdout}\n${stderr}`;
	assertNoCrash(output);
	assert.notEqual(code, null, `the node should have given up, but went on:\n${output}`);
	assert.notEqual(code, 0, `the node should have given up with an exit code:\n${output}`);
	const lines = stderr.split('\n').filter((line) => line.trim() && !LOG_LINE.test(line));
	assert.equal(lines.length, 1, `one line should say what is wrong:\n${output}`);
	const line = lines[0] as string;
	assert.match(line, expected);
	assert.ok(line.length <= MAX_ERROR_LENGTH, `${line.length} characters are too many for one line:\n${line}`);
}

/**
 * The words with which a runtime, inside its sandbox, rejects bytes that are no transaction. The
 * node goes on; the SDK's words end so.
 */
const BAD_TRANSACTION_BYTES = /panicked at .*\nBad input data provided to \w+: .*Nothing bad happened.*/g;

/** Checks that `output` shows no panic of the node and no backtrace. */
export function assertNoCrash(output: string): void {
	assert.doesNotMatch(output.replace(BAD_TRANSACTION_BYTES, ''), /panicked|backtrace|Thread '|RUST_BACKTRACE|This is a bug/i);
}
