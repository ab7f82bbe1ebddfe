import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { resourceIds, writeExampleResources } from '../../../test/support/example-resources.ts';
import { addMetric, hourlySpec, jobDocument } from '../../../test/support/forecast-jobs.ts';
import {
  type Answer,
  answerOf,
  type TestOrganization,
  testNow,
  testOrganization,
  testServices,
} from '../../../test/support/http-api.ts';
import { createApp } from '../app.ts';
import { nodeHandler } from '../node-handler.ts';

const services = testServices();
const server = createServer(nodeHandler(createApp(services)));
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

/** A call over a socket. */
async function call(
  method: string,
  path: string,
  key: string,
  headers: Readonly<Record<string, string>> = {},
  body?: object,
): Promise<Answer> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answerOf(response);
}

let organization: TestOrganization;
let key: string;

beforeEach(async () => {
  organization = await testOrganization();
  key = organization.key;
  await addMetric(testContext({ orgId: organization.orgId, now: testNow }));
});

const rule = {
  name: 'above 60',
  selector: { metric: 'flights.departures', labels: {} },
  condition: { type: 'threshold', operator: '>', threshold: 60 },
};

/** A resource of each kind that people change, by its path; and two patches that differ. */
const kinds = [
  ['a forecast job', '/v1/forecast-jobs', hourlySpec, { horizon: 12 }, { horizon: 6 }],
  ['an alert rule', '/v1/alert-rules', rule, { name: 'one' }, { name: 'other' }],
] as const;

async function made(list: string, body: object): Promise<{ path: string; etag: string }> {
  const { headers } = await call('POST', list, key, {}, body);
  const path = headers.get('Location') ?? '';
  return { path, etag: await etagAt(path) };
}

const etagAt = async (path: string) => (await call('GET', path, key)).headers.get('ETag') ?? '';

describe.each(kinds)('%s', (_, list, body, patch, other) => {
  it('is answered with an ETag, and with 304 and nothing else to whoever has it', async () => {
    const { path, etag } = await made(list, body);
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    for (const known of [etag, `W/${etag}`, `"older", ${etag}`, '*']) {
      const answer = await call('GET', path, key, { 'If-None-Match': known });
      expect([answer.status, answer.text, answer.headers.get('ETag')]).toEqual([304, '', etag]);
    }
    const answer = await call('GET', path, key, { 'If-None-Match': '"older"' });
    expect([answer.status, answer.headers.get('ETag')]).toEqual([200, etag]);
  });

  it('is changed where the ETag is the one that was read, and the answer has the next', async () => {
    const { path, etag } = await made(list, body);
    const changed = await call('PATCH', path, key, { 'If-Match': etag }, patch);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('ETag')).not.toBe(etag);
    expect(await etagAt(path)).toBe(changed.headers.get('ETag'));
    expect((await call('PATCH', path, key, { 'If-Match': '*' }, other)).status).toBe(200);
  });

  it('is left alone where somebody was faster, and the refusal says what there is now', async () => {
    const { path, etag } = await made(list, body);
    await call('PATCH', path, key, {}, patch);
    const now = await call('GET', path, key);
    for (const [method, sent] of [['PATCH', other], ['DELETE']] as const) {
      const refused = await call(method, path, key, { 'If-Match': etag }, sent);
      expect(refused).toMatchObject({
        status: 412,
        json: { reason: 'RESOURCE_CHANGED', status: 412, etag: now.headers.get('ETag') },
      });
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await call('GET', path, key)).text).toBe(now.text);
  });

  it('is changed once by two who read the same', async () => {
    const { path, etag } = await made(list, body);
    const answers = await Promise.all(
      [patch, other].map((sent) => call('PATCH', path, key, { 'If-Match': etag }, sent)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is deleted where the ETag is the one that was read', async () => {
    const { path, etag } = await made(list, body);
    expect((await call('DELETE', path, key, { 'If-Match': etag })).status).toBe(204);
    expect((await call('GET', path, key)).status).toBe(404);
  });

  it('is not changed by a weak tag, nor by a header that is none', async () => {
    const { path, etag } = await made(list, body);
    expect((await call('PATCH', path, key, { 'If-Match': `W/${etag}` }, patch)).status).toBe(412);
    expect(await call('PATCH', path, key, { 'If-Match': etag.slice(1, -1) }, patch)).toMatchObject({
      status: 400,
      json: { reason: 'VALIDATION_FAILED', errors: [{ pointer: '/If-Match' }] },
    });
    expect(await etagAt(path)).toBe(etag);
  });

  it('says nothing of itself to another organization, or to whoever may not change it', async () => {
    const { path, etag } = await made(list, body);
    const foreign = (await testOrganization()).key;
    const reader = await organization.keyWith(['forecast-jobs:read', 'alert-rules:read']);
    for (const method of ['PATCH', 'DELETE']) {
      const sent = method === 'PATCH' ? patch : undefined;
      for (const tag of [etag, '"older"', '*']) {
        expect((await call(method, path, foreign, { 'If-Match': tag }, sent)).status).toBe(404);
        expect((await call(method, path, reader, { 'If-Match': tag }, sent)).status).toBe(403);
      }
    }
    expect((await call('GET', path, foreign, { 'If-None-Match': etag })).status).toBe(404);
    expect(await etagAt(path)).toBe(etag);
  });
});

it('changes when the console or a run writes the job, and not by reading', async () => {
  const { path, etag } = await made('/v1/forecast-jobs', hourlySpec);
  expect(await etagAt(path)).toBe(etag);
  const ctx = testContext({ orgId: organization.orgId });
  await jobDocument(ctx, path.split('/').at(-1) ?? '').update({ 'status.failuresInRow': 1 });
  expect(await etagAt(path)).not.toBe(etag);
});

it.each([
  ['a forecast', `/v1/forecasts/${resourceIds.forecastId}`],
  ['a run', `/v1/forecast-jobs/${resourceIds.jobId}/runs/${resourceIds.runId}`],
  ['an anomaly backfill', `/v1/anomaly-backfills/${resourceIds.backfillId}`],
])('%s is not sent twice', async (_, path) => {
  await writeExampleResources(services.firestore, organization.orgId);
  const etag = await etagAt(path);
  expect(etag).not.toBe('');
  expect((await call('GET', path, key, { 'If-None-Match': etag })).status).toBe(304);
});
