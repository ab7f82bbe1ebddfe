import { expect, test } from 'vitest';
import { at, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, jobDocument, storedJob } from '../../test/support/forecast-jobs.ts';
import { reconcileJob } from './reconcile-job.ts';

const ctx = testContext();

/** Reconciles as the trigger does, and tells what it cost. */
async function reconcile(jobId: string, now: Date = ctx.now) {
  const call = at(ctx, now);
  const status = await reconcileJob({ ctx: call, input: { jobId } });
  return { status, reads: call.db.meter.reads, writes: call.db.meter.writes };
}

test('gives a job typed into the console a status', async () => {
  await addMetric(ctx);
  const jobId = await addJob(ctx, { spec: hourlySpec });
  const { status, reads, writes } = await reconcile(jobId);
  expect(status).toMatchObject({ phase: 'scheduled', observedGeneration: 1, seriesSelected: 1 });
  expect([reads, writes]).toEqual([2, 1]);
  expect(await storedJob(ctx, jobId)).toEqual({ spec: hourlySpec, status });
});

test('does not write again for its own write, nor for any other of the status', async () => {
  const jobId = await addJob(ctx, { spec: hourlySpec });
  await reconcile(jobId);
  await jobDocument(ctx, jobId).update({ 'status.message': 'changed by a run' });
  for (const later of ['2026-11-21T12:00:05Z', '2026-11-22T12:00:00Z']) {
    const { reads, writes } = await reconcile(jobId, new Date(later));
    expect([reads, writes]).toEqual([1, 0]);
  }
  const { status } = await storedJob(ctx, jobId);
  expect(status).toMatchObject({ observedGeneration: 1, nextRunAt: new Date('2026-11-21T13:00:00Z') });
});

test('observes each new spec once and plans it from now', async () => {
  const jobId = await addJob(ctx, { spec: hourlySpec });
  await reconcile(jobId);
  await jobDocument(ctx, jobId).update({ 'spec.schedule': '15 6 * * *' });
  const now = new Date('2026-11-23T06:30:00Z');
  expect((await reconcile(jobId, now)).writes).toBe(1);
  expect((await reconcile(jobId, now)).writes).toBe(0);
  const { status } = await storedJob(ctx, jobId);
  expect(status).toMatchObject({ observedGeneration: 2, nextRunAt: new Date('2026-11-24T06:15:00Z') });
});

test('leaves a wrong spec as it was written, and takes it off the schedule', async () => {
  const jobId = await addJob(ctx, { spec: hourlySpec });
  await reconcile(jobId);
  const wrong = { schedule: 'every hour', horizon: '24', selector: 'ATL', colour: { deep: [1, null] } };
  await jobDocument(ctx, jobId).update({ spec: wrong });
  const { status } = await reconcile(jobId);
  expect(status).toMatchObject({ phase: 'invalid', nextRunAt: null, observedGeneration: 2 });
  expect(status?.problems.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining(['/selector', '/horizon', '/colour']),
  );
  expect((await storedJob(ctx, jobId)).spec).toEqual(wrong);
});

test.each([
  ['no spec at all', {}],
  ['a spec of null', { spec: null }],
  ['a spec with an instant in it', { spec: { ...hourlySpec, schedule: new Date() } }],
])('says in words what is wrong with %s, once', async (_, document) => {
  const jobId = await addJob(ctx, document);
  const { status } = await reconcile(jobId);
  expect(status).toMatchObject({ phase: 'invalid', problems: [expect.anything()] });
  expect((await reconcile(jobId)).writes).toBe(0);
});

test('says that a metric is unknown, and is healed by the spec that names a known one', async () => {
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, selector: { metricId: 'met_unknown' } } });
  const { status } = await reconcile(jobId);
  expect(status?.problems).toEqual([
    { pointer: '/selector/metricId', detail: 'no metric "met_unknown" in this organization' },
  ]);
  await jobDocument(ctx, jobId).update({ 'spec.selector': { metricId: await addMetric(ctx) } });
  expect((await reconcile(jobId)).status).toMatchObject({ problems: [], seriesSelected: 1 });
});

test('writes a status anew that somebody broke by hand', async () => {
  const jobId = await addJob(ctx, { spec: hourlySpec, status: { phase: 'on fire' } });
  expect((await reconcile(jobId)).writes).toBe(1);
  expect((await storedJob(ctx, jobId)).status).toMatchObject({ phase: 'scheduled', observedGeneration: 1 });
});

test('finds nothing to do for a job deleted meanwhile', async () => {
  const { status, reads, writes } = await reconcile('job_deleted');
  expect([status, reads, writes]).toEqual([null, 1, 0]);
});
