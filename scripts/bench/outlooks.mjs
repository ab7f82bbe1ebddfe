import { detectSeries } from '../../functions/lib/detection/index.js';

/**
 * What forecasts are worth to detection: how many of 100 simulated series are reported within two days of a change that
 * forecasts expected, followed, or knew nothing of, beside the same series without forecasts.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchOutlooks() {
  const rows = [
    ...[1, 6, 24].map((every) =>
      compare(`closed day, expected, forecasts every ${every} h`, closedDay, expects, every),
    ),
    compare('closed day, not expected, every 24 h', closedDay, knowsNothing, 24),
    compare('day as always, closed day expected, every 24 h', nothing, expectsClosedDay, 24),
    compare('spike of 10 deviations, every 24 h', spike, knowsNothing, 24),
    ...[3, 4, 6].flatMap((size) =>
      [1, 24].flatMap((every) => [
        compare(
          `shift of ${size} deviations, followed by 40 % an hour, every ${every} h`,
          shift(size),
          follows,
          every,
        ),
        compare(`shift of ${size} deviations, expected, every ${every} h`, shift(size), expects, every),
      ]),
    ),
  ];
  return {
    title: 'outlooks: series of 100 that are reported within two days of the change',
    columns: ['change and forecasts', 'without forecasts', 'with'],
    rows,
  };
}

/** @typedef {(hour: number) => number} Change what is added to an hour */
/** @typedef {(hour: number, change: Change, errors: readonly number[]) => number} Forecaster its median less the usual value */

const hourMs = 3_600_000;
const runs = 100;
const noise = 4;
const week = 168;
const length = 8 * week;
const heardFrom = 4 * week;
/** Wednesday of the seventh week. */
const start = 6 * week + 48;
const firstMonday = Date.UTC(2024, 0, 1);

/** @type {Change} */
const nothing = () => 0;
/** @type {Change} */
const closedDay = (hour) => (hour >= start && hour < start + 24 ? 50 - usual(hour) : 0);
/** @type {Change} */
const spike = (hour) => (hour === start + 12 ? 10 * noise : 0);
/** @param {number} size @returns {Change} */
const shift = (size) => (hour) => (hour >= start ? size * noise : 0);

/** @type {Forecaster} */
const expects = (hour, change) => change(hour);
/** @type {Forecaster} */
const expectsClosedDay = (hour) => closedDay(hour);
/** @type {Forecaster} */
const knowsNothing = () => 0;
/** @type {Forecaster} */
const follows = (_hour, _change, errors) => errors.reduce((level, error) => level + 0.4 * (error - level), 0);

/** Busy by day, quiet at night and at the weekend. @param {number} hour */
function usual(hour) {
  const day = Math.max(0, Math.sin(((hour % 24) / 24) * 2 * Math.PI - Math.PI / 2));
  return 50 + 100 * day * (Math.floor(hour / 24) % 7 < 5 ? 1 : 0.3);
}

/**
 * @param {string} name
 * @param {Change} change
 * @param {Forecaster} forecaster
 * @param {number} every
 */
function compare(name, change, forecaster, every) {
  const counts = { without: 0, with: 0 };
  for (let seed = 1; seed <= runs; seed += 1) {
    const gaussian = createGaussian(seed);
    const values = Array.from({ length }, (_, hour) => usual(hour) + change(hour) + noise * gaussian());
    const errors = values.map((value, hour) => value - usual(hour));
    const plain = values.map((value, hour) => ({ at: firstMonday + hour * hourMs, value }));
    const heard = plain.map((point, hour) => {
      if (hour < heardFrom) return point;
      const made = hour - (hour % every);
      const median = usual(hour) + forecaster(hour, change, errors.slice(Math.max(0, made - 48), made));
      return {
        ...point,
        outlook: { median, below: noise, above: noise, madeAt: (plain[made]?.at ?? 0) - 1 },
      };
    });
    if (isReported(plain)) counts.without += 1;
    if (isReported(heard)) counts.with += 1;
  }
  return [name, counts.without, counts.with];
}

/** @param {Parameters<typeof detectSeries>[0]} series */
const isReported = (series) =>
  detectSeries(series)
    .detections.slice(start, start + 48)
    .some(({ verdict }) => verdict === 'anomalous');

/** Seeded standard normal numbers: mulberry32 and Box and Muller. @param {number} seed */
function createGaussian(seed) {
  let a = seed >>> 0;
  const uniform = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
