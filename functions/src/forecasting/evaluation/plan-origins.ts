/** Where a backtest stands when it looks ahead. */
export interface OriginPlan {
  /** Number of leading points known at each origin, oldest origin first. */
  readonly origins: readonly number[];
  /** Steps forecast from each origin; less than asked for where the history is short. */
  readonly horizon: number;
}

/** What a backtest is planned for; all in steps. */
export interface OriginPlanOptions {
  readonly length: number;
  readonly horizon: number;
  /** Fewest points to fit to. */
  readonly trainingMin: number;
  readonly seasonLengths: readonly number[];
  readonly originsMax: number;
}

/**
 * Plans a rolling-origin backtest: the origins reach back from the last that leaves a full horizon, apart far enough to
 * spread over the longest season where the history allows, and at changing phases of the shortest one, so that not
 * every forecast starts at midnight. Null where not one step can be tested.
 * Source: Tashman (2000).
 */
export function planOrigins(options: OriginPlanOptions): OriginPlan | null {
  const { length, trainingMin, seasonLengths, originsMax } = options;
  const spare = length - trainingMin;
  if (spare < 1) return null;
  const horizon = Math.min(options.horizon, Math.max(1, Math.ceil(spare / 2)));
  const room = spare - horizon;
  const shortest = Math.min(...seasonLengths, Number.POSITIVE_INFINITY);
  const wanted = Math.max(Math.ceil(horizon / 2), Math.ceil(Math.max(1, ...seasonLengths) / originsMax));
  const affordable = Math.max(1, Math.floor(room / (originsMax - 1)));
  const stride = offPhase(Math.min(wanted, affordable), shortest);
  const count = Math.min(originsMax, 1 + Math.floor(room / stride));
  const origins = Array.from({ length: count }, (_, k) => length - horizon - (count - 1 - k) * stride);
  return { origins, horizon };
}

/** The stride, or one less, so that it is no multiple of the season. */
function offPhase(stride: number, season: number): number {
  return stride > 1 && stride % season === 0 ? stride - 1 : stride;
}
