import { answeredForecast } from '../../functions/lib/pipeline/forecast/answered-forecast.js';
import { makeForecast } from '../../functions/lib/pipeline/forecast/make-forecast.js';
import { differences } from './differences.mjs';
import { remakeExplaining } from './remake-explaining.mjs';
import { seenPoints } from './seen-points.mjs';

/**
 * @typedef {import('../start/wire.mjs').ForecastAnswer} StoredForecast
 * @typedef {import('./seen-points.mjs').Point} Point
 */

/**
 * Makes a forecast of the service again, from its series, by the means of the service, and tells what differs. How long
 * it took and what it cost is not compared, nor who asked and when, nor why TimeGPT, if it was asked, gave no answer.
 *
 * @param {StoredForecast} stored
 * @param {readonly Point[]} points of the series, as it is now
 * @param {ReadonlyMap<unknown, readonly Point[]>} others points of other series by `metricId`, among them its regressors
 * @returns {Promise<string[]>}
 */
export async function remakeStored(stored, points, others) {
  if (stored.backend === 'timegpt')
    return ['backend: TimeGPT made it, and cannot be asked for the same again'];
  if (stored.hierarchy) {
    return [
      `hierarchy: it was reconciled with others (input ${stored.hierarchy.inputHash}), and cannot be made again from one series`,
    ];
  }
  const { history, asked } = stored.card;
  const seen = seenPoints(points, history);
  if (seen === undefined) {
    return [
      `card.history.inputHash: the ${points.length} points of the series hold no run of ${history.observed} points to ` +
        `${history.to} with the hash ${history.inputHash}: points were changed, added, removed, or are not in the file`,
    ];
  }
  const { horizon, levels, quantiles = [], crossings = [] } = stored;
  const options = {
    horizon,
    levels,
    backend: /** @type {const} */ ('auto'),
    model: modelOf(asked?.model ?? 'auto'),
    ...(asked?.seasonLengths ? { seasonLengths: asked.seasonLengths } : {}),
    ...(asked?.bounds ? { bounds: asked.bounds } : {}),
    ...(quantiles.length > 0 ? { quantiles } : {}),
    ...(crossings.length > 0 ? { crossings: crossings.map(questionOf) } : {}),
    ...(asked?.resolution ? { resolution: asked.resolution } : {}),
    ...(asked?.aggregate ? { aggregate: asked.aggregate } : {}),
    ...(asked?.timeZone ? { timeZone: asked.timeZone } : {}),
    ...(asked?.repair ? { repair: asked.repair } : {}),
  };
  const explained = await remakeExplaining(stored, seen, options, others);
  if ('problems' in explained) return explained.problems;
  const made = makeForecast(seen, { ...options, ...explained.options }, explained.explaining);
  const again = JSON.parse(JSON.stringify(answeredForecast(made)));
  const keptChances = (stored.distribution ?? null) !== null;
  return differences(compared(stored, keptChances), compared(again, keptChances));
}

/**
 * A model of another version is refused by the engine, in words.
 *
 * @param {string} name
 */
const modelOf = (name) =>
  /** @type {import('../../functions/lib/contracts/forecast-options.js').ForecastOptions['model']} */ (name);

/** Said by the service: what it asked, and what it read. */
const notOfTheEngine = new Set(['timegpt-unavailable', 'history-limited']);

/** @param {StoredForecast['crossings'][number]} crossing */
const questionOf = ({ threshold, direction, withinSeconds }) => ({
  threshold,
  direction,
  ...(withinSeconds === null ? {} : { withinSeconds }),
});

/**
 * What is compared. Forecasts from before distributions were kept have nothing of that kind.
 *
 * @param {StoredForecast} forecast
 * @param {boolean} keptChances
 */
function compared(forecast, keptChances) {
  const { from, to, horizon, levels, points, errorCorrelation, distribution, quantiles, crossings } =
    forecast;
  const { asked, durationMs, cost, cautions, history, explanation = null, ...evidence } = forecast.card;
  const { lastValue, ...seen } = history;
  const ours = cautions.filter(({ code }) => !notOfTheEngine.has(code));
  return {
    ...{ from, to, horizon, levels, errorCorrelation },
    ...(keptChances
      ? { points, distribution, quantiles, crossings, lastValue }
      : { points: points.map(plain) }),
    card: { ...evidence, explanation, history: seen, cautions: ours },
  };
}

/** @param {StoredForecast['points'][number]} point */
const plain = ({ at, mean, standardDeviation, intervals }) => ({ at, mean, standardDeviation, intervals });
