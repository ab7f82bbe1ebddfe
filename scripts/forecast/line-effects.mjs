import { createRequire } from 'node:module';
import { addSteps, regularise } from '../../functions/lib/forecasting/index.js';
import {
  eventsOfCalendar,
  givenEvents,
  holidayZone,
} from '../../functions/lib/pipeline/forecast/explaining-events.js';
import { calendarOf } from '../../functions/lib/pipeline/forecast/holiday-calendar.js';
import { SeriesError } from './errors.mjs';

/**
 * @typedef {import('../../functions/lib/forecasting/index.js').RegressionRequest} RegressionRequest
 * @typedef {import('./parse-series.mjs').Series} Series
 * @typedef {import('./series-request.mjs').Asked} Asked
 * @typedef {import('./series-request.mjs').EngineRequest} EngineRequest
 */

const require = createRequire(import.meta.url);

/**
 * What explains a series, for the engine; undefined where its line and the command line name nothing. Gaps at the end of
 * the values are steps ahead: what is known of regressors there comes before `future`.
 *
 * @param {Series} series
 * @param {Asked} asked
 * @param {{ request: EngineRequest, skip: number, dated: boolean }} made
 * @returns {Pick<RegressionRequest, 'regressors' | 'events'> | undefined}
 * @throws {SeriesError} for holidays of a series without dates, and a country that is none
 */
export function lineEffects(series, asked, { request, skip, dated }) {
  const holidays = series.holidays ?? asked.holidays;
  const { regressors, events } = series;
  if (regressors === undefined && events === undefined && holidays === undefined) return undefined;
  if (asked.model !== 'auto')
    throw new SeriesError('"regressors", "events" and "holidays" need the model auto', series.id);
  if ((events !== undefined || holidays !== undefined) && !dated)
    throw new SeriesError('"events" and "holidays" need a "start" and a "frequency"', series.id);
  return {
    regressors: (regressors ?? []).map((regressor) => engineRegressor(regressor, series, request, skip)),
    events: [
      ...givenEvents(events ?? [], 'auto'),
      ...(holidays === undefined ? [] : holidayEvents(holidays, request)),
    ],
  };
}

/**
 * @param {NonNullable<Series['regressors']>[number]} regressor
 * @param {Series} series
 * @param {EngineRequest} request
 * @param {number} skip
 */
function engineRegressor({ name, history, future, lag }, { id, values }, { horizon }, skip) {
  const known = fill(history);
  const end = values.length - skip;
  if (future !== undefined && future.length !== horizon - skip)
    throw new SeriesError(`"future" of ${name} must have a value for each step of the horizon`, id);
  return {
    name,
    history: known.filter((_, index) => !Number.isNaN(values[index])),
    ...(future === undefined ? {} : { future: [...known.slice(end), ...future] }),
    ...(lag === undefined ? {} : { lag }),
  };
}

/**
 * A gap takes the value before, or the first one known.
 *
 * @param {readonly number[]} history
 */
function fill(history) {
  let last = history.find((value) => !Number.isNaN(value)) ?? 0;
  return history.map((value) => {
    last = Number.isNaN(value) ? last : value;
    return last;
  });
}

/**
 * @param {NonNullable<Series['holidays']>} holidays
 * @param {EngineRequest} request
 */
function holidayEvents(holidays, { observations, horizon, resolution }) {
  const grid = regularise(observations, resolution);
  const end = addSteps(grid.at[0] ?? 0, grid.resolution, grid.at.length + horizon);
  const sorted = { observations: observations.toSorted((a, b) => a.at - b.at), end };
  const { calendar } = calendarOf(require('date-holidays'), holidays, holidayZone(holidays, sorted));
  return eventsOfCalendar(calendar, holidays, sorted);
}
