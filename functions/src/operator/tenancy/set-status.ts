import { notFound } from '../../contracts/errors.ts';
import type { Organization, OrganizationResponse } from '../../contracts/organization.ts';
import { organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { organizationDisabled } from '../auth/organization-errors.ts';
import { readCaller } from '../rbac/read-caller.ts';
import { copyStatusToKeys } from './copy-status-to-keys.ts';

/**
 * Disables the caller's organization or enables it again, then has its keys know. Should the process die in between, the
 * function `organizationWritten` goes on; so does calling again, which otherwise changes nothing. Only a person enables: a
 * program that an organization was disabled to stop may still be known to an instance for a minute.
 */
export async function setStatus(ctx: Ctx, status: Organization['status']): Promise<OrganizationResponse> {
  const { db, orgId, now } = ctx;
  const reference = organizationDocument(db.firestore, orgId);
  const verb = status === 'active' ? 'enable' : 'disable';
  const organization = await db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('organization', orgId);
    if (before.status === 'disabled' && ctx.actor.type !== 'user') throw organizationDisabled();
    await readCaller(ctx, transaction, 'organization:disable');
    if (before.status === status) return before;
    const after = { ...before, status, updatedAt: now };
    transaction.set(reference, after);
    recordAudit(ctx, transaction, { verb, type: 'organization', id: orgId, before, after });
    return after;
  });
  await copyStatusToKeys(db, orgId);
  return { organizationId: orgId, ...organization };
}
