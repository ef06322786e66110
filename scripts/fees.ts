/**
 * Prints the fees of calls, announced and paid, as the table of docs/dapp.md, measured on a fresh
 * development chain.
 *
 * Usage: node --import tsx scripts/fees.ts
 */

import { connect } from '@witan/client/chain';
import { feeTable, measureFees } from './lib/fees.ts';
import { startNode } from './lib/node.ts';

const node = await startNode({ args: ['--sealing', 'instant'] });
const api = await connect(node.ws);
try {
	console.log(feeTable(await measureFees(api)));
} finally {
	await api.disconnect();
	await node.stop();
}
