import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, testApi, testOrganization, testServices } from '../../../../test/support/http-api.ts';
import { createApp } from '../../app.ts';
import { nodeHandler } from '../../node-handler.ts';

const services = testServices();
const api = testApi(services);
let server: Server;
let base: string;
let key: string;

beforeAll(async () => {
  ({ key } = await testOrganization());
  server = createServer(nodeHandler(createApp(services))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

/** The headers that version 0.8 of Nixtla's Python client sends with every call. */
const clientHeaders = () => ({
  Authorization: `Bearer ${key}`,
  'Content-Type': 'application/json',
  'nixtla-client-version': '0.8.0',
  'User-Agent': 'python-httpx/0.28.1',
});

/** A call as the client makes it: with the model in a header, and compressed when it is longer than a mebibyte. */
async function call(path: string, body: { readonly model: string; readonly [field: string]: unknown }) {
  const text = JSON.stringify(body);
  const long = text.length > 2 ** 20;
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: {
      ...clientHeaders(),
      'nixtla-model': body.model,
      ...(long ? { 'content-encoding': 'zstd' } : {}),
    },
    body: long ? new Uint8Array(zstdCompressSync(text)) : text,
  });
  return { long, ...(await answerOf(response)) };
}

const airPassengers = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158,
  133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218,
  230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201,
];

/** Everything that the client writes into a request, also what is at its default. */
const common = {
  series: {
    y: airPassengers,
    sizes: [airPassengers.length],
    X: null,
    X_future: null,
    start_datetime: ['1949-01-01'],
  },
  model: 'timegpt-2.1',
  freq: 'MS',
  clean_ex_first: true,
  finetuned_model_id: null,
  multivariate: false,
};
const fineTuning = { finetune_steps: 0, finetune_depth: 1, finetune_loss: 'default' };

const numbersOf = (value: unknown): number[] => value as number[];

describe("what Nixtla's client sends", () => {
  it('is answered when it asks for the parameters of a model', async () => {
    const response = await fetch(`${base}/model_params?model=timegpt-2.1&freq=MS`, {
      headers: clientHeaders(),
    });
    const answer = await answerOf(response);
    expect(answer).toMatchObject({ status: 200, json: { detail: { input_size: 10_000, horizon: 2_000 } } });
  });

  it('is answered when it checks its key', async () => {
    const response = await fetch(`${base}/validate_api_key`, { headers: clientHeaders() });
    expect(await answerOf(response)).toMatchObject({ status: 200, json: { detail: expect.any(String) } });
  });

  it('is forecast', async () => {
    const { status, json } = await call('/v2/forecast', {
      ...common,
      ...fineTuning,
      h: 12,
      level: [80, 95],
      feature_contributions: false,
    });
    expect(status).toBe(200);
    expect(Object.keys(json).sort()).toEqual([
      'feature_contributions',
      'finetune_tokens',
      'input_tokens',
      'intervals',
      'mean',
      'output_tokens',
      'weights_x',
    ]);
    expect(json.mean).toHaveLength(12);
    expect(numbersOf(json.mean).every((mean) => mean > 180 && mean < 350)).toBe(true);
    for (const side of ['lo-80', 'hi-80', 'lo-95', 'hi-95'])
      expect((json.intervals as Record<string, number[]>)[side]).toHaveLength(12);
  });

  it('is forecast where values are missing, which it writes as null', async () => {
    const y = airPassengers.map((value, t) => (t % 9 === 4 ? null : value));
    const series = { ...common.series, y };
    const { status, json } = await call('/v2/forecast', {
      ...common,
      ...fineTuning,
      series,
      h: 3,
      level: null,
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      intervals: null,
      mean: [expect.any(Number), expect.any(Number), expect.any(Number)],
    });
  });

  it('is forecast with its features: known ones first, then categories, then historic ones', async () => {
    const season = airPassengers.map((_, t) => Math.fround(Math.cos((2 * Math.PI * t) / 12)));
    const { status, json } = await call('/v2/forecast', {
      ...common,
      ...fineTuning,
      series: {
        ...common.series,
        X: [season, airPassengers.map((_, t) => `Q${Math.floor((t % 12) / 3) + 1}`), season.toReversed()],
        X_future: [season.slice(0, 3), ['Q1', 'Q1', 'Q1']],
        categorical_exog: [1],
      },
      h: 3,
      level: null,
      feature_contributions: true,
    });
    expect(status).toBe(200);
    expect(json.weights_x).toHaveLength(3);
    const columns = json.feature_contributions as number[][];
    expect(columns.map(({ length }) => length)).toEqual([3, 3, 3, 3]);
    numbersOf(json.mean).forEach((mean, step) => {
      expect(columns.reduce((sum, column) => sum + (column[step] ?? 0), 0)).toBeCloseTo(mean, 8);
    });
  });

  it('is cross-validated with its features, of which it lists the historic ones', async () => {
    const features = [airPassengers.map((_, t) => t % 2), airPassengers.toReversed()];
    const { X_future: _, ...series } = { ...common.series, X: features };
    const { status, json } = await call('/v2/cross_validation', {
      ...common,
      ...fineTuning,
      series,
      h: 6,
      n_windows: 1,
      step_size: 6,
      hist_exog: [1],
      refit: true,
      level: null,
      feature_contributions: true,
      full_history: true,
    });
    expect(status).toBe(200);
    const [size = 0] = numbersOf(json.sizes);
    expect((json.feature_contributions as number[][]).map(({ length }) => length)).toEqual([
      size,
      size,
      size,
    ]);
  });

  it('is cross-validated, so that its windows can be cut every h', async () => {
    const { status, json } = await call('/v2/cross_validation', {
      ...common,
      ...fineTuning,
      h: 4,
      n_windows: 2,
      step_size: 4,
      hist_exog: null,
      refit: true,
      level: [90],
    });
    expect(status).toBe(200);
    expect(json.sizes).toEqual([8]);
    expect(json.idxs).toEqual([52, 53, 54, 55, 56, 57, 58, 59]);
    expect(Object.keys(json.intervals as object)).toEqual(['lo-90', 'hi-90']);
  });

  it('is continued into its past when it asks for the history', async () => {
    const { status, json } = await call('/v2/cross_validation', {
      ...common,
      ...fineTuning,
      h: 59,
      n_windows: 1,
      step_size: 59,
      full_history: true,
      level: null,
    });
    expect(status).toBe(200);
    const [size = 0] = numbersOf(json.sizes);
    expect(size).toBeGreaterThan(30);
    expect(json.mean).toHaveLength(size);
  });

  it('is searched for anomalies', async () => {
    const { status, json } = await call('/v2/anomaly_detection', { ...common, level: 99 });
    expect(status).toBe(200);
    const [size = 0] = numbersOf(json.sizes);
    expect(size).toBeGreaterThan(0);
    for (const field of ['mean', 'anomaly']) expect(json[field]).toHaveLength(size);
    expect(json.weights_x).toBeNull();
  });

  it.each([
    ['univariate', null, 'object'],
    ['multivariate', [expect.any(Number), expect.any(Number), expect.any(Number)], null],
  ])('is watched for anomalies, %s', async (threshold_method, accumulated_anomaly_score, intervals) => {
    const { status, json } = await call('/v2/online_anomaly_detection', {
      ...common,
      ...fineTuning,
      h: 2,
      detection_size: 3,
      threshold_method,
      step_size: 1,
      refit: false,
      hist_exog: null,
      level: 95,
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ sizes: [3], idxs: [57, 58, 59], accumulated_anomaly_score });
    if (intervals === null) expect(json.intervals).toBeNull();
    else expect(Object.keys(json.intervals as object)).toEqual(['lo-95', 'hi-95']);
  });

  it.each([
    ['/v2/anomaly_detection', {}],
    [
      '/v2/online_anomaly_detection',
      { h: 2, detection_size: 3, threshold_method: 'univariate', step_size: 1, refit: false, hist_exog: [1] },
    ],
  ])('is judged with its features, %s', async (path, fields) => {
    const features = [airPassengers.map((_, t) => t % 12), airPassengers.toReversed()];
    const { X_future: _, ...series } = { ...common.series, X: features };
    const { status, json } = await call(path, { ...common, ...fields, series, level: 99 });
    expect(status).toBe(200);
    const [size = 0] = numbersOf(json.sizes);
    expect(json.mean).toHaveLength(size);
    expect(size).toBeGreaterThan(0);
    if (path === '/v2/anomaly_detection') expect(json.weights_x).toHaveLength(2);
  });

  it('is taken compressed with zstd when it is long', async () => {
    const y = Array.from({ length: 120_000 }, (_, t) => 1_000 + Math.sin(t / 4) * 100);
    const { long, status, json } = await call('/v2/anomaly_detection', {
      ...common,
      freq: 'min',
      series: { ...common.series, y, sizes: [60_000, 60_000] },
    } as never);
    expect({ long, status }).toEqual({ long: true, status: 200 });
    expect(numbersOf(json.sizes).every((size) => size > 58_000)).toBe(true);
  });
});

describe('failures', () => {
  const valid = { ...common, ...fineTuning, h: 2 };
  const withSeries = (change: object) => ({ ...valid, series: { ...common.series, ...change } });

  it.each([
    ['no horizon', { ...valid, h: undefined }, ['body', 'h'], /number of steps/],
    ['a horizon of 0', { ...valid, h: 0 }, ['body', 'h'], /at least 1 step/],
    ['too long a horizon', { ...valid, h: 2_001 }, ['body', 'h'], /at most 2000/],
    ['an unknown frequency', { ...valid, freq: '1h30m' }, ['body', 'freq'], /pandas frequency/],
    ['a level of 100', { ...valid, level: [100] }, ['body', 'level', 0], /below 100/],
    ['an unknown model', { ...valid, model: 'gpt-9' }, ['body', 'model'], /starts with "timegpt-"/],
    [
      'sizes that do not add up',
      withSeries({ sizes: [3] }),
      ['body', 'series', 'sizes'],
      /60 values of y, not 3/,
    ],
    ['a size of 0', withSeries({ sizes: [60, 0] }), ['body', 'series', 'sizes', 1], /from 1 to 100000/],
    [
      'a series that is too long',
      withSeries({ sizes: [100_001] }),
      ['body', 'series', 'sizes', 0],
      /from 1 to 100000/,
    ],
    ['no series', withSeries({ y: [], sizes: [] }), ['body', 'series', 'sizes'], /at least one series/],
    [
      'text among the values',
      withSeries({ y: ['1'], sizes: [1] }),
      ['body', 'series', 'y', 0],
      /finite number/,
    ],
    ['values that are no list', withSeries({ y: 'x' }), ['body', 'series', 'y'], /list of numbers/],
    ['a feature too short', withSeries({ X: [[1]] }), ['body', 'series', 'X', 0], /as many values as y/],
    ['fine-tuning', { ...valid, finetune_steps: 10 }, ['body', 'finetune_steps'], /not offered/],
    [
      'a fine-tuned model',
      { ...valid, finetuned_model_id: 'a' },
      ['body', 'finetuned_model_id'],
      /no fine-tuned/,
    ],
    ['series forecast as one', { ...valid, multivariate: true }, ['body', 'multivariate'], /by itself/],
    [
      'parameters of the model',
      { ...valid, model_parameters: { a: 1 } },
      ['body', 'model_parameters'],
      /parameters/,
    ],
    ['a list', [], ['body'], /expected/],
  ])('say what is wrong with %s', async (_, body, loc, msg) => {
    const { status, json } = await call('/v2/forecast', body as never);
    expect(status).toBe(422);
    expect(json.detail).toContainEqual({ loc, msg: expect.stringMatching(msg), type: 'value_error' });
    expect(json).toMatchObject({ reason: 'VALIDATION_FAILED', status: 422, data: null });
  });

  it('do not grow with the number of faults', async () => {
    const y = new Array<string>(200_000).fill('x');
    const { status, text } = await call('/v2/forecast', withSeries({ y, sizes: [200_000] }) as never);
    expect(status).toBe(422);
    expect(text.length).toBeLessThan(4_000);
  });

  it('name the parameter of a query', async () => {
    const answer = await api.call({ path: '/model_params?model=timegpt-1&freq=never', key });
    expect(answer).toMatchObject({ status: 422, json: { detail: [{ loc: ['query', 'freq'] }] } });
  });

  it('say where JSON is malformed', async () => {
    const answer = await api.call({ method: 'POST', path: '/v2/forecast', key, body: '{"h":NaN}' });
    expect(answer).toMatchObject({
      status: 422,
      json: { reason: 'JSON_MALFORMED', line: 1, detail: [{ loc: ['body', 'h'] }] },
    });
  });

  it.each([
    ['/v2/forecast', 'POST'],
    ['/validate_api_key', 'GET'],
  ])('of credentials have the fields and the code that clients know: %s', async (path, method) => {
    const answer = await api.call({ method, path, key: 'nixtla-tok-somebody-elses' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.json).toMatchObject({
      data: null,
      message: expect.any(String),
      details: expect.any(String),
      detail: expect.any(String),
      code: 'A12',
      requestID: answer.json.requestId,
    });
  });

  it('of a key without permission are 403, with the permission', async () => {
    const { keyWith } = await testOrganization();
    const answer = await api.call({ path: '/validate_api_key', key: await keyWith(['metrics:read']) });
    expect(answer).toMatchObject({ status: 403, json: { permission: 'forecasts:write', data: null } });
  });

  it('of too much work are 413, which clients do not repeat', async () => {
    const y = new Array<number>(1_001).fill(1);
    const { status, json } = await call('/v2/forecast', withSeries({ y, sizes: y }) as never);
    expect({ status, code: json.code }).toEqual({ status: 413, code: 'WORK_TOO_LARGE' });
  });

  it('are logged with their reason', async () => {
    await call('/v2/forecast', { ...valid, h: 0 });
    expect(services.entries.at(-1)).toMatchObject({ severity: 'WARNING', reason: 'VALIDATION_FAILED' });
  });
});

it('keeps nothing', async () => {
  const { orgId, key: ownKey } = await testOrganization();
  const before = (await services.firestore.doc(`organizations/${orgId}`).listCollections()).map(
    ({ id }) => id,
  );
  const body = { ...common, ...fineTuning, h: 2 };
  expect((await api.call({ method: 'POST', path: '/v2/forecast', key: ownKey, body })).status).toBe(200);
  const after = (await services.firestore.doc(`organizations/${orgId}`).listCollections()).map(
    ({ id }) => id,
  );
  expect(after).toEqual(before);
});
