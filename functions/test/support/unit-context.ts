import { permissions as all, type Permission } from '../../src/contracts/permissions.ts';
import type { Ctx } from '../../src/firestore/context.ts';
import { Database } from '../../src/firestore/database.ts';
import { RecordedTasks } from './context.ts';
import { noFirestore } from './http-api.ts';

/** A context without a store behind it, for verbs that keep nothing: asking the store fails. */
export const unitContext = (permissions: readonly Permission[] = all): Ctx => ({
  orgId: 'org_unit',
  actor: { type: 'api-key', id: 'key_unit' },
  permissions: new Set(permissions),
  now: new Date('2026-11-21T12:00:00Z'),
  requestId: 'req_unit',
  db: new Database(noFirestore),
  tasks: new RecordedTasks(),
});
