import { describe, expect, it } from 'vitest';
import { separateFirestore } from '../../test/support/firestore.ts';
import {
  type TestServices,
  testApi,
  testNow,
  testOrganization,
  testServices,
} from '../../test/support/http-api.ts';
import { setLimits } from '../../test/support/limited-organization.ts';

/** An organization of few requests, and an instance that serves it; its clock can be moved. */
async function limited(limits: object = { requestsPerMinute: 60, requestsPerMinutePerCaller: 12 }) {
  const organization = await testOrganization();
  await setLimits(organization.orgId, { limits });
  const clock = { now: testNow };
  const services: TestServices = { ...testServices(separateFirestore()), now: () => clock.now };
  return { ...organization, ...testApi(services), clock, services };
}

const limitsOf = (headers: Headers) => [headers.get('RateLimit-Policy'), headers.get('RateLimit')];

describe('limits of requests', () => {
  it('stand on every answer to a known caller, also where it failed', async () => {
    const { call, key } = await limited();
    const policy = '"key";q=12;w=60, "organization";q=60;w=60';
    const listed = await call({ path: '/v1/metrics', key });
    expect([listed.status, ...limitsOf(listed.headers)]).toEqual([
      200,
      policy,
      '"key";r=11;t=5, "organization";r=59;t=1',
    ]);
    const missing = await call({ path: '/v1/metrics/met_none', key });
    expect([missing.status, ...limitsOf(missing.headers)]).toEqual([
      404,
      policy,
      '"key";r=10;t=10, "organization";r=58;t=2',
    ]);
    const unknown = await call({ path: '/v1/metrics', key: `${key}x` });
    expect([unknown.status, ...limitsOf(unknown.headers)]).toEqual([401, null, null]);
    expect(limitsOf((await call({ path: '/health' })).headers)).toEqual([null, null]);
  });

  it('refuse by that of the key, say so and when to come back, and do nothing', async () => {
    const { call, key, keyWith, clock } = await limited();
    const body = { points: [[testNow.getTime(), 1]], horizon: 1 };
    for (const cost of [5, 5]) {
      const { status } = await call({ method: 'POST', path: '/v1/forecast', key, body });
      expect([cost, status < 429]).toEqual([5, true]);
    }
    const refused = await call({ method: 'POST', path: '/v1/forecast', key, body });
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({
      reason: 'RATE_LIMITED',
      limit: 'key',
      requestsPerMinute: 12,
      cost: 5,
      type: '/errors/RATE_LIMITED',
    });
    expect(refused.headers.get('Retry-After')).toBe('15');
    expect(limitsOf(refused.headers)[1]).toBe('"key";r=2;t=50, "organization";r=50;t=10');
    const other = await keyWith(['metrics:read']);
    expect((await call({ path: '/v1/metrics', key: other })).status).toBe(200);
    clock.now = new Date(testNow.getTime() + 15_000);
    expect((await call({ method: 'POST', path: '/v1/forecast', key, body })).status).not.toBe(429);
  });

  it('refuse by that of the organization, whichever its key', async () => {
    const { call, key, keyWith } = await limited({ requestsPerMinute: 3 });
    const other = await keyWith(['metrics:read']);
    for (const one of [key, other, key])
      expect((await call({ path: '/v1/metrics', key: one })).status).toBe(200);
    const { status, json } = await call({ path: '/v1/metrics', key: other });
    expect([status, json.reason, json.limit]).toEqual([429, 'RATE_LIMITED', 'organization']);
    const foreign = await testOrganization();
    expect((await call({ path: '/v1/metrics', key: foreign.key })).status).toBe(200);
  });

  it('are shared by instances once they have told each other', async () => {
    const first = await limited({ requestsPerMinute: 40 });
    const second = testApi({ ...testServices(separateFirestore()), now: () => first.clock.now });
    const burst = async (api: Pick<typeof first, 'call'>, count: number) => {
      let admitted = 0;
      for (let k = 0; k < count; k += 1) {
        if ((await api.call({ path: '/v1/metrics', key: first.key })).status === 200) admitted += 1;
      }
      return admitted;
    };
    const atOnce = [await burst(first, 50), await burst(second, 50)];
    expect(atOnce).toEqual([40, 40]);
    first.clock.now = new Date(testNow.getTime() + 60_000);
    await first.services.deferred.run();
    await second.services.deferred.run();
    await burst(first, 1);
    await first.services.deferred.run();
    first.clock.now = new Date(testNow.getTime() + 120_000);
    const told = [await burst(first, 50), await burst(second, 50)];
    expect(told).toEqual([20, 20]);
  });

  it('hold a person by themselves where they act for no organization', async () => {
    const { call } = await limited();
    const { headers } = await call({
      method: 'POST',
      path: '/v1/organizations',
      headers: { Authorization: 'Bearer token-of-zoe' },
      body: { name: 'Zoe' },
    });
    expect(limitsOf(headers)).toEqual(['"person";q=3000;w=60', '"person";r=2990;t=1']);
  });
});

describe('what authentication, limits and audit add to an ingest request', () => {
  const point = (minute: number) => ({
    method: 'POST',
    path: '/v1/ingest',
    body: {
      series: [{ metric: 'load', points: [[testNow.getTime() - minute * 60_000, minute]] }],
      timestampUnit: 'ms',
    },
  });

  it('is no read when warm, and no write beyond the points', async () => {
    const { call, key, services, clock } = await limited({});
    const costOf = async (request: Parameters<typeof call>[0]) => {
      expect((await call({ ...request, key })).status).toBe(200);
      const entry = services.entries.at(-1);
      return [entry?.documentReads, entry?.documentWrites];
    };
    // The key; the organization, its counter and four shards of the day, and as there is no counter, a count; the metrics.
    const [cold] = await costOf({ path: '/v1/metrics' });
    expect(cold).toBe(1 + 6 + 1 + 1);
    // The metric is looked for; the counter looked for again, counted for and made; then the metric with its points.
    expect(await costOf(point(1))).toEqual([1 + 3, 1 + 3]);
    expect(await costOf(point(2))).toEqual([0, 1]);
    // Another instance: the series is there, and so is the counter.
    const other = testServices(separateFirestore());
    await testApi({ ...other, now: () => clock.now }).call({ ...point(3), key });
    expect(other.entries.at(-1)?.documentReads).toBe(1 + 6 + 1);
    // What was put off goes on beside requests: writing it down costs them nothing.
    await services.deferred.run();
    clock.now = new Date(testNow.getTime() + 50_000);
    expect(await costOf(point(4))).toEqual([0, 1]);
  });
});
