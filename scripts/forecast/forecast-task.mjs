import {
  engineVersion,
  forecastSeries,
  forecastWithRegressors,
  resolutionLabel,
} from '../../functions/lib/forecasting/index.js';
import { explainingCoefficients } from '../../functions/lib/pipeline/forecast/explained-forecast.js';
import { inputHash } from '../../functions/lib/pipeline/forecast/input-hash.js';
import { answerChances } from './answer-chances.mjs';
import { drawForecast } from './draw-forecast.mjs';
import { errorLine } from './error-line.mjs';
import { SeriesError } from './errors.mjs';
import { lineEffects } from './line-effects.mjs';
import { parseSeriesLine } from './parse-series.mjs';
import { askedOf, seriesRequest } from './series-request.mjs';

/**
 * One thing to do: a line of text that holds a series, a series put together from rows, or a line that was found bad.
 *
 * @typedef {import('./parse-series.mjs').Series} Series
 * @typedef {{ line: number } & ({ text: string } | { series: Series } | { problem: string, id?: string | number })} Task
 *
 * What every task of a run shares; made of plain values, since it travels to worker threads. `chart` draws.
 *
 * @typedef {import('./series-request.mjs').Defaults & {
 *   chart?: import('../start/report/terminal-style.mjs').TerminalStyle }} TaskOptions
 *
 * `output` is the line to print; `evidence` what the accuracy report is made of, absent where the line failed.
 *
 * @typedef {{ group: string, substituted: boolean,
 *   backtest: import('../../functions/lib/forecasting/index.js').Backtest | null }} Evidence
 * @typedef {{ output: string, evidence?: Evidence, chart?: string[] }} TaskResult
 */

/**
 * Forecasts one task. Pure: the same task and options give the same characters, in whatever thread. Whatever is wrong
 * with the task becomes an error line with its number.
 *
 * @param {Task} task
 * @param {TaskOptions} options
 * @returns {TaskResult}
 */
export function forecastTask(task, options) {
  if ('problem' in task) return errorLine(task.line, task.problem, namesOf(task.id));
  try {
    const series = 'series' in task ? task.series : parseSeriesLine(task.text);
    return forecastOne(series, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return errorLine(task.line, message, namesOf(error instanceof SeriesError ? error.id : undefined));
  }
}

/** @param {string | number | undefined} id */
const namesOf = (id) => (id === undefined ? {} : { id });

/**
 * @param {Series} series
 * @param {TaskOptions} options
 * @returns {TaskResult}
 */
function forecastOne(series, options) {
  const { answer, forecast, observations, dated } = answerSeries(series, askedOf(series, options));
  const { backtest, resolution, cautions } = forecast;
  const spacingKnown = [series.at, series.frequency, options.frequency].some((given) => given !== undefined);
  return {
    output: JSON.stringify(answer),
    evidence: {
      group: spacingKnown ? resolutionLabel(resolution) : 'unknown',
      substituted: cautions.some(({ code }) => code === 'seasonal-naive-not-beaten'),
      backtest,
    },
    ...(options.chart === undefined
      ? {}
      : { chart: drawForecast({ id: series.id, observations, forecast, dated }, options.chart) }),
  };
}

/**
 * Repairs with the instant of the place, or with its number among the values where the file has no instants.
 *
 * @param {readonly import('../../functions/lib/forecasting/index.js').Repair[]} repairs
 * @param {Series} series
 * @param {readonly import('../../functions/lib/forecasting/index.js').Observation[]} observations its values, gaps left out
 * @param {boolean} dated
 */
function repairsOf(repairs, { values }, observations, dated) {
  const places = values.flatMap((value, index) => (Number.isNaN(value) ? [] : [index + 1]));
  return repairs.map(({ at, ...what }) =>
    dated
      ? { at: new Date(at).toISOString(), ...what }
      : { place: places[observations.findIndex((one) => one.at === at)], ...what },
  );
}

/**
 * The answer to one series as it is printed, beside the engine's own. `model` carries what it takes to make it again.
 *
 * @param {Series} series
 * @param {import('./series-request.mjs').Asked} asked
 */
export function answerSeries(series, asked) {
  const made = seriesRequest(series, asked);
  const { request, skip, dated } = made;
  const forecast = forecastRequest(request, lineEffects(series, asked, made));
  const { mean, intervals, model, cautions } = forecast;
  const answer = {
    id: series.id,
    ...(dated ? { at: forecast.at.slice(skip).map((at) => new Date(at).toISOString()) } : {}),
    mean: mean.slice(skip),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: lower.slice(skip),
      upper: upper.slice(skip),
    })),
    ...('contributions' in forecast ? { contributions: contributionsOf(forecast, skip) } : {}),
    ...answerChances(forecast, asked, { skip, dated }),
    model: {
      name: model.name,
      weights: model.weights,
      seasonLengths: forecast.seasonLengths,
      timeZone: forecast.history.timeZone,
      repairs: repairsOf(forecast.history.repairs, series, request.observations, dated),
      backtest: forecast.backtest,
      ...('contributions' in forecast ? { explanation: explanationOf(forecast) } : {}),
      engineVersion,
      inputHash: inputHash(request.observations),
      asked,
    },
    cautions,
  };
  return { answer, forecast, observations: request.observations, dated };
}

/**
 * @param {import('./series-request.mjs').EngineRequest} request
 * @param {ReturnType<typeof lineEffects>} effects
 * @returns {import('../../functions/lib/forecasting/index.js').SeriesForecast |
 *   import('../../functions/lib/forecasting/index.js').RegressionForecast}
 */
function forecastRequest({ model, ...request }, effects) {
  if (effects === undefined) return forecastSeries({ ...request, ...(model === undefined ? {} : { model }) });
  return forecastWithRegressors({ ...request, ...effects, method: 'auto', effects: 'auto' });
}

/**
 * @param {import('../../functions/lib/forecasting/index.js').RegressionForecast} forecast
 * @param {number} skip
 */
function contributionsOf({ contributions }, skip) {
  return contributions.map(({ name, kind, values }) => ({ name, kind, values: values.slice(skip) }));
}

/** @param {import('../../functions/lib/forecasting/index.js').RegressionForecast} forecast */
function explanationOf({ method, effects, closed, coefficients }) {
  return { method, effects, closed, coefficients: explainingCoefficients({ coefficients }) };
}
