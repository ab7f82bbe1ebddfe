import { describe, expect, it } from 'vitest';
import { RecordedTasks } from '../../test/support/context.ts';
import { organizationOf } from '../../test/support/people.ts';
import { apiKeyHashCollection, organizationDocument } from '../firestore/collections.ts';
import { createApiKey } from '../operator/api-keys/create-api-key.ts';
import { organizationWritten } from './organization-written.ts';
import { useRuntime } from './runtime.ts';

describe('organizationWritten', () => {
  it('has the keys of an organization that was disabled in the console know it, and of no other', async () => {
    const made = await Promise.all([1, 2].map(() => organizationOf({ olga: 'owner' })));
    const statuses = (orgId: string) =>
      apiKeyHashCollection(firestore)
        .where('orgId', '==', orgId)
        .get()
        .then(({ docs }) => docs.map((one) => one.data().organizationStatus));
    const [theirs = made[0], others] = made;
    const { firestore } = theirs.as('olga').db;
    for (const one of made)
      await createApiKey({ ctx: one.as('olga'), input: { name: 'agent', scopes: ['metrics:read'] } });
    await organizationDocument(firestore, theirs.orgId).update({ status: 'disabled' });
    useRuntime({
      firestore,
      tasks: new RecordedTasks(),
      logger: { write: () => undefined },
      verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
      now: () => new Date(),
    });
    for (let times = 0; times < 2; times += 1)
      await organizationWritten.run({ params: { orgId: theirs.orgId } } as never);
    expect(await statuses(theirs.orgId)).toEqual(['disabled']);
    expect(await statuses(others?.orgId ?? '')).toEqual(['active']);
  });

  it('does nothing where the organization is gone', async () => {
    await organizationWritten.run({ params: { orgId: 'org_gone' } } as never);
  });
});
