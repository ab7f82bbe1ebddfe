import type { Silence, SilenceWindow } from '../../contracts/silence.ts';
import { latestRunUntil, nextRunAfter } from '../../cron/cron.ts';

/** What says when a silence holds. */
export type SilenceTimes = Pick<Silence, 'startsAt' | 'endsAt' | 'recurrence'>;

/**
 * The window that is open at `now`, or else the next to come; null once there is none any more. A window lasts from its
 * start up to its end, which is no longer in it.
 *
 * A silence without recurrence is one window. One that recurs holds between `startsAt` and `endsAt` for as long as each
 * run of its schedule lasts, cut off at both. Runs are read on the wall clock of the time zone, durations in elapsed time:
 * two hours are two hours on the day the clock changes, too. Windows that overlap follow each other without a gap.
 */
export function windowAt({ startsAt, endsAt, recurrence }: SilenceTimes, now: Date): SilenceWindow | null {
  if (now >= endsAt || startsAt >= endsAt) return null;
  if (recurrence === null) return { startsAt, endsAt };
  const from = now > startsAt ? now : startsAt;
  const lastsMs = recurrence.durationSeconds * 1_000;
  const cut = (run: Date): SilenceWindow => ({
    startsAt: run > startsAt ? run : startsAt,
    endsAt: new Date(Math.min(run.getTime() + lastsMs, endsAt.getTime())),
  });
  const latest = latestRunUntil(recurrence, from);
  if (latest !== null && latest.getTime() + lastsMs > from.getTime()) return cut(latest);
  const next = nextRunAfter(recurrence, from);
  return next === null || next >= endsAt ? null : cut(next);
}

/** Whether a silence holds at an instant, by its times alone. */
export function holdsAt(silence: SilenceTimes, now: Date): boolean {
  const window = windowAt(silence, now);
  return window !== null && window.startsAt <= now;
}

/** State and window of a silence at an instant, and when to look at it again. */
export function silenceStatusAt(
  silence: SilenceTimes,
  now: Date,
): Pick<Silence, 'state' | 'window' | 'nextChangeAt'> {
  const window = windowAt(silence, now);
  if (window === null) return { state: 'ended', window, nextChangeAt: null };
  if (window.startsAt <= now) return { state: 'active', window, nextChangeAt: window.endsAt };
  return { state: 'scheduled', window, nextChangeAt: window.startsAt };
}
