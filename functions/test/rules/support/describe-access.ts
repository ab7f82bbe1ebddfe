import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { rolePermissions, roles } from '../../../src/contracts/permissions.ts';
import { type Access, type Operation, operations } from './client-access.ts';
import { type Caller, callers, disabled, foreign, own, uidOf, type World } from './world.ts';

type Document = Record<string, unknown>;

/** A collection, and for each operation a request that is refused for nothing but who makes it. */
export interface AccessCase {
  readonly access: Access;
  /** Path of the collection in an organization. */
  readonly collection: (orgId: string) => string;
  /** A document as the server wrote it. */
  readonly stored: Document;
  /** A document as `uid` would create it; `stored` where nobody may. */
  readonly created?: (uid: string) => Document;
  /** A change as `uid` would make it. */
  readonly change?: (uid: string) => Document;
}

interface Attempt {
  readonly caller: Caller;
  readonly orgId: string;
  readonly operation: Operation;
}

/** Each caller × own and foreign organization × each operation, allowed and denied as `rolePermissions` says. */
export function describeAccess(world: World, target: AccessCase): void {
  describe.each(callers)('%s', (caller) => {
    describe.each([
      ['own', own],
      ['foreign', foreign],
    ])('in the %s organization', (tenancy, orgId) => {
      for (const operation of operations) {
        const allowed = tenancy === 'own' && isGranted(caller, target.access[operation]);
        it(`${allowed ? 'may' : 'may not'} ${operation}`, async () => {
          const outcome = attempt(world, target, { caller, orgId, operation });
          await (allowed ? assertSucceeds(outcome) : assertFails(outcome));
        });
      }
    });
  });

  it.each(operations)('nobody may %s in a disabled organization', async (operation) => {
    for (const caller of roles) {
      await assertFails(attempt(world, target, { caller, orgId: disabled, operation }));
    }
  });
}

function isGranted(caller: Caller, permission: Access[Operation]): boolean {
  if (permission === null || caller === 'newcomer' || caller === 'signed-out') return false;
  return rolePermissions[caller].includes(permission);
}

let documents = 0;

async function attempt(world: World, target: AccessCase, { caller, orgId, operation }: Attempt) {
  const collection = target.collection(orgId);
  const client = world.as(caller);
  const uid = uidOf(caller);
  documents += 1;
  const path = `${collection}/doc-${documents}`;
  if (operation !== 'create') await world.server.doc(path).set(target.stored);
  switch (operation) {
    case 'get':
      return client.get(path);
    case 'list':
      return client.list(collection);
    case 'create':
      return client.set(path, target.created?.(uid) ?? target.stored);
    case 'update':
      return client.update(path, target.change?.(uid) ?? { touched: true });
    case 'delete':
      return client.delete(path);
  }
}
