import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hexToU8a } from '@polkadot/util';
import { type PolkadotClient, InvalidTxError } from 'polkadot-api';
import { WIT } from '@witan/client/chain';
import { type WitanNode, runProgram, startNode, temporaryFolder } from '../../../scripts/lib/node.ts';
import { type PapiAccount, type Untyped, papiAccount, papiClient, untyped } from '../../lib/papi.ts';
import { ask } from '../../lib/suite.ts';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
/** Storage key of the runtime: `:code`. */
const CODE = '0x3a636f6465';
/** Types of a whole runtime are generated and compiled. */
const GENERATE_TIMEOUT_MS = 240_000;

describe('PAPI', () => {
	let node: WitanNode;
	let client: PolkadotClient;
	let api: Untyped;
	let alice: PapiAccount;
	let outsider: PapiAccount;

	before(async () => {
		node = await startNode();
		client = papiClient(node.ws);
		api = untyped(client);
		[alice, outsider] = [await papiAccount('//Alice'), await papiAccount('//Outsider')];
	});
	after(async () => {
		client?.destroy();
		await node?.stop();
	});

	const free = async (who: PapiAccount, at?: string) =>
		(await api.query.System.Account.getValue(who.address, ...(at ? [{ at }] : []))).data.free;
	const transfer = (value: bigint) =>
		api.tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: outsider.address }, value });

	// Protects: a dapp on PAPI reads storage, constants, runtime APIs and view functions by the
	// metadata alone.
	test('should read what the metadata names', { timeout: 60_000 }, async () => {
		assert.ok(await free(alice) > WIT);
		assert.ok(await api.constants.Balances.ExistentialDeposit() > 0n);
		const { total } = await api.apis.ReputationApi.standing(0, alice.address);
		assert.ok(total > 0n);
		assert.equal(await api.view.Reputation.total(0, alice.address), total);
	});

	// Protects: a transaction that PAPI signs becomes final, does what it says to the unit, and
	// shows its events.
	test('should send tokens', { timeout: 60_000 }, async () => {
		const had = await free(outsider);
		const { ok, block, events } = await transfer(5n * WIT).signAndSubmit(alice.signer);
		assert.equal(ok, true);
		const { block: { header } } = await ask<{ block: { header: { number: string } } }>(node.rpcPort, 'chain_getBlock', block.hash);
		assert.equal(Number(header.number), block.number);
		const sent = events.find(({ type, value }) => type === 'Balances' && value.type === 'Transfer')?.value.value;
		assert.deepEqual(sent, { from: alice.address, to: outsider.address, amount: 5n * WIT });
		assert.equal(await free(outsider, block.hash), had + 5n * WIT);
		assert.ok((await client.getFinalizedBlock()).number >= block.number);
	});

	// Protects: PAPI names why a call failed in its block, and why the pool refuses a transaction.
	test('should name what was refused', { timeout: 60_000 }, async () => {
		const failed = await api.tx.Staking.bond_extra({ max_additional: WIT }).signAndSubmit((await papiAccount('//Bob')).signer);
		assert.equal(failed.ok, false);
		assert.deepEqual(failed.dispatchError?.type, 'Module');
		const { type, value } = failed.dispatchError?.value as { type: string; value: { type: string } };
		assert.deepEqual([type, value.type], ['Staking', 'NotStash']);

		await assert.rejects(transfer(WIT).signAndSubmit(alice.signer, { nonce: 0 }), (error: unknown) => {
			assert.ok(error instanceof InvalidTxError, `${error}`);
			assert.deepEqual([error.error.type, error.error.value.type], ['Invalid', 'Stale']);
			return true;
		});
	});

	// Protects: `papi add --wasm` makes types from this runtime's code, without a node, and they
	// fit the chain.
	test('should get its types from the code of the runtime', { timeout: GENERATE_TIMEOUT_MS + 60_000 }, async () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'runtime.wasm'), hexToU8a(await ask<string>(node.rpcPort, 'state_getStorage', CODE)));
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'dapp', private: true, type: 'module' }));
		symlinkSync(MODULES, join(folder, 'node_modules'));
		// Otherwise the command line installs the types as a package, which asks a registry.
		mkdirSync(join(folder, '.papi'));
		writeFileSync(join(folder, '.papi', 'polkadot-api.json'), JSON.stringify({
			version: 0, descriptorPath: '.papi/descriptors', entries: {}, options: { noDescriptorsPackage: true },
		}));
		const papi = [join(MODULES, '.bin', 'papi'), 'add', 'witan', '--wasm', 'runtime.wasm'];
		const { code, stdout, stderr } = await runProgram(process.execPath, papi, GENERATE_TIMEOUT_MS, folder);
		assert.equal(code, 0, `${stdout}\n${stderr}`);

		const generated = join(folder, '.papi', 'descriptors', 'dist');
		assert.match(readFileSync(join(generated, 'witan.d.ts'), 'utf8'), /Balances[\s\S]*transfer_keep_alive[\s\S]*ReputationApi/);
		const { witan } = await import(pathToFileURL(join(generated, 'index.js')).href) as {
			witan: Parameters<PolkadotClient['getTypedApi']>[0];
		};
		const typed = client.getTypedApi(witan);
		const { compat } = await typed.getStaticApis() as unknown as { compat: Compat };
		assert.equal(compat.tx.Balances.transfer_keep_alive.isCompatible(), true);
		assert.equal(compat.apis.ReputationApi.standing.isCompatible(), true);
		const account = await (typed as unknown as Untyped).query.System.Account.getValue(alice.address);
		assert.equal(account.nonce, (await api.query.System.Account.getValue(alice.address)).nonce);
	});
});

interface Compat {
	tx: { Balances: { transfer_keep_alive: { isCompatible(): boolean } } };
	apis: { ReputationApi: { standing: { isCompatible(): boolean } } };
}
