import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('metrics'), {
  access: clientAccess.metrics,
  collection: (orgId) => `organizations/${orgId}/metrics`,
  stored: { key: 'flights.departures', labels: { airport: 'ATL' } },
});
