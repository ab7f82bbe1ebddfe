import type { ForecastRun } from '../contracts/forecast-run.ts';
import { pendingMs } from './limits.ts';

/** The id of the run for a scheduled instant, `run_20261121T050000Z`: the same from every sweep that finds it due. */
export function runIdAt(scheduledFor: Date): string {
  return `run_${scheduledFor.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

export interface PendingRunInput {
  readonly trigger: ForecastRun['trigger'];
  readonly scheduledFor: Date;
  readonly message: string;
  readonly requestedBy: string;
  readonly now: Date;
}

/** A run that waits for its task. It has a lease that nobody owns: when that expires, the sweep knows the task was lost. */
export function pendingRun({
  trigger,
  scheduledFor,
  message,
  requestedBy,
  now,
}: PendingRunInput): ForecastRun {
  return {
    trigger,
    scheduledFor,
    state: 'pending',
    message,
    attempt: 0,
    waits: 0,
    requestedBy,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    leaseOwner: null,
    leaseExpiresAt: new Date(now.getTime() + pendingMs),
    durationMs: null,
    cancelledAt: null,
    cancelledBy: null,
    log: null,
    outcomes: [],
    counts: null,
    progress: null,
    expireAt: null,
    cost: null,
  };
}
