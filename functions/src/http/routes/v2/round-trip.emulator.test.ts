import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testApi, testOrganization, testServices } from '../../../../test/support/http-api.ts';
import { nixtlaClient } from '../../../nixtla/nixtla-client.ts';
import { requestPatience } from '../../../nixtla/patience.ts';
import { createApp } from '../../app.ts';
import { nodeHandler } from '../../node-handler.ts';

const points = Array.from({ length: 60 }, (_, t) => [
  new Date(Date.UTC(2026, 8, 1 + t)).toISOString(),
  100 + 10 * Math.sin((2 * Math.PI * t) / 7) + ((t * 7_919) % 97) / 50,
]);
const body = { points, horizon: 7, levels: [80, 95], backend: 'timegpt' };

let server: Server;
let key: string;
let baseUrl: string;

/** An API whose TimeGPT is another instance of this very API, spoken to over HTTP with the given key. */
const apiAsking = (apiKey: string) => {
  const timegpt = nixtlaClient({ baseUrl, apiKey, model: 'timegpt-1', price: null }, requestPatience);
  return testApi({ ...testServices(), timegpt });
};

beforeAll(async () => {
  ({ key } = await testOrganization());
  server = createServer(nodeHandler(createApp(testServices()))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('our backend understands our mirror: the forecast by way of TimeGPT is our own', async () => {
  const api = apiAsking(key);
  const [asked, own] = await Promise.all([
    api.call({ method: 'POST', path: '/v1/forecast', key, body }),
    api.call({ method: 'POST', path: '/v1/forecast', key, body: { ...body, backend: 'auto' } }),
  ]);
  expect(asked.status).toBe(200);
  expect(asked.json).toMatchObject({
    backend: 'timegpt',
    card: { model: 'timegpt-1', tokens: { input: 60, output: 7, finetune: 0 } },
  });
  const valuesOf = (answer: typeof asked) =>
    (answer.json.points as { mean: number; intervals: object[] }[]).map(({ mean, intervals }) => ({
      mean,
      intervals,
    }));
  expect(valuesOf(asked)).toEqual(valuesOf(own));
});

it('forecasts by itself, and says why, when the key is refused there', async () => {
  const answer = await apiAsking('nixak-nobody').call({ method: 'POST', path: '/v1/forecast', key, body });
  expect(answer).toMatchObject({ status: 200, json: { backend: 'statistical' } });
  const { cautions } = answer.json.card as { cautions: { code: string; message: string }[] };
  expect(cautions).toContainEqual({
    code: 'timegpt-unavailable',
    message: expect.stringContaining('TimeGPT refuses the API key (401, A12)'),
  });
  expect(answer.text).not.toContain('nixak');
});

it('says what to set where there is no account', async () => {
  const answer = await testApi().call({ method: 'POST', path: '/v1/forecast', key, body });
  expect(answer).toMatchObject({ status: 409, json: { reason: 'TIMEGPT_NOT_CONFIGURED' } });
});
