import type { Alert } from '../contracts/alert.ts';

/**
 * What one look at the data can find. `no-data` and `undecided` are verdicts of their own and never read as `clear`:
 * an alert that quietly stops firing looks healthy.
 */
export type Verdict = 'breached' | 'clear' | 'no-data' | 'undecided';

/** What one look at the data found, for one rule on one series. */
export interface Check {
  readonly verdict: Verdict;
  /** Instant of the data that was looked at, not of the looking. */
  readonly at: Date;
  /** The newest data that there is, for `no-data`: what comes after it is still to be judged. */
  readonly through?: Date;
  readonly value: number | null;
  /** What was seen, in words and numbers, for a person. */
  readonly reason: string;
  /** What a forecast says, for rules on forecasts. */
  readonly crossing?: NonNullable<Alert['crossing']>;
  /** The anomaly at hand, for rules on anomalies. */
  readonly anomalyId?: string;
}
