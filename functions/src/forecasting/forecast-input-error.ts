/** Why a request was refused before anything was computed. */
export type ForecastInputReason =
  | 'NO_OBSERVATIONS'
  | 'OBSERVATION_NOT_FINITE'
  | 'HORIZON_OUT_OF_RANGE'
  | 'LEVEL_OUT_OF_RANGE'
  | 'QUANTILE_OUT_OF_RANGE'
  | 'SEASON_LENGTH_OUT_OF_RANGE'
  | 'RESOLUTION_OUT_OF_RANGE'
  | 'TIME_ZONE_UNKNOWN'
  | 'BOUNDS_OUT_OF_ORDER'
  | 'SERIES_TOO_SHORT';

/** A request that has no answer. Data that is merely poor never throws: it gets a forecast with a caution. */
export class ForecastInputError extends RangeError {
  readonly reason: ForecastInputReason;

  constructor(reason: ForecastInputReason, message: string) {
    super(message);
    this.name = 'ForecastInputError';
    this.reason = reason;
  }
}
