import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('notification-channels'), {
  access: clientAccess.notification_channels,
  collection: (orgId) => `organizations/${orgId}/notification_channels`,
  stored: { name: 'on call', type: 'pagerduty' },
});
