import { requireValidMatchers } from '../../alerting/matchers/require-valid-matchers.ts';
import { actorName } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import { randomId } from '../../contracts/ids.ts';
import type {
  CreateNotificationPolicyRequest,
  NotificationPolicy,
  NotificationPolicyResponse,
} from '../../contracts/notification-policy.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { requireChannels } from '../../pipeline/alert/require-channels.ts';
import { rerouteAlerts } from '../../pipeline/alert/reroute-alerts.ts';
import { policiesMax } from '../groups/limits.ts';

/**
 * Makes a notification policy. Alerts that are open are told by it from now on, where it matches.
 *
 * @throws {DomainError} `invalid-argument` for a regular expression that is none and a channel that is not there; `failed-precondition` where the
 * organization has as many as are asked for each alert.
 */
export async function createNotificationPolicy({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: CreateNotificationPolicyRequest;
}): Promise<NotificationPolicyResponse> {
  requirePermission(ctx, 'notification-policies:write');
  requireValidMatchers({ '/matchers': input.matchers });
  await requireChannels(ctx, input.notify);
  const all = collection(ctx.db.firestore, ctx.orgId, 'notification_policies');
  if ((await ctx.db.count(all)) >= policiesMax) throw exhausted();
  const policyId = randomId('notificationPolicy');
  const made: NotificationPolicy = {
    ...input,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    createdBy: actorName(ctx.actor),
  };
  await ctx.db.commit((writer) => {
    writer.create(all.doc(policyId), made);
    recordAudit(ctx, writer, {
      verb: 'create',
      type: 'notification-policy',
      id: policyId,
      before: null,
      after: made,
    });
  });
  await rerouteAlerts(ctx);
  return { policyId, ...made };
}

const exhausted = (): DomainError =>
  new DomainError(
    'failed-precondition',
    'NOTIFICATION_POLICIES_EXHAUSTED',
    `an organization has ${policiesMax} at most: delete some that are no longer needed`,
  );
