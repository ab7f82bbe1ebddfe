/**
 * Values of a series of `n` points, oldest first; `random` is uniform in [0, 1), `m` a season in steps.
 *
 * @typedef {{ n: number, m: number, random: () => number, normal: () => number }} Dice
 * @typedef {(dice: Dice) => number[]} Kind
 */

/** @type {(dice: Dice, value: (t: number) => number) => number[]} */
const series = ({ n }, value) => Array.from({ length: n }, (_, t) => value(t));

/** @param {Dice} dice */
function walk({ n, normal }) {
  let level = 0;
  return Array.from({ length: n }, () => {
    level += normal();
    return level;
  });
}

/** @param {Dice} dice */
function counterWithResets({ n, random }) {
  let total = 0;
  return Array.from({ length: n }, () => {
    total = random() < 0.02 ? 0 : total + Math.floor(10 * random());
    return total;
  });
}

/** @type {(dice: Dice) => (t: number) => number} */
const season =
  ({ m }) =>
  (t) =>
    Math.sin((2 * Math.PI * t) / m);

/**
 * What metrics look like, and what they look like when something is wrong.
 *
 * @type {Readonly<Record<string, Kind>>}
 */
export const seriesKinds = {
  noise: (dice) => series(dice, () => 100 + 10 * dice.normal()),
  walk,
  'positive walk': (dice) => walk(dice).map((value) => Math.exp(value / 10)),
  trend: (dice) => series(dice, (t) => 50 + t * (dice.m - 6) + dice.normal()),
  season: (dice) => series(dice, (t) => 100 + 30 * season(dice)(t) + 3 * dice.normal()),
  'growing season': (dice) =>
    series(dice, (t) => Math.exp(t / 200) * (20 + 10 * season(dice)(t)) * Math.exp(dice.normal() / 20)),
  'exact season': (dice) => series(dice, (t) => Math.round(10 * season(dice)(t))),
  'perfect line': (dice) => series(dice, (t) => 3 * t - 7),
  parabola: (dice) => series(dice, (t) => t * t),
  explosion: (dice) => series(dice, (t) => Math.exp(Math.min(700, t))),
  decay: (dice) => series(dice, (t) => 1e6 * Math.exp(-t / 5)),
  intermittent: (dice) =>
    series(dice, () => (dice.random() < 0.8 ? 0 : 1 + Math.floor(20 * dice.random() ** 3))),
  counts: (dice) => series(dice, () => Math.floor(4 * dice.random())),
  binary: (dice) => series(dice, () => (dice.random() < 0.5 ? 0 : 1)),
  constant: (dice) => {
    const value = 1_000 * dice.normal();
    return series(dice, () => value);
  },
  zero: (dice) => series(dice, () => 0),
  'one spike': (dice) => series(dice, (t) => (t === dice.n >> 1 ? 1e9 : 1)),
  'only the last differs': (dice) => series(dice, (t) => (t === dice.n - 1 ? 1 : 0)),
  'level shift': (dice) => series(dice, (t) => (t > dice.n / 2 ? 1_000 : 10) + dice.normal()),
  alternating: (dice) => series(dice, (t) => (t % 2 === 0 ? 1 : -1)),
  huge: (dice) => series(dice, () => 1e12 * (1 + dice.random())),
  tiny: (dice) => series(dice, () => 1e-12 * (1 + dice.random())),
  'tiny about huge': (dice) => series(dice, () => 1e12 + 1e-3 * dice.random()),
  negative: (dice) => series(dice, () => -50 + 5 * dice.normal()),
  'both signs': (dice) => series(dice, (t) => 5 * season(dice)(t) + dice.normal()),
  'heavy tails': (dice) => series(dice, () => Math.tan(Math.PI * (dice.random() - 0.5) * 0.999_999)),
  'at the limits': (dice) =>
    series(dice, () => (dice.random() < 0.5 ? 1 : -1) * Number.MAX_VALUE * dice.random()),
  subnormal: (dice) => series(dice, () => Number.MIN_VALUE * Math.floor(5 * dice.random())),
  'one bit of change': (dice) => series(dice, () => (dice.random() < 0.1 ? 1 + Number.EPSILON : 1)),
  'many magnitudes': (dice) => series(dice, () => 10 ** (24 * dice.random() - 12)),
  'counter with resets': counterWithResets,
  saturated: (dice) => series(dice, () => Math.min(100, 95 + 10 * dice.normal())),
};
