import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../contracts/errors.ts';
import { pointsPerBatchMax } from '../../contracts/ingest.ts';
import { normaliseCsv } from './from-csv.ts';
import { normaliseJson } from './from-json.ts';
import { normaliseNdjson } from './from-ndjson.ts';
import { metricIdOf } from './metric-id.ts';

const now = new Date('2026-11-21T12:00:00Z');
const text = { timestampUnit: 'auto', now } as const;
const point = (overrides: object = {}) => ({
  metric: 'orders',
  labels: { shop: 'Graz' },
  timestamp: '2026-11-21T05:00:00Z',
  value: 3,
  ...overrides,
});

describe('metricIdOf', () => {
  it('does not depend on the order of labels', () => {
    expect(metricIdOf('a', { x: '1', y: '2' })).toBe(metricIdOf('a', { y: '2', x: '1' }));
  });

  it('differs for other keys, names and values', () => {
    const ids = [
      metricIdOf('a', {}),
      metricIdOf('b', {}),
      metricIdOf('a', { x: '1' }),
      metricIdOf('a', { x: '2' }),
      metricIdOf('a', { y: '1' }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('normaliseJson', () => {
  it('takes points, compact series and a bare list alike', () => {
    const flat = normaliseJson({ points: [point(), point({ timestamp: 1_795_240_800, value: 4 })] }, now);
    const bare = normaliseJson([point(), point({ timestamp: 1_795_240_800, value: 4 })], now);
    const compact = normaliseJson(
      {
        series: [
          {
            metric: 'orders',
            labels: { shop: 'Graz' },
            points: [
              ['2026-11-21T05:00:00Z', 3],
              [1_795_240_800, 4],
            ],
          },
        ],
      },
      now,
    );
    expect(flat.series).toHaveLength(1);
    expect([...(flat.series[0]?.points ?? [])]).toHaveLength(2);
    expect(bare).toEqual(flat);
    const origins = [
      ['points', 0],
      ['points', 1],
    ].map((path) => ({ path: ['series', 0, ...path] }));
    expect(compact).toEqual({ ...flat, series: flat.series.map((one) => ({ ...one, origins })) });
  });

  it('keeps 997 of 1,000 points and lists the three others', () => {
    const points = Array.from({ length: 1_000 }, (_, index): unknown =>
      point({ timestamp: 1_795_000_000 + index * 60 }),
    );
    points[3] = point({ value: 'many' });
    points[500] = point({ timestamp: '2036-01-01T00:00:00Z' });
    points[999] = point({ labels: { '1bad': 'x' } });
    const batch = normaliseJson({ points }, now);
    expect(batch.series.reduce((total, one) => total + one.points.size, 0)).toBe(997);
    expect(batch.rejected).toBe(3);
    expect(batch.problems.map(({ pointer }) => pointer)).toEqual([
      '/points/3/value',
      '/points/500/timestamp',
      '/points/999/labels/1bad',
    ]);
    expect(batch.problems[0]?.detail).toBe('expected a finite number');
  });

  it('points at a bad pair of the compact form', () => {
    const batch = normaliseJson(
      { series: [{ metric: 'orders', points: [[1_795_240_800, null], ['x', 1], 7] }] },
      now,
    );
    expect(batch.problems.map(({ pointer }) => pointer)).toEqual([
      '/series/0/points/0/1',
      '/series/0/points/1/0',
      '/series/0/points/2',
    ]);
    expect(batch.series).toEqual([]);
  });

  it('counts an instant that comes again, and lets the last value count', () => {
    const batch = normaliseJson([point(), point({ value: 9 })], now);
    expect(batch.duplicates).toBe(1);
    expect([...(batch.series[0]?.points.values() ?? [])]).toEqual([9]);
  });

  it('names an unknown field of a point', () => {
    expect(normaliseJson([point({ vlaue: 1 })], now).problems).toEqual([
      { pointer: '/points/0/vlaue', detail: expect.stringContaining('unknown field') },
    ]);
  });

  it.each([[{}], ['text'], [null], [{ points: {} }], [{ point: [] }]])('refuses the envelope %j', (body) => {
    expect(() => normaliseJson(body, now)).toThrow(DomainError);
  });

  it('refuses a batch past the limit', () => {
    const points = new Array(pointsPerBatchMax + 1).fill(null);
    expect(() => normaliseJson({ points }, now)).toThrow(/at most/);
  });

  it('keeps labels that look like parts of an object apart from it', () => {
    const labels = JSON.parse('{"constructor": "x", "toString": "y"}') as Record<string, string>;
    expect(normaliseJson([point({ labels })], now).series[0]?.labels).toEqual(labels);
    const polluted = normaliseJson([point({ labels: JSON.parse('{"__proto__": "x"}') })], now);
    expect(polluted.rejected + polluted.series.length).toBe(1);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('never throws anything but a DomainError, and accounts for each point', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.anything(), fc.constant(point()))), (points) => {
        const batch = normaliseJson({ points }, now);
        const stored = batch.series.reduce((total, one) => total + one.points.size, 0);
        expect(stored + batch.duplicates + batch.rejected).toBe(points.length);
      }),
    );
  });
});

describe('normaliseNdjson', () => {
  it('stops at the line that is one too many, and takes millions of empty ones for none', () => {
    expect(() => normaliseNdjson('1\n'.repeat(pointsPerBatchMax + 1), text)).toThrow(/at most/);
    expect(normaliseNdjson('\n'.repeat(3_000_000), text)).toMatchObject({ rejected: 0, series: [] });
  });

  it('passes over blank lines and names the line of a bad one', () => {
    const body = `${JSON.stringify(point())}\n\n{"metric":\n${JSON.stringify(point({ timestamp: 'x' }))}\n`;
    const batch = normaliseNdjson(body, text);
    expect(batch.series[0]?.points.size).toBe(1);
    expect(batch.problems).toEqual([
      { pointer: '/1', detail: 'expected one JSON object on the line', line: 3 },
      { pointer: '/2/timestamp', detail: expect.any(String), line: 4 },
    ]);
  });

  it('puts the metric of the request on points that name none', () => {
    const { metric: _, ...rest } = point();
    expect(normaliseNdjson(JSON.stringify(rest), { ...text, metric: 'orders' }).series[0]?.key).toBe(
      'orders',
    );
  });
});

describe('normaliseCsv', () => {
  it.each([
    ['a prototype for a column', 'metric,timestamp,value,__proto__\na,2026-11-21,1,x', 'CSV_HEADER_INVALID'],
    ['more columns than tables have', `metric,timestamp,value,${'a,'.repeat(250)}b`, 'CSV_HEADER_INVALID'],
    [
      'a row without an end',
      `metric,timestamp,value\na,2026-11-21,${',1'.repeat(1_000_000)}`,
      'CSV_MALFORMED',
    ],
    ['a row too many, of millions', `metric,timestamp,value\n${'a\n'.repeat(2_000_000)}`, 'BATCH_TOO_LARGE'],
  ])('refuses %s, and reads no further', (_, body, reason) => {
    expect(() => normaliseCsv(body, text)).toThrow(expect.objectContaining({ reason }));
  });

  const csv = [
    'metric,timestamp,value,unit,shop',
    'orders,2026-11-21T05:00:00Z,3,pieces,Graz',
    'orders,1795240800,1e2,,"Linz, main"',
  ].join('\n');

  it('takes every further column as a label', () => {
    const batch = normaliseCsv(`\uFEFF${csv}`, text);
    expect(batch.series.map(({ labels, unit, points }) => [labels, unit, [...points.values()]])).toEqual([
      [{ shop: 'Graz' }, 'pieces', [3]],
      [{ shop: 'Linz, main' }, undefined, [100]],
    ]);
  });

  it('costs a bad row only itself', () => {
    const batch = normaliseCsv(
      `${csv}\norders,2026-11-21T06:00:00Z,NaN,,Graz\norders,2026-11-21T06:00:00Z\n`,
      text,
    );
    expect(batch.series).toHaveLength(2);
    expect(batch.problems).toEqual([
      { pointer: '/2/value', detail: 'expected a finite number', line: 4 },
      { pointer: '/3', detail: 'expected 5 cells, as in the header, and found 2', line: 5 },
    ]);
  });

  it.each([['timestamp,value\n1,2'], ['metric,metric,timestamp,value\na,b,1,2'], ['']])(
    'refuses the header of %j',
    (body) => {
      expect(() => normaliseCsv(body, text)).toThrow(/header/);
    },
  );

  it('refuses quotes that never end, with the line', () => {
    expect(() => normaliseCsv('metric,timestamp,value\n"a,1,2', text)).toThrow(/cannot be read at line/);
  });
});
