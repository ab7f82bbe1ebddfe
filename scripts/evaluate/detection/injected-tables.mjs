import { anomalyKinds } from './anomaly-kinds.mjs';
import { standardError } from './bootstrap.mjs';
import { eventMeasures, summedCounts } from './event-scores.mjs';
import { median } from './robust-noise.mjs';

/**
 * @typedef {import('./injected-cases.mjs').BaseResult} BaseResult
 * @typedef {import('../../bench/table.mjs').Table} Table
 */

/**
 * What became of anomalies that were put into clean series: by kind and size, and by the family of series together with
 * the false alerts on what is clean. Standard errors over series.
 *
 * @param {readonly BaseResult[]} results
 * @param {number} threshold
 * @returns {Table[]}
 */
export function injectedTables(results, threshold) {
  return [bySize(results, threshold), byFamily(results, threshold)];
}

/**
 * @param {readonly BaseResult[]} results
 * @param {number} threshold
 * @returns {Table}
 */
function bySize(results, threshold) {
  const rows = anomalyKinds.flatMap(({ kind, unit, sizes }) =>
    sizes.map((size) => {
      const mine = results.map(({ cases }) => cases.filter((one) => one.kind === kind && one.size === size));
      const delays = mine.flat().flatMap(({ delay }) => (delay === undefined ? [] : [delay]));
      return [
        kind,
        size,
        unit,
        mine.flat().length,
        told(mine, (all) => recallOf(all.flat())),
        delays.length === 0 ? '' : median(delays),
      ];
    }),
  );
  return {
    title: `Anomalies put into clean series: found at the threshold ${threshold}, and after how many rows (median)`,
    columns: ['kind', 'size', '', 'cases', 'recall', 'delay'],
    rows,
  };
}

/**
 * @param {readonly BaseResult[]} results
 * @param {number} threshold
 * @returns {Table}
 */
function byFamily(results, threshold) {
  /** @type {[string, readonly BaseResult[]][]} */
  const families = [...Map.groupBy(results, ({ family }) => family), ['all', results]];
  const rows = families.map(([family, mine]) => {
    const judged = mine.reduce((sum, one) => sum + one.rows, 0);
    const { falseAlerts, weeks } = summedCounts(mine.map(({ events }) => events));
    return [
      family,
      mine.length,
      +weeks.toFixed(1),
      falseAlerts,
      // Weeks of months and of seconds do not add up to anything.
      family === 'all'
        ? ''
        : told(mine, (all) => eventMeasures(summedCounts(all.map(({ events }) => events))).falseAlertsAWeek),
      +((10_000 * falseAlerts) / judged).toFixed(2),
      mine.reduce((sum, { cases }) => sum + cases.length, 0),
      told(mine, meanRecall),
    ];
  });
  return {
    title: `The same by family of series: false alerts on what is clean, and recall, the mean over kinds and sizes, at ${threshold}`,
    columns: [
      'series',
      'of them',
      'weeks',
      'false alerts',
      'a series and week',
      'in 10,000 rows',
      'cases',
      'recall',
    ],
    rows,
  };
}

/**
 * Recall as a mean over kinds and sizes, so that the many sizes of one kind do not outweigh another.
 *
 * @param {readonly BaseResult[]} results
 */
export function meanRecall(results) {
  const cases = results.flatMap((one) => one.cases);
  const kinds = [...Map.groupBy(cases, ({ kind }) => kind).values()].map((mine) => {
    const sizes = [...Map.groupBy(mine, ({ size }) => size).values()].map(recallOf);
    return sizes.reduce((sum, recall) => sum + recall, 0) / sizes.length;
  });
  return kinds.reduce((sum, recall) => sum + recall, 0) / kinds.length;
}

/** @param {readonly import('./injected-cases.mjs').Case[]} cases */
const recallOf = (cases) => cases.filter(({ delay }) => delay !== undefined).length / cases.length;

/**
 * @template Unit
 * @param {readonly Unit[]} units
 * @param {(units: readonly Unit[]) => number} measure
 */
function told(units, measure) {
  const error = standardError(units, measure, 300);
  const value = measure(units).toFixed(2);
  return Number.isFinite(error) && units.length > 1 ? `${value} ± ${error.toFixed(2)}` : value;
}
