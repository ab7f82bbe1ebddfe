import { beforeAll, describe, expect, it } from 'vitest';
import { testApi, testOrganization } from '../../../../test/support/http-api.ts';
import { smallBodyBytesMax } from '../../limits.ts';

const api = testApi();
const { firestore } = api.services;
let key: string;
let orgId: string;

beforeAll(async () => {
  ({ key, orgId } = await testOrganization());
});

/** What every object of JavaScript answers to; as names of labels they are names like any other. */
const inherited = ['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'];

const at = '2026-11-21T03:00:00Z';

const ways = {
  JSON: (metric: string, label: string) => ({
    body: `{"points":[{"metric":"${metric}","timestamp":"${at}","value":1,"labels":{"${label}":"x"}}]}`,
    type: 'application/json',
  }),
  'JSON by series': (metric: string, label: string) => ({
    body: `{"series":[{"metric":"${metric}","labels":{"${label}":"x"},"points":[["${at}",1]]}]}`,
    type: 'application/json',
  }),
  NDJSON: (metric: string, label: string) => ({
    body: `{"metric":"${metric}","timestamp":"${at}","value":1,"labels":{"${label}":"x"}}\n`,
    type: 'application/x-ndjson',
  }),
  CSV: (metric: string, label: string) => ({
    body: `metric,timestamp,value,${label}\n${metric},${at},1,x\n`,
    type: 'text/csv',
  }),
};

const ingest = ({ body, type }: { body: string; type: string }) =>
  api.call({ method: 'POST', path: '/v1/ingest', key, body, headers: { 'Content-Type': type } });

const find = (query: string) => api.call({ path: `/v1/metrics?${query}`, key });

describe.each(Object.entries(ways))('labels in %s', (way, write) => {
  it.each(inherited)('called %s are stored, found and read as labels', async (label) => {
    const metric = `${way.replaceAll(' ', '_')}.${label}`;
    expect((await ingest(write(metric, label))).json).toMatchObject({ accepted: 1 });
    const { status, json } = await find(`key=${metric}&label.${label}=x`);
    expect([status, json.items]).toMatchObject([200, [{ key: metric, labels: { [label]: 'x' } }]]);
    const [{ metricId }] = json.items as [{ metricId: string }];
    const { json: one } = await api.call({ path: `/v1/metrics/${metricId}`, key });
    expect(Object.entries(one.labels as object)).toEqual([[label, 'x']]);
    const { json: series } = await api.call({ path: `/v1/metrics/${metricId}/series`, key });
    expect(series).toMatchObject({ metricId });
    expect(((await find(`key=${metric}&label.${label}=y`)).json.items as unknown[]).length).toBe(0);
  });

  it('called __proto__ are refused rather than lost', async () => {
    const { status } = await ingest(write('polluted', '__proto__'));
    expect(status).toBe(400);
    expect((await find('key=polluted')).json.items).toEqual([]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

it.each(['__proto__=x', 'label.__proto__=x', '__proto__[x]=y', 'constructor.prototype=x'])(
  'the query %s is refused',
  async (query) => {
    expect((await find(query)).status).toBe(400);
  },
);

it.each(inherited)('a metric called %s is a metric', async (name) => {
  expect((await ingest(ways.JSON(name, 'a'))).json).toMatchObject({ accepted: 1 });
  expect((await find(`key=${name}`)).json.items).toHaveLength(1);
});

it('leaves every object as it was', async () => {
  const { docs } = await firestore.collection(`organizations/${orgId}/metrics`).get();
  expect(docs.length).toBeGreaterThan(inherited.length * 4);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Object.getPrototypeOf({ a: 1 })).toBe(Object.prototype);
});

describe('a body of more than a megabyte', () => {
  const padding = ' '.repeat(smallBodyBytesMax);

  it.each([
    ['POST', '/v1/silences'],
    ['POST', '/v1/alert-rules'],
    ['PATCH', '/v1/forecast-jobs/job_1'],
    ['POST', '/v1/api-keys'],
  ])('is too large for %s %s', async (method, path) => {
    const answer = await api.call({ method, path, key, body: `{${padding}}` });
    expect(answer).toMatchObject({ status: 413, json: { bodyBytesMax: smallBodyBytesMax } });
  });

  it.each([
    '/v1/ingest',
    '/v1/pipeline',
    '/v1/forecast',
    '/v1/anomalies',
    '/v2/forecast',
    '/v2/cross_validation',
  ])('is taken where series are sent: %s', async (path) => {
    const { status } = await api.call({ method: 'POST', path, key, body: `{${padding}}` });
    expect([400, 422]).toContain(status);
  });
});
