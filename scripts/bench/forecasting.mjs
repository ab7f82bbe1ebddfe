import { forecastSeries } from '../../functions/lib/forecasting/index.js';
import { loadSamples } from '../samples/load-samples.mjs';
import { cpuMs, rounded } from './cpu.mjs';

const day = 86_400_000;

/**
 * CPU time of one forecast on the samples, beside that of the seasonal naive with the same bookkeeping.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchForecasting() {
  const samples = loadSamples({ now: Date.UTC(2026, 10, 21, 5) });
  const departures = samples.find(
    ({ metric, labels }) => metric === 'flight_departures' && labels.airport === 'ATL',
  );
  const turnover = samples.find(({ metric }) => metric === 'equipment_turnover_index');
  if (departures === undefined || turnover === undefined) throw new Error('the samples are not complete');
  const twoYears = Array.from({ length: 17_520 }, (_, index) => ({
    at: Date.UTC(2024, 0, 1) + (index * day) / 24,
    value:
      100 +
      30 * Math.sin((2 * Math.PI * index) / 24) +
      10 * Math.sin((2 * Math.PI * index) / 168) +
      ((index * 7_919) % 97) / 9.7,
  }));
  return {
    title: 'forecasting: CPU ms of one forecast (backtest, choice and intervals included)',
    columns: ['series', 'points', 'horizon', 'auto', 'seasonal naive', 'ratio'],
    rows: [
      row('monthly turnover', turnover.points, 12),
      row('hourly departures, half a year', departures.points, 48),
      row('hourly, two years, generated', twoYears, 48),
    ],
  };
}

/**
 * @param {string} name
 * @param {{ at: number, value: number }[]} observations
 * @param {number} horizon
 */
function row(name, observations, horizon) {
  const auto = cpuMs(() => forecastSeries({ observations, horizon }));
  const naive = cpuMs(() => forecastSeries({ observations, horizon, model: 'seasonal-naive' }));
  return [name, observations.length, horizon, rounded(auto), rounded(naive), rounded(auto / naive)];
}
