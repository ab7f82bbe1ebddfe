import { clientAccess } from './support/client-access.ts';
import { describeAccess } from './support/describe-access.ts';
import { useWorld } from './support/world.ts';

describeAccess(useWorld('invitations'), {
  access: clientAccess.invitations,
  collection: (orgId) => `organizations/${orgId}/invitations`,
  stored: { email: 'grace@acme.example', role: 'viewer', state: 'pending', acceptedBy: null },
});
