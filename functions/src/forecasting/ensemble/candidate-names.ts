/** What the ensemble combines, in the order of its weights. */
export const candidateNames = [
  'naive',
  'seasonal-naive',
  'ses',
  'holt',
  'damped-trend',
  'theta',
  'dynamic-theta',
  'dynamic-theta-log',
  'ets',
  'ets-average',
  'complex-smoothing',
  'autoregression-changes',
  'autoregression-levels',
  'drift',
  'long-season',
  'long-seasonal-naive',
  'arima',
  'aggregated-trend',
  'seasonal-smoothing',
  'recent-seasons',
  'median',
] as const;

/** A member of the ensemble. */
export type CandidateName = (typeof candidateNames)[number];
