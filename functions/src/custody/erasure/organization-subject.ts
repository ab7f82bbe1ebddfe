import { organizationPath } from '../../firestore/paths.ts';
import { channelSecretName } from '../../notifications/secrets/channel-secret-name.ts';
import { erasureLimits } from './limits.ts';
import { organizationPlaces } from './organization-places.ts';
import type { Subject } from './subject.ts';

/**
 * An organization. Secrets of its channels go before the documents that they are found by. Its Cloud Scheduler jobs, where there
 * are any, are removed by the trigger on forecast jobs, and by the hourly repair where that is late.
 */
export const organizationSubject: Subject = {
  places: organizationPlaces,
  documentsMax: erasureLimits.documents,
  blockedBy: async () => null,
  async beforeDeleting({ secrets }, orgId, { place, refs }) {
    if (place.name !== 'notification_channels' || secrets === undefined) return;
    for (const { id } of refs) await secrets.remove(channelSecretName(orgId, id));
  },
  whileDeleting: async () => undefined,
  afterDeleting: async () => undefined,
  last: ({ firestore }, orgId) => firestore.doc(organizationPath(orgId)),
  async leftovers({ db }, orgId) {
    return (await db.get(db.firestore.doc(organizationPath(orgId)))).exists
      ? ['the organization itself']
      : [];
  },
};
