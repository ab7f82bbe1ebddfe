import { answerSeries } from '../forecast/forecast-task.mjs';
import { differences } from './differences.mjs';

/**
 * @typedef {import('../forecast/parse-series.mjs').Series} Series
 *
 * A line that `forecast` printed, as far as it says how to make it again.
 *
 * @typedef {{ id: string | number, model: { engineVersion: string, asked: import('../forecast/series-request.mjs').Asked } }} PrintedForecast
 */

/**
 * Makes a line of the `forecast` command again, from its series, and tells what differs.
 *
 * @param {PrintedForecast} printed
 * @param {Series} series
 * @returns {string[]}
 */
export function remakePrinted(printed, series) {
  const { answer } = answerSeries(series, printed.model.asked);
  return differences(printed, JSON.parse(JSON.stringify(answer)));
}
