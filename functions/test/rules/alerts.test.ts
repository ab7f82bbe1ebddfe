import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { alertStates } from '../../src/contracts/alert.ts';
import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { before, requestTime } from './support/documents.ts';
import { own, uidOf, useWorld } from './support/world.ts';

const world = useWorld('alerts');
const path = `organizations/${own}/alerts/alr_1`;
const stored = {
  fingerprint: 'f00d',
  open: true,
  state: 'firing',
  severity: 'critical',
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  updatedAt: before,
};

const acknowledged = (uid = uidOf('member')) => ({
  state: 'acknowledged',
  acknowledgedAt: requestTime(),
  acknowledgedBy: `user:${uid}`,
  updatedAt: requestTime(),
});

describeAccess(world, {
  access: clientAccess.alerts,
  collection: (orgId) => `organizations/${orgId}/alerts`,
  stored,
  change: acknowledged,
});

describe('acknowledging', () => {
  const write = async (change: Record<string, unknown>, state = 'firing') => {
    await world.server.doc(path).set({ ...stored, state });
    return world.as('member').update(path, change);
  };

  it.each(alertStates)('is allowed from firing only: %s', async (state) => {
    const outcome = write(acknowledged(), state);
    await (state === 'firing' ? assertSucceeds(outcome) : assertFails(outcome));
  });

  it.each(alertStates.filter((state) => state !== 'acknowledged'))(
    'leads to no other state: %s',
    async (state) => {
      await assertFails(write({ ...acknowledged(), state }));
    },
  );

  it.each([
    ['the name of somebody else', acknowledged(uidOf('owner'))],
    ['no name', { ...acknowledged(), acknowledgedBy: null }],
    ['an earlier time', { ...acknowledged(), acknowledgedAt: before }],
    ['an update of no time', { ...acknowledged(), updatedAt: before }],
    ['an end of the episode', { ...acknowledged(), open: false }],
    ['a resolution', { ...acknowledged(), resolvedAt: requestTime() }],
    ['another severity', { ...acknowledged(), severity: 'info' }],
    ['another fingerprint', { ...acknowledged(), fingerprint: 'beef' }],
    ['a field of its own', { ...acknowledged(), note: 'on it' }],
  ])('may not come with %s', async (_, change) => {
    await assertFails(write(change));
  });
});
