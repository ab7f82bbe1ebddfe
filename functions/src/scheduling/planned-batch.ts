import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { SeriesOutcome } from '../contracts/forecast-run.ts';
import { countSeries } from './count-series.ts';

/** The id of the batch at a place of its run, from 1: ids are in order up to 99,999 batches. */
export const batchIdAt = (place: number): string => `batch_${String(place).padStart(5, '0')}`;

const planned = {
  attempt: 0,
  leaseOwner: null,
  leaseExpiresAt: null,
  cost: null,
  startedAt: null,
  durationMs: null,
} as const;

/** What all batches of a plan have in common. */
export interface PlannedAt {
  readonly now: Date;
  readonly expireAt: Date;
}

/** A batch that waits for its task. */
export function pendingBatch(metricIds: readonly string[], { now, expireAt }: PlannedAt): ForecastBatch {
  return {
    ...planned,
    state: 'pending',
    message: 'waiting for a worker',
    metricIds: [...metricIds],
    outcomes: [],
    counts: { forecast: 0, skipped: 0, failed: 0 },
    createdAt: now,
    finishedAt: null,
    expireAt,
  };
}

/** A batch of series that the run leaves out: nobody works on it. */
export function leftOutBatch(leftOut: readonly SeriesOutcome[], { now, expireAt }: PlannedAt): ForecastBatch {
  return {
    ...planned,
    state: 'done',
    message: 'left out: its data is late',
    metricIds: leftOut.flatMap(({ metricId }) => metricId ?? []),
    outcomes: [...leftOut],
    counts: countSeries(leftOut),
    createdAt: now,
    finishedAt: now,
    expireAt,
  };
}
