import type { z } from 'zod';
import type { changeConditionSchema } from '../contracts/alert-condition.ts';
import { zoneClock } from '../forecasting/calendar/zone-clock.ts';
import type { Findings } from './findings.ts';
import { changeReferences, sameTimeBefore, sameTimeReachMs } from './same-time-before.ts';
import { windowEnds } from './window-ends.ts';

/**
 * Where the windows end that a condition of change compares: each of `windowEnds`, ms UTC, and in the same place the
 * instant of the same time before. The wall clock is that of the condition, else of the series, else UTC.
 */
export function changeEnds(
  { against, window, timeZone }: z.infer<typeof changeConditionSchema>,
  findings: Pick<Findings, 'observations' | 'late' | 'timeZone'>,
  now: Date,
): { readonly ends: readonly number[]; readonly references: readonly number[] } {
  const { days } = changeReferences[against];
  const clock = zoneClock(timeZone ?? findings.timeZone ?? 'UTC');
  const ends = windowEnds(findings, sameTimeReachMs(days) + window.seconds * 1_000, now);
  return { ends, references: ends.map((end) => sameTimeBefore(clock, end, days)) };
}
