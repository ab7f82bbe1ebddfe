import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../../test/support/context.ts';
import { type TestOrganization, testApi, testOrganization } from '../../../../test/support/http-api.ts';
import type { SeriesOutcome } from '../../../contracts/forecast-run.ts';
import { batchCollection, runCollection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { batchesPerPage } from '../../../scheduling/limits.ts';
import { listRunOutcomes } from '../../../scheduling/list-run-outcomes.ts';
import { batchIdAt, leftOutBatch, pendingBatch } from '../../../scheduling/planned-batch.ts';
import { runExample } from './examples/forecast-job.ts';

const api = testApi();
const now = new Date('2026-11-21T12:00:00Z');
const planned = { now, expireAt: new Date('2027-02-26T12:00:00Z') };
let organization: TestOrganization;
let ctx: Ctx;

const outcome = (series: number, kind: SeriesOutcome['outcome'] = 'forecast'): SeriesOutcome => ({
  metricId: `met_${series}`,
  outcome: kind,
  reason: kind === 'forecast' ? null : kind === 'failed' ? 'error' : 'no-data',
  forecastId: kind === 'forecast' ? `fct_${series}` : null,
  message: 'as it went',
});

const batches = () => batchCollection(ctx.db.firestore, ctx.orgId, 'job_many', 'run_many');

/** A batch of four series as it stands when it is done: `place` 1 has 10 to 13, and so on. */
async function finishBatch(place: number, ...kinds: SeriesOutcome['outcome'][]): Promise<void> {
  const outcomes = [0, 1, 2, 3].map((at) => outcome(10 * place + at, kinds[at]));
  await batches().doc(batchIdAt(place)).set(leftOutBatch(outcomes, planned));
}

const run = (jobId: string, runId: string) => runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId);

/** All pages of the outcomes of a run, as a caller reads them. */
async function pagesOf(path: string, filters: string, between: () => Promise<void> = async () => undefined) {
  const pages: string[][] = [];
  let token = '';
  do {
    const { status, json } = await api.call({
      path: `${path}/outcomes?${filters}${token}`,
      key: organization.key,
    });
    expect(status).toBe(200);
    pages.push((json.items as SeriesOutcome[]).map(({ metricId }) => String(metricId).slice(4)));
    token = json.nextPageToken === null ? '' : `&pageToken=${encodeURIComponent(String(json.nextPageToken))}`;
    await between();
  } while (token !== '');
  return pages;
}

const many = '/v1/forecast-jobs/job_many/runs/run_many';
const few = '/v1/forecast-jobs/job_few/runs/run_few';

beforeAll(async () => {
  organization = await testOrganization();
  ctx = testContext({ orgId: organization.orgId });
  const progress = { series: 20, batches: 5, batchesDone: 3, forecast: 8, skipped: 1, failed: 3, asOf: now };
  const outcomes = [outcome(1), outcome(2, 'failed'), outcome(3), outcome(4, 'skipped')];
  await run('job_few', 'run_few').set({ ...runExample, outcomes });
  await run('job_many', 'run_many').set({ ...runExample, state: 'running', progress });
  await finishBatch(1, 'forecast', 'failed');
  await finishBatch(2);
  await batches()
    .doc(batchIdAt(3))
    .set(pendingBatch(['met_30', 'met_31', 'met_32', 'met_33'], planned));
  await finishBatch(4, 'failed', 'forecast', 'skipped', 'failed');
  await batches()
    .doc(batchIdAt(5))
    .set(pendingBatch(['met_50'], planned));
});

describe('the outcomes of a run', () => {
  it.each([
    ['all', '', ['1', '2', '3', '4']],
    ['those that failed', 'outcome=failed', ['2']],
    ['those of a reason', 'reason=no-data', ['4']],
    ['those that were forecast for a reason', 'outcome=forecast&reason=stale', []],
    ['that of one series', 'metricId=met_3', ['3']],
  ])('that are in its document are listed: %s', async (_, filters, series) => {
    expect((await pagesOf(few, filters)).flat()).toEqual(series);
    expect((await pagesOf(few, `${filters}&pageSize=1`)).flat()).toEqual(series);
  });

  it.each([
    ['all that are there', '', ['10', '11', '12', '13', '20', '21', '22', '23', '40', '41', '42', '43']],
    ['those that were forecast', 'outcome=forecast', ['10', '12', '13', '20', '21', '22', '23', '41']],
    ['those that failed, of batches with most of them first', 'outcome=failed', ['40', '43', '11']],
    ['those that were skipped', 'outcome=skipped', ['42']],
    ['those of a reason', 'reason=error', ['11', '40', '43']],
    ['of a reason among those that failed', 'outcome=failed&reason=no-data', []],
    ['that of one series', 'metricId=met_42', ['42']],
    ['that of one series, where it failed', 'metricId=met_42&outcome=failed', []],
    ['that of a series whose batch goes on', 'metricId=met_31', []],
    ['that of a series that the run does not have', 'metricId=met_99', []],
  ])('that are in batches are listed: %s', async (_, filters, series) => {
    expect((await pagesOf(many, filters)).flat()).toEqual(series);
    for (const size of [1, 3]) {
      expect((await pagesOf(many, `${filters}&pageSize=${size}`)).flat()).toEqual(series);
    }
  });

  it('of a run that nobody began are none', async () => {
    await run('job_few', 'run_pending').set(runExample);
    expect(await pagesOf('/v1/forecast-jobs/job_few/runs/run_pending', '')).toEqual([[]]);
  });
});

describe('the pages of outcomes', () => {
  it.each(['', 'outcome=failed'])('repeat none while batches end (%s)', async (filters) => {
    const before = (await pagesOf(many, filters)).flat();
    let place = 100;
    const between = async () => {
      place += 1;
      // Before and after where the reader is, in either order.
      if (place < 106) await finishBatch(place, 'failed', 'failed', 'failed');
      if (place < 106) await finishBatch(0, ...Array.from({ length: place - 101 }, () => 'failed' as const));
    };
    const seen = (await pagesOf(many, `${filters}&pageSize=2`, between)).flat();
    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((series) => !seen.includes(series))).toEqual([]);
    await Promise.all([0, 101, 102, 103, 104, 105].map((at) => batches().doc(batchIdAt(at)).delete()));
  });

  it('look into so many batches at the most, and go on where they ended', async () => {
    const wide = { jobId: 'job_wide', runId: 'run_wide', pageSize: 200 };
    const progress = {
      series: 26,
      batches: 26,
      batchesDone: 26,
      forecast: 25,
      skipped: 0,
      failed: 1,
      asOf: now,
    };
    await run(wide.jobId, wide.runId).set({ ...runExample, progress });
    const all = batchCollection(ctx.db.firestore, ctx.orgId, wide.jobId, wide.runId);
    for (let place = 1; place <= batchesPerPage + 6; place += 1) {
      const kind = place === batchesPerPage + 6 ? 'failed' : 'forecast';
      await all.doc(batchIdAt(place)).set(leftOutBatch([outcome(place, kind)], planned));
    }
    const first = testContext({ orgId: ctx.orgId });
    const page = await listRunOutcomes({ ctx: first, input: { ...wide, reason: 'error' } });
    expect(page.items).toEqual([]);
    expect(first.db.meter.reads).toBe(1 + batchesPerPage + 1);
    const second = testContext({ orgId: ctx.orgId });
    const pageToken = String(page.nextPageToken);
    const rest = await listRunOutcomes({ ctx: second, input: { ...wide, reason: 'error', pageToken } });
    expect([rest.items.length, rest.nextPageToken]).toEqual([1, null]);
    const plain = testContext({ orgId: ctx.orgId });
    expect((await listRunOutcomes({ ctx: plain, input: { ...wide, pageSize: 50 } })).items).toHaveLength(2);
    expect(plain.db.meter.reads).toBe(3 + 50 / 50);
    const counted = testContext({ orgId: ctx.orgId });
    expect(
      (await listRunOutcomes({ ctx: counted, input: { ...wide, outcome: 'failed' } })).items,
    ).toHaveLength(1);
    expect(counted.db.meter.reads).toBe(2);
  });

  it.each([
    ['no token', 'pageToken=x'],
    [
      'a token of the run without batches',
      `pageToken=${Buffer.from('{"batch":null,"at":1}').toString('base64url')}`,
    ],
    [
      'a token of the same list by other filters',
      `outcome=failed&pageToken=${Buffer.from('{"batch":{"id":"batch_00001","troubled":null},"at":1}').toString('base64url')}`,
    ],
  ])('refuse %s', async (_, query) => {
    const { status, json } = await api.call({ path: `${many}/outcomes?${query}`, key: organization.key });
    expect([status, json.reason]).toEqual([400, 'PAGE_TOKEN_INVALID']);
  });

  it.each(['outcome=lost', 'reason=fate', 'metricId=a/b', 'pageSize=0', 'colour=red'])(
    'refuse %s',
    async (query) => {
      const { status, json } = await api.call({ path: `${many}/outcomes?${query}`, key: organization.key });
      expect([status, json.reason]).toEqual([400, 'VALIDATION_FAILED']);
    },
  );
});

describe('a run that is not the caller’s', () => {
  it.each([
    ['of another organization', many],
    ['that is none', '/v1/forecast-jobs/job_many/runs/run_none'],
    ['of a job that is none', '/v1/forecast-jobs/job_none/runs/run_many'],
  ])('%s is not found', async (_, path) => {
    const { key } = await testOrganization();
    const { status, json } = await api.call({ path: `${path}/outcomes`, key });
    expect([status, json.reason]).toEqual([404, 'FORECAST_RUN_NOT_FOUND']);
  });

  it('needs the permission that reading runs needs', async () => {
    const key = await organization.keyWith(['forecasts:read']);
    expect((await api.call({ path: `${many}/outcomes`, key })).status).toBe(403);
  });
});
