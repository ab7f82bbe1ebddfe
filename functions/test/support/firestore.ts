import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

/** The project of every test; `demo-` keeps the SDKs away from real clouds. */
export const testProject = 'demo-intentvision';

let instance: Firestore | undefined;
let separate = 0;

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

/** A client of its own on the same emulator: what another function instance would hold. */
export function separateFirestore(): Firestore {
  emulatorFirestore();
  separate += 1;
  const firestore = getFirestore(initializeApp({ projectId: testProject }, `separate-${separate}`));
  firestore.settings({ ignoreUndefinedProperties: true });
  return firestore;
}
