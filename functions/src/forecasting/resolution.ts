/**
 * Distance between two neighbouring points. Months are calendar months, so that monthly (1), quarterly (3) and yearly
 * (12) series keep their dates; everything else is an exact duration.
 */
export type Resolution = { unit: 'millisecond'; count: number } | { unit: 'month'; count: number };

/** One second in milliseconds. */
export const SECOND_MS = 1_000;
/** One minute in milliseconds. */
export const MINUTE_MS = 60 * SECOND_MS;
/** One hour in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;
/** One day in milliseconds. */
export const DAY_MS = 24 * HOUR_MS;
/** One week in milliseconds. */
export const WEEK_MS = 7 * DAY_MS;
/** Mean length of a Gregorian year. */
export const YEAR_MS = 365.2425 * DAY_MS;
