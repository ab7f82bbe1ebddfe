import path from 'node:path';
import { seasonOf } from './base-series.mjs';
import { generatedSeries } from './generated-series.mjs';
import { publicSeries } from './public-series.mjs';
import { readLabelled } from './read-labelled.mjs';

/** Rows from which on a series is long enough to learn from and be tried on. */
const rowsMin = 150;

/**
 * All series to put anomalies into: public ones, made-up ones, and those of labelled files, whose windows are left alone.
 *
 * @param {number} each made-up series of every kind
 * @param {readonly string[]} files
 * @returns {import('./base-series.mjs').BaseSeries[]}
 */
export function baseSeries(each, files) {
  return [...publicSeries(), ...generatedSeries(each), ...files.flatMap(seriesOfFile)];
}

/**
 * @param {string} file
 * @returns {import('./base-series.mjs').BaseSeries[]}
 */
function seriesOfFile(file) {
  const family = path.basename(file);
  return readLabelled(file).flatMap((series) => {
    const kept = series.values.flatMap((value, row) => (Number.isFinite(value) ? [row] : []));
    if (kept.length < rowsMin) return [];
    const timestamps = kept.map((row) => series.timestamps[row] ?? 0);
    const values = kept.map((row) => series.values[row] ?? 0);
    return [{ ...series, timestamps, values, family, ...seasonOf(timestamps) }];
  });
}
