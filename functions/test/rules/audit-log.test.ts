import { assertFails } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { callers, own, useWorld } from './support/world.ts';

const world = useWorld('audit-log');
const entry = { action: 'alert-rule.update', actor: 'user:ada', after: { enabled: false } };

describeAccess(world, {
  access: clientAccess.audit_log,
  collection: (orgId) => `organizations/${orgId}/audit_log`,
  stored: entry,
});

describe('an entry', () => {
  it.each(callers)('stays as it was written, whatever %s does', async (caller) => {
    const path = `organizations/${own}/audit_log/aud_1`;
    await world.server.doc(path).set(entry);
    const client = world.as(caller);
    await assertFails(client.set(`organizations/${own}/audit_log/aud_forged`, entry));
    await assertFails(client.set(path, { ...entry, actor: 'user:grace' }));
    await assertFails(client.update(path, { actor: 'user:grace' }));
    await assertFails(client.delete(path));
  });
});
