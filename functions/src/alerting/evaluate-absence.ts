import type { NoData } from '../contracts/alert-condition.ts';
import type { Check } from './check.ts';
import { formatDuration, formatInstant, formatNumber } from './format.ts';

/** The newest point of a series. */
export interface Newest {
  readonly at: Date;
  readonly value: number | null;
}

/** The instant from which on a series has been silent for so long. */
export const silentFrom = ({ at }: Newest, afterSeconds: number): Date =>
  new Date(at.getTime() + afterSeconds * 1_000);

/**
 * A condition of absence, at the newest point that is known: `breached` at the instant from which on nothing had come for
 * so long, however late it is looked; `clear`, now, where that instant is yet to come.
 */
export function evaluateAbsence(
  { afterSeconds }: Pick<NoData, 'afterSeconds'>,
  newest: Newest,
  now: Date,
): Check {
  const due = silentFrom(newest, afterSeconds);
  if (due <= now) {
    return {
      verdict: 'breached',
      at: due,
      value: newest.value,
      reason: describeSilence(newest, afterSeconds),
    };
  }
  const seen = newest.value === null ? 'data' : formatNumber(newest.value);
  const reason = `${seen} has come, of ${formatInstant(newest.at)}`;
  return { verdict: 'clear', at: now, value: newest.value, reason };
}

/** For a rule on something else: the verdict `no-data` where nothing has come for so long; none otherwise. */
export function evaluateNoData({ afterSeconds }: NoData, newest: Newest, now: Date): Check | null {
  const due = silentFrom(newest, afterSeconds);
  if (due > now) return null;
  const reason = describeSilence(newest, afterSeconds);
  return { verdict: 'no-data', at: due, through: newest.at, value: null, reason };
}

const describeSilence = ({ at }: Newest, afterSeconds: number): string =>
  `no data for ${formatDuration(afterSeconds)}: the newest is of ${formatInstant(at)}`;
