import { recordAudit } from '../audit/record-audit.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';
import { organizationNotFound } from '../auth/organization-errors.ts';
import { auditedPerson } from '../tenancy/audited-person.ts';
import { membershipsIn, requireAnotherOwner } from './member-documents.ts';

/**
 * Ends the membership of the signed-in person, which needs no permission, and goes in a disabled organization, too. To who is
 * no member it is as if the organization did not exist.
 *
 * @throws {DomainError} `not-found` (ORGANIZATION_NOT_FOUND), `failed-precondition` (LAST_OWNER)
 */
export async function leaveOrganization({
  ctx,
  input: { organizationId: orgId },
}: {
  readonly ctx: UserCtx;
  readonly input: { readonly organizationId: string };
}): Promise<void> {
  const { db, user } = ctx;
  const scope = { db, orgId };
  await db.transaction(async (transaction) => {
    const reference = membershipsIn(scope).doc(user.uid);
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw organizationNotFound(orgId);
    if (before.role === 'owner') await requireAnotherOwner(scope, transaction);
    transaction.delete(reference);
    recordAudit(auditedPerson(ctx, orgId), transaction, {
      verb: 'leave',
      type: 'member',
      id: user.uid,
      before,
      after: null,
    });
  });
}
