/** Why series could not be reconciled. */
export type ReconciliationReason =
  | 'NO_LEAVES'
  | 'LEAVES_NOT_DISTINCT'
  | 'FORECAST_MISSING'
  | 'FORECAST_LENGTHS_DIFFER'
  | 'FORECAST_NOT_FINITE'
  | 'RESIDUALS_MISSING'
  | 'RESIDUALS_NOT_FINITE'
  | 'LEVEL_OUT_OF_RANGE'
  | 'BOUNDS_OUT_OF_ORDER';

/** A request for reconciliation that has no answer. Poor residuals never throw: a simpler method takes over. */
export class ReconciliationError extends RangeError {
  readonly reason: ReconciliationReason;

  constructor(reason: ReconciliationReason, message: string) {
    super(message);
    this.name = 'ReconciliationError';
    this.reason = reason;
  }
}
