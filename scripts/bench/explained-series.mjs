import { randomNormals } from '../../functions/lib/forecasting/numerics/random-normals.js';
import { realHierarchies } from './hierarchies.mjs';

/**
 * A real series with effects that are known added to it, cut at an instant of the past: `plain` is the history without
 * them, and `put` gives a value of a step (of those that come, from 0) its effects.
 *
 * @typedef {{ known: { at: number, value: number }[], plain: { at: number, value: number }[], actual: number[],
 *   unit: number, regressors: import('../../functions/lib/forecasting/index.js').Regressor[],
 *   put: (value: number, step: number) => number }} ExplainedSeries
 */

export const horizon = 12;
const cuts = 4;
const shares = [0.03, 0.1, 0.3];

/**
 * The monthly series of the fixture from `cuts` instants each, explained by a day that is special in 3, 10 or 30 % of the
 * steps, and by an autoregression with 0.4 of its effect; beside them regressors that are `noise`. The effect is `size`
 * mean steps of the series (mean absolute first differences), or with `multiplied` so many of its mean value.
 *
 * @param {{ size: number, multiplied?: boolean, noise?: number }} effect
 * @returns {ExplainedSeries[]}
 */
export function makeExplainedSeries(effect) {
  const leaves = realHierarchies()
    .filter((one) => one.horizon === horizon)
    .flatMap((one) => one.leaves);
  return leaves.flatMap(({ observations }, i) =>
    Array.from({ length: cuts }, (_, k) =>
      explain(observations.slice(0, observations.length - 5 * k), effect, 100 * i + k),
    ),
  );
}

/**
 * @param {readonly { at: number, value: number }[]} whole
 * @param {{ size: number, multiplied?: boolean, noise?: number }} effect
 * @param {number} seed
 * @returns {ExplainedSeries}
 */
function explain(whole, { size, multiplied = false, noise = 0 }, seed) {
  const normal = randomNormals(seed);
  const n = whole.length - horizon;
  const share = shares[seed % shares.length] ?? 0;
  const threshold = { 0.03: 1.881, 0.1: 1.282, 0.3: 0.524 }[share] ?? 0;
  let memory = 0;
  const columns = [
    whole.map(() => (normal() > threshold ? 1 : 0)),
    whole.map(() => {
      memory = 0.6 * memory + normal();
      return memory;
    }),
    ...Array.from({ length: noise }, () => whole.map(() => normal())),
  ];
  const values = whole.map(({ value }) => value);
  const mean = (/** @type {number[]} */ x) => x.reduce((sum, value) => sum + value / x.length, 0);
  const unit = mean(values.slice(1).map((value, t) => Math.abs(value - (values[t] ?? 0))));
  const level = mean(values.map(Math.abs));
  const put = (/** @type {number} */ value, /** @type {number} */ t) => {
    const sum = size * unit * ((columns[0]?.[t] ?? 0) + 0.4 * (columns[1]?.[t] ?? 0));
    return multiplied ? value * Math.exp(sum / level) : value + sum;
  };
  const plain = whole.slice(0, n);
  return {
    known: plain.map(({ at, value }, t) => ({ at, value: put(value, t) })),
    plain,
    actual: values.slice(n).map((value, step) => put(value, n + step)),
    unit,
    regressors: columns.map((column, j) => ({
      name: `column ${j}`,
      history: column.slice(0, n),
      future: column.slice(n),
    })),
    put: (value, step) => put(value, n + step),
  };
}
