import type { RehearsalResponse, RehearseSavedRuleRequest } from '../../contracts/rehearsal.ts';
import type { Ctx } from '../../firestore/context.ts';
import { getAlertRule } from '../alert/get-alert-rule.ts';
import { rehearseRule } from './rehearse-rule.ts';

/** {@link rehearseRule} for a rule of the organization. Throws `not-found` for any other. */
export async function rehearseSavedRule({
  ctx,
  input: { ruleId, ...request },
}: {
  ctx: Ctx;
  input: RehearseSavedRuleRequest & { readonly ruleId: string };
}): Promise<RehearsalResponse> {
  const rule = await getAlertRule({ ctx, input: { ruleId } });
  return rehearseRule({ ctx, input: { ...request, ruleId, rule } });
}
