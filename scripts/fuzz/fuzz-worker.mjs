/** Thread of `npm run fuzz`: tries each range of cases that it is sent. */
import { parentPort } from 'node:worker_threads';
import { tryCases } from './try-cases.mjs';

parentPort?.on('message', (/** @type {{ from: number, to: number, seed: number }} */ range) =>
  parentPort?.postMessage(tryCases(range)),
);
