import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('time-series'), {
  access: clientAccess.time_series,
  collection: (orgId) => `organizations/${orgId}/metrics/met_1/time_series`,
  stored: { span: 'day', points: { '2026-01-01T00:00:00Z': 1 } },
});
