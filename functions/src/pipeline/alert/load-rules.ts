import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { type Subject, selects } from '../../alerting/subject.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { DomainError } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/**
 * The enabled rules of the organization that select a series. Queries: equality on `enabled` and `selector.metric`, and
 * on `enabled` and `selector.metricId`; labels are compared in memory.
 *
 * A rule that a person wrote into the console in a shape that does not parse is logged and left out: it must not keep
 * the others from being evaluated.
 */
export async function loadRules(
  ctx: Ctx,
  series: Pick<Subject, 'metricId' | 'metric'>,
): Promise<readonly Subject[]> {
  const enabled = collection(ctx.db.firestore, ctx.orgId, 'alert_rules').where('enabled', '==', true);
  const found = await Promise.all([
    ctx.db.query(enabled.where('selector.metric', '==', series.metric.key)),
    ctx.db.query(enabled.where('selector.metricId', '==', series.metricId)),
  ]);
  return found.flat().flatMap((document) => {
    const rule = parsedOrLogged(document);
    if (rule === undefined || !selects(rule.selector, series)) return [];
    return [{ ruleId: document.id, rule, metricId: series.metricId, metric: series.metric }];
  });
}

function parsedOrLogged(document: QueryDocumentSnapshot<AlertRule>): AlertRule | undefined {
  try {
    return document.data();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const cause = error.cause instanceof Error ? error.cause.message : undefined;
    console.error(
      JSON.stringify({ severity: 'ERROR', message: 'alert rule left out', path: document.ref.path, cause }),
    );
    return undefined;
  }
}
