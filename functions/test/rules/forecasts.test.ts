import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('forecasts'), {
  access: clientAccess.forecasts,
  collection: (orgId) => `organizations/${orgId}/forecasts`,
  stored: { metricId: 'met_1', points: [] },
});
