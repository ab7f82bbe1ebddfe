import type { EffectiveLimits } from './plans.ts';
import type { UsageCounts } from './usage.ts';

/** How many new series there may be, and which limit stopped the others. */
export interface SeriesGrant {
  readonly granted: number;
  readonly limit: 'series' | 'newSeriesPerHour' | null;
}

/**
 * What an organization has used and may still use, as this instance knows it. Nothing here waits for the store while the
 * organization is in use in the instance; what is taken counts at once, and is written down later.
 */
export interface UsageAccount {
  limits(): Promise<EffectiveLimits>;
  /** What is used today, by all instances as they wrote it down last: this asks the store. */
  today(): Promise<UsageCounts>;
  /** Series there are, those that were taken included. */
  series(): Promise<number>;
  /** Takes up to so many points of what is left of the day; answers how many. */
  takePoints(asked: number): Promise<number>;
  /** Takes forecasts of what is left of the day, all or none. Throws `resource-exhausted` (QUOTA_EXCEEDED). */
  takeForecasts(asked: number): Promise<void>;
  /** Takes up to so many series. */
  takeSeries(asked: number): Promise<SeriesGrant>;
  /** Gives back what was taken and came to nothing. */
  giveBack(counts: Partial<Pick<UsageCounts, 'points' | 'forecasts' | 'series'>>): void;
  /** Counts what was used without asking. */
  count(counts: Partial<UsageCounts>): void;
}
