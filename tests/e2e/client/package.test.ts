import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Finished, temporaryFolder } from '../../../scripts/lib/node.ts';
import { sharedNode } from '../../lib/suite.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NPM_TIMEOUT_MS = 120_000;
const PROGRAM_TIMEOUT_MS = 60_000;
/** A dapp's folder, with the package installed from its tarball. */
const DAPP = temporaryFolder();

function run(command: string, args: string[], cwd: string, timeout = PROGRAM_TIMEOUT_MS): Promise<Finished> {
	return new Promise((resolve) => {
		execFile(command, args, { cwd, timeout, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
			const code = error ? error.code : 0;
			resolve({ code: typeof code === 'number' ? code : null, stdout, stderr });
		});
	});
}

async function succeed(command: string, args: string[], cwd: string, timeout?: number): Promise<string> {
	const { code, stdout, stderr } = await run(command, args, cwd, timeout);
	assert.equal(code, 0, `${command} ${args.join(' ')}:\n${stdout}\n${stderr}`);
	return stdout;
}

/** Writes a file of the dapp. */
function write(name: string, text: string): string {
	writeFileSync(join(DAPP, name), text);
	return name;
}

/** Runs a file of the dapp, as its author would. */
function runDapp(name: string, text: string, ...args: string[]): Promise<string> {
	return succeed(process.execPath, [write(name, text), ...args], DAPP);
}

/** Bundles a module of the dapp for a browser, which has none of the globals of Node.js. */
function bundle(module: string) {
	return build({
		stdin: { contents: module, resolveDir: DAPP },
		define: { process: 'undefined', Buffer: 'undefined' },
		...{ bundle: true, platform: 'browser', format: 'esm', write: false, metafile: true, logLevel: 'silent' },
	});
}

/** Returns the examples in JavaScript of a document, in order. */
function examples(document: string): string[] {
	const text = readFileSync(join(ROOT, document), 'utf8');
	return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, example]) => example as string);
}

/** The names of the files in the tarball. */
let packed: string[];

before(async () => {
	const described = await succeed('npm', ['pack', './clients/js', '--pack-destination', DAPP, '--json'], ROOT, NPM_TIMEOUT_MS);
	const [{ filename, files }] = JSON.parse(described) as [{ filename: string; files: { path: string }[] }];
	packed = files.map(({ path }) => path);
	write('package.json', '{ "private": true }');
	await succeed('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', filename], DAPP, NPM_TIMEOUT_MS);
}, { timeout: 2 * NPM_TIMEOUT_MS });

describe('the client\'s tarball', () => {
	// Protects: dapps get compiled modules with types and the licence, and no sources, tests or
	// settings of this repository.
	test('tarball should hold compiled modules, their types and the licence alone', () => {
		const others = packed.filter((path) => !/^dist\/[a-z/]+(\.d\.ts|\.js)$/.test(path));
		assert.deepEqual(others.sort(), ['LICENSE', 'README.md', 'bin/witan-client.js', 'package.json']);
		for (const entry of ['chain', 'experts', 'governance', 'bundle']) {
			assert.ok(packed.includes(`dist/${entry}/index.js`) && packed.includes(`dist/${entry}/index.d.ts`), entry);
		}
	});

	// Protects: TypeScript knows the package's types, those of events too, under both usual ways to
	// resolve modules.
	test('types should reach a dapp in TypeScript', { timeout: 120_000 }, async () => {
		write('dapp.mts', `
			import { type Included, connect, devAccounts, findEvents, submit } from '@witan/client/chain';
			import { type Domain, Experts } from '@witan/client/experts';
			import { Governance, setParameter } from '@witan/client/governance';

			const api = await connect('ws://127.0.0.1:9944');
			const experts = new Experts(api);
			const domain: Domain | null = await experts.domain(0);
			const { alice } = await devAccounts();
			const included: Included = await submit(api, experts.calls.offer(0, 1n, 10), alice);
			const until: number | undefined = findEvents(included.events, 'availability', 'Offered')[0]?.until;
			const free: bigint = (await api.query.system.account(alice.address)).data.free.toBigInt();
			const error = await new Governance(api).check(0, { action: setParameter('Forum', 'MaxDepth', 2) });
			const amount: unknown = findEvents(included.events, 'balances', 'Transfer')[0]?.amount;
			// @ts-expect-error: no such event
			findEvents(included.events, 'availability', 'Offred');
			// @ts-expect-error: an amount is a bigint
			experts.calls.offer(0, 1, 10);
			export { amount, domain, error, free, until };
		`);
		const compile = (...resolution: string[]) => succeed(process.execPath, [
			join(ROOT, 'node_modules/typescript/bin/tsc'), 'dapp.mts', '--noEmit', '--strict', '--skipLibCheck',
			'--target', 'ES2022', ...resolution,
		], DAPP);
		await compile('--module', 'NodeNext');
		await compile('--module', 'ESNext', '--moduleResolution', 'bundler');
	});

	// Protects: what a dapp bundles for a browser has nothing of Node.js in it.
	test('browser bundle should hold nothing of Node.js', { timeout: 60_000 }, async () => {
		const all = (...entries: string[]) => entries.map((entry) => `export * as ${entry} from '@witan/client/${entry}';`).join('\n');
		const { metafile } = await bundle(all('chain', 'experts', 'governance'));
		const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
		assert.deepEqual(imported.filter((path) => isBuiltin(path)), []);
		assert.deepEqual(Object.values(metafile.outputs).flatMap(({ imports }) => imports), []);
		assert.ok(imported.some((path) => path.endsWith('@witan/client/dist/experts/experts.js')));
		await assert.rejects(bundle(all('bundle')), /bundle/, 'the check of files is for Node.js only');
	});
});

describe('a dapp with the client', () => {
	const on = sharedNode({ args: ['--sealing', 'interval=500'] });
	/** Returns an example with the address of the test's node instead of the usual one. */
	const onNode = (example: string) => {
		assert.ok(example.includes('\'ws://127.0.0.1:9944\''), example);
		return example.replace('ws://127.0.0.1:9944', on.node.ws);
	};

	// Protects: the package does from its tarball what the tests do from its sources.
	test('dapp should read, call and follow events', { timeout: 120_000 }, async () => {
		const printed = await runDapp('dapp.mjs', `
			import { DispatchFailure, WIT, connect, devAccounts, submit, theEvent } from '@witan/client/chain';
			import { Experts, MILLION, REP, postId } from '@witan/client/experts';

			const api = await connect(process.argv[2]);
			const { alice } = await devAccounts();
			const experts = new Experts(api);
			const { free, total } = await experts.standing(0, alice.address);
			const call = experts.calls.post({ domain: 0, authors: [[alice.address, MILLION]], content: 'from a tarball' });
			const { events, fee } = await submit(api, call, alice, { until: 'finalized' });
			const { post } = theEvent(events, 'forum', 'Posted');
			const failure = await submit(api, call, alice).catch((error) => error);
			console.log(JSON.stringify({
				free: free === 1_000n * REP && free === total,
				paid: fee > 0n && fee < WIT,
				known: post === postId(call),
				content: (await experts.postInfo(post)).content,
				failure: failure instanceof DispatchFailure && failure.module + '.' + failure.error,
			}));
			await api.disconnect();
		`, on.node.ws);
		assert.deepEqual(JSON.parse(printed), {
			free: true, paid: true, known: true, content: 'from a tarball', failure: 'forum.AlreadyPosted',
		});
	});

	// Protects: the bundle works with what a browser has: a WebSocket and no globals of Node.js.
	test('browser bundle should read and call', { timeout: 60_000 }, async () => {
		const { outputFiles: [page] } = await bundle(`
			import { WIT, connect, devAccounts, submit } from '@witan/client/chain';
			import { Experts, REP } from '@witan/client/experts';
			import { Governance } from '@witan/client/governance';

			const api = await connect('${on.node.ws}');
			const { bob, charlie } = await devAccounts();
			const { blockNumber } = await submit(api, api.tx.balances.transferKeepAlive(charlie.address, WIT), bob);
			const { supply } = await new Experts(api).domain(0);
			const client = await new Governance(api).client(0);
			console.log(JSON.stringify({ included: blockNumber > 0, members: supply >= 6_000n * REP, client }));
			await api.disconnect();
		`);
		// Before version 22 Node.js has a browser's WebSocket only if it is asked for.
		const printed = await succeed(process.execPath, ['--experimental-websocket', write('page.mjs', page?.text ?? '')], DAPP);
		assert.deepEqual(JSON.parse(printed), { included: true, members: true, client: null });
	});

	// Protects: the first thing that a dapp's author tries works as the README says.
	test('example of the README should run as written', { timeout: 60_000 }, async () => {
		const [transfer = '', ...others] = examples('README.md');
		assert.ok(transfer.startsWith('// transfer.mjs\n') && others.length === 0, 'the README has one example');
		const printed = await runDapp('transfer.mjs', onNode(transfer));
		assert.match(printed, /^final in 0x[0-9a-f]{64} for a fee of \d+ units\nstaking\.NotStash: .+\n$/);
	});

	// Protects: so does the example of the package.
	test('example of the package should run as written', { timeout: 60_000 }, async () => {
		const [offer = '', ...others] = examples('clients/js/README.md');
		assert.ok(others.length === 0, 'the README has one example');
		assert.match(await runDapp('offer.mjs', onNode(offer)), /^of 1000000000000 units, 100000000000 are on offer since block \d+\n$/);
	});

	// Protects: who follows the guide to governance proposes, opens the vote, objects, and has a
	// call to propose.
	test('guide to governance should run as written', { timeout: 120_000 }, async () => {
		const guide = onNode(examples('docs/governance.md').join('\n'));
		const printed = await runDapp('govern.mjs', `${guide}
			const errors = await Promise.all([directive, spending].map((each) => governance.check(0, each)));
			const { params: rules, phase } = await experts.pool(pool);
			const { content: text, citedBy } = await experts.postInfo(post);
			console.log(JSON.stringify({ errors, governance: rules.governance, phase: phase.type, text: text === content, citedBy }));
			await api.disconnect();
		`);
		assert.deepEqual(JSON.parse(printed), { errors: [null, null], governance: true, phase: 'Open', text: true, citedBy: 1 });
	});

	// Protects: the package's program runs where it was installed.
	test('witan-client should run from the tarball', { timeout: 60_000 }, async () => {
		const program = join(DAPP, 'node_modules/.bin/witan-client');
		const nothing = 'domain 0 has ratified no client\n';
		assert.equal(await succeed(program, ['show', '--url', on.node.ws], DAPP), nothing);
		const { code, stdout } = await run(program, ['check', 'package.json', '--url', on.node.ws], DAPP);
		assert.equal(code, 1);
		assert.ok(stdout.startsWith(`${nothing}package.json is NOT the ratified client: its hash is 0x`), stdout);
	});
});
