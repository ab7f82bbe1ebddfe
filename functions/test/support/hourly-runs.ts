import { DomainError } from '../../src/contracts/errors.ts';
import { runCollection } from '../../src/firestore/collections.ts';
import type { ForecastMetric } from '../../src/scheduling/forecast-series.ts';
import { pendingRun, runIdAt } from '../../src/scheduling/pending-run.ts';
import { runForecastJob } from '../../src/scheduling/run-forecast-job.ts';
import { at, type TestCtx } from './context.ts';

/** Answers as if a forecast had been kept. */
export const forecast: ForecastMetric = async ({ input }) => ({
  forecastId: `fct_${input.runId}`,
  horizon: 24,
  to: new Date('2026-11-22T13:00:00Z'),
});

/** Fails for good. */
export const refuse: ForecastMetric = async () => {
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', 'the bounds are out of order');
};

/** One run of a job, scheduled for an hour of 21 November 2026, done half a minute later. */
export async function runHourly(ctx: TestCtx, jobId: string, hour: number, forecastMetric: ForecastMetric) {
  const scheduledFor = new Date(Date.UTC(2026, 10, 21, hour));
  const runId = runIdAt(scheduledFor);
  const now = new Date(scheduledFor.getTime() + 30_000);
  const pending = { trigger: 'schedule', scheduledFor, message: '', requestedBy: 'system:x', now } as const;
  const ref = runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId);
  if (!(await ref.get()).exists) await ref.set(pendingRun(pending));
  const call = at(ctx, now);
  const forecastHierarchy = async () => {
    throw new Error('no job here has a hierarchy');
  };
  const deps = { forecastMetric, forecastHierarchy, workerId: `worker-${hour}`, clock: () => now };
  const result = await runForecastJob({ ctx: call, input: { orgId: ctx.orgId, jobId, runId }, deps });
  return { result, meter: call.db.meter };
}
