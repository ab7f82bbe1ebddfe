/** Units that a time axis is divided by. */
export type TimeUnit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** Distance between two ticks. */
export interface TimeStep {
  readonly unit: TimeUnit;
  readonly count: number;
  /** About how long, in ms. */
  readonly ms: number;
}

const unitMs: Readonly<Record<TimeUnit, number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30.4375 * 86_400_000,
  year: 365.25 * 86_400_000,
};

/** Steps that people read as round, each dividing the unit above it. */
const roundCounts: readonly (readonly [TimeUnit, readonly number[]])[] = [
  ['millisecond', [1, 2, 5, 10, 20, 50, 100, 200, 500]],
  ['second', [1, 2, 5, 10, 15, 30]],
  ['minute', [1, 2, 5, 10, 15, 30]],
  ['hour', [1, 2, 3, 6, 12]],
  ['day', [1, 2]],
  ['week', [1, 2]],
  ['month', [1, 3, 6]],
  ['year', [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]],
];

const steps: readonly TimeStep[] = roundCounts.flatMap(([unit, counts]) =>
  counts.map((count) => ({ unit, count, ms: count * unitMs[unit] })),
);

/** The shortest round step that divides `spanMs` into at most `ticksMax` parts; the longest where none does. */
export function timeStep(spanMs: number, ticksMax: number): TimeStep {
  const found = steps.find(({ ms }) => spanMs / ms <= ticksMax) ?? steps.at(-1);
  if (found === undefined) throw new Error('there are steps');
  return found;
}
