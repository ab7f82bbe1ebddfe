import { describe, expect, it } from 'vitest';
import { type NotificationPolicy, notificationPolicySchema } from '../../contracts/notification-policy.ts';
import { groupLabelsOf } from './group-labels-of.ts';
import { type Route, routesOf } from './routes-of.ts';
import { route } from './testing/simulated-group.ts';

const policy = (policyId: string, more: Partial<NotificationPolicy> = {}) => ({
  policyId,
  policy: notificationPolicySchema.parse({
    name: policyId,
    notify: { channels: [`to-${policyId}`] },
    createdAt: new Date(0),
    updatedAt: new Date(0),
    createdBy: 'user:ada',
    ...more,
  }),
});
const own: Route = { kind: 'rule', id: 'rul_1', name: 'own', notify: route() };
const labels = { alertname: 'high', team: 'ops', severity: 'critical' };
const ops = { matchers: [{ label: 'team', operator: '=' as const, value: 'ops' }] };
const dev = { matchers: [{ label: 'team', operator: '=' as const, value: 'dev' }] };

const routeIds = (...policies: ReturnType<typeof policy>[]) =>
  routesOf(labels, null, policies).routes.map(({ id }) => id);

describe('routesOf', () => {
  it('leaves it to the rule alone where the rule says so', () => {
    const { routes, policies } = routesOf(labels, own, [policy('all')]);
    expect(routes).toEqual([own]);
    expect(policies).toEqual([{ policyId: 'all', outcome: 'not-asked' }]);
  });

  it.each([
    ['the first that matches decides', [policy('a', dev), policy('b', ops), policy('c')], ['b']],
    ['no matchers match all', [policy('a', { matchers: [] }), policy('b')], ['a']],
    ['continue asks on', [policy('a', { continue: true }), policy('b', ops), policy('c')], ['a', 'b']],
    ['continue of one that does not match', [policy('a', { ...dev, continue: true }), policy('b')], ['b']],
    ['one that is off is passed over', [policy('a', { enabled: false }), policy('b')], ['b']],
    ['order comes first, then the id', [policy('c', { order: 5 }), policy('b'), policy('a')], ['c']],
    ['ties go by id', [policy('b'), policy('a')], ['a']],
    ['none', [policy('a', dev)], []],
  ])('%s', (_, policies, expected) => {
    expect(routeIds(...policies)).toEqual(expected);
  });

  it('says what became of each policy', () => {
    const asked = routesOf(labels, null, [
      policy('a', dev),
      policy('b', { enabled: false }),
      policy('c', { ...ops, continue: true }),
      policy('d'),
      policy('e'),
    ]);
    expect(asked.policies.map(({ outcome }) => outcome)).toEqual([
      'does-not-match',
      'disabled',
      'matches',
      'matches',
      'not-asked',
    ]);
  });
});

describe('groupLabelsOf', () => {
  it.each([
    [['alertname'], { alertname: 'high' }],
    [['team', 'alertname', 'region'], { alertname: 'high', team: 'ops' }],
    [[], {}],
    [['...'], labels],
    [['...', 'team'], labels],
  ])('by %j', (groupBy, expected) => {
    expect(groupLabelsOf(labels, { groupBy })).toEqual(expected);
  });

  it('is in order of names, whatever the order of the labels', () => {
    const { alertname, ...rest } = labels;
    const names = (of: Record<string, string>) => Object.keys(groupLabelsOf(of, { groupBy: ['...'] }));
    expect(names({ ...rest, alertname })).toEqual(names(labels));
    expect(names(labels)).toEqual(['alertname', 'severity', 'team']);
  });
});
