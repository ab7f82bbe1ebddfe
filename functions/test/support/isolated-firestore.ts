import { randomBytes } from 'node:crypto';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { Database } from '../../src/firestore/database.ts';
import { emulatorFirestore } from './firestore.ts';

/**
 * A Firestore of its own: the emulator keeps each project apart. For code that looks across organizations, where a
 * suite that makes its own organization would still meet those of others.
 */
export function isolatedDatabase(): Database {
  // First, so that the project shared by the other suites stays the default app; fails when there is no emulator.
  emulatorFirestore();
  const projectId = `demo-${randomBytes(6).toString('hex')}`;
  const firestore = getFirestore(initializeApp({ projectId }, projectId));
  firestore.settings({ ignoreUndefinedProperties: true });
  return new Database(firestore);
}
