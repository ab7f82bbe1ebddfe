/** What a reader should know before trusting a forecast; closed, so that callers can switch on it. */
export type CautionCode =
  | 'short-history'
  | 'constant-history'
  | 'zero-history'
  | 'intermittent-history'
  | 'intermittent-methods'
  | 'gaps-filled'
  | 'duplicates-averaged'
  | 'observations-aggregated'
  | 'outliers-repaired'
  | 'level-shift-repaired'
  | 'history-truncated'
  | 'resolution-unknown'
  | 'season-too-long'
  | 'model-substituted'
  | 'outside-training-range'
  | 'backtest-impossible'
  | 'backtest-horizon-shortened'
  | 'seasonal-naive-not-beaten'
  | 'candidate-preferred'
  | 'horizon-exceeds-history'
  | 'history-outside-bounds'
  | 'regressor-dropped'
  | 'regressors-not-useful'
  | 'effects-additive';

/** A caution in words, beside its code. */
export interface Caution {
  code: CautionCode;
  message: string;
}
