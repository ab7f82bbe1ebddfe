import { formatCount, formatNumber, formatPercent } from '../start/report/format.mjs';

/**
 * @typedef {import('./forecast-task.mjs').Evidence} Evidence
 * @typedef {{ sum: number, count: number }} Mean
 * @typedef {{ series: number, tested: number, won: number, substituted: number, mase: Mean, naiveMase: Mean,
 *   smape: Mean, naiveSmape: Mean, coverage: Map<number, Mean> }} Tally
 */

/**
 * How accurate forecasts were on their own past, averaged over series, by frequency and in all. Keeps sums only.
 *
 * @param {readonly number[]} levels
 */
export function accuracyReport(levels) {
  const ascending = [...new Set(levels)].sort((a, b) => a - b);
  /** @type {Map<string, Tally>} */
  const groups = new Map();
  const all = emptyTally(ascending);
  return {
    /** @param {Evidence} evidence */
    add(evidence) {
      const group = groups.get(evidence.group) ?? emptyTally(ascending);
      groups.set(evidence.group, group);
      for (const tally of [group, all]) addTo(tally, evidence);
    },
    /** @returns {string} */
    text() {
      const rows = groups.size > 1 ? [...groups, /** @type {const} */ (['all', all])] : [['all', all]];
      return describe(/** @type {[string, Tally][]} */ (rows), all, ascending);
    },
  };
}

/**
 * @param {readonly number[]} levels
 * @returns {Tally}
 */
function emptyTally(levels) {
  const mean = () => ({ sum: 0, count: 0 });
  return {
    ...{ series: 0, tested: 0, won: 0, substituted: 0 },
    ...{ mase: mean(), naiveMase: mean(), smape: mean(), naiveSmape: mean() },
    coverage: new Map(levels.map((level) => [level, mean()])),
  };
}

/**
 * @param {Tally} tally
 * @param {Evidence} evidence
 */
function addTo(tally, { backtest, substituted }) {
  tally.series += 1;
  if (substituted) tally.substituted += 1;
  if (backtest === null) return;
  tally.tested += 1;
  const { mase, smape, seasonalNaive, coverage } = backtest;
  if (mase !== null && seasonalNaive.mase !== null) {
    addPair(tally.mase, mase, tally.naiveMase, seasonalNaive.mase);
    if (mase < seasonalNaive.mase) tally.won += 1;
  }
  if (smape !== null && seasonalNaive.smape !== null) {
    addPair(tally.smape, smape, tally.naiveSmape, seasonalNaive.smape);
  }
  for (const { level, empirical } of coverage) {
    const mean = tally.coverage.get(level);
    if (mean !== undefined) addValue(mean, empirical / 100);
  }
}

/**
 * Only what both have is averaged, so that the two can be compared.
 *
 * @param {Mean} mean
 * @param {number} value
 * @param {Mean} other
 * @param {number} otherValue
 */
function addPair(mean, value, other, otherValue) {
  addValue(mean, value);
  addValue(other, otherValue);
}

/**
 * @param {Mean} mean
 * @param {number} value
 */
function addValue(mean, value) {
  mean.sum += value;
  mean.count += 1;
}

/** @param {Mean} mean */
const average = ({ sum, count }) => (count === 0 ? undefined : sum / count);

/**
 * @param {[string, Tally][]} rows
 * @param {Tally} all
 * @param {readonly number[]} levels
 */
function describe(rows, all, levels) {
  const head = [
    '',
    'series',
    'MASE',
    's. naive',
    'ratio',
    'better',
    'sMAPE',
    's. naive',
    ...levels.map((level) => `in ${level}%`),
  ];
  const table = [head, ...rows.map(([name, tally]) => row(name, tally, levels))];
  const widths = head.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [
    'Accuracy on the past of the series: each was forecast from earlier points of its own history, by the same means.',
    '',
    ...lines.map((line) => `  ${line}`),
    '',
    'MASE and sMAPE (percent) are means over series, beside those of the seasonal naive forecast; "better" is the share of',
    'series with a smaller MASE than it. The last columns tell how many outcomes lay within the interval of that level.',
    `${formatCount(all.tested)} of ${formatCount(all.series)} series were long enough to be tested; for ${formatCount(all.substituted)} nothing beat the seasonal naive forecast.`,
    '',
  ].join('\n');
}

/**
 * @param {string} name
 * @param {Tally} tally
 * @param {readonly number[]} levels
 */
function row(name, tally, levels) {
  const [mase, naive] = [average(tally.mase), average(tally.naiveMase)];
  const share = (/** @type {number | undefined} */ value) =>
    value === undefined ? 'none' : formatPercent(value);
  return [
    name,
    formatCount(tally.tested),
    formatNumber(mase),
    formatNumber(naive),
    mase === undefined || naive === undefined || naive === 0 ? 'none' : (mase / naive).toFixed(3),
    share(tally.mase.count === 0 ? undefined : tally.won / tally.mase.count),
    formatNumber(average(tally.smape)),
    formatNumber(average(tally.naiveSmape)),
    ...levels.map((level) => share(average(tally.coverage.get(level) ?? { sum: 0, count: 0 }))),
  ];
}
