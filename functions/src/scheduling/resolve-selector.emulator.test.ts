import { beforeAll, describe, expect, test } from 'vitest';
import { at, testContext } from '../../test/support/context.ts';
import { addMetric } from '../../test/support/forecast-jobs.ts';
import { leavesPerJobMax } from './limits.ts';
import { resolveSelector } from './resolve-selector.ts';

const ctx = testContext();
const other = testContext();
const ids: Record<string, string> = {};

beforeAll(async () => {
  for (const airport of ['ATL', 'ORD']) {
    ids[airport] = await addMetric(ctx, 'departures', { airport, 'cloud.region': 'us-east' });
  }
  await addMetric(ctx, 'delay', { airport: 'ATL' });
  await addMetric(other, 'departures', { airport: 'DFW' });
  const hosts = Array.from({ length: leavesPerJobMax + 1 }, (_, index) => `host-${index}`);
  await Promise.all(hosts.map((host) => addMetric(ctx, 'load', { host })));
});

describe('a selector', () => {
  test.each([
    ['a key', { metric: 'departures', labels: {} }, ['ATL', 'ORD']],
    ['a key and a label', { metric: 'departures', labels: { airport: 'ORD' } }, ['ORD']],
    [
      'a label with a dot in its name',
      { metric: 'departures', labels: { 'cloud.region': 'us-east' } },
      ['ATL', 'ORD'],
    ],
    ['the beginning of a key', { metric: 'dep*', labels: {} }, ['ATL', 'ORD']],
    ['the end of a key', { metric: '*tures', labels: {} }, ['ATL', 'ORD']],
    ['pieces of a key', { metric: 'd*part*s', labels: {} }, ['ATL', 'ORD']],
    ['a pattern and a label', { metric: 'd*s', labels: { airport: 'ORD' } }, ['ORD']],
    ['any key with a label', { metric: '*', labels: { airport: 'ORD' } }, ['ORD']],
    ['two labels', { metric: 'departures', labels: { airport: 'ATL', 'cloud.region': 'us-east' } }, ['ATL']],
  ])('by %s names the series of this organization that carry it', async (_, selector, airports) => {
    const { metricIds, problems } = await resolveSelector(ctx, { selector });
    expect(new Set(metricIds)).toEqual(new Set(airports.map((airport) => ids[airport])));
    expect(problems).toEqual([]);
  });

  test('by id names the one series', async () => {
    const metricId = ids.ATL ?? '';
    expect(await resolveSelector(ctx, { selector: { metricId } })).toEqual({
      metricIds: [metricId],
      problems: [],
    });
  });

  test('never names a series of another organization', async () => {
    const byKey = await resolveSelector(ctx, {
      selector: { metric: 'departures', labels: { airport: 'DFW' } },
    });
    expect(byKey.metricIds).toEqual([]);
    expect(byKey.problems[0]?.detail).toBe(
      'no series of metric "departures" with airport "DFW" in this organization',
    );
    const byPattern = await resolveSelector(ctx, { selector: { metric: '*', labels: { airport: 'DFW' } } });
    expect(byPattern.metricIds).toEqual([]);
    const byId = await resolveSelector(other, { selector: { metricId: ids.ATL ?? '' } });
    expect(byId).toMatchObject({ metricIds: [], problems: [{ pointer: '/selector/metricId' }] });
  });

  const hierarchy = { by: ['*'], method: 'auto' as const };
  const load = { metric: 'load', labels: {} };

  test('of a job without a hierarchy may name more', async () => {
    const { metricIds, problems } = await resolveSelector(ctx, { selector: load });
    expect(metricIds).toHaveLength(leavesPerJobMax + 1);
    expect(problems).toEqual([]);
  });

  test('that names too many names none, says so, and reads no more than the limit', async () => {
    const counted = at(ctx, ctx.now);
    const spec = { selector: load, hierarchy };
    const { metricIds, problems } = await resolveSelector(counted, spec);
    expect(metricIds).toEqual([]);
    expect(problems[0]?.detail).toContain(`more than ${leavesPerJobMax} series of metric "load"`);
    expect(counted.db.meter.reads).toBe(leavesPerJobMax + 1);
  });
});
