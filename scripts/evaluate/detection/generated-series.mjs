import { diceOf } from './dice.mjs';

/**
 * @typedef {import('./base-series.mjs').BaseSeries} BaseSeries
 * @typedef {import('./dice.mjs').Dice} Dice
 *
 * `valueAt` gets the row, and the share of the day and of the week that have passed at it.
 *
 * @typedef {{ family: string, stepSeconds: number, weeks: number, season: number, noiseLag: number, minimum?: number,
 *   maximum?: number, integer?: boolean, source: (dice: Dice) => (row: number, day: number, week: number) => number }} Recipe
 */

const [minute, hour, daily] = [60, 3_600, 86_400];
const weekSeconds = 7 * daily;
/** Monday. */
const startSeconds = Date.UTC(2024, 0, 1) / 1_000;

/** Busy around 14 o'clock, 0 to 1. */
const busy = (/** @type {number} */ day) => (1 - Math.cos(2 * Math.PI * (day - 1 / 12))) / 2;
const isWeekend = (/** @type {number} */ week) => week >= 5 / 7;

/**
 * Numbers with a memory: each is `memory` times the one before and noise, with a standard deviation of 1.
 *
 * @param {Dice} dice
 * @param {number} memory
 */
function autoregression(dice, memory) {
  let state = 0;
  return () => {
    state = memory * state + Math.sqrt(1 - memory ** 2) * dice.normal();
    return state;
  };
}

/** @type {readonly Recipe[]} */
const recipes = [
  {
    family: 'hourly orders',
    ...{ stepSeconds: hour, weeks: 30, season: 24, noiseLag: 168, minimum: 0, integer: true },
    source: (dice) => (_, day, week) => dice.poisson((isWeekend(week) ? 0.4 : 1) * (5 + 75 * busy(day))),
  },
  {
    family: 'CPU',
    ...{ stepSeconds: 5 * minute, weeks: 6, season: 288, noiseLag: 288, minimum: 0, maximum: 100 },
    source: (dice) => {
      const load = autoregression(dice, 0.8);
      return (row, day) => 25 + 20 * busy(day) + (row % 12 < 2 ? 8 : 0) + 3 * load();
    },
  },
  {
    family: 'autoregression',
    ...{ stepSeconds: 5 * minute, weeks: 6, season: 1, noiseLag: 60 },
    source: (dice) => {
      const state = autoregression(dice, 0.95);
      return () => 50 + 5 * state();
    },
  },
  {
    family: 'event counts',
    ...{ stepSeconds: minute, weeks: 1.2, season: 1_440, noiseLag: 1_440, minimum: 0, integer: true },
    source: (dice) => {
      const rush = autoregression(dice, 0.9);
      return (_, day) => dice.poisson((1 + 5 * busy(day)) * Math.exp(0.3 * rush()));
    },
  },
  {
    family: 'latency',
    ...{ stepSeconds: 5 * minute, weeks: 6, season: 288, noiseLag: 288, minimum: 0 },
    source: (dice) => (_, day) => 20 * Math.exp(0.3 * busy(day) + 0.25 * dice.normal()),
  },
  {
    family: 'daily sales',
    ...{ stepSeconds: daily, weeks: 260, season: 7, noiseLag: 7, minimum: 0 },
    source: (dice) => (row, _, week) =>
      (1_000 + 0.2 * row) *
      (isWeekend(week) ? 1.6 : 1) *
      (1 + 0.2 * Math.sin((2 * Math.PI * row) / 365.25)) *
      Math.exp(0.08 * dice.normal()),
  },
  {
    family: 'random walk',
    ...{ stepSeconds: 5 * minute, weeks: 6, season: 1, noiseLag: 1 },
    source: (dice) => {
      let level = 1_000;
      return () => {
        level += dice.normal();
        return level;
      };
    },
  },
];

/**
 * Clean series of the kinds that metrics come in, made up; the same ones each time.
 *
 * @param {number} each of every kind
 * @returns {BaseSeries[]}
 */
export function generatedSeries(each) {
  return recipes.flatMap(({ source, weeks, stepSeconds, ...recipe }, kind) =>
    Array.from({ length: each }, (_, number) => {
      const valueAt = source(diceOf(1_000 * kind + number + 1));
      const rows = Math.floor((weeks * weekSeconds) / stepSeconds);
      const timestamps = Array.from({ length: rows }, (_unused, row) => startSeconds + row * stepSeconds);
      const values = timestamps.map((at, row) => {
        const [day, week] = [(at % daily) / daily, ((at - startSeconds) % weekSeconds) / weekSeconds];
        return within(valueAt(row, day, week), recipe);
      });
      return { ...recipe, file: `${recipe.family} ${number + 1}`, timestamps, values, windows: [] };
    }),
  );
}

/**
 * A value as its series can hold it.
 *
 * @param {number} value
 * @param {{ minimum?: number, maximum?: number, integer?: boolean }} bounds
 */
export function within(
  value,
  { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, integer },
) {
  const bounded = Math.min(maximum, Math.max(minimum, value));
  return integer === true ? Math.round(bounded) : bounded;
}
