/** Why regressors or events were refused before anything was computed. */
export type RegressorInputReason =
  | 'NAME_TAKEN'
  | 'REGRESSOR_LENGTH'
  | 'REGRESSOR_NOT_FINITE'
  | 'REGRESSOR_LAG_OUT_OF_RANGE'
  | 'REGRESSOR_FUTURE_UNKNOWN'
  | 'EVENT_OUT_OF_RANGE'
  | 'FOURIER_OUT_OF_RANGE';

/** Regressors or events that have no meaning for the series. Those that teach nothing are left out with a caution. */
export class RegressorInputError extends RangeError {
  readonly reason: RegressorInputReason;

  constructor(reason: RegressorInputReason, message: string) {
    super(message);
    this.name = 'RegressorInputError';
    this.reason = reason;
  }
}
