import { naiveScale } from '../../functions/lib/forecasting/index.js';
import { normalQuantile } from '../../functions/lib/forecasting/numerics/normal-quantile.js';

/** @typedef {import('./evaluate-distributions.mjs').Case} Case */

/** Probabilities whose quantiles are looked at; those of the pinball loss are the even ones among them. */
const scored = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
export const probabilities = [0.01, 0.025, ...scored, 0.975, 0.99];

/**
 * Share of outcomes at or below each quantile, and the mean pinball loss over 5, 10, … 95 % in units of the scale of
 * MASE (half the continuous ranked probability score, but for the ends), by frequency; beside the normal distribution
 * of the same mean and standard deviation.
 *
 * @param {readonly Case[]} cases
 * @returns {import('../bench/table.mjs').Table[]}
 */
export function quantileTables(cases) {
  const groups = [...Map.groupBy(cases, ({ series }) => series.frequency), ['all', cases]];
  const rows = /** @type {[string, Case[]][]} */ (groups).map(([name, group]) => ({
    name,
    ours: scoreOf(group, ownQuantile),
    normal: scoreOf(group, symmetricQuantile),
  }));
  const percents = probabilities.map((probability) => `${+(100 * probability).toFixed(1)} %`);
  const coverage = rows.map(({ name, ours }) => [name, ...ours.below.map((share) => round(100 * share, 1))]);
  const normal = rows.at(-1)?.normal.below.map((share) => round(100 * share, 1)) ?? [];
  return [
    {
      title: 'outcomes at or below the quantile of …, in percent',
      columns: ['', ...percents],
      rows: [...coverage, ['all, normal', ...normal]],
    },
    {
      title: 'mean scaled pinball loss over 5, 10, … 95 %, and in percent of the normal distribution’s',
      columns: ['', 'series', 'ours', 'normal', 'ratio', 'standard error'],
      rows: rows.map(({ name, ours, normal: other }) => [
        name,
        ours.losses.length,
        round(mean(ours.losses), 4),
        round(mean(other.losses), 4),
        round((100 * mean(ours.losses)) / mean(other.losses), 2),
        round((100 * standardErrorOfDifference(ours.losses, other.losses)) / mean(other.losses), 2),
      ]),
    },
  ];
}

/**
 * @param {Case[]} cases
 * @param {(one: Case, index: number, step: number) => number} quantile by index among `probabilities`
 */
function scoreOf(cases, quantile) {
  const below = probabilities.map(() => 0);
  const losses = cases.flatMap((one) => {
    const { actuals, values, seasonLength } = one.series;
    const scale = naiveScale(values, seasonLength) ?? naiveScale(values, 1);
    let loss = 0;
    actuals.forEach((actual, step) => {
      probabilities.forEach((probability, index) => {
        const value = quantile(one, index, step);
        if (actual <= value) below[index] = (below[index] ?? 0) + 1 / actuals.length / cases.length;
        if (!scored.includes(probability)) return;
        const side = actual >= value ? probability : probability - 1;
        loss += (side * (actual - value)) / actuals.length / scored.length;
      });
    });
    return scale === null ? [] : [loss / scale];
  });
  return { below, losses };
}

/** @type {(one: Case, index: number, step: number) => number} */
const ownQuantile = ({ forecast }, index, step) => forecast.quantiles[index]?.values[step] ?? Number.NaN;

/** @type {(one: Case, index: number, step: number) => number} */
const symmetricQuantile = ({ forecast: { mean: middle, standardDeviation } }, index, step) =>
  (middle[step] ?? 0) + normalQuantile(probabilities[index] ?? 0.5) * (standardDeviation[step] ?? 0);

/** @param {readonly number[]} x */
const mean = (x) => x.reduce((sum, value) => sum + value, 0) / x.length;

/**
 * @param {readonly number[]} x
 * @param {readonly number[]} y
 */
function standardErrorOfDifference(x, y) {
  const differences = x.map((value, i) => value - (y[i] ?? 0));
  const centre = mean(differences);
  return Math.sqrt(mean(differences.map((value) => (value - centre) ** 2)) / x.length);
}

/**
 * @param {number} value
 * @param {number} digits
 */
const round = (value, digits) => +value.toFixed(digits);
