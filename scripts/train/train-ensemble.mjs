import fs from 'node:fs';
import { frequencyClasses } from '../../functions/lib/forecasting/ensemble/frequency-class.js';
import { committeeForecast, committeeWidths, inputScale, rangeOf, standardiseAll } from './committee.mjs';
import { answerUnseen, withoutFolds } from './cross-validate.mjs';
import { inThreads } from './in-threads.mjs';
import { intervalsByClass, owaByClass } from './measures.mjs';
import { readPool } from './read-pool.mjs';
import { trainInParallel } from './train-in-parallel.mjs';
import { profileLevels, widthProfiles } from './train-widths.mjs';
import { writeModule } from './write-module.mjs';

/** @typedef {import('./build-table.mjs').Row} Row */

const gateOptions = { hidden: 44, epochs: 24, rate: 0.005, decay: 0.01, dropout: 0.1 };
const widthOptions = { hidden: 16, epochs: 20, rate: 0.004, decay: 0.1, dropout: 0.1 };
const gateSeeds = [1, 2, 3];
const widthSeeds = [1, 2, 3, 4];
const folds = 3;
/** Series whose rows a thread makes at a time. */
const sliceSize = 200;
const nothing = new Float64Array(0);
const classes = frequencyClasses.length;
const module = new URL('../../functions/src/forecasting/ensemble/trained-ensemble.ts', import.meta.url);

/**
 * Trains gate and widths on the series of `file`, says how they did in cross-validation, and writes the module.
 *
 * @param {string} file
 * @param {number} [threads] default: one for each core
 */
export async function trainEnsemble(file, threads) {
  const pool = readPool(file);
  say(`${pool.length} series: making the candidates' forecasts`);
  const slices = Array.from({ length: Math.ceil(pool.length / sliceSize) }, (_, i) =>
    pool.slice(i * sliceSize, (i + 1) * sliceSize),
  );
  /** @type {{ newest: Row[], earlier: Row[][] }[]} */
  const tables = await inThreads(new URL('table-worker.mjs', import.meta.url), null, slices, threads);
  const newest = tables.flatMap((table) => table.newest);
  const earlier = tables.flatMap((table) => table.earlier);
  const groups = [...newest.keys(), ...earlier.flatMap((rows, i) => rows.map(() => i))];
  const all = [...newest, ...earlier.flat()];
  const usable = [...all.keys()].filter((i) => at(all, i).scale > 0 && at(all, i).change > 1e-9);
  const measured = usable.filter((i) => i < newest.length).length;
  await trainOnRows(pick(all, usable), pick(groups, usable), measured, threads);
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly number[]} groups which rows are of the same series
 * @param {number} count rows at the newest origins, which come first: those that are measured
 * @param {number} [threads]
 */
export async function trainOnRows(rows, groups, count, threads) {
  const inputs = inputScale(rows);
  const x = standardiseAll(rows, inputs);
  say(`${count} series with a change in them, ${rows.length} origins, ${inputs.mean.length} features`);
  const parts = [...withoutFolds(groups, folds), [...rows.keys()]];
  const gates = await committees('gate', { rows, x, options: gateOptions }, parts, threads);
  const means = answerUnseen(groups, gates.slice(0, folds), (committee, i) =>
    committeeForecast(committee, at(x, i), at(rows, i)),
  );
  const newest = { rows: rows.slice(0, count), means: means.slice(0, count) };
  say(`OWA, cross-validated: ${named(owaByClass(newest.rows, newest.means))}`);
  const light = rows.map((row) => ({ ...row, features: nothing, rows: [] }));
  const data = { rows: light, x, means, classes, options: widthOptions };
  const networks = await committees('widths', data, parts, threads);
  const widths = answerUnseen(groups.slice(0, count), networks.slice(0, folds), (committee, i) =>
    committeeWidths(committee, at(x, i), at(rows, i)),
  );
  sayHowIntervalsDid(newest.rows, newest.means, widths, groups.slice(0, count));
  writeModule(module, {
    inputs,
    range: rangeOf(rows),
    gates: at(gates, folds),
    widths: at(networks, folds),
    profiles: widthProfiles(newest.rows, newest.means, widths, classes),
  });
}

/**
 * A committee for each part of the rows, trained without the others.
 *
 * @param {'gate' | 'widths'} what
 * @param {object} data
 * @param {readonly number[][]} parts
 * @param {number} [threads]
 */
async function committees(what, data, parts, threads) {
  const seeds = what === 'gate' ? gateSeeds : widthSeeds;
  const jobs = parts.flatMap((places) => seeds.map((seed) => ({ places, seed })));
  const networks = await trainInParallel(what, data, jobs, threads);
  return parts.map((_, i) => networks.slice(i * seeds.length, (i + 1) * seeds.length));
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} means
 * @param {readonly { below: Float64Array, above: Float64Array }[]} widths
 * @param {readonly number[]} groups
 */
function sayHowIntervalsDid(rows, means, widths, groups) {
  const profiles = (/** @type {number[]} */ places) =>
    widthProfiles(pick(rows, places), pick(means, places), pick(widths, places), classes);
  const factors = answerUnseen(
    groups,
    withoutFolds(groups, folds).map(profiles),
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
