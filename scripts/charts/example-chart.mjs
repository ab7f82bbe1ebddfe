import fs from 'node:fs';
import path from 'node:path';
import { drawSeries } from '../../functions/lib/charts/draw-series.js';
import { detectSeries } from '../../functions/lib/detection/index.js';
import { crossing, forecastSeries } from '../../functions/lib/forecasting/index.js';
import { projectRoot } from '../setup/project-root.mjs';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const airport = 'BOS';
const threshold = 30;
const now = Date.parse('2001-03-08T12:00:00Z');

/** The picture in docs/charts.md; the same bytes each time. */
export const exampleSvg = () => `${drawSeries(exampleChart())}\n`;

/**
 * Departures of Boston, as the sample data has them up to a Thursday morning two days after a snowstorm, with the two days
 * after it as forecast, what the detector found, and when an hour with 30 departures is to be expected. Six hours are taken
 * away, as a gap.
 *
 * @param {Partial<import('../../functions/lib/charts/series-chart.js').SeriesChart>} look
 * @returns {import('../../functions/lib/charts/series-chart.js').SeriesChart}
 */
export function exampleChart(look = {}) {
  const observations = observed().filter(({ at }) => at < now);
  const forecast = forecastSeries({
    observations,
    horizon: 48,
    levels: [80, 95],
    timeZone: 'America/New_York',
  });
  const from = now - 7 * dayMs;
  const first = forecast.at[0] ?? now;
  const crossed = crossing(forecast, { threshold, direction: 'above', after: first });
  return {
    title: 'flight_departures',
    labels: { airport },
    unit: 'flights',
    ...{ width: 800, height: 400, theme: 'light', timeZone: 'America/New_York' },
    from,
    to: (forecast.at.at(-1) ?? now) + hourMs,
    history: observations.filter(({ at }) => at >= from && !isGap(at)),
    gapMs: 1.5 * hourMs,
    forecast: {
      means: forecast.at.map((at, step) => ({ at, value: forecast.mean[step] ?? 0 })),
      bands: forecast.intervals.map(({ level, lower, upper }) => ({
        level,
        points: forecast.at.map((at, step) => ({ at, lower: lower[step] ?? 0, upper: upper[step] ?? 0 })),
      })),
    },
    anomalies: detectSeries(observations, { timeZone: 'America/New_York' })
      .episodes.filter(({ peakAt }) => peakAt >= from)
      .flatMap(({ peakAt: at, peakValue: value, severity }) =>
        severity === 'none' ? [] : [{ at, value, severity }],
      ),
    thresholds: [threshold],
    crossing: crossed.at === null ? null : { ...crossed, at: crossed.at, threshold },
    now,
    note: null,
    ...look,
  };
}

/** @param {number} at */
const isGap = (at) => at >= now - 5 * dayMs && at < now - 5 * dayMs + 6 * hourMs;

function observed() {
  return fs
    .readFileSync(path.join(projectRoot, 'samples', 'airports-hourly.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(','))
    .filter(([metric, , , , name]) => metric === 'flight_departures' && name === airport)
    .map(([, timestamp = '', value]) => ({ at: Date.parse(timestamp), value: Number(value) }));
}
