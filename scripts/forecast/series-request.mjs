import { addSteps, HORIZON_MAX, stepsFrom } from '../../functions/lib/forecasting/index.js';
import { SeriesError } from './errors.mjs';
import { parseFrequency } from './frequency.mjs';
import { seasonsOf } from './seasons-of.mjs';

/**
 * @typedef {import('../../functions/lib/forecasting/index.js').ForecastRequest} EngineRequest
 * @typedef {import('../../functions/lib/forecasting/index.js').Observation} Observation
 * @typedef {import('./parse-series.mjs').Series} Series
 */

/**
 * What is asked of a series: by its own line, else by the command line. `seasonLength` as in `seasonsOf`.
 *
 * @typedef {{ model: NonNullable<EngineRequest['model']>, levels: readonly number[], horizon: number,
 *   seasonLength?: number, frequency?: string, holidays?: import('./parse-effects.mjs').Holidays,
 *   repair?: NonNullable<EngineRequest['repair']>, bounds?: NonNullable<EngineRequest['bounds']> }
 *   & import('./parse-chances.mjs').ChancesAsked & import('./steps-of-history.mjs').Stepping} Asked
 * @typedef {Omit<Asked, 'horizon'> & { horizon?: number }} Defaults
 */

/** Where no frequency is known, steps of an hour are assumed: the engine then looks for the seasons of a day and a week. */
const assumed = /** @type {const} */ ({ unit: 'millisecond', count: 3_600_000 });

/** A Saturday, the first of a month, quarter and year, for series that do not say when they begin. */
const assumedStart = Date.UTC(2000, 0, 1);

/**
 * @param {Series} series
 * @param {Defaults} defaults
 * @returns {Asked}
 */
export function askedOf(series, defaults) {
  const horizon = series.horizon ?? defaults.horizon;
  if (horizon === undefined) {
    throw new SeriesError('"horizon" is missing: name it in the line, or for all with --horizon', series.id);
  }
  const { quantiles, crossings, paths } = defaults;
  const seasonLength = series.seasonLength ?? defaults.seasonLength;
  const frequency = series.frequency ?? defaults.frequency;
  const resolution = series.resolution ?? defaults.resolution;
  const aggregate = series.aggregate ?? defaults.aggregate;
  const timeZone = series.timeZone ?? defaults.timeZone;
  return {
    model: defaults.model,
    levels: defaults.levels,
    horizon,
    ...(seasonLength === undefined ? {} : { seasonLength }),
    ...(frequency === undefined ? {} : { frequency }),
    ...(defaults.holidays === undefined ? {} : { holidays: defaults.holidays }),
    ...(quantiles === undefined ? {} : { quantiles }),
    ...(crossings === undefined ? {} : { crossings }),
    ...(paths === undefined ? {} : { paths }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(defaults.repair === undefined ? {} : { repair: defaults.repair }),
    ...(defaults.bounds === undefined ? {} : { bounds: defaults.bounds }),
  };
}

/**
 * The request to the engine. Gaps are left out of the observations, since the engine finds and fills them; but it
 * forecasts from the last observation on. So gaps at the end become `skip` more steps of horizon, and the first `skip`
 * steps of the answer are to be dropped. Of a coarser `resolution` the forecast follows the last step that is complete.
 *
 * @param {Series} series
 * @param {Asked} asked
 * @returns {{ request: EngineRequest, skip: number, dated: boolean }} `dated` where the instants are those of the file
 * @throws {SeriesError} where nothing was observed
 */
export function seriesRequest(series, asked) {
  const { model, levels, quantiles, horizon, seasonLength, aggregate, timeZone, repair, bounds } = asked;
  const frequency = asked.frequency === undefined ? undefined : parseFrequency(asked.frequency);
  const coarser = asked.resolution === undefined ? undefined : parseFrequency(asked.resolution);
  if (coarser !== undefined && frequency === undefined && series.at === undefined) {
    throw new SeriesError('"resolution" needs a "frequency" beside it, or instants', series.id);
  }
  const observations = observationsOf(series, frequency ?? assumed, timeZone);
  const last = series.values.findLastIndex((value) => !Number.isNaN(value));
  if (last < 0) throw new SeriesError('"values" holds no number', series.id);
  const skip = isSpaced(series) && coarser === undefined ? series.values.length - 1 - last : 0;
  if (horizon + skip > HORIZON_MAX) {
    throw new SeriesError(
      `"horizon" (with the gaps at the end of "values") must not exceed ${HORIZON_MAX}`,
      series.id,
    );
  }
  const spacing = coarser ?? (series.at === undefined ? (frequency ?? assumed) : frequency);
  const grid = {
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  return {
    request: {
      observations,
      horizon: horizon + skip,
      levels,
      model,
      ...(quantiles === undefined ? {} : { quantiles }),
      ...(spacing === undefined ? {} : { resolution: spacing }),
      ...(seasonLength === undefined
        ? {}
        : { seasonLengths: seasonsOf(seasonLength, observations, { resolution: spacing, ...grid }) }),
      ...grid,
      ...(repair === undefined ? {} : { repair }),
      ...(bounds === undefined ? {} : { bounds }),
    },
    skip,
    dated: series.at !== undefined || series.start !== undefined,
  };
}

/** @param {Series} series */
const isSpaced = ({ at, steps }) => at === undefined && steps === undefined;

/**
 * @param {Series} series
 * @param {import('./frequency.mjs').Resolution} resolution
 * @param {string} [timeZone] of the clock that dated values of equal distance follow
 * @returns {Observation[]}
 */
function observationsOf({ values, at, steps, start = assumedStart }, resolution, timeZone) {
  const firstStep = steps?.reduce((least, step) => Math.min(least, step), Infinity) ?? 0;
  const local = timeZone === undefined || steps !== undefined || at !== undefined ? undefined : timeZone;
  const dates = local === undefined ? undefined : stepsFrom(start, resolution, local, values.length);
  /** @type {Observation[]} */
  const observations = [];
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const step = (steps?.[index] ?? index) - firstStep;
    observations.push({ at: at?.[index] ?? dates?.[index] ?? addSteps(start, resolution, step), value });
  });
  return observations;
}
