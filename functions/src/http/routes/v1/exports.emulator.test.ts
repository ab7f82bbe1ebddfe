import { gunzipSync } from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { testContext } from '../../../../test/support/context.ts';
import { testApi, testNow, testOrganization } from '../../../../test/support/http-api.ts';
import { runExportSlice } from '../../../custody/export/run-export-slice.ts';
import { createApp } from '../../app.ts';

const api = testApi();
const path = '/v1/exports';
let key: string;
let orgId: string;

beforeEach(async () => {
  ({ key, orgId } = await testOrganization());
  api.services.tasks.exports.splice(0);
});

const create = (headers: Record<string, string> = {}) => api.call({ method: 'POST', path, key, headers });

async function work(exportId: string): Promise<void> {
  const ctx = testContext({ orgId, now: testNow });
  const input = { orgId, exportId };
  for (let last = 'continued'; last === 'continued'; ) last = await runExportSlice({ ctx, input });
}

it('is accepted, queued, and told of until it is done', async () => {
  const { status, json, headers } = await create();
  const exportId = String(json.exportId);
  expect([status, json.state, headers.get('location')]).toEqual([202, 'pending', `${path}/${exportId}`]);
  expect(json).not.toHaveProperty('cursor');
  expect(api.services.tasks.exports).toEqual([{ orgId, exportId }]);
  expect((await create()).json).toMatchObject({ reason: 'EXPORT_RUNNING', exportId });
  await work(exportId);
  const { json: told } = await api.call({ path: `${path}/${exportId}`, key });
  expect(told).toMatchObject({ state: 'completed', startedAt: testNow.toISOString() });
  expect((await api.call({ path, key })).json).toMatchObject({ items: [{ exportId }], nextPageToken: null });
});

it('answers the same export to the same idempotency key', async () => {
  const [first, second] = [
    await create({ 'Idempotency-Key': 'once' }),
    await create({ 'Idempotency-Key': 'once' }),
  ];
  expect(second.json.exportId).toBe(first.json.exportId);
});

it('streams a file under its name, whole or from a part on', async () => {
  const exportId = String((await create()).json.exportId);
  await work(exportId);
  const app = createApp(api.services);
  const get = (file: string, query = '') =>
    app.request(`${path}/${exportId}/files/${file}${query}`, { headers: { Authorization: `Bearer ${key}` } });
  const answer = await get('api_keys.ndjson.gz');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/gzip');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="api_keys.ndjson.gz"');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const text = gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8');
  expect(JSON.parse(text)).toMatchObject({ data: { name: 'test' } });
  expect(text).not.toContain(key);
  expect((await (await get('api_keys.ndjson.gz', '?fromPart=1')).arrayBuffer()).byteLength).toBe(0);
  expect((await get('api_keys.ndjson.gz', '?fromPart=-1')).status).toBe(400);
  expect((await get('api_keys.ndjson.gz', '?parts=0')).status).toBe(400);
  expect((await get('..%2Fsecret')).status).toBe(400);
  expect((await get('nothing.ndjson.gz')).status).toBe(404);
});

it('is cancelled and deleted', async () => {
  const exportId = String((await create()).json.exportId);
  const cancelled = await api.call({ method: 'POST', path: `${path}/${exportId}/cancel`, key });
  expect(cancelled).toMatchObject({ status: 200, json: { state: 'cancelled' } });
  expect((await api.call({ method: 'DELETE', path: `${path}/${exportId}`, key })).status).toBe(204);
  expect((await api.call({ path: `${path}/${exportId}`, key })).json.reason).toBe('EXPORT_NOT_FOUND');
});
