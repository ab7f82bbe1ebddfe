import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../resolution.ts';

/** Resultant length from which phases count as gathered about their mean; 0 is all around the clock, 1 all the same. */
const GATHERED = 0.5;
/** Fewer instants gather by chance. */
const INSTANTS_MIN = 8;
/** A phase found from jittered readings is rounded to one of these, at most a twelfth of the period. */
const ROUND: readonly number[] = [
  DAY_MS,
  6 * HOUR_MS,
  HOUR_MS,
  15 * MINUTE_MS,
  5 * MINUTE_MS,
  MINUTE_MS,
  15 * SECOND_MS,
  5 * SECOND_MS,
  SECOND_MS,
];
const ROUND_SHARE = 1 / 12;

/**
 * The phase of a period of `count` ms at which these times sit: exactly, where half of them do; else, for readings
 * that come about on time, their circular mean, rounded. Undefined where they come at any time.
 * Source of the circular mean and its resultant length: Mardia & Jupp (2000), chapter 2.
 */
export function commonPhase(times: readonly number[], count: number): number | undefined {
  const counts = new Map<number, number>();
  for (const at of times) {
    const phase = ((at % count) + count) % count;
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  for (const [phase, often] of counts) if (2 * often >= times.length) return phase;
  return times.length < INSTANTS_MIN ? undefined : meanPhase(counts, count, times.length);
}

function meanPhase(counts: ReadonlyMap<number, number>, count: number, total: number): number | undefined {
  let [sine, cosine] = [0, 0];
  for (const [phase, often] of counts) {
    sine += often * Math.sin((2 * Math.PI * phase) / count);
    cosine += often * Math.cos((2 * Math.PI * phase) / count);
  }
  if (Math.hypot(sine, cosine) < GATHERED * total) return undefined;
  const mean = (Math.atan2(sine, cosine) / (2 * Math.PI)) * count;
  const unit = ROUND.find((size) => size <= ROUND_SHARE * count) ?? 1;
  const rounded = Math.round(mean / unit) * unit;
  return ((rounded % count) + count) % count;
}
