import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('api-keys'), {
  access: clientAccess.api_keys,
  collection: (orgId) => `organizations/${orgId}/api_keys`,
  stored: { name: 'agent', hint: 'iv_Zk3q…', revokedAt: null },
});
