import { forecastChart } from '../start/report/forecast-chart.mjs';
import { formatNumber } from '../start/report/format.mjs';
import { heading } from '../start/report/heading.mjs';
import { stepMsOf } from '../start/report/step-of.mjs';
import { plainWhereNeeded } from '../start/report/terminal-style.mjs';

/** History shown before a forecast, as a multiple of the horizon, and in steps at least. */
const tailHorizons = 2.5;
const tailStepsMin = 60;

/**
 * @typedef {import('../../functions/lib/forecasting/index.js').SeriesForecast} SeriesForecast
 * @typedef {import('../../functions/lib/forecasting/index.js').Observation} Observation
 *
 * `dated` where the instants are those of the file; made-up ones are not shown.
 *
 * @typedef {{ id: string | number, observations: readonly Observation[], forecast: SeriesForecast, dated: boolean }} Drawing
 */

/**
 * A forecast behind the end of its history, with its narrowest interval, as lines for the terminal.
 *
 * @param {Drawing} drawing
 * @param {import('../start/report/terminal-style.mjs').TerminalStyle} style
 * @returns {string[]}
 */
export function drawForecast({ id, observations, forecast, dated }, style) {
  const { at, mean, intervals, resolution, model } = forecast;
  const stepMs = stepMsOf({ label: '', ...resolution });
  const [narrowest] = intervals;
  const expected = mean.map((value, step) => ({
    at: at[step] ?? 0,
    mean: value,
    lower: narrowest?.lower[step] ?? value,
    upper: narrowest?.upper[step] ?? value,
  }));
  const from = (at[0] ?? 0) - Math.max(tailStepsMin, tailHorizons * mean.length) * stepMs;
  const history = observations.filter((one) => one.at >= from).sort((a, b) => a.at - b.at);
  const lines = forecastChart({ history, forecast: expected, stepMs }, style);
  const words = `  next ${formatNumber(mean[0])}, ${mean.length} steps by ${model.name}`;
  const band = narrowest === undefined ? '' : `${narrowest.level}%`;
  const all = ['', heading(String(id), style, band), ...(dated ? lines : lines.slice(0, -1)), words];
  return all.map((line) => plainWhereNeeded(style, line));
}
