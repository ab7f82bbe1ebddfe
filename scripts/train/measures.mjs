import { frequencyClasses } from '../../functions/lib/forecasting/ensemble/frequency-class.js';

/** Series of each class in the M4 competition, by which its overall figures are weighted. */
export const m4Counts = [23_000, 24_000, 48_000, 359, 4_227, 414];

/**
 * Mean sMAPE (in percent) and mean absolute scaled error of one forecast.
 *
 * @param {import('./build-table.mjs').Row} row
 * @param {Float64Array} mean
 */
export function errorsOf({ actual, scale }, mean) {
  let smape = 0;
  let mase = 0;
  for (let i = 0; i < actual.length; i++) {
    const [y, f] = [actual[i] ?? 0, mean[i] ?? 0];
    const size = Math.abs(y) + Math.abs(f);
    smape += size === 0 ? 0 : (200 * Math.abs(y - f)) / size / actual.length;
    mase += Math.abs(y - f) / scale / actual.length;
  }
  return { smape, mase };
}

/**
 * Mean errors of the (seasonally adjusted) naive forecast by class: what OWA is relative to.
 *
 * @param {readonly import('./build-table.mjs').Row[]} rows
 */
export function naiveErrors(rows) {
  return frequencyClasses.map((_, kind) => {
    const errors = rows
      .filter((row) => row.kind === kind)
      .map((row) => errorsOf(row, /** @type {Float64Array} */ (row.rows[0])));
    const mean = (/** @type {'smape' | 'mase'} */ key) =>
      errors.reduce((sum, error) => sum + error[key], 0) / Math.max(1, errors.length);
    return { smape: mean('smape'), mase: mean('mase') };
  });
}

/**
 * OWA by class and, last, weighted as M4 weighs.
 *
 * @param {readonly import('./build-table.mjs').Row[]} rows
 * @param {readonly Float64Array[]} means
 */
export function owaByClass(rows, means) {
  const reference = naiveErrors(rows);
  const totals = { smape: 0, mase: 0, smapeReference: 0, maseReference: 0 };
  const owa = frequencyClasses.map((_, kind) => {
    let [smape, mase, count] = [0, 0, 0];
    rows.forEach((row, i) => {
      if (row.kind !== kind) return;
      const error = errorsOf(row, /** @type {Float64Array} */ (means[i]));
      smape += error.smape;
      mase += error.mase;
      count++;
    });
    const naive = reference[kind] ?? { smape: 1, mase: 1 };
    const weight = m4Counts[kind] ?? 0;
    totals.smape += (weight * smape) / count;
    totals.mase += (weight * mase) / count;
    totals.smapeReference += weight * naive.smape;
    totals.maseReference += weight * naive.mase;
    return (smape / count / naive.smape + mase / count / naive.mase) / 2;
  });
  return [...owa, (totals.smape / totals.smapeReference + totals.mase / totals.maseReference) / 2];
}

/**
 * Coverage and mean scaled interval score at 95 % by class and, last, weighted as M4 weighs.
 *
 * @param {readonly import('./build-table.mjs').Row[]} rows
 * @param {readonly { lower: Float64Array, upper: Float64Array }[]} intervals
 */
export function intervalsByClass(rows, intervals) {
  const sums = frequencyClasses.map(() => ({ coverage: 0, msis: 0, count: 0 }));
  rows.forEach(({ kind, actual, scale }, i) => {
    const { lower, upper } = /** @type {{ lower: Float64Array, upper: Float64Array }} */ (intervals[i]);
    const sum = /** @type {{ coverage: number, msis: number, count: number }} */ (sums[kind]);
    sum.count++;
    for (let t = 0; t < actual.length; t++) {
      const [y, lo, hi] = [actual[t] ?? 0, lower[t] ?? 0, upper[t] ?? 0];
      sum.coverage += (y >= lo && y <= hi ? 1 : 0) / actual.length;
      sum.msis += (hi - lo + 40 * (Math.max(0, lo - y) + Math.max(0, y - hi))) / scale / actual.length;
    }
  });
  const total = m4Counts.reduce((sum, count) => sum + count, 0);
  const by = (/** @type {'coverage' | 'msis'} */ key) => {
    const means = sums.map((sum) => sum[key] / Math.max(1, sum.count));
    return [...means, means.reduce((sum, value, kind) => sum + (value * (m4Counts[kind] ?? 0)) / total, 0)];
  };
  return { coverage: by('coverage'), msis: by('msis') };
}
