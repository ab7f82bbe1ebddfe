import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('anomaly-backfills'), {
  access: clientAccess.anomaly_backfills,
  collection: (orgId) => `organizations/${orgId}/anomaly_backfills`,
  stored: { state: 'running', slices: 1 },
});
