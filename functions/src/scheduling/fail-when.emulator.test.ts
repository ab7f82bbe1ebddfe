import { expect, test } from 'vitest';
import { at, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { DomainError } from '../contracts/errors.ts';
import { runCollection } from '../firestore/collections.ts';
import { createForecastJob } from './create-forecast-job.ts';
import type { ForecastMetric } from './forecast-series.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';
import { updateForecastJob } from './update-forecast-job.ts';

const ctx = testContext();
const scheduledFor = new Date('2026-11-21T13:00:00Z');
const runId = runIdAt(scheduledFor);
const spec = { ...hourlySpec, selector: { metric: 'flights.departures', labels: {} } };

/** Runs a job over three series, of which the first fails and the others are forecast. */
async function runOf(failWhen: object) {
  for (const airport of ['ATL', 'ORD', 'DFW']) await addMetric(ctx, 'flights.departures', { airport });
  const jobId = await addJob(ctx, { spec: { ...spec, ...failWhen } });
  await reconcileJob({ ctx, input: { jobId } });
  const pending = { trigger: 'schedule', scheduledFor, message: '', requestedBy: 'system:x' } as const;
  const run = pendingRun({ ...pending, now: scheduledFor });
  await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId).set(run);
  const asked: string[] = [];
  const forecastMetric: ForecastMetric = async ({ input }) => {
    asked.push(input.metricId);
    if (asked.length === 1) throw new DomainError('invalid-argument', 'VALIDATION_FAILED', 'a bad one');
    return { forecastId: `fct_${input.metricId}`, horizon: 24, to: scheduledFor };
  };
  const forecastHierarchy = async () => {
    throw new Error('no job here has a hierarchy');
  };
  const deps = { forecastMetric, forecastHierarchy, workerId: 'worker-1', clock: () => scheduledFor };
  await runForecastJob({ ctx: at(ctx, scheduledFor), input: { orgId: ctx.orgId, jobId, runId }, deps });
  return { run: (await storedRuns(ctx, jobId)).get(runId), status: (await storedJob(ctx, jobId)).status };
}

test.each([
  ['a third failed and nothing is said of it', {}, 'completed', 0],
  ['a third failed and half may', { failWhen: { failedShare: 0.5 } }, 'completed', 0],
  ['a third failed and a quarter may', { failWhen: { failedShare: 0.25 } }, 'failed', 1],
])('of a run of which %s, run and job say so', async (_, failWhen, state, failuresInRow) => {
  const { run, status } = await runOf(failWhen);
  expect(run?.state).toBe(state);
  expect(run?.outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['failed', 'refused'],
    ['forecast', null],
    ['forecast', null],
  ]);
  expect(status).toMatchObject({ failuresInRow, lastRun: { state, message: run?.message } });
});

test('the API refuses a share that is none, and the console is told', async () => {
  const refused = {
    code: 'invalid-argument',
    fields: [expect.objectContaining({ pointer: '/failWhen/failedShare' })],
  };
  const wrong = { failWhen: { failedShare: 50 } };
  await expect(createForecastJob({ ctx, input: { ...spec, ...wrong } })).rejects.toMatchObject(refused);
  const { jobId } = await createForecastJob({ ctx, input: { ...spec, failWhen: { failedShare: 0 } } });
  await expect(updateForecastJob({ ctx, input: { jobId, patch: wrong } })).rejects.toMatchObject(refused);
  const job = await updateForecastJob({ ctx, input: { jobId, patch: { failWhen: null } } });
  expect(job.spec).not.toHaveProperty('failWhen');
  const byHand = await addJob(ctx, { spec: { ...spec, ...wrong } });
  expect(await reconcileJob({ ctx, input: { jobId: byHand } })).toMatchObject({
    phase: 'invalid',
    problems: [{ pointer: '/failWhen/failedShare', detail: 'expected at most 1' }],
  });
});
