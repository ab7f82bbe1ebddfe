import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

/** The project of every test; `demo-` keeps the SDKs away from real clouds. */
export const testProject = 'demo-intentvision';

let instance: Firestore | undefined;

/** The Admin SDK on the Firestore emulator; fails when the set-up did not start one. */
export function emulatorFirestore(): Firestore {
  if (process.env.FIRESTORE_EMULATOR_HOST === undefined) {
    throw new Error('FIRESTORE_EMULATOR_HOST is not set: run the emulator tests through npm test');
  }
  if (instance === undefined) {
    const app = getApps()[0] ?? initializeApp({ projectId: testProject });
    instance = getFirestore(app);
    instance.settings({ ignoreUndefinedProperties: true });
  }
  return instance;
}
