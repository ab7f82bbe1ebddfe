import fs from 'node:fs';
import zlib from 'node:zlib';

/**
 * Series of a JSON Lines file, which may be gzipped: `{"id","frequency","seasonLength","horizon","values","actuals"}`.
 *
 * @param {string} file
 * @returns {import('./build-table.mjs').PoolSeries[]}
 */
export function readPool(file) {
  const bytes = fs.readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? zlib.gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
