import { describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { createAlertRule } from './alert/create-alert-rule.ts';
import { runPipeline } from './run-pipeline.ts';

const hour = 3_600_000;
const end = Date.parse('2026-11-21T11:00:00Z');
const points = Array.from({ length: 24 * 21 }, (_, index): [number, number] => {
  const instant = end - (24 * 21 - 1 - index) * hour;
  const season = 30 * Math.sin((2 * Math.PI * (instant / hour)) / 24);
  return [instant, 100 + season + ((index * 7919) % 97) / 97 + (index === 24 * 21 - 1 ? 80 : 0)];
});

const body = (overrides: object = {}) => ({
  series: [{ metric: 'orders', points }],
  timestampUnit: 'ms',
  horizon: 24,
  ...overrides,
});

describe('runPipeline', () => {
  it('answers points stored, forecast, anomalies and alerts in one call, and queues nothing', async () => {
    const ctx = testContext();
    await createAlertRule({
      ctx,
      input: {
        name: 'orders will pass 120',
        enabled: true,
        selector: { metric: 'orders', labels: {} },
        condition: {
          type: 'forecast-breach',
          direction: 'above',
          threshold: 120,
          withinSeconds: 86_400,
          probability: 0.8,
        },
        forSeconds: 0,
        recovery: null,
        noData: null,
        severity: 'warning',
        labels: {},
        annotations: {},
        notify: null,
      },
    });
    const answer = await runPipeline({ ctx, input: { body: body() } });
    expect(answer.ingest).toMatchObject({ accepted: points.length, rejected: 0 });
    const [series] = answer.series;
    expect(series?.forecast?.points).toHaveLength(24);
    expect(series?.anomalies.map(({ startAt }) => startAt)).toContainEqual(new Date(end));
    expect(series?.alerts).toMatchObject([{ state: 'firing', threshold: 120 }]);
    expect(series?.alerts[0]?.crossing?.probability).toBeGreaterThanOrEqual(0.8);
    expect(ctx.tasks.analyses).toEqual([]);
  });

  it('gives the same answer ids when it is called twice', async () => {
    const ctx = testContext();
    const [a, b] = [
      await runPipeline({ ctx, input: { body: body() } }),
      await runPipeline({ ctx, input: { body: body() } }),
    ];
    expect(b.series[0]?.forecast?.forecastId).toBe(a.series[0]?.forecast?.forecastId);
    expect(b.series[0]?.anomalies).toEqual([]);
  });

  it('refuses more series than it can answer for', async () => {
    const ctx = testContext();
    const series = Array.from({ length: 21 }, (_, index) => ({ metric: `m${index}`, points: [[end, 1]] }));
    await expect(runPipeline({ ctx, input: { body: body({ series }) } })).rejects.toMatchObject({
      reason: 'TOO_MANY_SERIES',
    });
    expect(ctx.db.meter.writes).toBe(0);
  });

  it.each([
    [{ horizon: 0 }, '/horizon'],
    [{ horizon: 10_000_000 }, '/horizon'],
    [{ levels: [101] }, '/levels/0'],
  ])('refuses %j, naming %s', async (overrides, pointer) => {
    await expect(runPipeline({ ctx: testContext(), input: { body: body(overrides) } })).rejects.toMatchObject(
      { fields: [{ pointer }] },
    );
  });

  it('needs every permission that it uses', async () => {
    const ctx = testContext({ permissions: ['metrics:write', 'forecasts:write', 'anomalies:read'] });
    await expect(runPipeline({ ctx, input: { body: body() } })).rejects.toMatchObject({
      extensions: { permission: 'alerts:read' },
    });
  });
});
