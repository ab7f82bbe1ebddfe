import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, testApi, testOrganization } from '../../../../test/support/http-api.ts';

const api = testApi();
let key: string;
let metricId: string;

const get = (path: string): Promise<Answer> => api.call({ path, key });
const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  api.call({ method, path, key, ...(body === undefined ? {} : { body }) });

/** Three weeks of hours with a daily season, until an hour before the requests arrive. */
const series = Array.from({ length: 504 }, (_, n): [string, number] => [
  new Date(Date.UTC(2026, 9, 31, 12 + n)).toISOString(),
  Math.round(40 + 20 * Math.sin((2 * Math.PI * n) / 24) + (n % 7)),
]);

const labels = { airport: 'ATL' };

beforeAll(async () => {
  ({ key } = await testOrganization());
  const answer = await send('POST', '/v1/ingest', {
    series: [{ metric: 'flights.departures', labels, unit: 'flights', points: series }],
  });
  metricId = (answer.json.metrics as { metricId: string }[])[0]?.metricId ?? '';
});

describe('metrics', () => {
  it('are listed by key and label', async () => {
    const hit = await get('/v1/metrics?key=flights.departures&label.airport=ATL');
    expect(hit.json).toMatchObject({ items: [{ metricId, labels }], nextPageToken: null });
    expect((await get('/v1/metrics?label.airport=JFK')).json.items).toEqual([]);
    expect((await get(`/v1/metrics/${metricId}`)).json).toMatchObject({ key: 'flights.departures' });
  });

  it('are read page by page, and in buckets', async () => {
    const first = await get(`/v1/metrics/${metricId}/series?pageSize=500`);
    const token = encodeURIComponent(String(first.json.nextPageToken));
    const second = await get(`/v1/metrics/${metricId}/series?pageSize=500&pageToken=${token}`);
    const points = [first, second].flatMap(({ json }) => json.points as { value: number }[]);
    expect(points.map(({ value }) => value)).toEqual(series.map(([, value]) => value));
    expect(second.json.nextPageToken).toBeNull();
    const days = await get(`/v1/metrics/${metricId}/series?aggregate=count&bucketSeconds=86400`);
    expect((days.json.points as { value: number }[]).reduce((sum, { value }) => sum + value, 0)).toBe(504);
  });
});

describe('forecasts', () => {
  it('of a stored series are kept', async () => {
    const made = await send('POST', '/v1/forecast', { metric: 'flights.departures', labels, horizon: 24 });
    expect(made).toMatchObject({
      status: 200,
      json: { metricId, horizon: 24, card: { history: { observed: 504 } } },
    });
    expect(made.json.points).toHaveLength(24);
    const kept = await get(`/v1/forecasts/${made.json.forecastId}`);
    expect(kept.json.points).toEqual(made.json.points);
    expect((await get(`/v1/forecasts?metricId=${metricId}`)).json.items).toHaveLength(1);
  });

  it('of points sent along are not', async () => {
    const made = await send('POST', '/v1/forecast', { points: series, horizon: 2 });
    expect(made.status).toBe(200);
    expect(made.json).not.toHaveProperty('forecastId');
  });
});

describe('anomalies', () => {
  it('are found in points sent along, and not kept', async () => {
    const broken = series.map(([at, value], n) => [at, n === 480 ? value + 500 : value]);
    const found = await send('POST', '/v1/anomalies', { points: broken, includeScores: true });
    expect(found).toMatchObject({ status: 200, json: { pointsSeen: 504, metricId: null } });
    expect(found.json.scores).toHaveLength(504);
    expect(found.json.anomalies).toContainEqual(expect.objectContaining({ peakAt: series[480]?.[0] }));
    expect((await get('/v1/anomalies?severity=critical')).json.items).toEqual([]);
  });

  it('say which series of the metric moved, when they come and when they are asked for', async () => {
    const day = series.map(([at, value], n): [string, number] => [at, n === 503 ? value + 500 : value]);
    const one = (shop: string, points: typeof day) => ({ metric: 'orders', labels: { shop }, points });
    await send('POST', '/v1/ingest', { series: [one('b', series), one('c', series)] });
    const run = await send('POST', '/v1/pipeline', { series: [one('a', day)], horizon: 2 });
    const told = {
      contributions: expect.arrayContaining([
        expect.objectContaining({ label: 'shop', value: 'a', share: 1 }),
      ]),
      contributionSummary: expect.stringMatching(
        /^this series rose alone: none of the 2 others did; all of the rise/,
      ),
      siblings: { considered: 3, leftOut: 0, silent: 0, movedTogether: 0, movedAgainst: 0 },
    };
    const [{ anomalies } = { anomalies: [] }] = run.json.series as { anomalies: { anomalyId: string }[] }[];
    expect(anomalies).toMatchObject([told]);
    expect((await get(`/v1/anomalies/${anomalies[0]?.anomalyId}`)).json).toMatchObject(told);
    const asked = { metric: 'orders', labels: { shop: 'a' } };
    const explained = await send('POST', '/v1/anomalies', { ...asked, explain: true });
    expect(explained.json.anomalies).toMatchObject([told]);
    const plain = await send('POST', '/v1/anomalies', asked);
    expect((plain.json.anomalies as object[])[0]).not.toHaveProperty('contributionSummary');
  });
});

describe('forecast jobs', () => {
  const spec = { selector: { metric: 'flights.departures', labels }, schedule: '0 * * * *', horizon: 24 };

  it('are created, found, changed, run and deleted', async () => {
    const created = await send('POST', '/v1/forecast-jobs', spec);
    expect(created).toMatchObject({
      status: 201,
      json: { status: { phase: 'scheduled', seriesSelected: 1, nextRunAt: '2026-11-21T13:00:00.000Z' } },
    });
    const path = `/v1/forecast-jobs/${created.json.jobId}`;
    expect(created.headers.get('location')).toBe(path);
    expect((await get(path)).json).toEqual(created.json);
    expect((await get('/v1/forecast-jobs?phase=scheduled')).json.items).toHaveLength(1);

    const paused = await api.call({
      method: 'PATCH',
      path,
      key,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { paused: true },
    });
    expect(paused).toMatchObject({
      status: 200,
      json: { spec: { paused: true, horizon: 24 }, status: { phase: 'paused' } },
    });

    const runNow = () =>
      api.call({ method: 'POST', path: `${path}/runs`, key, headers: { 'Idempotency-Key': 'once' } });
    const runs = [await runNow(), await runNow()];
    expect(runs.map(({ status }) => status)).toEqual([202, 202]);
    const { runId } = runs[0]?.json ?? {};
    expect(runs[1]?.json.runId).toBe(runId);
    expect(runs[0]?.headers.get('location')).toBe(`${path}/runs/${runId}`);
    expect((await get(`${path}/runs`)).json.items).toEqual([
      expect.objectContaining({ runId, trigger: 'manual' }),
    ]);
    expect((await get(`${path}/runs/${runId}`)).json).toMatchObject({ state: 'pending' });
    expect(api.services.tasks.runs).toContainEqual(expect.objectContaining({ runId }));

    expect(await send('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect((await get(path)).status).toBe(404);
  });
});

describe('alert rules', () => {
  it('are created, found, changed and deleted', async () => {
    const rule = {
      name: 'too many',
      selector: { metricId },
      condition: { type: 'threshold', operator: '>', threshold: 60 },
    };
    const created = await send('POST', '/v1/alert-rules', rule);
    expect(created).toMatchObject({ status: 201, json: { enabled: true, severity: 'warning' } });
    const path = `/v1/alert-rules/${created.json.ruleId}`;
    expect(created.headers.get('location')).toBe(path);
    expect((await get('/v1/alert-rules?enabled=true')).json.items).toHaveLength(1);
    expect((await get('/v1/alert-rules?enabled=false')).json.items).toEqual([]);
    expect(await send('PATCH', path, { enabled: false })).toMatchObject({
      status: 200,
      json: { enabled: false },
    });
    expect((await get(path)).json).toMatchObject({ enabled: false, name: 'too many' });
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
    expect((await get('/v1/alerts?open=true')).json.items).toEqual([]);
  });
});

describe('the pipeline', () => {
  it('answers what follows from the points that it stored', async () => {
    const answer = await send('POST', '/v1/pipeline', {
      series: [{ metric: 'flights.delay', labels, points: series }],
      horizon: 6,
    });
    expect(answer).toMatchObject({
      status: 200,
      json: { ingest: { accepted: 504 }, series: [{ forecastProblem: null }] },
    });
  });
});

describe('API keys', () => {
  it('are shown once, listed without themselves, and stop when revoked', async () => {
    const created = await send('POST', '/v1/api-keys', {
      name: 'reader',
      scopes: ['metrics:read'],
      expiresAt: '2027-01-01T00:00:00Z',
    });
    expect(created).toMatchObject({
      status: 201,
      json: { key: expect.stringMatching(/^iv_/), scopes: ['metrics:read'] },
    });
    const path = `/v1/api-keys/${created.json.keyId}`;
    expect((await get(path)).text + (await get('/v1/api-keys')).text).not.toContain(String(created.json.key));
    expect(await send('DELETE', path)).toMatchObject({
      status: 200,
      json: { revokedAt: expect.any(String) },
    });
    const answer = await api.call({ path: '/v1/metrics', key: String(created.json.key) });
    expect(answer).toMatchObject({ status: 401, json: { reason: 'API_KEY_INVALID' } });
  });
});

describe('GET /health', () => {
  it('says that the store answers', async () => {
    expect((await api.call({ path: '/health' })).json).toEqual({
      status: 'ok',
      version: '0.0.0-test',
      time: '2026-11-21T12:00:00.000Z',
      firestore: 'ok',
    });
  });
});
