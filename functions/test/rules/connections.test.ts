import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('connections'), {
  access: clientAccess.connections,
  collection: (orgId) => `organizations/${orgId}/connections`,
  stored: { name: 'airbyte', type: 'airbyte' },
});
