import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { analysisDocument, collection } from '../../firestore/collections.ts';
import { alertRuleExample } from '../../http/routes/v1/examples/alert.ts';
import { createAlertRule } from '../alert/create-alert-rule.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { getMetric } from '../store/get-metric.ts';
import { analyseSeries } from './analyse-series.ts';
import { detectFromRequest } from './detect-request.ts';
import { labelAnomaly } from './label-anomaly.ts';
import { learnFromLabels, lessonsMax } from './learn-from-labels.ts';
import { listAnomalies } from './list-anomalies.ts';

type Pair = readonly [at: number, value: number];

const hour = 3_600_000;
const metricId = metricIdOf('load', {});
const start = Date.parse('2026-10-01T00:00:00Z');
const first = 24 * 28 + 5;
const second = 24 * 38 + 11;

/** Hourly load with a daily season and a little repeatable noise, from one hour to another, and what is added when. */
function load(from: number, to: number, added: Readonly<Record<number, number>> = {}): Pair[] {
  return Array.from({ length: to - from }, (_, index): Pair => {
    const i = from + index;
    const noise = ((i * 7919) % 97) / 97 - 0.5;
    return [start + i * hour, 100 + 20 * Math.sin((2 * Math.PI * i) / 24) + 3 * noise + (added[i] ?? 0)];
  });
}

async function analyse(ctx: TestCtx, points: readonly Pair[]): Promise<void> {
  await ingestJson({ ctx, input: { body: { series: [{ metric: 'load', points }], timestampUnit: 'ms' } } });
  for (const task of ctx.tasks.analyses.splice(0))
    for (const input of task.series) await analyseSeries({ ctx, input });
}

const anomaliesOf = async (ctx: TestCtx) =>
  (await listAnomalies({ ctx, input: { pageSize: 50 } })).items.toReversed();
const startsOf = async (ctx: TestCtx) =>
  (await anomaliesOf(ctx)).map(({ startAt }) => (startAt.getTime() - start) / hour);
const metricOf = (ctx: TestCtx) => getMetric({ ctx, input: { metricId } });
const stateOf = async (ctx: TestCtx) =>
  (await analysisDocument(ctx.db.firestore, ctx.orgId, metricId).get()).data();

/** An organization whose load had a spike of 90, and the id of its anomaly. */
async function spiked(): Promise<{ ctx: TestCtx; anomalyId: string }> {
  const ctx = testContext();
  await analyse(ctx, load(0, first + 24, { [first]: 90 }));
  const [anomaly, ...others] = await anomaliesOf(ctx);
  if (anomaly === undefined || others.length > 0) throw new Error('exactly the spike must be found');
  return { ctx, anomalyId: anomaly.anomalyId };
}

const rest = (added: number) => load(first + 24, second + 24, { [second]: added });

describe('a labelled anomaly', () => {
  it.each(['expected', 'false'] as const)(
    '%s: a similar one is not reported, and the metric says so',
    async (label) => {
      const { ctx, anomalyId } = await spiked();
      await labelAnomaly({ ctx, input: { anomalyId, label } });
      expect((await metricOf(ctx)).feedback?.lessons).toMatchObject([
        {
          anomalyId,
          label,
          labelledAt: ctx.now,
          startAt: new Date(start + first * hour),
          extent: { kinds: expect.arrayContaining(['spike']), side: 'above' },
          effect: expect.stringMatching(/above what is expected.* are not reported$/),
        },
      ]);
      await analyse(ctx, rest(85));
      expect(await startsOf(ctx)).toEqual([first]);
      expect((await metricOf(ctx)).detection).toMatchObject({
        anomalies: 1,
        lastAnomalyAt: new Date(start + first * hour),
        lowered: {
          count: 1,
          lastAt: new Date(start + second * hour),
          explanation: expect.stringMatching(/^would be anomalous \(value .*a similar one of 2026-10-29 /),
        },
      });
    },
  );

  it('says the same point by point, and through a replay of the whole series', async () => {
    const { ctx, anomalyId } = await spiked();
    await labelAnomaly({ ctx, input: { anomalyId, label: 'false' } });
    await analyse(ctx, rest(85).slice(0, -30));
    for (const point of rest(85).slice(-30)) await analyse(ctx, [point]);
    expect(await startsOf(ctx)).toEqual([first]);
    const streamed = await metricOf(ctx);
    expect(streamed.detection?.lowered?.count).toBe(1);
    await analyse(ctx, load(-24, 0));
    expect(await startsOf(ctx)).toEqual([first]);
    expect((await metricOf(ctx)).detection?.lowered).toMatchObject({
      count: 1,
      lastAt: streamed.detection?.lowered?.lastAt,
    });
  });

  it('is heeded when the stored series is looked through, which lists what is lowered apart', async () => {
    const { ctx, anomalyId } = await spiked();
    await analyse(ctx, rest(85));
    const look = () =>
      detectFromRequest({ ctx, input: { metricId, sensitivity: 0.5, includeScores: false } });
    const before = await look();
    await labelAnomaly({ ctx, input: { anomalyId, label: 'expected' } });
    const { anomalies, lowered } = await look();
    expect([...anomalies, ...lowered]).toEqual([
      before.anomalies[0],
      {
        ...before.anomalies[1],
        explanation: expect.stringMatching(/^would be anomalous \(value/),
        loweredBy: anomalyId,
      },
    ]);
    expect([before.anomalies.length, before.lowered.length, lowered.length]).toEqual([2, 0, 1]);
  });

  it.each([
    ['a larger one', 200],
    ['one on the other side', -90],
  ])('still reports %s, as it would have without', async (_, added) => {
    const { ctx, anomalyId } = await spiked();
    await labelAnomaly({ ctx, input: { anomalyId, label: 'expected' } });
    await analyse(ctx, rest(added));
    const plain = await spiked();
    await analyse(plain.ctx, rest(added));
    expect(await anomaliesOf(ctx)).toEqual([
      { ...(await anomaliesOf(ctx))[0], label: 'expected' },
      (await anomaliesOf(plain.ctx))[1],
    ]);
    expect((await metricOf(ctx)).detection).toEqual((await metricOf(plain.ctx)).detection);
  });

  it('taken back: everything is as it would have been', async () => {
    const { ctx, anomalyId } = await spiked();
    await labelAnomaly({ ctx, input: { anomalyId, label: 'false' } });
    await labelAnomaly({ ctx, input: { anomalyId, label: null } });
    const plain = await spiked();
    expect((await metricOf(ctx)).feedback).toBeNull();
    for (const one of [ctx, plain.ctx]) await analyse(one, rest(85));
    expect(await startsOf(ctx)).toEqual([first, second]);
    expect(await metricOf(ctx)).toEqual(await metricOf(plain.ctx));
    expect(await stateOf(ctx)).toEqual(await stateOf(plain.ctx));
  });

  it('taken back while a similar one goes on: that one is reported from its start', async () => {
    const { ctx, anomalyId } = await spiked();
    await labelAnomaly({ ctx, input: { anomalyId, label: 'false' } });
    await analyse(ctx, rest(85).slice(0, -22));
    expect(await startsOf(ctx)).toEqual([first]);
    await labelAnomaly({ ctx, input: { anomalyId, label: null } });
    await analyse(ctx, rest(85).slice(-22));
    expect(await startsOf(ctx)).toEqual([first, second]);
  });

  it('true, later than another label: similar ones are reported again', async () => {
    const { ctx, anomalyId } = await spiked();
    await labelAnomaly({ ctx, input: { anomalyId, label: 'false' } });
    const [spike] = await anomaliesOf(ctx);
    if (spike === undefined) throw new Error('the spike is there');
    const { anomalyId: _, ...document } = spike;
    const labelledAt = new Date(ctx.now.getTime() + 1);
    const anomalies = collection(ctx.db.firestore, ctx.orgId, 'anomalies');
    await anomalies.doc('ano_like_it').set({ ...document, label: 'true', labelledAt });
    await learnFromLabels({ ctx, input: { metricId } });
    await analyse(ctx, rest(85));
    expect((await anomaliesOf(ctx)).at(-1)?.startAt).toEqual(new Date(start + second * hour));
  });

  it('goes on being kept up to date while it is open, and its rules take it for calm', async () => {
    const ctx = testContext();
    await analyse(ctx, load(0, first + 1, { [first]: 90 }));
    const anomalyId = (await anomaliesOf(ctx))[0]?.anomalyId ?? '';
    await labelAnomaly({ ctx, input: { anomalyId, label: 'expected' } });
    const touched = { metricId, from: start + (first + 1) * hour, to: start + (first + 11) * hour };
    await ingestJson({
      ctx,
      input: {
        body: { series: [{ metric: 'load', points: load(first + 1, first + 12) }], timestampUnit: 'ms' },
      },
    });
    const { anomalies } = await analyseSeries({ ctx, input: touched });
    expect(anomalies).toMatchObject([{ anomalyId, anomaly: { label: 'expected' } }]);
    expect((await anomaliesOf(ctx))[0]).toMatchObject({
      anomalyId,
      label: 'expected',
      endAt: expect.any(Date),
    });
  });

  it('fires no rule by what is similar to it', async () => {
    const { ctx: later, anomalyId } = await spiked();
    // Rules look at what is fresh.
    const ctx = at(later, new Date(start + (second + 3) * hour));
    await labelAnomaly({ ctx, input: { anomalyId, label: 'expected' } });
    const selector = { metric: 'load', labels: {} };
    const condition = { type: 'anomaly', minimumSeverity: 'low' } as const;
    await createAlertRule({ ctx, input: { ...alertRuleExample, selector, condition } });
    const alerts = async () => (await collection(ctx.db.firestore, ctx.orgId, 'alerts').get()).size;
    await analyse(ctx, rest(85).slice(0, -22));
    expect(await alerts()).toBe(0);
    await analyse(ctx, load(second + 2, second + 3, { [second + 2]: 300 }));
    expect(await alerts()).toBe(1);
  });

  it('means nothing to another organization with the same series', async () => {
    const { ctx, anomalyId } = await spiked();
    const other = await spiked();
    await labelAnomaly({ ctx, input: { anomalyId, label: 'false' } });
    await learnFromLabels({ ctx: other.ctx, input: { metricId } });
    await analyse(other.ctx, rest(85));
    expect(await startsOf(other.ctx)).toEqual([first, second]);
    expect((await metricOf(other.ctx)).feedback).toBeNull();
  });

  it('of another organization cannot be labelled, nor without permission', async () => {
    const { ctx, anomalyId } = await spiked();
    const input = { anomalyId, label: 'false' } as const;
    const stranger = testContext();
    await expect(labelAnomaly({ ctx: stranger, input })).rejects.toMatchObject({ code: 'not-found' });
    const viewer = testContext({ orgId: ctx.orgId, permissions: ['anomalies:read', 'metrics:read'] });
    await expect(labelAnomaly({ ctx: viewer, input })).rejects.toMatchObject({ code: 'permission-denied' });
    expect((await anomaliesOf(ctx))[0]).toMatchObject({ label: null, labelledBy: null });
  });

  it('said twice is said once: who said it first stays, and nothing is written', async () => {
    const { ctx, anomalyId } = await spiked();
    const once = await labelAnomaly({ ctx, input: { anomalyId, label: 'expected' } });
    expect(once).toMatchObject({ label: 'expected', labelledBy: 'user:ada', labelledAt: ctx.now });
    const again = {
      ...at(ctx, new Date(ctx.now.getTime() + 60_000)),
      actor: { type: 'user', id: 'bob' } as const,
    };
    expect(await labelAnomaly({ ctx: again, input: { anomalyId, label: 'expected' } })).toEqual(once);
    expect([again.db.meter.reads, again.db.meter.writes]).toEqual([3, 0]);
  });
});

describe('lessons of a metric', () => {
  /** Puts anomalies straight into the store, as detection and members leave them; `label` undefined as never labelled. */
  async function store(ctx: TestCtx, count: number, label?: string): Promise<void> {
    const { anomalyId: _, ...document } = (await anomaliesOf(ctx))[0] ?? { anomalyId: '' };
    const anomalies = ctx.db.firestore.collection(`organizations/${ctx.orgId}/anomalies`);
    for (let i = 0; i < count; i += 1)
      await anomalies.doc(`ano_${i}`).set({ ...document, startAt: new Date(start + i * hour), label });
  }

  it('are those of the newest labels, at a bounded number of reads', async () => {
    const { ctx } = await spiked();
    await store(ctx, lessonsMax + 3, 'false');
    const counted = at(ctx, ctx.now);
    await learnFromLabels({ ctx: counted, input: { metricId } });
    expect([counted.db.meter.reads, counted.db.meter.writes]).toEqual([1 + lessonsMax, 1]);
    const ids = (await metricOf(ctx)).feedback?.lessons.map(({ anomalyId }) => anomalyId);
    expect(ids).toHaveLength(lessonsMax);
    expect(ids?.[0]).toBe(`ano_${lessonsMax + 2}`);
  });

  it('come from labels typed by hand, without a name or a time, and not from words that are none', async () => {
    const { ctx, anomalyId } = await spiked();
    await store(ctx, 1, 'maybe');
    await ctx.db.firestore
      .doc(`organizations/${ctx.orgId}/anomalies/${anomalyId}`)
      .update({ label: 'expected' });
    await learnFromLabels({ ctx, input: { metricId } });
    expect((await metricOf(ctx)).feedback?.lessons).toMatchObject([{ anomalyId, labelledAt: null }]);
  });

  it('come to the same twice, at once and in any order', async () => {
    const { ctx, anomalyId } = await spiked();
    await store(ctx, 2, 'false');
    await Promise.all([
      labelAnomaly({ ctx, input: { anomalyId, label: 'expected' } }),
      learnFromLabels({ ctx, input: { metricId } }),
      labelAnomaly({ ctx, input: { anomalyId: 'ano_0', label: null } }),
      learnFromLabels({ ctx, input: { metricId } }),
    ]);
    const late = at(ctx, new Date(ctx.now.getTime() + 60_000));
    await learnFromLabels({ ctx: late, input: { metricId } });
    expect(late.db.meter.writes).toBe(0);
    const { lessons } = (await metricOf(ctx)).feedback ?? { lessons: [] };
    expect(lessons.map((one) => [one.anomalyId, one.label])).toEqual([
      [anomalyId, 'expected'],
      ['ano_1', 'false'],
    ]);
  });

  it("of a metric that is gone are nobody's", async () => {
    const { ctx, anomalyId } = await spiked();
    await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).delete();
    expect(await labelAnomaly({ ctx, input: { anomalyId, label: 'false' } })).toMatchObject({
      label: 'false',
    });
    expect((await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).get()).exists).toBe(false);
  });

  it('cost an analysis nothing, heeded or not', async () => {
    const cost = async (labelled: boolean) => {
      const { ctx, anomalyId } = await spiked();
      if (labelled) await labelAnomaly({ ctx, input: { anomalyId, label: 'false' } });
      const points = load(first + 24, first + 25);
      await ingestJson({
        ctx,
        input: { body: { series: [{ metric: 'load', points }], timestampUnit: 'ms' } },
      });
      const warm = at(ctx, ctx.now);
      for (const input of ctx.tasks.analyses.flatMap((task) => task.series))
        await analyseSeries({ ctx: warm, input });
      return [warm.db.meter.reads, warm.db.meter.writes];
    };
    expect(await cost(true)).toEqual(await cost(false));
    expect(await cost(false)).toEqual([5, 2]);
  });
});
