/** A thread that runs relays, and says when all of them listen. */

import { parentPort, workerData } from 'node:worker_threads';
import { type RelaySetup, openRelay } from './delay.ts';

const { links, delayMs } = workerData as RelaySetup;
await Promise.all(links.map((link) => openRelay(link, delayMs)));
parentPort?.postMessage('ready');
