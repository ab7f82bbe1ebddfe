import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('usage'), {
  access: clientAccess.usage,
  collection: (orgId) => `organizations/${orgId}/usage`,
  stored: { points: 48_000, requests: 1_440, estimatedCost: 0.02 },
});
