import { type AppCheck, getAppCheck } from 'firebase-admin/app-check';
import { appCheckRequired } from '../config/app-check.ts';
import type { Services } from '../http/services.ts';

/** Verifies App Check tokens by Firebase's public keys; undefined where the deployment asks for none. */
export function appCheckOfDeployment(
  appCheck: () => Pick<AppCheck, 'verifyToken'> = getAppCheck,
): Services['verifyAppCheck'] {
  if (!appCheckRequired()) return undefined;
  return async (token) => {
    await appCheck().verifyToken(token);
  };
}
