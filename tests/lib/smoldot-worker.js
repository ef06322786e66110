// Runs smoldot in a worker, on the port that it is sent. smoldot leaves timers behind, which end
// with the worker.

import { parentPort } from 'node:worker_threads';
import { run } from 'smoldot/worker';

parentPort?.once('message', (port) => run(port));
