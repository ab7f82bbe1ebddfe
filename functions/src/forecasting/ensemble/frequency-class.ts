import { DAY_MS, type Resolution, WEEK_MS } from '../resolution.ts';

/** The kinds of series that the ensemble was trained on, by their resolution; coarse to fine. */
export const frequencyClasses = ['yearly', 'quarterly', 'monthly', 'weekly', 'daily', 'hourly'] as const;

/** A kind of series. */
export type FrequencyClass = (typeof frequencyClasses)[number];

/** From this many months a step counts as a year, and as a quarter. */
const YEARLY_MONTHS = 6;
const QUARTERLY_MONTHS = 2;
const MONTH_DAYS = 30;

/** The class whose resolution is nearest: half-yearly counts as yearly, ten minutes as hourly. */
export function frequencyClassOf({ unit, count }: Resolution): FrequencyClass {
  const months = unit === 'month' ? count : count / (MONTH_DAYS * DAY_MS);
  if (months >= YEARLY_MONTHS) return 'yearly';
  if (months >= QUARTERLY_MONTHS) return 'quarterly';
  if (unit === 'month' || months >= 0.5) return 'monthly';
  if (count >= WEEK_MS / 2) return 'weekly';
  return count >= DAY_MS / 2 ? 'daily' : 'hourly';
}
