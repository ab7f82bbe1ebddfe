import { parentPort } from 'node:worker_threads';
import { buildRow } from './build-table.mjs';
import { atEarlierOrigins } from './earlier-origins.mjs';

/** Rows of some series at their newest origin, and at earlier ones: `{ newest: Row[], earlier: Row[][] }`. */
parentPort?.on('message', (/** @type {import('./build-table.mjs').PoolSeries[]} */ pool) => {
  parentPort?.postMessage({
    newest: pool.map(buildRow),
    earlier: pool.map((series) => atEarlierOrigins(series).map(buildRow)),
  });
});
