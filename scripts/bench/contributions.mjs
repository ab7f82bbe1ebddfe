import { directionOf } from '../../functions/lib/detection/contribution/direction.js';
import { drillDown, planWindows } from '../../functions/lib/detection/contribution/index.js';
import { loadSamples } from '../samples/load-samples.mjs';
import { uniforms } from '../train/random.mjs';

const hourMs = 3_600_000;
const cases = 500;
const weeks = 5;

/**
 * @typedef {import('../../functions/lib/detection/contribution/index.js').SiblingSeries} Series
 * @typedef {(series: Series, at: number) => number} Fault by what a value of a series is multiplied during the fault
 */

/**
 * How often a drill-down names the label value in which a fault was put, and how often it says that a series moved that
 * did what it always does. Faults last one hour or six; the series are the sample's departures, and simulated ones.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchContributions() {
  const random = uniforms(1);
  const pick = (/** @type {number} */ n) => Math.floor(random() * n);
  const departures = sampleDepartures();
  const rows = [1, 6].flatMap((hours) => [
    calmRow('departures of 5 airports', hours, () => departures, random),
    calmRow('20 simulated hosts', hours, () => simulated(random), random),
    faultRow(
      'one of 5 airports closes',
      hours,
      () => departures,
      random,
      (series) => {
        const airport = series[pick(series.length)]?.labels.airport;
        return [(one) => (one.labels.airport === airport ? 0 : 1), `airport=${airport}`];
      },
    ),
    faultRow(
      'one of 20 hosts doubles',
      hours,
      () => simulated(random),
      random,
      () => {
        const host = `h${pick(20)}`;
        return [(one) => (one.labels.host === host ? 2 : 1), `host=${host}`];
      },
    ),
    faultRow(
      'one of 5 regions halves',
      hours,
      () => simulated(random),
      random,
      () => {
        const region = `r${pick(5)}`;
        return [(one) => (one.labels.region === region ? 0.5 : 1), `region=${region}`];
      },
    ),
    faultRow(
      'everything halves',
      hours,
      () => simulated(random),
      random,
      () => [() => 0.5, ''],
    ),
  ]);
  return {
    title: `contributions: what is named, in ${cases} cases each`,
    columns: ['series', 'hours', 'right value named', 'series moved falsely'],
    rows,
  };
}

/**
 * @param {string} name
 * @param {number} hours
 * @param {() => Series[]} make
 * @param {() => number} random
 */
function calmRow(name, hours, make, random) {
  let moved = 0;
  let judged = 0;
  for (let n = 0; n < cases; n += 1) {
    const found = explain(make(), hours, random, () => 1);
    if (found === null) continue;
    judged += found.moves.length - 1;
    moved += found.together.length + found.against.length;
  }
  return [`${name}, no fault`, hours, '', percent(moved / judged)];
}

/**
 * @param {string} name
 * @param {number} hours
 * @param {() => Series[]} make
 * @param {() => number} random
 * @param {(series: Series[]) => [Fault, string]} makeFault the fault, and what is to be named
 */
function faultRow(name, hours, make, random, makeFault) {
  let right = 0;
  let judged = 0;
  for (let n = 0; n < cases; n += 1) {
    const series = make();
    const [fault, expected] = makeFault(series);
    const found = explain(series, hours, random, fault);
    if (found === null || found.self === null || directionOf(found.self) === 0) continue;
    const [best] = found.labels;
    judged += 1;
    const named = best?.explainedBy.map((value) => `${best.label}=${value}`).join() ?? '';
    right += named === expected ? 1 : 0;
  }
  return [name, hours, percent(right / judged), ''];
}

/**
 * Puts a fault at a random time after four weeks, and drills down.
 *
 * @param {Series[]} series
 * @param {number} hours
 * @param {() => number} random
 * @param {Fault} fault
 */
function explain(series, hours, random, fault) {
  const [first] = series;
  if (first === undefined || first.firstAt === null || first.lastAt === null) throw new Error('no series');
  const { firstAt, lastAt } = first;
  const from = firstAt + 28 * 24 * hourMs;
  const startAt = from + Math.floor((random() * (lastAt - from)) / hourMs - hours) * hourMs;
  const peakAt = startAt + (hours - 1) * hourMs;
  const faulty = series.map((one) => ({
    ...one,
    points: one.points.map(({ at, value }) => ({
      at,
      value: at >= startAt && at <= peakAt ? value * fault(one, at) : value,
    })),
  }));
  const self = faulty.find((one) => fault(one, startAt) !== 1) ?? first;
  const plan = planWindows({ startAt, peakAt, resolutionMs: hourMs, firstAt, reachMs: 720 * hourMs });
  return drillDown(self.id, { of: 'siblings', series: faulty }, 'delta', plan);
}

/** @returns {Series[]} */
function sampleDepartures() {
  return loadSamples({ now: Date.UTC(2026, 10, 21, 5) })
    .filter(({ metric }) => metric === 'flight_departures')
    .map(({ labels, points }) => ({
      id: JSON.stringify(labels),
      labels,
      points,
      firstAt: points[0]?.at ?? null,
      lastAt: points.at(-1)?.at ?? null,
    }));
}

/**
 * Twenty hosts in five regions, of sizes from 20 to 2,000, with a day's season and 10% of noise.
 *
 * @param {() => number} random
 * @returns {Series[]}
 */
function simulated(random) {
  const count = weeks * 7 * 24;
  return Array.from({ length: 20 }, (_, host) => {
    const size = 20 * 100 ** random();
    const points = Array.from({ length: count }, (__, hour) => {
      const noise = random() + random() + random() - 1.5;
      return {
        at: hour * hourMs,
        value: size * (1 + 0.5 * Math.sin((hour * 2 * Math.PI) / 24)) * (1 + 0.2 * noise),
      };
    });
    return {
      id: `h${host}`,
      labels: { host: `h${host}`, region: `r${host % 5}` },
      points,
      firstAt: 0,
      lastAt: (count - 1) * hourMs,
    };
  });
}

const percent = (/** @type {number} */ part) => `${(100 * part).toFixed(1)}%`;
