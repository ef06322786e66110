import { describe, test } from 'node:test';
import { connect, waitFor, waitForFinalized } from '@witan/client/chain';
import { runNode, startNode, temporaryFolder } from '../../../scripts/lib/node.ts';
import { assertNoCrash, assertOperatorError } from '../../lib/suite.ts';

/** Arguments of a node that is expected to give up: it takes no port from another. */
const QUIET_NODE = [
	'--rpc-port', '0', '--listen-addr', '/ip4/127.0.0.1/tcp/0', '--no-prometheus', '--no-telemetry', '--no-hardware-benchmarks',
];

describe('a chain that was sealed ahead of the clock', () => {
	/**
	 * Seals a block each `intervalMs` until their time is `seconds` ahead, and ends the node.
	 * Returns its folder. Each block moves the chain's time by three seconds.
	 */
	async function sealedAhead(seconds: number, intervalMs: number): Promise<string> {
		const basePath = temporaryFolder();
		const node = await startNode({ basePath, args: ['--sealing', `interval=${intervalMs}`] });
		const api = await connect(node.ws);
		const isAhead = async () => (await api.query.timestamp.now()).toNumber() >= Date.now() + 1_000 * seconds;
		await waitFor(isAhead, 'a chain that is ahead', { timeoutMs: 120_000 });
		await api.disconnect();
		await node.stop();
		return basePath;
	}

	// Protects: a chain that would stand still, because its time is far ahead of the clock, says so
	// at start, by how much, and what to do. With the option it was made with it goes on.
	test('should be refused without --sealing when the clock takes long to catch up', { timeout: 240_000 }, async () => {
		const basePath = await sealedAhead(150, 50);
		assertOperatorError(
			await runNode(['--dev', '--base-path', basePath, ...QUIET_NODE]),
			/^Error: .*\b\d+ s ahead of this machine's clock.*stand still.*--sealing.*purge-chain.*--base-path/,
		);
		const node = await startNode({ basePath, args: ['--sealing', 'instant'] });
		await node.stop();
		assertNoCrash(node.logs());
	});

	// Protects: where it is a matter of seconds the node waits, says for how long, and goes on.
	test('should go on without --sealing when the clock soon catches up', { timeout: 240_000 }, async () => {
		const node = await startNode({ basePath: await sealedAhead(30, 500), args: [] });
		try {
			// A node writes its log a moment later, so that its RPC can answer before.
			const warned = () => /⏰ .*\d+ s ahead of this machine's clock.*--sealing/.test(node.logs());
			await waitFor(warned, 'a warning', { timeoutMs: 15_000 });
			const api = await connect(node.ws);
			const before = (await api.rpc.chain.getHeader()).number.toNumber();
			await waitForFinalized(api, before + 2, 90_000);
			await api.disconnect();
		} finally {
			await node.stop();
		}
	});
});
