import type { InvitationResponse, SentInvitationResponse } from '../../../../contracts/invitation.ts';
import { exampleIds } from './ids.ts';

export const tokenExample = 'ivi_3fQ8vL0nXo2yT5sKd7eUaB1cZ9mWrJ4hGpN6iVxYtEq';

export const invitationExample: InvitationResponse = {
  invitationId: exampleIds.invitation,
  email: 'grace@acme.example',
  role: 'viewer',
  state: 'pending',
  expiresAt: new Date('2026-11-27T09:00:00Z'),
  invitedBy: `user:${exampleIds.member}`,
  mailedAt: new Date('2026-11-20T09:00:00Z'),
  acceptedAt: null,
  acceptedBy: null,
  revokedAt: null,
  createdAt: new Date('2026-11-20T09:00:00Z'),
  updatedAt: new Date('2026-11-20T09:00:00Z'),
  createdBy: `user:${exampleIds.member}`,
  expireAt: new Date('2027-02-25T09:00:00Z'),
};

export const sentInvitationExample: SentInvitationResponse = {
  ...invitationExample,
  token: tokenExample,
  mail: 'sent',
};
