import type { AuditedCall } from '../audit/record-audit.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';

/** A person's call as the audit log of the organization that it concerns tells it. */
export const auditedPerson = ({ db, now, requestId, origin, user }: UserCtx, orgId: string): AuditedCall => ({
  db,
  now,
  requestId,
  origin,
  orgId,
  actor: { type: 'user', id: user.uid },
});
