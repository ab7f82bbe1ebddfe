import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import { setStatus } from '../../../../test/support/people.ts';
import { detectorVersion } from '../../../detection/index.ts';
import { analysisDocument, backfillProgressDocument, collection } from '../../../firestore/collections.ts';
import { createAlertRule } from '../../alert/create-alert-rule.ts';
import { ingestJson } from '../../ingest/ingest-json.ts';
import { metricIdOf } from '../../normalise/metric-id.ts';
import { updateMetric } from '../../store/update-metric.ts';
import { analyseSeries } from '../analyse-series.ts';
import { labelAnomaly } from '../label-anomaly.ts';
import { listAnomalies } from '../list-anomalies.ts';
import { getBackfill } from './get-backfill.ts';
import { sliceLimits } from './limits.ts';
import { runBackfillSlice } from './run-backfill-slice.ts';
import { startBackfill } from './start-backfill.ts';

type Pair = readonly [at: number, value: number];

const hour = 3_600_000;
const end = Date.parse('2026-11-21T11:00:00Z');
const metricId = metricIdOf('load', {});
/** So small that a series of months takes many slices. */
const small = { chunksPerPart: 1, points: 500, parts: 3 };

/**
 * Hourly load with a daily season and a little repeatable noise, ending at `end`; `spikes` are hours before the end, the
 * oldest first, and each is four times as high as the one before, which an equal one might hide behind.
 */
function load(hours: number, spikes: readonly number[] = []): Pair[] {
  return Array.from({ length: hours }, (_, index): Pair => {
    const before = hours - 1 - index;
    const instant = end - before * hour;
    const season = 20 * Math.sin((2 * Math.PI * (instant / hour)) / 24);
    const noise = ((index * 7919) % 97) / 97 - 0.5;
    return [instant, 100 + season + noise + (spikes.includes(before) ? 90 * 4 ** spikes.indexOf(before) : 0)];
  });
}

async function ingest(ctx: TestCtx, points: readonly Pair[], labels = {}): Promise<void> {
  const series = [{ metric: 'load', labels, points }];
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
}

async function analyse(ctx: TestCtx): Promise<void> {
  for (const task of ctx.tasks.analyses.splice(0))
    for (const input of task.series) await analyseSeries({ ctx, input });
}

/** Delivers tasks until none is left, each as often as told; answers how many were delivered. */
async function deliver(ctx: TestCtx, limits = small, times = 1): Promise<number> {
  let delivered = 0;
  for (let task = ctx.tasks.backfills.shift(); task !== undefined; task = ctx.tasks.backfills.shift()) {
    for (let time = 0; time < times; time += 1) await runBackfillSlice({ ctx, input: task, limits });
    delivered += 1;
    if (delivered > 200) throw new Error('the backfill does not end');
  }
  return delivered;
}

const start = (ctx: TestCtx, input: Partial<Parameters<typeof startBackfill>[0]['input']> = { metricId }) =>
  startBackfill({ ctx, input: { reportOnly: false, ...input } });

const documentsOf = async (ctx: TestCtx) =>
  (await listAnomalies({ ctx, input: { pageSize: 50 } })).items.toReversed();

const startsOf = async (ctx: TestCtx) =>
  (await documentsOf(ctx)).map(({ startAt }) => (end - startAt.getTime()) / hour);

/** An anomaly as an earlier detector left it. */
async function leaveAnomaly(ctx: TestCtx, id: string, hoursBefore: number, label: 'true' | null = null) {
  const instant = new Date(end - hoursBefore * hour);
  await collection(ctx.db.firestore, ctx.orgId, 'anomalies')
    .doc(id)
    .set({
      ...{ metricId, metricKey: 'load', labels: {}, unit: null, kind: 'dip', severity: 'low', score: 0.5 },
      ...{ startAt: instant, peakAt: instant, endAt: instant, points: 1, value: 1, expected: 2 },
      ...{
        lower: 1.5,
        upper: 2.5,
        explanation: 'an earlier one',
        detectorVersion: '0.1.0',
        detectedAt: instant,
      },
      ...{ label, labelledBy: null, labelledAt: null, supersededAt: null },
    } as never);
}

describe('runBackfillSlice', () => {
  it('finds over all of the history what one look over all points finds, slice by slice', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 150, [24 * 100, 24 * 40, 7]));
    await analyse(ctx);
    const whole = await documentsOf(ctx);
    expect(await startsOf(ctx)).toEqual([24 * 100, 24 * 40, 7]);
    const other = testContext();
    await ingest(other, load(24 * 150, [24 * 100, 24 * 40, 7]));
    const { backfillId } = await start(other);
    expect(await deliver(other)).toBeGreaterThan(3);
    const strip = ({ detectedAt: _detectedAt, ...one }: (typeof whole)[number]) => one;
    expect((await documentsOf(other)).map(strip)).toEqual(whole.map(strip));
    expect(await getBackfill({ ctx: other, input: { backfillId } })).toMatchObject({
      state: 'completed',
      message: '1 series done, 3,600 points: 3 anomalies found, 3 of them new, 0 superseded',
      points: 3_600,
      finishedAt: other.now,
      current: null,
    });
    const progress = backfillProgressDocument(other.db.firestore, other.orgId, backfillId);
    expect((await progress.get()).exists).toBe(false);
  });

  it('leaves the detector where analysis goes on, having seen all of the history', async () => {
    const ctx = testContext();
    const points = load(24 * 150, [7]);
    await ingest(ctx, points.slice(0, -24));
    await start(ctx);
    await deliver(ctx);
    await ingest(ctx, points.slice(-24));
    await analyseSeries({ ctx, input: { metricId, from: end - 23 * hour, to: end } });
    expect(await startsOf(ctx)).toEqual([7]);
    const other = testContext();
    await ingest(other, points);
    await analyse(other);
    const [a, b] = await Promise.all(
      [ctx, other].map((one) => analysisDocument(one.db.firestore, one.orgId, metricId).get()),
    );
    expect(a?.data()?.detector).toBe(b?.data()?.detector);
    const metric = (await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).get()).data();
    expect(metric).toMatchObject({ pointCount: 3_600, detection: { anomalies: 1, status: 'watching' } });
  });

  it('goes on with what comes in while it runs', async () => {
    const ctx = testContext();
    const points = load(24 * 60, [7]);
    await ingest(ctx, points.slice(0, -24));
    await analyse(ctx);
    await start(ctx);
    const [task] = ctx.tasks.backfills.splice(0);
    if (task === undefined) throw new Error('nothing was queued');
    await runBackfillSlice({ ctx, input: task, limits: { ...small, parts: 1 } });
    await ingest(ctx, points.slice(-24));
    await analyse(ctx);
    await deliver(ctx);
    expect(await startsOf(ctx)).toEqual([7]);
    const state = (await analysisDocument(ctx.db.firestore, ctx.orgId, metricId).get()).data();
    expect(state?.processedThrough).toEqual(new Date(end));
  });

  it('does the same however often each slice is delivered', async () => {
    const [once, often] = [testContext(), testContext()];
    for (const [ctx, times] of [
      [once, 1],
      [often, 3],
    ] as const) {
      await ingest(ctx, load(24 * 100, [24 * 40, 7]));
      await leaveAnomaly(ctx, 'ano_left', 24 * 30);
      await start(ctx);
      await deliver(ctx, small, times);
    }
    expect(await documentsOf(often)).toEqual(await documentsOf(once));
    const { backfillId: _a, ...a } = (await backfillsOf(once))[0] ?? { backfillId: '' };
    const { backfillId: _b, ...b } = (await backfillsOf(often))[0] ?? { backfillId: '' };
    expect(b).toEqual(a);
  });

  it('a worker that dies after its writes, or before it queues the next slice, is made good', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 100, [24 * 40, 7]));
    const { backfillId } = await start(ctx);
    const [task] = ctx.tasks.backfills.splice(0);
    if (task === undefined) throw new Error('nothing was queued');
    await runBackfillSlice({ ctx, input: task, limits: small });
    ctx.tasks.backfills.splice(0);
    expect(await runBackfillSlice({ ctx, input: task, limits: small })).toBe('repeated');
    const backfills = collection(ctx.db.firestore, ctx.orgId, 'anomaly_backfills');
    const before = (await backfills.doc(backfillId).get()).data();
    const progress = backfillProgressDocument(ctx.db.firestore, ctx.orgId, backfillId);
    const progressBefore = (await progress.get()).data();
    const [second] = ctx.tasks.backfills.splice(0);
    if (second === undefined || before === undefined || progressBefore === undefined)
      throw new Error('the first slice was the last');
    await runBackfillSlice({ ctx, input: second, limits: small });
    const counted = (await backfills.doc(backfillId).get()).data();
    const found = await documentsOf(ctx);
    await backfills.doc(backfillId).set(before);
    await progress.set(progressBefore);
    await runBackfillSlice({ ctx, input: second, limits: small });
    expect((await backfills.doc(backfillId).get()).data()).toMatchObject({
      points: counted?.points,
      series: counted?.series,
    });
    expect(await documentsOf(ctx)).toEqual(found);
    await deliver(ctx);
    expect(await startsOf(ctx)).toEqual([24 * 40, 7]);
  });

  it('two workers at one slice move the backfill on once', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 60, [7]));
    const { backfillId } = await start(ctx);
    const [task] = ctx.tasks.backfills.splice(0);
    if (task === undefined) throw new Error('nothing was queued');
    await Promise.all([1, 2, 3].map(() => runBackfillSlice({ ctx, input: task, limits: small })));
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({ slices: 1, points: 948 });
  });

  it('marks what is not found again, but for what a member labelled, and takes the mark back', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 60, [7]));
    await leaveAnomaly(ctx, 'ano_lost', 24 * 20);
    await leaveAnomaly(ctx, 'ano_labelled', 24 * 21, 'true');
    const { backfillId } = await start(ctx);
    await deliver(ctx);
    const marks = async () =>
      Object.fromEntries((await documentsOf(ctx)).map((one) => [one.anomalyId, one.supersededAt]));
    expect(await marks()).toMatchObject({ ano_lost: ctx.now, ano_labelled: null });
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({
      anomalies: { found: 1, fresh: 1, superseded: 1 },
    });
    const found = (await documentsOf(ctx)).find(({ kind }) => kind === 'spike');
    const anomalies = collection(ctx.db.firestore, ctx.orgId, 'anomalies');
    await anomalies.doc(found?.anomalyId ?? '').update({ supersededAt: ctx.now });
    const again = await start(ctx);
    await deliver(ctx);
    expect((await marks())[found?.anomalyId ?? '']).toBeNull();
    expect(await getBackfill({ ctx, input: { backfillId: again.backfillId } })).toMatchObject({
      anomalies: { found: 1, fresh: 1, superseded: 0 },
    });
  });

  it('heeds what members labelled: a similar one is no longer found, and marked', async () => {
    const ctx = testContext();
    const later = load(24 * 400, [24 * 10]);
    const both = load(24 * 400, [24 * 300]).map(
      ([instant, value], index): Pair => [instant, Math.max(value, later[index]?.[1] ?? 0)],
    );
    await ingest(ctx, both);
    await start(ctx);
    await deliver(ctx, sliceLimits);
    expect(await startsOf(ctx)).toEqual([24 * 300, 24 * 10]);
    const [first, second] = await documentsOf(ctx);
    await labelAnomaly({ ctx, input: { anomalyId: first?.anomalyId ?? '', label: 'expected' } });
    const { backfillId } = await start(ctx);
    await deliver(ctx, sliceLimits);
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({
      anomalies: { found: 1, fresh: 0, superseded: 1 },
    });
    const marked = (await documentsOf(ctx)).filter(({ supersededAt }) => supersededAt !== null);
    expect(marked.map(({ anomalyId }) => anomalyId)).toEqual([second?.anomalyId]);
  });

  it('writes the anomalies of the range only, the same ones, and closes one that goes on behind it', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 120, [24 * 50, 24 * 30 + 1, 24 * 30, 24 * 30 - 1, 24 * 10]));
    await leaveAnomaly(ctx, 'ano_outside', 24 * 70);
    const iso = (hours: number) => new Date(end - hours * hour).toISOString();
    await start(ctx, { metricId, from: iso(24 * 60), to: iso(24 * 30) });
    await deliver(ctx);
    const documents = await documentsOf(ctx);
    expect(await startsOf(ctx)).toEqual([24 * 70, 24 * 50, 24 * 30 + 1]);
    expect(documents[0]?.supersededAt).toBeNull();
    expect(documents[2]?.endAt).not.toBeNull();
    expect((await analysisDocument(ctx.db.firestore, ctx.orgId, metricId).get()).exists).toBe(false);
  });

  it('takes all series of a key with the labels, one after the other, and tells when there is none', async () => {
    const ctx = testContext();
    for (const shop of ['a', 'b', 'c', 'd'])
      await ingest(ctx, load(24 * 40, [7]), { shop, region: shop === 'd' ? 'south' : 'north' });
    const { backfillId } = await start(ctx, { metric: 'load', labels: { region: 'north' } });
    expect(await deliver(ctx)).toBeGreaterThan(1);
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({
      state: 'completed',
      series: { done: 3, failed: 0 },
      anomalies: { found: 3 },
    });
    const shops = (await documentsOf(ctx)).map(({ labels }) => labels.shop).sort();
    expect(shops).toEqual(['a', 'b', 'c']);
    const none = await start(ctx, { metric: 'unheard' });
    await deliver(ctx);
    expect(await getBackfill({ ctx, input: { backfillId: none.backfillId } })).toMatchObject({
      state: 'completed',
      message: 'no series of this selector',
    });
  });

  it('keeps to the settings of the metric, and passes one by whose detection is switched off', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 60, [24 * 10]));
    await leaveAnomaly(ctx, 'ano_left', 24 * 20);
    await updateMetric({ ctx, input: { metricId, patch: { detectionSettings: { enabled: false } } } });
    const off = await start(ctx);
    await deliver(ctx);
    expect(await getBackfill({ ctx, input: { backfillId: off.backfillId } })).toMatchObject({
      state: 'completed',
      points: 0,
      anomalies: { found: 0, superseded: 0 },
    });
    const detectionSettings = { enabled: true, timeZone: 'Asia/Kolkata' };
    await updateMetric({ ctx, input: { metricId, patch: { detectionSettings } } });
    await start(ctx);
    await deliver(ctx);
    expect(await startsOf(ctx)).toEqual([24 * 20, 24 * 10]);
    const state = (await analysisDocument(ctx.db.firestore, ctx.orgId, metricId).get()).data();
    expect(state?.seasonSettings).toEqual({ seasonLengths: null, timeZone: 'Asia/Kolkata' });
  });

  it('only counts when it is to report', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 60, [7]));
    await leaveAnomaly(ctx, 'ano_lost', 24 * 20);
    const { backfillId } = await start(ctx, { metricId, reportOnly: true });
    await deliver(ctx);
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({
      anomalies: { found: 1, fresh: 1, superseded: 1 },
    });
    expect((await documentsOf(ctx)).map(({ supersededAt }) => supersededAt)).toEqual([null]);
    expect((await analysisDocument(ctx.db.firestore, ctx.orgId, metricId).get()).exists).toBe(false);
  });

  it('alerts nobody of history', async () => {
    const ctx = testContext();
    await createAlertRule({
      ctx,
      input: {
        ...{ name: 'any anomaly', enabled: true, selector: { metric: 'load', labels: {} } },
        condition: { type: 'anomaly', minimumSeverity: 'low' },
        ...{
          forSeconds: 0,
          recovery: null,
          noData: null,
          severity: 'critical',
          labels: {},
          annotations: {},
          notify: null,
        },
      },
    });
    await ingest(ctx, load(24 * 60, [24 * 10, 0]));
    await start(ctx);
    await deliver(ctx);
    expect(await startsOf(ctx)).toEqual([24 * 10, 0]);
    expect((await collection(ctx.db.firestore, ctx.orgId, 'alerts').get()).size).toBe(0);
  });

  it('reads each chunk once, and writes what it found, the state and itself', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 60, [7]));
    const { backfillId } = await start(ctx);
    const warm = at(ctx, ctx.now);
    await runBackfillSlice({ ctx: warm, input: { orgId: ctx.orgId, backfillId, slice: 0 } });
    // backfill, organization, metric, chunks of three months, anomalies (none), live state (none); then backfill, metric, state, anomaly,
    // and the progress that is not there
    expect([warm.db.meter.reads, warm.db.meter.writes]).toEqual([8, 5]);
  });

  it('ends where the organization is disabled, and says so', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 60, [7]));
    const { backfillId } = await start(ctx);
    await setStatus(ctx, 'disabled');
    expect(await runBackfillSlice({ ctx, input: { orgId: ctx.orgId, backfillId, slice: 0 } })).toBe('ended');
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({
      state: 'failed',
      message: 'the organization was disabled: start another backfill once it is enabled',
      finishedAt: ctx.now,
    });
    expect(await documentsOf(ctx)).toEqual([]);
  });

  it('goes on without a series that fails again and again, and says so', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 40, [7]), { shop: 'a' });
    await ingest(ctx, load(24 * 40, [7]), { shop: 'b' });
    const bad = [metricIdOf('load', { shop: 'a' }), metricIdOf('load', { shop: 'b' })].sort()[0] ?? '';
    const chunks = ctx.db.firestore.collection(`organizations/${ctx.orgId}/metrics/${bad}/time_series`);
    const [chunk] = (await chunks.get()).docs;
    await chunk?.ref.update({ points: 'spoilt' });
    const { backfillId } = await start(ctx, { metric: 'load' });
    const [task] = ctx.tasks.backfills.splice(0);
    if (task === undefined) throw new Error('nothing was queued');
    for (let attempt = 1; attempt < 5; attempt += 1)
      await expect(runBackfillSlice({ ctx, input: task, limits: small })).rejects.toThrow(/schema/);
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({ slices: 0, failures: 4 });
    expect(await runBackfillSlice({ ctx, input: task, limits: small })).toBe('continued');
    await deliver(ctx);
    expect(await getBackfill({ ctx, input: { backfillId } })).toMatchObject({
      state: 'completed',
      series: { done: 2, failed: 1 },
      problems: [{ metricId: bad }],
      anomalies: { found: 1 },
    });
  });

  it('ends when the detector changed while it ran', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 40));
    const { backfillId } = await start(ctx);
    const backfills = collection(ctx.db.firestore, ctx.orgId, 'anomaly_backfills');
    await backfills.doc(backfillId).update({ detectorVersion: '0.0.1' });
    await deliver(ctx);
    const { state, message } = await getBackfill({ ctx, input: { backfillId } });
    expect([state, message]).toEqual([
      'failed',
      `the detector is now ${detectorVersion}, and was 0.0.1: start another backfill`,
    ]);
  });

  it('touches no other organization', async () => {
    const [ctx, other] = [testContext(), testContext()];
    await ingest(ctx, load(24 * 40, [7]));
    const { backfillId } = await start(ctx);
    const input = { orgId: other.orgId, backfillId, slice: 0 };
    expect(await runBackfillSlice({ ctx: other, input })).toBe('gone');
    await expect(runBackfillSlice({ ctx: other, input: { ...input, orgId: ctx.orgId } })).rejects.toThrow(
      /no anomaly backfill/,
    );
    await expect(getBackfill({ ctx: other, input: { backfillId } })).rejects.toThrow(/no anomaly backfill/);
    await expect(start(other)).rejects.toThrow(/no metric/);
    const none = await start(other, { metric: 'load' });
    await deliver(other);
    expect(await getBackfill({ ctx: other, input: { backfillId: none.backfillId } })).toMatchObject({
      series: { done: 0 },
    });
    expect(await documentsOf(ctx)).toEqual([]);
  });
});

async function backfillsOf(ctx: TestCtx) {
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'anomaly_backfills').get();
  return docs.map((one) => ({ backfillId: one.id, ...one.data() }));
}
