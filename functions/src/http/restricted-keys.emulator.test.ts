import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { documentedRequest, neededQueries } from '../../test/support/documented-request.ts';
import { resourceIds, writeExampleResources } from '../../test/support/example-resources.ts';
import { type TestRequest, testApi, testNow } from '../../test/support/http-api.ts';
import { randomId } from '../contracts/ids.ts';
import { keyScopes } from '../contracts/permissions.ts';
import { collection } from '../firestore/collections.ts';
import { createApiKey } from '../operator/api-keys/create-api-key.ts';
import type { ApiRoute } from './routes/define-route.ts';
import { routes } from './routes/index.ts';
import { metricExample } from './routes/v1/examples/metric.ts';

const api = testApi();
const { firestore } = api.services;
const orgId = randomId('organization');

/** Keys with every scope: to metrics of the examples, and to others. */
const keys = { own: '', other: '' };

beforeAll(async () => {
  await writeExampleResources(firestore, orgId);
  for (const key of ['payroll.salaries', 'payroll.bonus', 'orders.open']) {
    await collection(firestore, orgId, 'metrics')
      .doc(`met_${key}`)
      .set({ ...metricExample, key });
  }
  const ctx = testContext({ orgId, now: testNow });
  const make = async (metricPrefixes: string[]) =>
    (await createApiKey({ ctx, input: { name: 'restricted', scopes: keyScopes, metricPrefixes } })).key;
  keys.own = await make([metricExample.key.slice(0, 4)]);
  keys.other = await make(['payroll.']);
});

/** Queries of routes that do not do without one, or not for a restricted key. */
const queries: Readonly<Record<string, string>> = {
  ...neededQueries,
  listForecasts: `metricId=${resourceIds.metricId}`,
  listAnomalies: `metricId=${resourceIds.metricId}`,
};

const memberRoutes = routes
  .filter(({ access }) => Array.isArray(access) || access === 'key')
  .map((route) => ({ route, name: `${route.config.method} ${route.config.path}`, metrics: route.metrics }));
const having = (metrics: 'own' | 'none' | undefined) => memberRoutes.filter((one) => one.metrics === metrics);

/** Whether any key may be given what a route needs; some of it is for persons only. */
const isForKeys = ({ access }: ApiRoute): boolean =>
  typeof access === 'string' || access.every((needed) => keyScopes.includes(needed));

it('the routes that a key restricted to metrics may use are these and no other', () => {
  const namesOf = (metrics: 'own' | 'none') => having(metrics).map(({ route }) => route.config.operationId);
  expect(namesOf('own')).toEqual([
    ...['ingest', 'runPipeline', 'listMetrics', 'getMetric', 'updateMetric', 'readSeries'],
    ...['getMetricChart', 'getMetricChartImage', 'createForecast', 'listForecasts', 'getForecast'],
    ...['getCrossing', 'detectAnomalies', 'listAnomalies', 'getAnomaly', 'labelAnomaly'],
  ]);
  expect(namesOf('none')).toEqual([
    ...['getCurrentOrganization', 'timeGptForecast', 'timeGptCrossValidation', 'timeGptAnomalies'],
    ...[
      'timeGptOnlineAnomalies',
      'timeGptModelParams',
      'timeGptValidateApiKey',
      'createApiKey',
      'listApiKeys',
    ],
    ...['getCurrentApiKey', 'getApiKey', 'updateApiKey', 'rotateApiKey', 'revokeApiKey'],
  ]);
});

describe.each(having(undefined))('$name', ({ route }) => {
  it('refuses a key that is restricted to metrics, also to those that it is about', async () => {
    for (const key of [keys.own, keys.other]) {
      const reason = isForKeys(route) ? 'KEY_RESTRICTED_TO_METRICS' : 'PERMISSION_MISSING';
      expect(await api.call({ ...documentedRequest(route, queries), key })).toMatchObject({
        status: 403,
        json: { reason },
      });
    }
  });
});

describe.each(having('none'))('$name', ({ route }) => {
  it('is none of the business of a restriction to metrics', async () => {
    const answer = await api.call({ ...documentedRequest(route, queries), key: keys.other });
    expect(answer.json.reason).not.toBe('KEY_RESTRICTED_TO_METRICS');
    expect(answer.text).not.toContain(metricExample.key);
  });
});

describe.each(having('own'))('$name', ({ route }) => {
  const request = documentedRequest(route, queries);
  const takesPoints = ['ingest', 'runPipeline'].includes(route.config.operationId);

  it('does for a key of its metric what it does for any', async () => {
    const { status } = await api.call({ ...request, key: keys.own });
    expect([401, 403, 404, 500]).not.toContain(status);
  });

  it('answers a key of other metrics as if there were none, and tells nothing of them', async () => {
    const [answer, nowhere] = [
      await api.call({ ...request, key: keys.other }),
      await api.call({
        ...JSON.parse(JSON.stringify(request).replaceAll(/(met|fct|ano)_[0-9a-f]{24}/g, '$1_nowhere')),
        key: keys.other,
      }),
    ];
    expect(answer.status).toBe(nowhere.status);
    if (takesPoints) {
      expect(answer).toMatchObject({ status: 400, json: { reason: 'ALL_POINTS_REJECTED' } });
      expect(answer.text).toContain('"detail":"expected a metric whose key begins with');
    } else if (route.config.operationId === 'listMetrics') {
      const keysFound = (answer.json.items as { key: string }[]).map(({ key }) => key);
      expect(keysFound).toEqual(['payroll.bonus', 'payroll.salaries']);
    } else {
      expect(answer).toMatchObject({ status: 404, json: { reason: nowhere.json.reason } });
      expect(answer.text).not.toContain(`"${metricExample.key}"`);
    }
  });
});

describe('a key that is restricted to metrics', () => {
  const call = (path: string, more: Partial<TestRequest> = {}) =>
    api.call({ path, key: keys.other, ...more });

  it.each([
    [
      'points',
      { points: ['payroll.net', 'orders.open'].map((metric) => ({ metric, timestamp: testNow, value: 1 })) },
      '/points/1',
    ],
    [
      'series',
      { series: ['payroll.net', 'orders.open'].map((metric) => ({ metric, points: [[testNow, 1]] })) },
      '/series/1/points/0',
    ],
  ])('has %s of other metrics rejected one by one, and its own stored', async (_, body, pointer) => {
    const answer = await call('/v1/ingest', { method: 'POST', body });
    expect(answer).toMatchObject({ status: 200, json: { accepted: 1, rejected: 1 } });
    expect(answer.json.errors).toEqual([{ pointer, detail: expect.stringContaining('"payroll."') }]);
  });

  it.each([
    [
      'text/csv',
      'metric,timestamp,value\norders.open,2026-11-21T11:00:00Z,1\npayroll.net,2026-11-21T11:00:00Z,1',
      2,
    ],
    [
      'application/x-ndjson',
      '{"metric":"payroll.net","timestamp":1795258800,"value":1}\n{"metric":"orders.open","timestamp":1795258800,"value":1}',
      2,
    ],
  ])('has lines of other metrics in %s rejected', async (contentType, body, line) => {
    const headers = { 'Content-Type': contentType };
    const answer = await call('/v1/ingest', { method: 'POST', body, headers });
    expect(answer).toMatchObject({ status: 200, json: { accepted: 1, rejected: 1 } });
    expect(answer.json.errors).toEqual([expect.objectContaining({ line })]);
  });

  it('pages through its metrics without a word of others', async () => {
    const first = await call('/v1/metrics?pageSize=1');
    const token = String(first.json.nextPageToken);
    expect(Buffer.from(token, 'base64url').toString()).toContain('payroll.bonus');
    const second = await call(`/v1/metrics?pageSize=1&pageToken=${token}`);
    expect([first, second].map(({ json }) => (json.items as { key: string }[])[0]?.key)).toEqual([
      'payroll.bonus',
      'payroll.net',
    ]);
    expect(await call('/v1/metrics?key=orders.open')).toMatchObject({ json: { items: [] } });
    expect((await call('/v1/metrics?key=payroll.bonus')).json.items).toHaveLength(1);
  });

  it.each(['/v1/forecasts', '/v1/anomalies', '/v1/metrics?label.airport=ATL'])(
    'names a metric when it asks for %s',
    async (path) => {
      expect(await call(path)).toMatchObject({ status: 400, json: { reason: 'VALIDATION_FAILED' } });
    },
  );

  it('does not read other metrics as regressors of its own', async () => {
    const regressors = [{ name: 'open', metricId: resourceIds.metricId }];
    const points = Array.from({ length: 30 }, (_, day) => [testNow.getTime() - (30 - day) * 86_400_000, day]);
    const body = { points, horizon: 1, regressors };
    const answer = await call('/v1/forecast', { method: 'POST', body });
    expect(answer).toMatchObject({ status: 404, json: { reason: 'METRIC_NOT_FOUND' } });
    const nowhere = { ...body, regressors: [{ name: 'open', metricId: 'met_nowhere' }] };
    expect((await call('/v1/forecast', { method: 'POST', body: nowhere })).status).toBe(404);
  });
});
