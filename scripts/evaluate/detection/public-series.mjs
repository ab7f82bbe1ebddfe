import fs from 'node:fs';
import { parseInstant, parseSampleCsv, parseTable } from '../../samples/sample-csv.mjs';
import { seasonOf } from './base-series.mjs';

/** @typedef {import('./base-series.mjs').BaseSeries} BaseSeries */

const read = (/** @type {string} */ name) =>
  fs.readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

/** Their files, and what is labelled in them; licences stand in `samples/README.md`. */
const sampleFiles = [
  { file: 'airports-hourly', labels: 'airports-hourly.labels.csv' },
  { file: 'sensor-humidity', labels: 'sensor-humidity.labels.csv' },
  { file: 'equipment-turnover-monthly', labels: undefined },
];

/**
 * The public series that the project keeps: its samples as recorded, and the longest of R's data sets among the fixtures.
 *
 * @returns {BaseSeries[]}
 */
export function publicSeries() {
  return [...sampleFiles.flatMap(sampleSeries), ...seriesOfR()];
}

/**
 * @param {{ file: string, labels: string | undefined }} sample
 * @returns {BaseSeries[]}
 */
function sampleSeries({ file, labels }) {
  const faults = labels === undefined ? [] : parseTable(read(`samples/${labels}`));
  return parseSampleCsv(read(`samples/${file}.csv`)).map(({ metric, labels: names, points }) => {
    const mine = faults.filter(
      (fault) =>
        fault.metric === metric && Object.entries(names).every(([key, value]) => fault[key] === value),
    );
    const timestamps = points.map(({ at }) => at / 1_000);
    return {
      family: file,
      file: [metric, ...Object.values(names)].join(' '),
      timestamps,
      values: points.map(({ value }) => value),
      windows: mine.map(({ from = '', to = '' }) => [parseInstant(from) / 1_000, parseInstant(to) / 1_000]),
      ...seasonOf(timestamps),
      ...(metric === 'flight_departures' ? { minimum: 0, integer: true } : {}),
    };
  });
}

/**
 * taylor (half-hourly demand for electricity) and the monthly series; sources in `test/fixtures/forecasting/README.md`.
 *
 * @returns {BaseSeries[]}
 */
function seriesOfR() {
  const { mstl, stl } = JSON.parse(read('functions/test/fixtures/forecasting/r-stl.json'));
  const { series } = JSON.parse(read('functions/test/fixtures/forecasting/r-arima.json'));
  const taylor = mstl.find((/** @type {{ y: number[] }} */ { y }) => y.length === 1_008);
  return [
    { file: 'taylor', family: 'R, half-hourly', step: 1_800, y: taylor.y },
    { file: 'nottem', family: 'R, monthly', step: undefined, y: stl[0].y },
    { file: 'co2', family: 'R, monthly', step: undefined, y: series.co2.y },
    { file: 'UKDriverDeaths', family: 'R, monthly', step: undefined, y: series.UKDriverDeaths.y },
  ].map(({ step, y, ...names }) => {
    const timestamps = y.map((/** @type {number} */ _, /** @type {number} */ row) =>
      step === undefined ? Date.UTC(1960, row) / 1_000 : Date.UTC(2000, 5, 5) / 1_000 + row * step,
    );
    return { ...names, timestamps, values: y, windows: [], ...seasonOf(timestamps) };
  });
}
