import { describe, expect, it } from 'vitest';
import { admitPerson, admitRequest } from './admit-request.ts';
import { OrganizationUsage } from './organization-usage.ts';
import { RecentBuckets } from './recent-buckets.ts';

const now = new Date('2026-11-21T12:00:00Z');

/** An organization of few requests, and callers that it knows nothing of yet. */
function few(limits: object = { requestsPerMinute: 6, requestsPerMinutePerCaller: 4 }) {
  const usage = new OrganizationUsage();
  usage.learn({ document: { limits }, others: [], series: 0, hasCounter: false }, now);
  const callers = new RecentBuckets(10);
  const request = (id: string, cost = 1, at = now) =>
    admitRequest({ orgId: 'org_1', actor: { type: 'api-key', id }, cost, now: at }, usage, callers);
  return { usage, callers, request };
}

describe('admitRequest', () => {
  it('refuses by the limit of the key, and takes nothing of the organization then', () => {
    const { request } = few();
    expect(request('a', 4).refusedBy).toBeUndefined();
    expect(request('a').refusedBy?.name).toBe('key');
    const [, organization] = request('a').limits;
    expect(organization?.verdict.remaining).toBe(2);
    expect(request('b', 2).refusedBy).toBeUndefined();
  });

  it('refuses by the limit of the organization, and takes nothing of the key then', () => {
    const { request } = few();
    request('a', 4);
    request('b', 2);
    const refused = request('b');
    expect(refused.refusedBy?.name).toBe('organization');
    expect(refused.limits[0]?.verdict.remaining).toBe(2);
  });

  it('names the limit that has to be waited for longest, where both refuse', () => {
    const { request } = few({ requestsPerMinute: 60, requestsPerMinutePerCaller: 60 });
    request('a', 60);
    const { usage, callers } = few({ requestsPerMinute: 60, requestsPerMinutePerCaller: 6 });
    const ask = (cost: number) =>
      admitRequest({ orgId: 'org_1', actor: { type: 'user', id: 'ada' }, cost, now }, usage, callers);
    for (let place = 0; place < 6; place += 1) ask(1);
    expect(ask(1).refusedBy).toMatchObject({ name: 'person', verdict: { retryAfterMs: 10_000 } });
  });

  it('lets others go on in time', () => {
    const { request } = few();
    request('a', 4);
    expect(request('a', 1, new Date(now.getTime() + 15_000)).refusedBy).toBeUndefined();
  });

  it('leaves what other instances are known to use', () => {
    const { usage, callers } = few();
    const at = new Date(now.getTime() + 1_000);
    const other = { ...emptyEntry, requestsPerMinute: 5, at };
    usage.learn(
      { document: { limits: { requestsPerMinute: 6 } }, others: [other], series: 0, hasCounter: false },
      at,
    );
    const cost = (n: number, when: Date) =>
      admitRequest(
        { orgId: 'org_1', actor: { type: 'api-key', id: 'a' }, cost: n, now: when },
        usage,
        callers,
      );
    expect(cost(3, at).refusedBy).toBeUndefined();
    expect(cost(1, at).refusedBy?.name).toBe('organization');
    // The other one has written nothing for minutes: it is gone.
    const later = new Date(at.getTime() + 180_000);
    expect(cost(6, later).refusedBy).toBeUndefined();
  });
});

const emptyEntry = {
  points: 0,
  series: 0,
  forecasts: 0,
  requests: 0,
  tasks: 0,
  triggers: 0,
  documentReads: 0,
  documentWrites: 0,
};

it('holds a person without an organization against a limit of their own', () => {
  const callers = new RecentBuckets(10);
  expect(admitPerson({ uid: 'ada', cost: 3_000, now }, callers).refusedBy).toBeUndefined();
  expect(admitPerson({ uid: 'ada', cost: 1, now }, callers).refusedBy?.name).toBe('person');
  expect(admitPerson({ uid: 'bob', cost: 1, now }, callers).refusedBy).toBeUndefined();
});

it('forgets the callers that were not heard of for longest', () => {
  const callers = new RecentBuckets(2);
  callers.set('a', 1);
  callers.set('b', 2);
  callers.set('a', 3);
  callers.set('c', 4);
  expect(['a', 'b', 'c'].map((name) => callers.get(name))).toEqual([3, 0, 4]);
});
