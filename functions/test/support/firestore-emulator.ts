import type { TestProject } from 'vitest/node';
import { type RunningFirestore, startFirestore } from '../../../scripts/emulators/start-firestore.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** `address:port` of the Firestore emulator that the tests of this project share. */
    firestoreHost: string;
  }
}

/**
 * Set-up of the `emulator` tests: one Firestore emulator with our rules for all files. Tests find it by
 * `inject('firestoreHost')`, and the Admin SDK by FIRESTORE_EMULATOR_HOST and GCLOUD_PROJECT. Without an emulator it
 * throws, so that the tests fail instead of being skipped.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const firestore: RunningFirestore = await startFirestore();
  project.config.env = { ...project.config.env, ...firestore.env };
  project.provide('firestoreHost', firestore.host);
  return firestore.stop;
}
