import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { type Server, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { SeenBlock } from '../../scripts/load/blocks.ts';
import { openRelay } from '../../scripts/load/delay.ts';
import { importing } from '../../scripts/load/imports.ts';
import { peerIdOf } from '../../scripts/load/network.ts';
import { parseOptions } from '../../scripts/load/options.ts';
import { checkPaths } from '../../scripts/load/paths.ts';
import { gaugesOf, parseMetrics, sumOf } from '../../scripts/load/prometheus.ts';
import { comparePrograms, describeComparisons } from '../../scripts/load/ratios.ts';
import { type Figures, type Observations, describe as describeFigures, figures, spread } from '../../scripts/load/report.ts';
import { parseResident, parseWritten } from '../../scripts/load/resources.ts';
import { directOf, parseConnections } from '../../scripts/load/sockets.ts';
import { type PlainSpec, change, repacked } from '../../scripts/load/spec.ts';

const SLOT_MS = 3_000;

/** Returns a final block of this many transactions, which was made at the start of its slot. */
function block(number: number, slot: number, transactions: number): SeenBlock {
	const at = slot * SLOT_MS;
	return {
		number, slot, hash: `${number}`, parent: `${number - 1}`,
		transactions: Array.from({ length: transactions }, (_, index) => index),
		refTime: transactions * 200e6,
		weight: { refTime: transactions * 200e6, proofSize: 0 },
		bestAt: at + 1_000, finalAt: at + 4_000,
	};
}

function figuresOf(changes: Partial<Observations> = {}): Figures {
	return figures({
		phase: { kind: 'transfers', title: 'transfers', rate: Infinity, seconds: 30, presignedPerSecond: 1 },
		facts: { slotMs: SLOT_MS, normalLimit: 1.5e12, blockLimit: { refTime: 2e12, proofSize: 0 } },
		submission: { accepted: 1_000, refused: {}, samples: new Map(), ranOut: false },
		usage: { nodes: [1], generator: 1, others: 0 },
		startedAt: 0, submittedAt: 60_000,
		blocks: [block(1, 1, 500), block(2, 2, 500), block(3, 5, 500)],
		madeTwice: (blocks) => blocks.filter(({ number }) => number === 2).length,
		drained: true, logs: [], importing: undefined,
		resources: { memory: [{ start: 2 ** 20, end: 2 ** 21, max: 2 ** 22 }], written: [2 ** 20] },
		...changes,
	});
}

describe('the benchmark\'s figures', () => {
	// Protects: lost slots count those before the last block too, and are a share of all slots.
	test('slots and heights should be counted, and set against all', () => {
		const { slotsLost, madeTwice, chargeMicroseconds } = figuresOf();
		assert.deepEqual(slotsLost, { count: 2, share: 2 / 5 });
		assert.deepEqual(madeTwice, { count: 1, share: 1 / 3 });
		assert.equal(chargeMicroseconds, 200);
		assert.deepEqual(figuresOf({ blocks: [] }).slotsLost, { count: 0, share: 0 });
	});

	// Protects: what is measured is also shown.
	test('the report should name every figure', () => {
		const text = describeFigures(figuresOf({ importing: { blocks: 9, blockMs: 50, microsecondsPerTransaction: 210 } }));
		for (const part of [/slots lost +2 \(40\.0 %\)/, /made twice +1 \(33\.3 %\)/, /charge +200\.0 µs/, /import +mean 50 ms; 210 µs a transaction; 9 imports/,
			/memory +1 to 2, at most 4 MiB/, /written +1 MiB \(1049 bytes a transaction\)/, /in block times +median 1\.00, .*p99 1\.00/]) {
			assert.match(text, part);
		}
	});

	// Protects: the last hundredth of times is not the greatest of them.
	test('p99 should leave out a hundredth', () => {
		assert.deepEqual(spread(Array.from({ length: 1_000 }, (_, index) => index)), { median: 500, p90: 900, p99: 990, max: 999 });
		assert.deepEqual(spread([]), { median: 0, p90: 0, p99: 0, max: 0 });
	});

	// Protects: imports of blocks that lost are not taken for transactions that cost nothing.
	test('import time should be shared among the transactions of all imports', () => {
		const before = [{ blocks: 10, seconds: 1 }, { blocks: 0, seconds: 0 }];
		const after = [{ blocks: 16, seconds: 2.25 }, { blocks: 6, seconds: 1.25 }];
		assert.deepEqual(importing(before, after, { blocks: 5, transactions: 5_000 }), {
			blocks: 12, blockMs: 2_500 / 12, microsecondsPerTransaction: 2_500_000 / 12_000,
		});
		assert.equal(importing(before, before, { blocks: 5, transactions: 5_000 }), undefined);
	});

	// Protects: ratios compare the same phase and the same figure of both programs.
	test('programs should be compared phase by phase', () => {
		const [own, peer] = [figuresOf(), figuresOf({ blocks: [block(1, 1, 250), block(2, 2, 250), block(3, 5, 250)] })];
		const [comparison, ...more] = comparePrograms({ phases: [own], importing: undefined }, { phases: [{ ...peer, title: 'others' }, peer], importing: undefined });
		assert.deepEqual(more, []);
		const ratio = (figure: string) => comparison?.ratios.find((each) => each.figure === figure)?.ratio;
		assert.equal(ratio('included a second'), 2);
		assert.equal(ratio('charge, µs a transaction'), 1);
		assert.equal(ratio('import, µs a transaction'), undefined);
		assert.match(describeComparisons(comparison ? [comparison] : [], ['own', 'peer']), /included a second .* 2\.000/);
	});
});

describe('the benchmark\'s sources', () => {
	const METRICS = [
		'# HELP witan_health_queue Length.', '# TYPE witan_health_queue gauge',
		'witan_health_queue{queue="agenda",chain="local"} 3', 'witan_health_queue{chain="local",queue="a \\"b\\", c"} 4.5',
		'# TYPE witan_health_total counter', 'witan_health_total{chain="local"} 9',
		'# TYPE time histogram', 'time_bucket{chain="local",le="+Inf"} 7', 'time_sum{chain="local"} 1.5e-2', 'time_count{chain="local"} 7', '',
	].join('\n');

	// Protects: a queue that a later node tells of is watched without a change here.
	test('gauges should be read by their prefix', () => {
		assert.deepEqual(gaugesOf(parseMetrics(METRICS), 'witan_health_'), { 'queue agenda': 3, 'queue a "b", c': 4.5 });
	});

	// Protects: sums and counts of histograms are found beside labels.
	test('metrics should be summed over labels', () => {
		const metrics = parseMetrics(METRICS);
		assert.equal(sumOf(metrics, 'time_sum'), 0.015);
		assert.equal(sumOf(metrics, 'witan_health_queue'), 7.5);
		assert.equal(sumOf(metrics, 'witan_health_queue', ['queue', 'agenda']), 3);
		assert.equal(sumOf(metrics, 'nothing'), 0);
	});

	// Protects: kilobytes are not taken for bytes, pages of files not for memory in use, nor
	// deleted files for written ones.
	test('files of /proc should be read', () => {
		assert.equal(parseResident('VmRSS:\t  9 kB\nRssAnon:\t    2048 kB\nThreads:\t1\n'), 2 ** 21);
		assert.equal(parseResident('State:\tZ (zombie)\n'), 0);
		assert.equal(parseWritten('wchar: 1\nread_bytes: 2\nwrite_bytes: 8192\ncancelled_write_bytes: 4096\n'), 4_096);
	});

	// Protects: a connection that bypasses the relays is noticed, whichever end dialled.
	test('direct connections should be told from relayed ones', () => {
		const row = (local: number, remote: number, state: string, inode: number) => (
			`   0: 0100007F:${local.toString(16)} 0100007F:${remote.toString(16)} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 20 4 30 10 -1`
		);
		const table = parseConnections(['  sl  local_address rem_address   st', row(40_000, 20_001, '01', 7), row(20_000, 30_000, '01', 8), row(40_001, 20_001, '06', 9)].join('\n'));
		assert.deepEqual(table[0], { localPort: 40_000, remotePort: 20_001, established: true, inode: 7 });
		const nodes = [{ name: 'alice', pid: 1, p2pPort: 20_000 }, { name: 'bob', pid: 2, p2pPort: 20_001 }];
		assert.deepEqual(directOf(table, new Set([7]), nodes), ['bob']);
		assert.deepEqual(directOf(table, new Set([8, 9]), nodes), []);
	});

	// Protects: nodes are found by the identity that they have.
	test('a peer id should follow from its secret', () => {
		assert.equal(peerIdOf(new Uint8Array(32).fill(1, 31)), '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp');
	});
});

describe('a relay', () => {
	const listening = (server: Server) => new Promise<number>((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
	});

	// Protects: nodes are as far apart as the option says, in each direction, and get every byte in
	// order.
	test('should pass on all bytes in order, each direction late', async () => {
		const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
		const relay = await openRelay({ listen: 0, to: await listening(echo) }, 40);
		const socket = connect({ port: relay.port, host: '127.0.0.1' });
		const sent = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
		const startedAt = performance.now();
		let firstAt = 0;
		const received: Buffer[] = [];
		socket.on('data', (chunk) => {
			firstAt ||= performance.now();
			received.push(chunk);
		});
		socket.write(sent.subarray(0, 100_000));
		socket.end(sent.subarray(100_000));
		await new Promise((resolve) => socket.once('end', resolve));
		assert.ok(Buffer.concat(received).equals(sent));
		assert.ok(firstAt - startedAt >= 78, `the echo came after ${firstAt - startedAt} ms`);
		relay.close();
		echo.close();
	});

	// Protects: a node sees that another is gone.
	test('should close when there is nothing behind it', async () => {
		const nothing = createServer();
		const port = await listening(nothing);
		await new Promise((resolve) => nothing.close(resolve));
		const relay = await openRelay({ listen: 0, to: port }, 1);
		const socket = connect({ port: relay.port, host: '127.0.0.1' });
		socket.once('error', () => undefined);
		await new Promise((resolve) => socket.once('close', resolve));
		relay.close();
	});
});

describe('the benchmark\'s genesis', () => {
	const spec = (patch: object) => ({ chainType: 'Local', genesis: { runtimeGenesis: { patch: { balances: { balances: [] }, ...patch } } } }) as PlainSpec;
	const parameters = {
		accounts: [new Uint8Array(32)], reputation: 'nowhere' as const, validators: ['alice', 'bob', 'charlie', 'dave'],
		lottery: [1, 100] as [number, number], isDistant: true,
	};

	// Protects: an option about slots, or about distance, is not lost on the way to the chain.
	test('should have the lottery, and a type by which nodes keep their addresses to themselves', () => {
		const plain = spec({ babe: { epochConfig: { c: [1, 4] } } });
		change(plain, parameters);
		assert.deepEqual(plain.genesis.runtimeGenesis.patch.babe?.epochConfig?.c, [1, 100]);
		assert.deepEqual(plain.chainType, { Custom: 'Benchmark' });
		const near = spec({ babe: { epochConfig: { c: [1, 4] } } });
		change(near, { ...parameters, lottery: undefined, isDistant: false });
		assert.deepEqual([near.genesis.runtimeGenesis.patch.babe?.epochConfig?.c, near.chainType], [[1, 4], 'Local']);
	});

	// Protects: a measurement of wasm alone is one: nodes know their own code by its hash.
	test('should have code that unpacks to the same, but is not the same', () => {
		const code = Buffer.from('runtime');
		const zstd = (input: Buffer, ...args: string[]) => execFileSync('zstd', ['--quiet', '--stdout', ...args], { input });
		const compressed = Buffer.concat([Buffer.from('52bc537646db8e05', 'hex'), zstd(code)]).toString('hex');
		const other = repacked(`0x${compressed}`).slice(2);
		assert.notEqual(other, compressed);
		assert.deepEqual(zstd(Buffer.from(other, 'hex').subarray(8), '--decompress'), code);
		assert.throws(() => repacked('0x0061736d'), /not compressed/);
	});

	// Protects: a chain with a fixed list of authors has as many as there are nodes.
	test('should name all validators where a chain lists them', () => {
		const plain = spec({ aura: { authorities: [] }, grandpa: { authorities: [] } });
		change(plain, parameters);
		const { aura, grandpa, balances } = plain.genesis.runtimeGenesis.patch;
		assert.equal(aura?.authorities[0], '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
		assert.deepEqual(grandpa?.authorities[0], ['5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu', 1]);
		assert.equal(aura?.authorities.length, 4);
		assert.equal(balances.balances.length, 1);
	});
});

describe('the benchmark\'s options', () => {
	// Protects: options of distance, lottery and soak mean what the help says.
	test('should be read', () => {
		const far = parseOptions(['--delay', '100', '--lottery', '1/100']);
		assert.deepEqual([far?.networks, far?.delayMs, far?.lottery], [[4], 100, [1, 100]]);
		const soak = parseOptions(['--soak', '0.02', '--restart', '--csv', 'samples.csv']);
		assert.deepEqual(soak?.soak, { hours: 0.02, restart: true, csv: 'samples.csv' });
		assert.deepEqual([soak?.networks, soak?.rate, soak?.cycles], [[1], 500, 10]);
		assert.equal(parseOptions(['--soak', '1', '--cycles', '0'])?.cycles, 0);
		assert.deepEqual(parseOptions(['--peer', 'node', '--peer-arg=--a'])?.peer, { binary: 'node', nodeArguments: ['--a'] });
		assert.equal(parseOptions(['--import'])?.importing, true);
		assert.equal(parseOptions(['--wasm-only'])?.wasmOnly, true);
		const usual = parseOptions([]);
		assert.deepEqual([usual?.networks, usual?.delayMs, usual?.lottery, usual?.importing, usual?.peer, usual?.soak, usual?.rate, usual?.cycles],
			[[1, 4], 0, undefined, false, undefined, undefined, undefined, 1_000]);
	});

	// Protects: options that can't hold together are an error, and not a run of something else.
	test('should be refused when they exclude each other', () => {
		for (const [args, why] of [
			[['--delay', '100', '--validators', '1'], /network of four/],
			[['--delay', '100', '--import'], /no --delay/],
			[['--peer', 'node', '--kind', 'posts'], /compares transfers/],
			[['--soak', '1', '--kind', 'all'], /own mix/],
			[['--soak', '1', '--peer', 'node'], /run of its own/],
			[['--soak', '1', '--rate', 'max'], /below what the network takes/],
			[['--soak', '0'], /hours above 0/],
			[['--restart'], /belong to --soak/],
			[['--peer-arg=--a'], /belongs to --peer/],
			[['--rate', '0'], /above 0, or max/],
			[['--lottery', '3/4'], /at most 1\/2/],
			[['--lottery', '0.25'], /such as 1\/4/],
			[['--cycles', '0'], /a whole number above 0/],
		] as [string[], RegExp][]) {
			assert.throws(() => parseOptions(args), why);
		}
	});

	// Protects: a mistyped path is found before a run of hours, and not at its end.
	test('should be refused when a program or a file is not there', () => {
		const none = { json: undefined, soak: undefined, peer: undefined };
		const here = process.execPath;
		const nowhere = join(here, 'x');
		checkPaths(none, here);
		assert.throws(() => checkPaths(none, nowhere), /no program to start/);
		assert.throws(() => checkPaths({ ...none, peer: { binary: nowhere, nodeArguments: [] } }, here), /no program to start/);
		assert.throws(() => checkPaths({ ...none, json: nowhere }, here), /can't write/);
		assert.throws(() => checkPaths({ ...none, soak: { hours: 1, restart: false, csv: nowhere } }, here), /can't write/);
	});
});
