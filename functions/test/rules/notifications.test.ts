import { describe } from 'vitest';
import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

const world = useWorld('notifications');

const stored = {
  notification_policies: { name: 'on call', order: 10 },
  inhibition_rules: { name: 'site down', equal: ['site'] },
  notification_groups: { groupLabels: { alertname: 'disk full' }, flushes: 1 },
  notification_deliveries: { channelId: 'chn_1', state: 'delivered' },
  silences: { comment: 'de-icing', state: 'active' },
} as const;

for (const name of Object.keys(stored) as (keyof typeof stored)[]) {
  describe(name, () => {
    describeAccess(world, {
      access: clientAccess[name],
      collection: (orgId) => `organizations/${orgId}/${name}`,
      stored: stored[name],
    });
  });
}
