import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { runsAs } from '../config/service-accounts.ts';
import { Database } from '../firestore/database.ts';
import { copyStatusToKeys } from '../operator/tenancy/copy-status-to-keys.ts';
import { runtime } from './runtime.ts';

/**
 * Has the API keys of an organization know whether it is disabled, however that was written: by a call that died half-way, or
 * by hand in the console. Finds nothing to do after a call that came to its end.
 */
export const organizationWritten = onDocumentWritten(
  { ...runsAs('organizationWritten'), document: 'organizations/{orgId}', retry: true, memory: '256MiB' },
  async ({ params: { orgId } }) => {
    await copyStatusToKeys(new Database(runtime().firestore), orgId);
  },
);
