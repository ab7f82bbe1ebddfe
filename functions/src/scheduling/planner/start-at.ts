import { jobHash } from './job-hash.ts';

/** The span over which the starts of runs that are due at one instant are spread. */
export const jitterMsMax = 30_000;

export interface StartInput {
  readonly orgId: string;
  readonly jobId: string;
  readonly scheduledFor: Date;
  readonly now: Date;
}

/**
 * When the worker of a run may begin: up to `jitterMsMax` after its instant, by the job's own share of it, so that a
 * thousand jobs at 06:00 begin at 33 a second and one job keeps its distance from run to run. A run that is handed out
 * later than that (back-pressure, an outage) is spread from `now` on instead. Never before `now`.
 */
export function startAt({ orgId, jobId, scheduledFor, now }: StartInput): Date {
  const jitterMs = Math.floor((jobHash('start', orgId, jobId) / 2 ** 32) * jitterMsMax);
  const late = now.getTime() - scheduledFor.getTime() > jitterMsMax;
  const from = late ? now.getTime() : scheduledFor.getTime();
  return new Date(Math.max(now.getTime(), from + jitterMs));
}
