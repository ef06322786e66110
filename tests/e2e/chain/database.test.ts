import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { WIT, account, connect, devAccounts, finalizedHead, freeBalance, submit, waitForFinalized } from '@witan/client/chain';
import { type Finished, runNode, startNode, temporaryFolder } from '../../../scripts/lib/node.ts';
import { writeChainSpec, writeRawChainSpec } from '../../../scripts/lib/chain-spec.ts';
import { assertNoCrash, assertOperatorError, sharedNode } from '../../lib/suite.ts';

describe('a database', () => {
	const basePath = temporaryFolder();
	let chain: string;

	before(async () => { chain = await writeRawChainSpec('development'); });

	/** Runs a subcommand on a database; it must succeed. Returns its output. */
	async function onDatabase(subcommand: string, path: string, ...args: string[]): Promise<Finished> {
		const finished = await runNode([subcommand, '--chain', chain, '--base-path', path, ...args]);
		assert.equal(finished.code, 0, `${subcommand} ${args.join(' ')}: ${finished.stderr}`);
		return finished;
	}

	/** Returns the state of a database as a node that makes no blocks reports it. */
	async function headOf(path: string, recipient: string) {
		const node = await startNode({ chain, basePath: path });
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

	/**
	 * Starts a validator on the database, checks that it knows its past and makes new blocks, pays
	 * `to`, and ends it by `signal`.
	 */
	async function session(to: string, past: { genesis: string; number: number; hash: string } | undefined, signal: NodeJS.Signals) {
		const node = await startNode({ chain, basePath, args: ['--alice'] });
		const api = await connect(node.ws);
		const { alice } = await devAccounts();
		const genesis = api.genesisHash.toHex();
		if (past) {
			assert.equal(genesis, past.genesis);
			assert.equal((await api.rpc.chain.getBlockHash(past.number)).toHex(), past.hash);
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

	// Protects: what is finalised is still there, and the chain goes on from it, after an orderly
	// end and after a crash.
	test('node restarted on it should go on from its best block', { timeout: 180_000 }, async () => {
		const first = await session('//First', undefined, 'SIGTERM');
		const second = await session('//Second', first, 'SIGKILL');
		assert.ok(second.number > first.number);
		const third = await session('//Third', second, 'SIGTERM');
		assert.ok(third.number > second.number);
	});

	// Protects: blocks are a backup: imported into an empty database they give the same head and
	// the same state.
	test('blocks exported and imported should give the same head and state root', { timeout: 180_000 }, async () => {
		const recipient = (await account('//Third')).address;
		const original = await headOf(basePath, recipient);
		assert.equal(original.balance, WIT);
		const [file, copy] = [join(temporaryFolder(), 'blocks'), temporaryFolder()];
		await onDatabase('export-blocks', basePath, '--binary', file);
		await onDatabase('import-blocks', copy, '--binary', file);
		assert.deepEqual(await headOf(copy, recipient), original);
	});

	// Protects: the tools by which an operator inspects and repairs a database work on it.
	test('subcommands should work on it', { timeout: 120_000 }, async () => {
		const info = await onDatabase('chain-info', basePath);
		assert.match(info.stdout, /best/i);
		await onDatabase('check-block', basePath, '1');
		const { genesis } = JSON.parse((await onDatabase('export-state', basePath)).stdout) as { genesis: { raw: { top: object } } };
		assert.ok(Object.keys(genesis.raw.top).length > 50);
		const [json, copy] = [join(temporaryFolder(), 'blocks.json'), temporaryFolder()];
		await onDatabase('export-blocks', basePath, '--to', '2', json);
		await onDatabase('import-blocks', copy, json);
		await onDatabase('revert', basePath, '1');
		await onDatabase('purge-chain', basePath, '-y');
		assert.equal(existsSync(join(basePath, 'chains', 'witan-dev', 'paritydb', 'full')), false);
	});
});

describe('a database that is not this node\'s', () => {
	const basePath = temporaryFolder();
	const chain = sharedNode({ basePath });

	/** Returns the output of a node on this database that is expected to give up. */
	const start = (...args: string[]) => runNode([
		...args, '--base-path', basePath,
		...['--rpc-port', '0', '--listen-addr', '/ip4/127.0.0.1/tcp/0', '--no-prometheus', '--no-telemetry', '--no-hardware-benchmarks'],
	]);

	// Protects: two processes never write to one database, and the second says why it ends.
	test('should be refused while another node uses it', { timeout: 90_000 }, async () => {
		const expected = /^Error: .*another node uses this database.*--base-path/;
		assertOperatorError(await start('--dev'), expected);
		assertOperatorError(await runNode(['export-blocks', '--chain', 'development', '--base-path', basePath]), expected);
		await waitForFinalized(chain.api, 1);
		assertNoCrash(chain.node.logs());
	});

	// Protects: a database keeps the blocks that were chosen when it was made. Another choice would
	// take effect without a word, and leave gaps in its blocks for ever.
	test('should be refused with another --blocks-pruning than it was made with', { timeout: 120_000 }, async () => {
		await chain.node.stop();
		assertOperatorError(
			await start('--dev', '--blocks-pruning', '50'),
			/^Error: .*made with --blocks-pruning archive-canonical, and --blocks-pruning 50 would leave gaps.*purge-chain.*--base-path/,
		);
		const pruned = temporaryFolder();
		const args = ['--blocks-pruning', '50', '--sealing', 'instant'];
		await (await startNode({ basePath: pruned, args })).stop();
		assertOperatorError(
			await runNode(['export-blocks', '--chain', 'development', '--base-path', pruned]),
			/^Error: .*made with --blocks-pruning 50, and --blocks-pruning archive-canonical would leave gaps/,
		);
		await (await startNode({ basePath: pruned, args: ['--sealing', 'instant', '--blocks-pruning', '60'] })).stop();
	});

	// Protects: a specification with another genesis, but the same id, does not silently run on the
	// old chain's database.
	test('should be refused when it is another chain\'s', { timeout: 90_000 }, async () => {
		await chain.node.stop();
		const other = await writeChainSpec({ genesis: { chainConfig: { epochLength: 50 } } });
		assert.equal((JSON.parse(readFileSync(other, 'utf8')) as { id: string }).id, 'witan-dev');
		assertOperatorError(
			await start('--chain', other, '--alice', '--unsafe-force-node-key-generation'),
			/^Error: .*belongs to another chain.*genesis.*--base-path.*purge-chain/,
		);
	});
});
