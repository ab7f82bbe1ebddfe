import { beforeAll, describe, expect, it } from 'vitest';
import { type TestRequest, testApi, testOrganization } from '../../../../test/support/http-api.ts';
import { bodyBytesMax } from '../../limits.ts';
import { jobSpecExample } from './examples/forecast-job.ts';

const api = testApi();
let key: string;

beforeAll(async () => {
  ({ key } = await testOrganization());
});

const post = (path: string, body: unknown): TestRequest => ({ method: 'POST', path, body });
const point = { metric: 'a', timestamp: '2026-11-21T05:00:00Z', value: 1 };
const ingest = (change: object): TestRequest => post('/v1/ingest', { points: [{ ...point, ...change }] });
const text = (type: string, body: string): TestRequest => ({
  ...post('/v1/ingest', body),
  headers: { 'Content-Type': type },
});
const labels = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`l${index}`, 'x']));
const elevenths = Array.from({ length: 11 }, (_, i) => (i + 1) / 12);
const metricId = 'met_000000000000000000000000';

/** Name, request, status, reason, pointer, what was expected. */
type Row = readonly [string, TestRequest, number, string, string | null, RegExp | null];

const rows: readonly Row[] = [
  [
    'malformed JSON',
    post('/v1/ingest', '{"points": [}'),
    400,
    'JSON_MALFORMED',
    '/points/0',
    /expected a JSON value/,
  ],
  [
    'NaN',
    post('/v1/ingest', '{"points":[{"metric":"a","value":NaN}]}'),
    400,
    'JSON_MALFORMED',
    '/points/0/value',
    /expected a finite number, since JSON has no NaN/,
  ],
  [
    'Infinity',
    post('/v1/ingest', '{"points":[{"value":-Infinity}]}'),
    400,
    'JSON_MALFORMED',
    '/points/0/value',
    /JSON has no -Infinity/,
  ],
  [
    'a number too large for a double',
    post('/v1/ingest', JSON.stringify({ points: [point] }).replace('"value":1', '"value":1e999')),
    400,
    'ALL_POINTS_REJECTED',
    '/points/0/value',
    /expected a finite number/,
  ],
  [
    'a value of another type',
    ingest({ value: '1' }),
    400,
    'ALL_POINTS_REJECTED',
    '/points/0/value',
    /expected a finite number/,
  ],
  ['an unknown field', ingest({ vaule: 1 }), 400, 'ALL_POINTS_REJECTED', '/points/0/vaule', /unknown field/],
  [
    'an instant in the far future',
    ingest({ timestamp: '2126-01-01T00:00:00Z' }),
    400,
    'ALL_POINTS_REJECTED',
    '/points/0/timestamp',
    /at most 24 hours ahead/,
  ],
  [
    'an instant without offset',
    ingest({ timestamp: '2026-11-21T05:00:00' }),
    400,
    'ALL_POINTS_REJECTED',
    '/points/0/timestamp',
    /ISO 8601 instant with offset/,
  ],
  [
    'too many labels',
    ingest({ labels }),
    400,
    'ALL_POINTS_REJECTED',
    '/points/0/labels',
    /at most 24 labels/,
  ],
  [
    'a label value too long',
    ingest({ labels: { a: 'x'.repeat(257) } }),
    400,
    'ALL_POINTS_REJECTED',
    '/points/0/labels/a',
    /at most 256 characters/,
  ],
  [
    'a body that is no object',
    post('/v1/ingest', '"points"'),
    400,
    'VALIDATION_FAILED',
    '',
    /expected object/,
  ],
  [
    'points that are no list',
    post('/v1/ingest', { points: 1 }),
    400,
    'VALIDATION_FAILED',
    '/points',
    /expected a list of points/,
  ],
  [
    'a body past the limit',
    post('/v1/ingest', ' '.repeat(bodyBytesMax + 1)),
    413,
    'BODY_TOO_LARGE',
    null,
    null,
  ],
  ['another content type', text('application/xml', '<a/>'), 415, 'MEDIA_TYPE_UNSUPPORTED', null, null],
  [
    'CSV without a header',
    text('text/csv', '1,2\n'),
    400,
    'CSV_HEADER_INVALID',
    '',
    /expected a header with the columns/,
  ],
  [
    'an unknown parameter',
    { ...post('/v1/ingest?unit=s', { points: [point] }) },
    400,
    'VALIDATION_FAILED',
    '/unit',
    /unknown field/,
  ],
  [
    'an unknown metric by id',
    post('/v1/forecast', { metricId, horizon: 1 }),
    404,
    'METRIC_NOT_FOUND',
    null,
    null,
  ],
  [
    'an unknown metric by key',
    post('/v1/forecast', { metric: 'nope', horizon: 1 }),
    404,
    'METRIC_NOT_FOUND',
    null,
    null,
  ],
  [
    'a horizon of 0',
    post('/v1/forecast', { metricId, horizon: 0 }),
    400,
    'VALIDATION_FAILED',
    '/horizon',
    /at least 1 step/,
  ],
  [
    'a horizon of 10 million',
    post('/v1/forecast', { metricId, horizon: 10_000_000 }),
    400,
    'VALIDATION_FAILED',
    '/horizon',
    /at most 2000 steps/,
  ],
  [
    'half a step',
    post('/v1/forecast', { metricId, horizon: 1.5 }),
    400,
    'VALIDATION_FAILED',
    '/horizon',
    /whole number/,
  ],
  [
    'a level of 100 percent',
    post('/v1/forecast', { metricId, horizon: 1, levels: [100] }),
    400,
    'VALIDATION_FAILED',
    '/levels/0',
    /below 100 percent/,
  ],
  [
    'both a metric and points',
    post('/v1/forecast', { metricId, points: [['2026-11-21', 1]], horizon: 1 }),
    400,
    'VALIDATION_FAILED',
    '',
    /exactly one of/,
  ],
  [
    'a cron schedule of nonsense',
    post('/v1/forecast-jobs', { selector: { metric: 'a' }, schedule: 'often', horizon: 1 }),
    400,
    'VALIDATION_FAILED',
    '/schedule',
    /expected/,
  ],
  [
    'a time zone that is none',
    post('/v1/forecast-jobs', {
      selector: { metric: 'a' },
      schedule: '0 * * * *',
      timeZone: 'Mars/Olympus',
      horizon: 1,
    }),
    400,
    'VALIDATION_FAILED',
    '/timeZone',
    /expected/,
  ],
  [
    'a condition of an unknown type',
    post('/v1/alert-rules', { name: 'a', selector: { metric: 'a' }, condition: { type: 'magic' } }),
    400,
    'VALIDATION_FAILED',
    '/condition/type',
    /./,
  ],
  [
    'a page too large',
    { path: '/v1/metrics?pageSize=1000' },
    400,
    'VALIDATION_FAILED',
    '/pageSize',
    /at most 200/,
  ],
  [
    'a page size that is no number',
    { path: '/v1/metrics?pageSize=many' },
    400,
    'VALIDATION_FAILED',
    '/pageSize',
    /expected a number/,
  ],
  [
    'a page token that is none',
    { path: '/v1/metrics?pageToken=x' },
    400,
    'PAGE_TOKEN_INVALID',
    '/pageToken',
    /nextPageToken/,
  ],
  [
    'an explanation of points that have no siblings',
    post('/v1/anomalies', { points: [['2026-11-21T05:00:00Z', 1]], explain: true }),
    400,
    'VALIDATION_FAILED',
    '/explain',
    /expected a stored series/,
  ],
  [
    'a filter that is none',
    { path: '/v1/metrics?labels.airport=ATL' },
    400,
    'VALIDATION_FAILED',
    '/labels.airport',
    /unknown field/,
  ],
  [
    'an id that is none',
    { path: '/v1/metrics/a%2F..%2Fb' },
    400,
    'VALIDATION_FAILED',
    '/metricId',
    /letters, digits/,
  ],
  [
    'an id that Firestore reserves',
    { path: '/v1/metrics/__x__' },
    400,
    'VALIDATION_FAILED',
    '/metricId',
    /letters, digits/,
  ],
  [
    'an instant that is none',
    { path: `/v1/anomalies?from=yesterday` },
    400,
    'VALIDATION_FAILED',
    '/from',
    /ISO 8601/,
  ],
  [
    'a quantile of probability 1',
    post('/v1/forecast', { metricId, horizon: 1, quantiles: [0.5, 1] }),
    400,
    'VALIDATION_FAILED',
    '/quantiles/1',
    /probability below 1/,
  ],
  [
    'a hundred quantiles',
    post('/v1/forecast', { metricId, horizon: 1, quantiles: new Array(100).fill(0.5) }),
    400,
    'VALIDATION_FAILED',
    '/quantiles',
    /at most 99 probabilities/,
  ],
  [
    'more quantiles than a long forecast keeps',
    post('/v1/forecast', { metricId, horizon: 2_000, quantiles: elevenths }),
    400,
    'VALIDATION_FAILED',
    '/quantiles',
    /at most 20000 values/,
  ],
  [
    "more quantiles than a job's forecasts keep",
    post('/v1/forecast-jobs', { ...jobSpecExample, horizon: 2_000, quantiles: elevenths }),
    400,
    'VALIDATION_FAILED',
    '/quantiles',
    /at most 20000 values/,
  ],
  [
    'a crossing sideways',
    post('/v1/forecast', { metricId, horizon: 1, crossings: [{ threshold: 1, direction: 'left' }] }),
    400,
    'VALIDATION_FAILED',
    '/crossings/0/direction',
    /above or below/,
  ],
  [
    'more paths than one answer holds',
    post('/v1/forecast', { metricId, horizon: 2_000, samplePaths: { count: 101 } }),
    400,
    'VALIDATION_FAILED',
    '/samplePaths/count',
    /at most 200000 values/,
  ],
  [
    'half a seed',
    post('/v1/forecast', { metricId, horizon: 1, samplePaths: { count: 1, seed: 0.5 } }),
    400,
    'VALIDATION_FAILED',
    '/samplePaths/seed',
    /whole number/,
  ],
  [
    'a crossing without a threshold',
    { path: '/v1/forecasts/fct_1/crossing?direction=above' },
    400,
    'VALIDATION_FAILED',
    '/threshold',
    /finite number/,
  ],
  [
    'an empty threshold',
    { path: '/v1/forecasts/fct_1/crossing?direction=above&threshold=' },
    400,
    'VALIDATION_FAILED',
    '/threshold',
    /finite number/,
  ],
  [
    'a threshold in words',
    { path: '/v1/forecasts/fct_1/crossing?direction=above&threshold=5x' },
    400,
    'VALIDATION_FAILED',
    '/threshold',
    null,
  ],
  [
    'a crossing within no time',
    { path: '/v1/forecasts/fct_1/crossing?direction=above&threshold=5&withinSeconds=0' },
    400,
    'VALIDATION_FAILED',
    '/withinSeconds',
    /at least 1 second/,
  ],
];

describe('bad input', () => {
  it.each(rows)(
    '%s is answered with status, reason, field and what was expected',
    async (_, request, status, reason, pointer, expected) => {
      const answer = await api.call({ ...request, key });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.json).toMatchObject({
        status,
        reason,
        type: `/errors/${reason}`,
        detail: expect.stringMatching(/.{10}/),
      });
      expect(answer.status).toBe(status);
      const errors = (answer.json.errors ?? []) as { pointer: string; detail: string }[];
      if (pointer !== null) expect(errors).toContainEqual(expect.objectContaining({ pointer }));
      if (expected !== null)
        expect(errors.find((error) => error.pointer === pointer)?.detail).toMatch(expected);
    },
  );

  it('names all fields at fault at once', async () => {
    const body = { selector: {}, schedule: '', horizon: 0, levels: [] };
    const { json } = await api.call({ ...post('/v1/forecast-jobs', body), key });
    const pointers = (json.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/schedule', '/horizon', '/levels']));
  });
});
