import { beforeEach, expect, it } from 'vitest';
import { resourceIds, writeExampleResources } from '../../../../test/support/example-resources.ts';
import { testApi, testNow, testOrganization } from '../../../../test/support/http-api.ts';

const api = testApi();
const path = '/v1/anomaly-backfills';
let key: string;
let orgId: string;

beforeEach(async () => {
  ({ key, orgId } = await testOrganization());
  await writeExampleResources(api.services.firestore, orgId);
  api.services.tasks.backfills.splice(0);
});

const create = (body: unknown, headers: Record<string, string> = {}) =>
  api.call({ method: 'POST', path, key, body, headers });

it('accepts a backfill, queues it, and tells where to follow it', async () => {
  const { status, json, headers } = await create({ metricId: resourceIds.metricId, from: '2026-06-01' });
  expect([status, json.state, json.from]).toEqual([202, 'pending', '2026-06-01T00:00:00.000Z']);
  const location = `${path}/${json.backfillId}`;
  expect(headers.get('location')).toBe(location);
  expect(api.services.tasks.backfills).toEqual([{ orgId, backfillId: json.backfillId, slice: 0 }]);
  expect(await api.call({ path: location, key })).toMatchObject({ status: 200, json });
  const { items } = (await api.call({ path, key })).json as { items: { backfillId: string }[] };
  expect(items.map(({ backfillId }) => backfillId)).toEqual([json.backfillId, resourceIds.backfillId]);
});

it('answers the same backfill to the same idempotency key', async () => {
  const ask = () => create({ metric: 'flights.departures' }, { 'Idempotency-Key': 'once' });
  const [first, second] = [await ask(), await ask()];
  expect(second).toMatchObject({ status: 202, json: first.json });
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(api.services.tasks.backfills).toHaveLength(1);
  expect(first.json.createdAt).toBe(testNow.toISOString());
});

it.each([
  [{}, ''],
  [{ metric: 'a', metricId: 'met_1' }, ''],
  [{ metricId: 'met_1', labels: { a: 'b' } }, '/labels'],
  [{ metric: 'a', reportOnly: 'yes' }, '/reportOnly'],
  [{ metric: 'a', from: 'soon' }, '/from'],
  [{ metric: 'a', from: '2026-02-01', to: '2026-02-01' }, '/to'],
  [{ metric: 'a', sensitivity: 1 }, '/sensitivity'],
])('refuses %j by naming the field', async (body, pointer) => {
  const { status, json } = await create(body);
  expect([status, (json.errors as { pointer: string }[]).map((error) => error.pointer)]).toEqual([
    400,
    [pointer],
  ]);
  expect(api.services.tasks.backfills).toEqual([]);
});

it('knows neither a metric nor a backfill that is not there', async () => {
  expect((await create({ metricId: 'met_unknown' })).json.reason).toBe('METRIC_NOT_FOUND');
  expect((await api.call({ path: `${path}/bkf_unknown`, key })).json.reason).toBe(
    'ANOMALY_BACKFILL_NOT_FOUND',
  );
});
