import { shuffled, uniforms } from '../train/random.mjs';
import { seriesKinds } from './series-kinds.mjs';

/**
 * @typedef {import('../../functions/lib/forecasting/index.js').ForecastRequest} ForecastRequest
 * @typedef {{ number: number, kind: string, timing: string, request: ForecastRequest }} Case
 */

const second = 1_000;
const day = 86_400 * second;
const start = Date.UTC(2023, 0, 31, 5);
const distances = [second, 60 * second, 900 * second, 3_600 * second, day, 7 * day];
const seasons = [2, 4, 7, 12, 24];
const zones = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'UTC',
];
const resolutions = [
  ...[60 * second, 3_600 * second, 7 * 3_600 * second, day, 7 * day].map((count) => ({
    unit: 'millisecond',
    count,
  })),
  ...[1, 3, 12].map((count) => ({ unit: 'month', count })),
];
const kinds = Object.entries(seriesKinds);
const autoShare = 0.7;

/**
 * Instants of the values, ms UTC.
 *
 * @type {Readonly<Record<string, (n: number, distance: number, random: () => number) => number[]>>}
 */
const timings = {
  regular: (n, distance) => Array.from({ length: n }, (_, t) => start + t * distance),
  jittered: (n, distance, random) =>
    Array.from({ length: n }, (_, t) => start + Math.round((t + 0.3 * random()) * distance)),
  irregular: (n, distance, random) => {
    let at = start;
    return Array.from({ length: n }, () => {
      at += Math.round(distance * (0.01 + 3 * random() ** 3));
      return at;
    });
  },
  gaps: (n, distance, random) => {
    let at = start;
    return Array.from({ length: n }, () => {
      at += distance * (random() < 0.1 ? 1 + Math.floor(30 * random()) : 1);
      return at;
    });
  },
  duplicates: (n, distance) => Array.from({ length: n }, (_, t) => start + Math.floor(t / 2) * distance),
  'one instant': (n) => new Array(n).fill(start),
  months: (n) => Array.from({ length: n }, (_, t) => Date.UTC(1990, t, 1)),
  'ends of months': (n) => Array.from({ length: n }, (_, t) => Date.UTC(1990, t + 1, 0)),
  years: (n) => Array.from({ length: n }, (_, t) => Date.UTC(1900 + t, 0, 1)),
  'far past': (n, distance) => Array.from({ length: n }, (_, t) => -1e12 + t * distance),
};
const timingNames = Object.keys(timings);

/**
 * The case of a number: the same for the same seed, whatever was made before it.
 *
 * @param {number} number from 0
 * @param {number} seed
 * @param {readonly ForecastRequest['model'][]} models that may be asked for by name
 * @returns {Case}
 */
export function makeCase(number, seed, models) {
  const random = uniforms(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const [kind, values] = /** @type {(typeof kinds)[number]} */ (kinds[number % kinds.length]);
  const pick = (/** @type {readonly any[]} */ list) => list[Math.floor(random() * list.length)];
  const n = 1 + Math.floor(random() < 0.2 ? 6 * random() : Math.exp(Math.log(400) * random()));
  const m = pick(seasons);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const timing = pick(timingNames);
  const at = /** @type {(typeof timings)[string]} */ (timings[timing])(n, pick(distances), random);
  const y = values({ n, m, random, normal });
  const observations = at.map((instant, t) => ({ at: instant, value: y[t] ?? 0 }));
  return {
    number,
    kind,
    timing,
    request: {
      observations:
        random() < 0.2
          ? shuffled(n, random).map((t) => observations[t] ?? { at: 0, value: 0 })
          : observations,
      horizon: 1 + Math.floor(random() < 0.9 ? 30 * random() : 300 * random()),
      levels: pick([[80, 95], [50], [99.9, 1, 80], [10, 20, 30, 40, 50, 60, 70, 80, 90]]),
      model: random() < autoShare ? 'auto' : pick(models),
      ...optionsOf(random, m),
    },
  };
}

/**
 * @param {Record<string, unknown>} options
 * @returns {Partial<ForecastRequest>}
 */
const defined = (options) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/**
 * @param {() => number} random
 * @param {number} m
 * @returns {Partial<ForecastRequest>}
 */
function optionsOf(random, m) {
  const which = random();
  const seasonLengths = which < 0.5 ? undefined : which < 0.6 ? [] : which < 0.9 ? [m] : [m, 7 * m];
  const bounded = random();
  const bounds =
    bounded < 0.8 ? undefined : bounded < 0.9 ? { minimum: -10, maximum: 90 } : { minimum: 0, integer: true };
  const quantiles =
    random() < 0.7 ? undefined : random() < 0.5 ? [0.9, 0.1, 0.5] : [0.001, 0.33, 0.34, 0.9999];
  const pick = (/** @type {readonly any[]} */ list) =>
    random() < 0.3 ? list[Math.floor(random() * list.length)] : undefined;
  return defined({
    seasonLengths,
    bounds,
    quantiles,
    timeZone: pick(zones),
    resolution: pick(resolutions),
    aggregate: pick(['mean', 'sum', 'last', 'min', 'max']),
    repair: pick(['auto', 'none']),
  });
}
