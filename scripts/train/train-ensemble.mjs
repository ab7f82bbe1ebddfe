import fs from 'node:fs';
import { frequencyClasses } from '../../functions/lib/forecasting/ensemble/frequency-class.js';
import { mixCandidates } from '../../functions/lib/forecasting/ensemble/weigh-candidates.js';
import { buildRow } from './build-table.mjs';
import { committeeWeights, committeeWidths, inputScale, rangeOf, standardiseAll } from './committee.mjs';
import { crossValidate } from './cross-validate.mjs';
import { intervalsByClass, naiveErrors, owaByClass } from './measures.mjs';
import { readPool } from './read-pool.mjs';
import { trainGate } from './train-gate.mjs';
import { profileLevels, trainWidths, widthProfiles } from './train-widths.mjs';
import { writeModule } from './write-module.mjs';

/** @typedef {import('./build-table.mjs').Row} Row */

const gateOptions = { hidden: 32, epochs: 24, rate: 0.005, decay: 0.01, dropout: 0.1 };
const widthOptions = { hidden: 16, epochs: 20, rate: 0.004, decay: 0.1, dropout: 0.1 };
const gateSeeds = [1, 2, 3];
const widthSeeds = [1, 2, 3];
const folds = 3;
const classes = frequencyClasses.length;
const module = new URL('../../functions/src/forecasting/ensemble/trained-ensemble.ts', import.meta.url);

/**
 * Trains gate and widths on the series of `file`, says how they did in cross-validation, and writes the module.
 *
 * @param {string} file
 */
export function trainEnsemble(file) {
  const pool = readPool(file);
  say(`${pool.length} series: making the candidates' forecasts`);
  trainOnRows(pool.map(buildRow).filter(({ scale, change }) => scale > 0 && change > 1e-9));
}

/** @param {readonly Row[]} rows */
function trainOnRows(rows) {
  const inputs = inputScale(rows);
  const x = standardiseAll(rows, inputs);
  say(`${rows.length} series with a change in them, ${inputs.mean.length} features`);
  const gates = gateTrainer(rows, x);
  const means = crossValidate(rows.length, folds, gates, (fitted, i) => {
    const row = at(rows, i);
    return mixCandidates(row.rows, committeeWeights(fitted, at(x, i), row.kind));
  });
  say(`OWA, cross-validated: ${named(owaByClass(rows, means))}`);
  const trainers = widthTrainer(rows, x, means);
  const widths = crossValidate(rows.length, folds, trainers, (fitted, i) => {
    const { kind, change, actual } = at(rows, i);
    return committeeWidths(fitted, at(x, i), kind, change, actual.length);
  });
  sayHowIntervalsDid(rows, means, widths);
  const everything = rows.map((_, i) => i);
  writeModule(module, {
    inputs,
    range: rangeOf(rows),
    gates: gates(everything),
    widths: trainers(everything),
    profiles: widthProfiles(rows, means, widths, classes),
  });
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} x
 */
function gateTrainer(rows, x) {
  return (/** @type {number[]} */ places) => {
    const part = pick(rows, places);
    const naive = naiveErrors(part);
    return gateSeeds.map((seed) => trainGate(part, pick(x, places), naive, { ...gateOptions, seed }));
  };
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} x
 * @param {readonly Float64Array[]} means of gates that did not see the series
 */
function widthTrainer(rows, x, means) {
  return (/** @type {number[]} */ places) =>
    widthSeeds.map((seed) =>
      trainWidths(pick(rows, places), pick(x, places), pick(means, places), classes, {
        ...widthOptions,
        seed,
      }),
    );
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} means
 * @param {readonly { below: Float64Array, above: Float64Array }[]} widths
 */
function sayHowIntervalsDid(rows, means, widths) {
  const profiles = (/** @type {number[]} */ places) =>
    widthProfiles(pick(rows, places), pick(means, places), pick(widths, places), classes);
  const factors = crossValidate(
    rows.length,
    folds,
    profiles,
    (fitted, i) => at(fitted, at(rows, i).kind).widths[profileLevels.indexOf(95)] ?? 1,
  );
  const measured = intervalsByClass(
    rows,
    rows.map(({ rows: paths, actual }, i) => {
      const [mean, { below, above }, factor] = [at(means, i), at(widths, i), at(factors, i)];
      const floor = paths.every((path) => path.every((value) => value >= 0)) ? 0 : Number.NEGATIVE_INFINITY;
      return {
        lower: actual.map((_, t) => Math.max(floor, (mean[t] ?? 0) - factor * (below[t] ?? 0))),
        upper: actual.map((_, t) => (mean[t] ?? 0) + factor * (above[t] ?? 0)),
      };
    }),
  );
  say(`coverage at 95 %: ${named(measured.coverage)}`);
  say(`MSIS: ${named(measured.msis)}`);
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {number} i
 */
function at(all, i) {
  return /** @type {T} */ (all[i]);
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {readonly number[]} places
 */
function pick(all, places) {
  return places.map((i) => at(all, i));
}

/** @param {readonly number[]} figures by class, then over all */
function named(figures) {
  return [...frequencyClasses, 'all'].map((name, i) => `${name} ${figures[i]?.toFixed(3)}`).join(', ');
}

/** @param {string} line */
function say(line) {
  fs.writeSync(2, `${line}\n`);
}
