import { beforeEach, expect, it } from 'vitest';
import { resourceIds, writeExampleResources } from '../../../../test/support/example-resources.ts';
import { testApi, testNow, testOrganization } from '../../../../test/support/http-api.ts';
import { maintenanceRequestExample } from './examples/silence.ts';

const api = testApi();
let key: string;
const alertPath = `/v1/alerts/${resourceIds.alertId}`;
const hour = (n: number) => new Date(testNow.getTime() + n * 3_600_000).toISOString();
const matchers = [{ label: 'airport', value: 'ATL' }];
const silence = { matchers, endsAt: hour(2), comment: 'de-icing' };

beforeEach(async () => {
  const organization = await testOrganization();
  ({ key } = organization);
  await writeExampleResources(api.services.firestore, organization.orgId);
});

const post = (path: string, body?: unknown) =>
  api.call({ method: 'POST', path, key, ...(body === undefined ? {} : { body }) });
const get = async (path: string) => (await api.call({ path, key })).json;

it('creates a silence, shows whom it silences, extends it and ends it', async () => {
  const preview = await post('/v1/silences/preview', { matchers });
  expect(preview).toMatchObject({
    status: 200,
    json: { alerts: [{ state: 'firing' }], looked: 1, complete: true },
  });
  const created = await post('/v1/silences', silence);
  expect(created).toMatchObject({ status: 201, json: { state: 'active', startsAt: testNow.toISOString() } });
  const path = `/v1/silences/${created.json.silenceId}`;
  expect(created.headers.get('location')).toBe(path);
  expect(await get(alertPath)).toMatchObject({ state: 'silenced', beneathSilence: 'firing' });
  const extended = await api.call({ method: 'PATCH', path, key, body: { endsAt: hour(3) } });
  expect(extended).toMatchObject({ status: 200, json: { endsAt: hour(3), nextChangeAt: hour(3) } });
  expect(await post(`${path}/end`)).toMatchObject({ status: 200, json: { state: 'ended' } });
  expect(await get(alertPath)).toMatchObject({ state: 'firing', silencedBy: [] });
  expect(await get('/v1/silences?state=ended')).toMatchObject({ items: [{ comment: 'de-icing' }] });
  expect(await api.call({ method: 'PATCH', path, key, body: { endsAt: hour(4) } })).toMatchObject({
    ...{ status: 409, json: { reason: 'SILENCE_ENDED' } },
  });
});

it('takes maintenance windows', async () => {
  const { status, json } = await post('/v1/silences', maintenanceRequestExample);
  expect(status).toBe(201);
  expect(json).toMatchObject({
    recurrence: maintenanceRequestExample.recurrence,
    nextChangeAt: expect.any(String),
  });
});

it.each([
  [{ ...silence, matchers: [] }, '/matchers'],
  [{ ...silence, matchers: [{ label: 'airport', operator: '=~', value: 'A(' }] }, '/matchers/0/value'],
  [{ ...silence, matchers: [{ label: 'airport', operator: '~', value: 'A' }] }, '/matchers/0/operator'],
  [{ ...silence, comment: ' ' }, '/comment'],
  [{ ...silence, endsAt: 'tomorrow' }, '/endsAt'],
  [{ ...silence, endsAt: testNow.toISOString() }, '/endsAt'],
  [{ ...silence, recurrence: { schedule: '* *', durationSeconds: 60 } }, '/recurrence/schedule'],
  [{ ...silence, recurrence: { schedule: '* * * * *', durationSeconds: 1 } }, '/recurrence/durationSeconds'],
  [{ ...silence, state: 'ended' }, '/state'],
])('refuses %j', async (body, pointer) => {
  expect(await post('/v1/silences', body)).toMatchObject({ status: 400, json: { errors: [{ pointer }] } });
});

it('changes a silence only as it was seen', async () => {
  const path = `/v1/silences/${resourceIds.silenceId}`;
  const etag = (await api.call({ path, key })).headers.get('etag') ?? '';
  const change = (comment: string) =>
    api.call({ method: 'PATCH', path, key, body: { comment }, headers: { 'If-Match': etag } });
  expect((await change('one')).status).toBe(200);
  expect((await change('other')).status).toBe(412);
});
