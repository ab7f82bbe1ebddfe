import { beforeEach, expect, it } from 'vitest';
import { resourceIds, writeExampleResources } from '../../../../test/support/example-resources.ts';
import { testApi, testNow, testOrganization } from '../../../../test/support/http-api.ts';

const api = testApi();
let key: string;

const path = `/v1/alerts/${resourceIds.alertId}`;

beforeEach(async () => {
  const organization = await testOrganization();
  ({ key } = organization);
  await writeExampleResources(api.services.firestore, organization.orgId);
});

const acknowledge = (body?: unknown) =>
  api.call({ method: 'POST', path: `${path}/acknowledge`, key, ...(body === undefined ? {} : { body }) });

it('lists alerts by what they are about and whether they go on', async () => {
  const count = async (query: string) =>
    ((await api.call({ path: `/v1/alerts?${query}`, key })).json.items as unknown[]).length;
  expect(await count(`open=true&ruleId=${resourceIds.ruleId}&metricId=${resourceIds.metricId}`)).toBe(1);
  expect(await count('state=firing')).toBe(1);
  expect(await count('open=false')).toBe(0);
});

it('acknowledges a firing alert, with a note in the timeline', async () => {
  expect(await acknowledge({ note: 'de-icing' })).toMatchObject({
    status: 200,
    json: { state: 'acknowledged', acknowledgedAt: testNow.toISOString() },
  });
  const { json } = await api.call({ path, key });
  expect(json.timeline).toEqual([
    expect.objectContaining({ from: 'firing', to: 'acknowledged', reason: 'de-icing' }),
  ]);
});

it('needs no body to acknowledge', async () => {
  expect((await acknowledge()).status).toBe(200);
});

it('refuses a note of the wrong type', async () => {
  expect(await acknowledge({ note: 1 })).toMatchObject({
    status: 400,
    json: { errors: [{ pointer: '/note' }] },
  });
});

it('resolves an alert by hand, opens it again, assigns it and keeps notes', async () => {
  const act = (verb: string, body: unknown) =>
    api.call({ method: 'POST', path: `${path}/${verb}`, key, body });
  expect(await act('resolve', { reason: 'sensor replaced' })).toMatchObject({
    status: 200,
    json: { state: 'resolved', open: false, awaitsClear: true, resolvedAt: testNow.toISOString() },
  });
  expect(await act('acknowledge', {})).toMatchObject({ status: 409, json: { reason: 'ALERT_NOT_FIRING' } });
  expect(await act('reopen', { reason: 'still dropping' })).toMatchObject({
    json: { state: 'firing', open: true },
  });
  expect(await act('assign', { memberId: null })).toMatchObject({ status: 200, json: { assignedTo: null } });
  expect(await act('assign', { memberId: 'nobody' })).toMatchObject({
    status: 400,
    json: { errors: [{ pointer: '/memberId' }] },
  });
  expect(await act('notes', { note: 'asked the tower' })).toMatchObject({
    status: 200,
    json: { state: 'firing' },
  });
  const { json } = await api.call({ path, key });
  expect(json.timeline).toMatchObject([
    { kind: 'state', to: 'resolved', reason: 'sensor replaced' },
    { kind: 'state', to: 'firing', reason: 'still dropping' },
    { kind: 'note', from: 'firing', to: 'firing', reason: 'asked the tower' },
  ]);
});

it.each(['resolve', 'reopen'])('asks for a reason to %s', async (verb) => {
  expect(await api.call({ method: 'POST', path: `${path}/${verb}`, key, body: {} })).toMatchObject({
    status: 400,
    json: { errors: [{ pointer: '/reason' }] },
  });
});
