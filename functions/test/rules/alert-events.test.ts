import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('alert-events'), {
  access: clientAccess.alert_events,
  collection: (orgId) => `organizations/${orgId}/alerts/alr_1/events`,
  stored: { from: 'pending', to: 'firing' },
});
