import { requireValidMatchers } from '../../alerting/matchers/require-valid-matchers.ts';
import { actorName } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import { randomId } from '../../contracts/ids.ts';
import type {
  CreateInhibitionRuleRequest,
  InhibitionRule,
  InhibitionRuleResponse,
} from '../../contracts/inhibition-rule.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { inhibitionsMax } from '../groups/limits.ts';

/**
 * Makes an inhibition rule. It holds from the next look at a group on.
 *
 * @throws {DomainError} `invalid-argument` for a regular expression that is none; `failed-precondition` where the
 * organization has as many as are asked for each alert.
 */
export async function createInhibitionRule({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: CreateInhibitionRuleRequest;
}): Promise<InhibitionRuleResponse> {
  requirePermission(ctx, 'notification-policies:write');
  requireValidMatchers({ '/sourceMatchers': input.sourceMatchers, '/targetMatchers': input.targetMatchers });
  const all = collection(ctx.db.firestore, ctx.orgId, 'inhibition_rules');
  if ((await ctx.db.count(all)) >= inhibitionsMax) throw exhausted();
  const inhibitionId = randomId('inhibitionRule');
  const made: InhibitionRule = {
    ...input,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    createdBy: actorName(ctx.actor),
  };
  await ctx.db.commit((writer) => {
    writer.create(all.doc(inhibitionId), made);
    recordAudit(ctx, writer, {
      verb: 'create',
      type: 'inhibition-rule',
      id: inhibitionId,
      before: null,
      after: made,
    });
  });
  return { inhibitionId, ...made };
}

const exhausted = (): DomainError =>
  new DomainError(
    'failed-precondition',
    'INHIBITION_RULES_EXHAUSTED',
    `an organization has ${inhibitionsMax} at most: delete some that are no longer needed`,
  );
