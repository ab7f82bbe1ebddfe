import { assertFails } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { callers, own, useWorld } from './support/world.ts';

const world = useWorld('audit-log');
const entry = { action: 'alert-rule.update', actor: 'user:ada', after: { enabled: false } };

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
