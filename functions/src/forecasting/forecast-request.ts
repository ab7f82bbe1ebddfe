import { isTimeZone } from './calendar/zone-clock.ts';
import { ForecastInputError, type ForecastInputReason } from './forecast-input-error.ts';
import type { ForecasterName } from './forecaster.ts';
import type { Resolution } from './resolution.ts';
import type { Aggregate } from './transforms/aggregate.ts';
import type { Observation } from './transforms/regularise.ts';

/** What values the metric can take at all. */
export interface Bounds {
  minimum?: number;
  maximum?: number;
  /** Only whole numbers: the mean is rounded, intervals are widened to whole numbers. */
  integer?: boolean;
}

/** A request for one series. */
export interface ForecastRequest {
  /** Any order; duplicates and gaps allowed. */
  observations: readonly Observation[];
  /** Steps of the resolution, 1 to 10,000. */
  horizon: number;
  /** Percent, 0 < level < 100. Default 80 and 95. */
  levels?: readonly number[];
  /** Probabilities, 0 < p < 1, at most 99. Default none. */
  quantiles?: readonly number[];
  /** Default `auto`: the engine chooses. */
  model?: 'auto' | ForecasterName;
  /** Inferred where not given. */
  resolution?: Resolution;
  /** How readings denser than the resolution become one value of a step. Default `mean`. */
  aggregate?: Aggregate;
  /**
   * IANA name of the wall clock that steps and daily patterns follow: a day is a local one, of 23 or 25 hours now and
   * then, and what happens at 8:00 goes on happening at 8:00. Default UTC.
   */
  timeZone?: string;
  /** Outliers and changes of level in the history: repaired before models see it, the default, or left as they are. */
  repair?: 'auto' | 'none';
  /** In steps, each ≥ 2, strongest first; `[]` for none. Inferred where not given. */
  seasonLengths?: readonly number[];
  /** Without a minimum, a series that was never negative gets the minimum 0. */
  bounds?: Bounds;
}

/** Longest horizon, in steps. */
export const HORIZON_MAX = 10_000;
/** Most quantiles of one request. */
export const QUANTILES_MAX = 99;

/** Refuses a request that has no answer: nothing to forecast from, or numbers outside their range. */
export function validateRequest(request: ForecastRequest): void {
  const {
    observations,
    horizon,
    levels = [],
    quantiles = [],
    seasonLengths = [],
    resolution,
    timeZone,
    bounds = {},
  } = request;
  const finite = observations.every(({ at, value }) => Number.isFinite(at) && Number.isFinite(value));
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, integer = false } = bounds;
  const ordered = integer ? Math.ceil(minimum) <= Math.floor(maximum) : minimum <= maximum;
  requireThat(observations.length > 0, 'NO_OBSERVATIONS', 'at least one observation');
  requireThat(finite, 'OBSERVATION_NOT_FINITE', 'finite instants and values');
  requireThat(
    Number.isInteger(horizon) && horizon >= 1 && horizon <= HORIZON_MAX,
    'HORIZON_OUT_OF_RANGE',
    `a whole horizon from 1 to ${HORIZON_MAX}`,
  );
  requireThat(
    levels.every((level) => level > 0 && level < 100),
    'LEVEL_OUT_OF_RANGE',
    'levels above 0 and below 100 percent',
  );
  requireThat(
    quantiles.length <= QUANTILES_MAX && quantiles.every((probability) => probability > 0 && probability < 1),
    'QUANTILE_OUT_OF_RANGE',
    `at most ${QUANTILES_MAX} probabilities of quantiles, above 0 and below 1`,
  );
  requireThat(
    seasonLengths.every((length) => Number.isInteger(length) && length >= 2),
    'SEASON_LENGTH_OUT_OF_RANGE',
    'whole season lengths of at least 2',
  );
  requireThat(
    resolution === undefined || (Number.isInteger(resolution.count) && resolution.count >= 1),
    'RESOLUTION_OUT_OF_RANGE',
    'a resolution with a whole count of at least 1',
  );
  requireThat(
    timeZone === undefined || isTimeZone(timeZone),
    'TIME_ZONE_UNKNOWN',
    `a time zone of the IANA database, which ${JSON.stringify(timeZone)} is not`,
  );
  requireThat(ordered, 'BOUNDS_OUT_OF_ORDER', 'a minimum that does not exceed the maximum');
}

function requireThat(holds: boolean, reason: ForecastInputReason, requirement: string): void {
  if (!holds) throw new ForecastInputError(reason, `forecastSeries requires ${requirement}`);
}
