import { assertFails } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { alertStates } from '../../src/contracts/alert.ts';
import { roles } from '../../src/contracts/permissions.ts';
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

describe('what people do to alerts', () => {
  it.each(roles)(
    'is not written by clients, which would leave no timeline and tell nobody: %s',
    async (role) => {
      await world.server.doc(path).set(stored);
      const by = `user:${uidOf(role)}`;
      const now = requestTime();
      const acknowledged = { state: 'acknowledged', acknowledgedAt: now, acknowledgedBy: by, updatedAt: now };
      await assertFails(world.as(role).update(path, acknowledged));
      await assertFails(world.as(role).update(path, { assignedTo: uidOf(role), updatedAt: now }));
      for (const state of alertStates)
        await assertFails(world.as(role).update(path, { state, updatedAt: now }));
    },
  );
});
