/**
 * Starts `witan-node` processes on free loopback ports, and programs of `scripts/`; ends every one
 * with the process that started it.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Choices for a node. */
export interface NodeOptions {
	/** The node's name; default `test`. */
	name?: string;
	/** A chain's name or the path of a chain specification; default `development`. */
	chain?: string;
	/** More arguments. */
	args?: string[];
	/**
	 * The program of another Substrate node; default: this checkout's. It is given only options
	 * that every such node has.
	 */
	binary?: string;
	/** The ports to listen on; default: free ones. */
	ports?: NodePorts;
	/** The folder of the node's data; default: a fresh temporary one, removed on `stop`. */
	basePath?: string;
	/**
	 * Leave the temporary folder in place on `stop`, for a second start; it goes when this process
	 * ends.
	 */
	keep?: boolean;
	/**
	 * True for a node that makes blocks. Default: on the development chain it does, with Alice's
	 * keys (`--dev`); on any other chain `args` decide (`--alice`).
	 */
	validator?: boolean;
	/** The time in which its RPC must answer; default: enough for a genesis of usual size. */
	startTimeoutMs?: number;
}

/** The ports of a node, all of the loopback interface. */
export interface NodePorts {
	rpcPort: number;
	p2pPort: number;
	prometheusPort: number;
}

/** A running node. */
export interface WitanNode extends NodePorts {
	pid: number;
	name: string;
	/** `ws://127.0.0.1:port` */
	ws: string;
	basePath: string;
	/** Returns the end of the node's output. */
	logs(): string;
	/** Ends the node: by `signal` (default `SIGTERM`), and if that takes too long by `SIGKILL`. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

/** The end of a process; `code` is null if it took too long and was ended. */
export interface Finished {
	code: number | null;
	stdout: string;
	stderr: string;
}

/** A node on two busy cores compiles its runtime in a few seconds; this is many times that. */
const START_TIMEOUT_MS = 150_000;
const STOP_TIMEOUT_MS = 15_000;
/** Characters of a node's output that are kept. */
const LOG_LIMIT = 512 * 1024;
/**
 * Characters of a subcommand's output that are kept: a raw chain specification is a few million.
 */
const OUTPUT_LIMIT = 64 * 1024 * 1024;
const LOG_LINES_IN_ERRORS = 20;
/** The checkout. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/**
 * Below the range from which systems take ports for outgoing connections, which could be gone
 * before a node binds them.
 */
const PORTS = { first: 20_000, count: 10_000 };

/** The processes to end with this one, each with its signal. */
const running = new Map<ChildProcess, NodeJS.Signals>();
const temporaryFolders = new Set<string>();
const portsGiven = new Set<number>();

process.once('exit', () => {
	running.forEach((signal, child) => child.kill(signal));
	temporaryFolders.forEach(removeFolder);
});
// Without a handler these end the process without its `exit` event, and nodes would live on.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

/** Returns the path of the node: `WITAN_NODE`, or else where cargo puts it. */
export function nodeBinary(): string {
	return process.env['WITAN_NODE'] || join(targetFolder(), 'debug', 'witan-node');
}

/**
 * Returns the path of the runtime to upgrade to: `WITAN_NEXT_RUNTIME`, or else where
 * `scripts/next-runtime` puts it.
 */
export function nextRuntime(): string {
	return process.env['WITAN_NEXT_RUNTIME'] || join(targetFolder(), 'next-runtime', 'witan_runtime.wasm');
}

/** The client of `tests/subxt`: `WITAN_SUBXT`, or else where `scripts/test` has cargo put it. */
export function subxtClient(): string {
	return process.env['WITAN_SUBXT'] || join(targetFolder(), 'subxt', 'debug', 'witan-subxt-test');
}

function targetFolder(): string {
	const { CARGO_TARGET_DIR, XDG_CACHE_HOME } = process.env;
	return CARGO_TARGET_DIR || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'witan', 'target');
}

/** Makes a fresh folder that is removed when this process ends. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'witan-'));
	temporaryFolders.add(folder);
	return folder;
}

/** Returns a TCP port on which nothing listens, never the same twice. */
export async function freePort(): Promise<number> {
	for (let attempt = 0; attempt < 200; attempt++) {
		const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
		if (!portsGiven.has(port) && (await canListen(port))) {
			portsGiven.add(port);
			return port;
		}
	}
	throw new Error(`no free port among ${PORTS.count} from ${PORTS.first}`);
}

/** Returns ports for a node, on which nothing listens. */
export async function freePorts(): Promise<NodePorts> {
	return { rpcPort: await freePort(), p2pPort: await freePort(), prometheusPort: await freePort() };
}

/**
 * Starts a node and waits until its RPC answers. Throws with the end of the node's output if it
 * ends before.
 */
export async function startNode(options: NodeOptions = {}): Promise<WitanNode> {
	const name = options.name ?? 'test';
	const basePath = options.basePath ?? temporaryFolder();
	const { rpcPort, p2pPort, prometheusPort } = options.ports ?? await freePorts();
	const child = spawn(options.binary ?? nodeBinary(), [
		...chainArguments(options),
		...['--name', name, '--base-path', basePath],
		...['--rpc-port', `${rpcPort}`, '--prometheus-port', `${prometheusPort}`],
		...['--listen-addr', `/ip4/127.0.0.1/tcp/${p2pPort}`],
		...['--no-mdns', '--no-telemetry', '--disable-log-color'],
		...(options.binary === undefined ? ['--no-hardware-benchmarks'] : []),
		...(options.args ?? []),
	], { stdio: ['ignore', 'pipe', 'pipe'] });
	const logs = collect(child, LOG_LIMIT).both;
	const ended = end(child);

	const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
		await endBy(child, ended, signal);
		if (options.basePath === undefined && !options.keep) {
			removeFolder(basePath);
		}
	};
	const gone = new AbortController();
	void ended.then((how) => gone.abort(new Error(`${name} ended with ${how} before its RPC answered`)));
	try {
		await rpcAnswers(rpcPort, options.startTimeoutMs ?? START_TIMEOUT_MS, gone.signal);
	} catch (error) {
		await stop('SIGKILL');
		throw new Error(`${(error as Error).message}; its last lines:\n${lastLines(logs())}`);
	}
	return { pid: child.pid as number, name, ws: `ws://127.0.0.1:${rpcPort}`, rpcPort, p2pPort, prometheusPort, basePath, logs, stop };
}

/** Runs `witan-node` with these arguments to its end, or for `timeoutMs`. */
export function runNode(args: string[], timeoutMs = 60_000): Promise<Finished> {
	return run(spawn(nodeBinary(), args, { stdio: ['ignore', 'pipe', 'pipe'] }), timeoutMs, 'SIGKILL');
}

/** Runs any other program to its end, or for `timeoutMs`. */
export function runProgram(program: string, args: string[], timeoutMs: number, cwd?: string): Promise<Finished> {
	return run(spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd && { cwd }) }), timeoutMs, 'SIGKILL');
}

/**
 * Runs a program of `scripts/` (`tour.ts`) as the command of that name does, to its end or for
 * `timeoutMs`. It uses the same node as this process. It makes its temporary folders in
 * `temporary`.
 */
export function runScript(script: string, args: string[], timeoutMs: number, temporary = tmpdir()): Promise<Finished> {
	const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts', script), ...args], {
		cwd: ROOT,
		env: { ...process.env, WITAN_NODE: nodeBinary(), TMPDIR: temporary },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	// It ends what it has started itself, if it is asked to end.
	return run(child, timeoutMs, 'SIGTERM');
}

async function run(child: ChildProcess, timeoutMs: number, signal: NodeJS.Signals): Promise<Finished> {
	const output = collect(child, OUTPUT_LIMIT);
	const ended = end(child, signal);
	let late = false;
	const timer = setTimeout(() => {
		late = true;
		void endBy(child, ended, signal);
	}, timeoutMs);
	await ended;
	clearTimeout(timer);
	return { code: late ? null : child.exitCode, stdout: output.stdout(), stderr: output.stderr() };
}

function chainArguments({ chain = 'development', validator }: NodeOptions): string[] {
	if (chain === 'development' && validator !== false) {
		return ['--chain', chain, '--dev'];
	}
	// A validator's node refuses to make up a network identity unless it is told to, so that it
	// keeps the one it has.
	return ['--chain', chain, '--unsafe-force-node-key-generation', ...(validator ? ['--validator'] : [])];
}

function canListen(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}

/** Resolves to how the process ended, once all it printed has been read. */
function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<string> {
	running.set(child, signal);
	return new Promise((resolve) => {
		child.once('error', (error) => {
			running.delete(child);
			resolve(`"${error.message}"`);
		});
		child.once('close', (code, signal) => {
			running.delete(child);
			resolve(code === null ? `signal ${signal}` : `exit code ${code}`);
		});
	});
}

async function endBy(child: ChildProcess, ended: Promise<string>, signal: NodeJS.Signals): Promise<void> {
	child.kill(signal);
	const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
	await ended;
	clearTimeout(timer);
}

function collect(child: ChildProcess, limit: number) {
	const texts = { stdout: '', stderr: '', both: '' };
	const append = (to: keyof typeof texts, text: string) => {
		texts[to] = (texts[to] + text).slice(-limit);
	};
	for (const stream of ['stdout', 'stderr'] as const) {
		child[stream]?.setEncoding('utf8').on('data', (text: string) => {
			append(stream, text);
			append('both', text);
		});
	}
	return { stdout: () => texts.stdout, stderr: () => texts.stderr, both: () => texts.both };
}

async function rpcAnswers(port: number, timeoutMs: number, gone: AbortSignal): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_health', params: [] });
	while (Date.now() < deadline) {
		gone.throwIfAborted();
		const answer = await fetch(`http://127.0.0.1:${port}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body,
			signal: AbortSignal.timeout(5_000),
		}).catch(() => undefined);
		if (answer?.ok) {
			return;
		}
		await sleep(100);
	}
	throw new Error(`no answer from the RPC port ${port} within ${timeoutMs} ms`);
}

function lastLines(text: string): string {
	return text.trimEnd().split('\n').slice(-LOG_LINES_IN_ERRORS).join('\n');
}

/** Removes a folder that {@link temporaryFolder} made. */
export function removeFolder(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	temporaryFolders.delete(folder);
}
