import { modelNames } from '../../functions/lib/contracts/forecast-options.js';
import { forecastSeries } from '../../functions/lib/forecasting/index.js';
import { faultsOf } from './faults-of.mjs';
import { makeCase } from './make-case.mjs';

/** Every so many cases one is forecast twice. */
const repeatEvery = 20;
const named = modelNames.filter((name) => name !== 'auto');

/**
 * @typedef {{ number: number, kind: string, timing: string, model: string, fault: string }} Failure
 * @typedef {{ cases: number, repeated: number, failures: Failure[] }} Tried
 */

/**
 * Forecasts the cases `from` (included) to `to` (not) and collects what is wrong.
 *
 * @param {{ from: number, to: number, seed: number }} range
 * @param {typeof forecastSeries} [forecast] the engine, or another in its place
 * @returns {Tried}
 */
export function tryCases({ from, to, seed }, forecast = forecastSeries) {
  /** @type {Tried} */
  const tried = { cases: 0, repeated: 0, failures: [] };
  for (let number = from; number < to; number++) {
    const { kind, timing, request } = makeCase(number, seed, named);
    const repeat = number % repeatEvery === 0;
    tried.cases++;
    if (repeat) tried.repeated++;
    for (const fault of attempt(request, repeat, forecast))
      tried.failures.push({ number, kind, timing, model: request.model ?? 'auto', fault });
  }
  return tried;
}

/**
 * @param {import('./make-case.mjs').Case['request']} request
 * @param {boolean} repeat
 * @param {typeof forecastSeries} forecast
 */
function attempt(request, repeat, forecast) {
  try {
    const made = forecast(request);
    const faults = faultsOf(made, request);
    if (repeat && JSON.stringify(forecast(request)) !== JSON.stringify(made)) faults.push('not repeatable');
    return faults;
  } catch (error) {
    return [`exception: ${error instanceof Error ? error.message : error}`];
  }
}
