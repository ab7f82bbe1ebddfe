import { describe, expect, it } from 'vitest';
import { alertRule, departures } from '../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { type AlertQuery, alertDetailResponseSchema, alertResponseSchema } from '../../contracts/alert.ts';
import { collection } from '../../firestore/collections.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { getAlert } from './get-alert.ts';
import { listAlerts } from './list-alerts.ts';

const now = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(now.getTime() + n * 60_000);

const observe = (ctx: TestCtx, values: readonly number[], metricId: string = departures.metricId) =>
  evaluateRules({
    ctx,
    input: {
      metricId,
      metric: departures.metric,
      observations: values.map((value, i) => ({ at: minute(i), value })),
    },
  });

/** Organization with a rule that fires at once, `rul_many`, and one that takes ten minutes, `rul_slow`. */
async function watching(): Promise<TestCtx> {
  const ctx = testContext({ now });
  const rules = collection(ctx.db.firestore, ctx.orgId, 'alert_rules');
  await rules.doc('rul_many').set(alertRule());
  await rules.doc('rul_slow').set(alertRule({ forSeconds: 600 }));
  return ctx;
}

const idOf = async (ctx: TestCtx, filter: Partial<AlertQuery>) =>
  (await listAlerts({ ctx, input: { pageSize: 10, ...filter } })).items[0]?.alertId ?? 'none';

describe('acknowledgeAlert', () => {
  it('says who takes care, when and why, and the alert goes on until it is resolved', async () => {
    const ctx = await watching();
    await observe(ctx, [70]);
    const alertId = await idOf(ctx, { state: 'firing' });
    const answer = await acknowledgeAlert({
      ctx: { ...at(ctx, minute(1)), actor: { type: 'user', id: 'grace' } },
      input: { alertId, note: 'de-icing' },
    });
    expect(alertResponseSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      state: 'acknowledged',
      open: true,
      acknowledgedAt: minute(1),
      acknowledgedBy: 'user:grace',
    });
    await observe(at(ctx, minute(3)), [70, 71, 72, 40]);
    const detail = await getAlert({ ctx, input: { alertId } });
    expect(alertDetailResponseSchema.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({ state: 'resolved', acknowledgedBy: 'user:grace' });
    expect(detail.timeline.map(({ from, to, actor, reason }) => [from, to, actor, reason])).toEqual([
      ['inactive', 'firing', 'user:ada', '70 is above 60'],
      ['firing', 'acknowledged', 'user:grace', 'de-icing'],
      ['acknowledged', 'resolved', 'user:ada', '40 is not above 60'],
    ]);
  });

  it('leaves it with the first when two acknowledge, at the same time or later', async () => {
    const ctx = await watching();
    await observe(ctx, [70]);
    const alertId = await idOf(ctx, { state: 'firing' });
    const by = (id: string) =>
      acknowledgeAlert({ ctx: { ...ctx, actor: { type: 'user', id } }, input: { alertId } });
    const [one, other] = await Promise.all([by('grace'), by('alan')]);
    expect(one.acknowledgedBy).toBe(other.acknowledgedBy);
    expect(await by('edsger')).toEqual(one);
    expect((await getAlert({ ctx, input: { alertId } })).timeline).toHaveLength(2);
  });

  it.each([
    ['pending', 'rul_slow', [70]],
    ['inactive', 'rul_slow', [70, 40]],
    ['resolved', 'rul_many', [70, 40]],
  ] as const)('is refused when the alert is %s', async (state, ruleId, values) => {
    const ctx = await watching();
    await observe(ctx, values);
    const alertId = await idOf(ctx, { ruleId });
    await expect(acknowledgeAlert({ ctx, input: { alertId } })).rejects.toMatchObject({
      code: 'failed-precondition',
      reason: 'ALERT_NOT_FIRING',
      extensions: { state },
    });
    expect(await getAlert({ ctx, input: { alertId } })).toMatchObject({ state, acknowledgedBy: null });
  });
});

describe('listAlerts', () => {
  it('answers newest first, page by page, in the shape of the contract', async () => {
    const ctx = await watching();
    await observe(ctx, [70, 40, 71, 40, 72]);
    const input = { ruleId: 'rul_many', pageSize: 2 };
    const first = await listAlerts({ ctx, input });
    const second = await listAlerts({ ctx, input: { ...input, pageToken: first.nextPageToken ?? '' } });
    const items = [...first.items, ...second.items];
    expect(items.map(({ startedAt }) => startedAt)).toEqual([minute(4), minute(2), minute(0)]);
    expect(second.nextPageToken).toBeNull();
    for (const item of items) expect(alertResponseSchema.parse(item)).toEqual(item);
  });

  it.each([
    [{}, 8],
    [{ open: true }, 4],
    [{ open: false }, 4],
    [{ state: 'firing' }, 2],
    [{ state: 'resolved', metricId: departures.metricId }, 1],
    [{ ruleId: 'rul_slow', open: true }, 2],
    [{ metricId: 'met_other' }, 4],
    [{ state: 'acknowledged' }, 0],
  ] as const)('filters by %o', async (filter, count) => {
    const ctx = await watching();
    await observe(ctx, [70, 40, 71]);
    await observe(ctx, [70, 40, 71], 'met_other');
    const { items } = await listAlerts({ ctx, input: { pageSize: 10, ...filter } });
    expect(items).toHaveLength(count);
    for (const item of items) expect(item).toMatchObject(filter);
  });
});

describe('alerts of another organization', () => {
  it('do not exist', async () => {
    const theirs = await watching();
    await observe(theirs, [70]);
    const alertId = await idOf(theirs, { state: 'firing' });
    const ctx = testContext({ now });
    const absent = { code: 'not-found', reason: 'ALERT_NOT_FOUND' };
    await expect(getAlert({ ctx, input: { alertId } })).rejects.toMatchObject(absent);
    await expect(acknowledgeAlert({ ctx, input: { alertId } })).rejects.toMatchObject(absent);
    expect((await listAlerts({ ctx, input: { pageSize: 10 } })).items).toEqual([]);
    expect(await getAlert({ ctx: theirs, input: { alertId } })).toMatchObject({ state: 'firing' });
  });
});
