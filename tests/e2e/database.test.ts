import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type WitanNode, runNode, startNode, temporaryFolder } from '../lib/node.ts';
import { WIT, account, connect, devAccounts, finalizedHead, freeBalance, submit, waitForFinalized, writeChainSpec } from '../lib/chain.ts';
import { assertNoCrash, assertOperatorError, sharedNode } from '../lib/suite.ts';

/** Runs a subcommand on a development chain's database; it must succeed. Gives what it printed. */
async function onDatabase(subcommand: string, basePath: string, ...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await runNode([subcommand, '--chain', 'development', '--base-path', basePath, ...args]);
	assert.equal(code, 0, `${subcommand} ${args.join(' ')}: ${stderr}`);
	return `${stdout}${stderr}`;
}

/** What a node on a database that makes no blocks says of it. */
async function headOf(basePath: string, recipient: string) {
	const node = await startNode({ basePath, validator: false });
	const api = await connect(node.ws);
	const header = await api.rpc.chain.getHeader();
	const head = {
		genesis: api.genesisHash.toHex(),
		number: header.number.toNumber(),
		hash: header.hash.toHex(),
		stateRoot: header.stateRoot.toHex(),
		balance: await freeBalance(api, recipient),
	};
	await api.disconnect();
	await node.stop();
	return head;
}

describe('a database', () => {
	const basePath = temporaryFolder();

	/** Starts a validator on the database, checks that it knows its past and makes new blocks, pays `to`, and ends it by `signal`. */
	async function session(to: string, past: { genesis: string; number: number; hash: string } | undefined, signal: NodeJS.Signals) {
		const node = await startNode({ basePath });
		const api = await connect(node.ws);
		const { alice } = await devAccounts();
		const genesis = api.genesisHash.toHex();
		if (past) {
			assert.equal(genesis, past.genesis);
			assert.equal((await api.rpc.chain.getBlockHash(past.number)).toHex(), past.hash);
			assert.ok((await api.rpc.chain.getHeader()).number.toNumber() >= past.number);
			assert.ok((await finalizedHead(api)).number.toNumber() >= past.number, 'finality went back');
		}
		const { address } = await account(to);
		const { blockNumber, blockHash } = await submit(api, api.tx.balances.transferKeepAlive(address, WIT), alice, { until: 'finalized' });
		assert.equal(await freeBalance(api, address), WIT);
		await api.disconnect();
		await node.stop(signal);
		assertNoCrash(node.logs());
		return { genesis, number: blockNumber, hash: blockHash };
	}

	// Protects: what is finalised is still there, and the chain goes on from it, after an orderly end and after a crash.
	test('node restarted on it should go on from its best block', { timeout: 180_000 }, async () => {
		const first = await session('//First', undefined, 'SIGTERM');
		const second = await session('//Second', first, 'SIGKILL');
		assert.ok(second.number > first.number);
		const third = await session('//Third', second, 'SIGTERM');
		assert.ok(third.number > second.number);
	});

	// Protects: blocks are a backup: imported into an empty database they give the same head and the same state.
	test('blocks exported and imported should give the same head and state root', { timeout: 180_000 }, async () => {
		const recipient = (await account('//Third')).address;
		const original = await headOf(basePath, recipient);
		assert.equal(original.balance, WIT);
		for (const format of [['--binary'], []]) {
			const file = join(temporaryFolder(), 'blocks');
			await onDatabase('export-blocks', basePath, ...format, file);
			const copy = temporaryFolder();
			await onDatabase('import-blocks', copy, ...format, file);
			assert.deepEqual(await headOf(copy, recipient), original);
		}
	});

	// Protects: the tools by which an operator inspects and repairs a database work on it.
	test('subcommands should work on it', { timeout: 120_000 }, async () => {
		assert.match(await onDatabase('chain-info', basePath), /best/i);
		await onDatabase('check-block', basePath, '1');
		const state = JSON.parse((await runNode(['export-state', '--chain', 'development', '--base-path', basePath])).stdout) as {
			genesis: { raw: { top: Record<string, string> } };
		};
		assert.ok(Object.keys(state.genesis.raw.top).length > 50);
		await onDatabase('revert', basePath, '1');
		await onDatabase('purge-chain', basePath, '-y');
		assert.equal(existsSync(join(basePath, 'chains', 'witan-dev', 'paritydb', 'full')), false);
	});
});

describe('a database of a running node', () => {
	const chain = sharedNode();
	const onTheSame = async (args: string[]) => runNode([
		...args, '--base-path', chain.node.basePath,
		...(args.includes('--dev') ? ['--rpc-port', '0', '--no-prometheus', '--no-telemetry', '--listen-addr', '/ip4/127.0.0.1/tcp/0'] : []),
	], 30_000);

	// Protects: two nodes never write to one database, and the second says so.
	test('should be refused to a second node and to subcommands', { timeout: 90_000 }, async () => {
		const expected = /^Error: .*another node uses this database.*--base-path/;
		assertOperatorError(await onTheSame(['--dev']), expected);
		assertOperatorError(await onTheSame(['export-blocks', '--chain', 'development']), expected);
		assertNoCrash(chain.node.logs());
		await waitForFinalized(chain.api, 1);
	});
});

describe('a database of another chain', () => {
	// Protects: a specification with another genesis, but the same id, does not silently run on the old chain's database.
	test('should be refused', { timeout: 120_000 }, async () => {
		const basePath = temporaryFolder();
		const node: WitanNode = await startNode({ basePath });
		await node.stop();
		const other = await writeChainSpec({ genesis: { chainConfig: { epochLength: 50 } } });
		assert.equal((JSON.parse(readFileSync(other, 'utf8')) as { id: string }).id, 'witan-dev');
		assertOperatorError(
			await runNode(['--chain', other, '--alice', '--base-path', basePath, '--unsafe-force-node-key-generation'], 30_000),
			/^Error: .*genesis.*(--base-path|purge-chain)/,
		);
	});
});
