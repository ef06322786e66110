import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WsProvider } from '@polkadot/api';
import { WIT, account, freeBalance, waitFor, waitForFinalized } from '@witan/client/chain';
import { sharedNode } from '../../lib/suite.ts';

/**
 * Methods that wallets, indexers, light clients and operators call; each must be listed by
 * `rpc_methods`.
 */
const METHODS = [
	'author_rotateKeysWithOwner', 'author_submitAndWatchExtrinsic', 'babe_epochAuthorship', 'chainHead_v1_follow',
	'chainSpec_v1_chainName', 'chain_subscribeFinalizedHeads', 'grandpa_proveFinality', 'grandpa_roundState',
	'grandpa_subscribeJustifications', 'payment_queryFeeDetails', 'payment_queryInfo', 'state_call', 'state_getMetadata',
	'state_subscribeStorage', 'sync_state_genSyncSpec', 'system_accountNextIndex', 'system_dryRun', 'system_health',
	'transactionWatch_v1_submitAndWatch', 'transaction_v1_broadcast',
];

interface FollowEvent { event: string; finalizedBlockHashes?: string[]; bestBlockHash?: string; operationId?: string; output?: string }

describe('RPC', () => {
	const chain = sharedNode({ args: ['--state-pruning', 'archive', '--blocks-pruning', 'archive'] });
	let provider: WsProvider;

	before(async () => {
		provider = new WsProvider(chain.node.ws);
		await provider.isReady;
	});
	after(() => provider?.disconnect());

	const send = <T>(method: string, ...params: unknown[]) => provider.send<T>(method, params);

	/** Collects a subscription's events and returns the first that `wanted` accepts. */
	async function subscribe<T>(method: string, notification: string, params: unknown[]) {
		const events: T[] = [];
		const id = await provider.subscribe(notification, method, params, (error, event: T) => {
			if (error) {
				throw error;
			}
			events.push(event);
		});
		const first = (wanted: (event: T) => boolean, what: string) => waitFor(() => events.find(wanted), what, { timeoutMs: 30_000 });
		return { id: `${id}`, first };
	}

	/** Signs a transfer to a fresh account. Returns it with a way to wait for it. */
	async function signedTransfer(to: string) {
		const { api, alice } = chain;
		const { address } = await account(to);
		const signed = await api.tx.balances.transferKeepAlive(address, WIT).signAsync(alice, { nonce: -1 });
		const arrived = () => waitFor(async () => await freeBalance(api, address) === WIT, `the transfer to ${to}`, { timeoutMs: 30_000 });
		return { hex: signed.toHex(), arrived };
	}

	// Protects: nothing that a client of either generation relies on is missing from the node.
	test('methods of both generations should be there', { timeout: 30_000 }, async () => {
		const { methods } = await send<{ methods: string[] }>('rpc_methods');
		assert.deepEqual(METHODS.filter((method) => !methods.includes(method)), []);
	});

	// Protects: `chainHead_v1`, on which the new clients (PAPI, smoldot) stand: follow, header,
	// body, storage, call, unpin.
	test('chainHead_v1 should follow the chain and answer about its blocks', { timeout: 60_000 }, async () => {
		const follow = await subscribe<FollowEvent>('chainHead_v1_follow', 'chainHead_v1_followEvent', [true]);
		const { finalizedBlockHashes } = await follow.first(({ event }) => event === 'initialized', 'initialized');
		const hash = finalizedBlockHashes?.at(-1) as string;
		await follow.first(({ event }) => event === 'newBlock', 'a new block');
		await follow.first(({ event }) => event === 'bestBlockChanged', 'a best block');
		const { finalizedBlockHashes: later } = await follow.first(({ event }) => event === 'finalized', 'a finalised block');
		assert.ok(later?.length);

		assert.equal(await send('chainHead_v1_header', follow.id, hash), (await chain.api.rpc.chain.getHeader(hash)).toHex());
		const { result, operationId } = await send<{ result: string; operationId: string }>(
			'chainHead_v1_call', follow.id, hash, 'Core_version', '0x',
		);
		assert.equal(result, 'started');
		const done = await follow.first((event) => event.operationId === operationId, 'the call');
		assert.equal(done.event, 'operationCallDone');
		assert.equal(chain.api.createType('RuntimeVersion', done.output).specName.toString(), 'witan');
		await send('chainHead_v1_unpin', follow.id, hash);
		await assert.rejects(send('chainHead_v1_header', follow.id, hash), 'an unpinned block');
		await send('chainHead_v1_unfollow', follow.id);
	});

	// Protects: a transaction sent by the new interface gets into a block without being watched.
	test('transaction_v1_broadcast should get a transaction into a block', { timeout: 60_000 }, async () => {
		const { hex, arrived } = await signedTransfer('//Broadcast');
		const id = await send<string>('transaction_v1_broadcast', hex);
		assert.equal(typeof id, 'string');
		await arrived();
	});

	// Protects: a transaction's way to finality can be watched by the new interface, and ends with
	// the block it is in.
	test('transactionWatch_v1 should tell a transaction\'s way to finality', { timeout: 60_000 }, async () => {
		type Event = { event: string; block?: { hash: string } };
		const { hex, arrived } = await signedTransfer('//Watched');
		const watch = await subscribe<Event>('transactionWatch_v1_submitAndWatch', 'transactionWatch_v1_watchEvent', [hex]);
		await watch.first(({ event }) => event === 'validated', 'validated');
		await watch.first(({ event, block }) => event === 'bestChainBlockIncluded' && Boolean(block), 'included');
		const { block } = await watch.first(({ event }) => event === 'finalized', 'finalised');
		await arrived();
		const { extrinsics } = (await chain.api.rpc.chain.getBlock(block?.hash)).block;
		assert.ok(extrinsics.some((extrinsic) => extrinsic.toHex() === hex));
	});

	// Protects: who comes to the chain by its name gets the chain they mean.
	test('chainSpec_v1 should name the chain', { timeout: 30_000 }, async () => {
		assert.equal(await send('chainSpec_v1_chainName'), 'Witan Development');
		assert.equal(await send('chainSpec_v1_genesisHash'), chain.api.genesisHash.toHex());
		assert.deepEqual(await send('chainSpec_v1_properties'), { ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'WIT' });
	});

	// Protects: an archive node answers about any finalised block: what indexers read.
	test('archive_v1 should answer about finalised blocks', { timeout: 60_000 }, async () => {
		const { api } = chain;
		await waitForFinalized(api, 2);
		assert.ok(await send<number>('archive_v1_finalizedHeight') >= 2);
		assert.equal(await send('archive_v1_genesisHash'), api.genesisHash.toHex());
		const [hash] = await send<[string]>('archive_v1_hashByHeight', 1);
		assert.equal(hash, (await api.rpc.chain.getBlockHash(1)).toHex());
		assert.equal(await send('archive_v1_header', hash), (await api.rpc.chain.getHeader(hash)).toHex());
		const body = await send<string[]>('archive_v1_body', hash);
		assert.deepEqual(body, (await api.rpc.chain.getBlock(hash)).block.extrinsics.map((extrinsic) => extrinsic.toHex()));
		assert.equal((await send<{ success: boolean }>('archive_v1_call', hash, 'Core_version', '0x')).success, true);
	});

	// Protects: the legacy interface, which polkadot.js Apps and most tools still use.
	test('legacy methods should answer', { timeout: 60_000 }, async () => {
		const { api, node, bob } = chain;
		await waitForFinalized(api, 1);
		assert.deepEqual(await send('system_health'), { peers: 0, isSyncing: false, shouldHavePeers: false });
		assert.equal(await send('system_name'), 'Witan Node');
		assert.deepEqual(await send('system_nodeRoles'), ['Authority']);
		assert.equal(await send('system_accountNextIndex', bob.address), 0);
		assert.ok((await send<string[]>('system_localListenAddresses')).some((address) => address.includes(`/tcp/${node.p2pPort}`)));
		const authorship = await send<Record<string, object>>('babe_epochAuthorship');
		assert.equal(Object.keys(authorship).length, 1, 'Alice\'s slots');
		const round = await send<{ best: { totalWeight: number } }>('grandpa_roundState');
		assert.equal(round.best.totalWeight, 1);
	});

	// Protects: `sync_state_genSyncSpec` makes the chain specification that light clients start
	// from.
	test('sync_state_genSyncSpec should give a specification with the light sync state', { timeout: 60_000 }, async () => {
		await waitForFinalized(chain.api, 1);
		const spec = await send<{ id: string; lightSyncState?: Record<string, string> }>('sync_state_genSyncSpec', true);
		assert.equal(spec.id, 'witan-dev');
		assert.ok(spec.lightSyncState?.['finalizedBlockHeader']);
		assert.ok(spec.lightSyncState?.['babeEpochChanges'] && spec.lightSyncState['grandpaAuthoritySet']);
	});

	// Protects: operators can watch the node: how high it is, what it has finalised, who it is
	// connected to.
	test('Prometheus should answer', { timeout: 60_000 }, async () => {
		await waitForFinalized(chain.api, 1);
		const answer = await fetch(`http://127.0.0.1:${chain.node.prometheusPort}/metrics`);
		assert.equal(answer.status, 200);
		const metrics = await answer.text();
		assert.match(metrics, /block_height\{[^}]*status="best"[^}]*\} [1-9]/);
		assert.match(metrics, /block_height\{[^}]*status="finalized"[^}]*\} [1-9]/);
		assert.match(metrics, /peers_count/);
	});
});
