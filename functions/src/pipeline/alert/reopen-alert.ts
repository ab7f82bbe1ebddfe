import { reopen } from '../../alerting/lifecycle-by-hand.ts';
import type { Alert, ReopenAlertRequest } from '../../contracts/alert.ts';
import { DomainError } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { changeAlert } from './change-alert.ts';
import type { AlertResponse } from './get-alert.ts';

/**
 * Says that an alert is not over, or that nobody takes care of it after all: it fires again, the same episode. Saying it of
 * one that fires changes nothing. The next check that is clear resolves it as ever.
 *
 * @throws {DomainError} `failed-precondition` (ALERT_NOT_REOPENABLE) for one that never fired, that another episode came
 *   after, or that nothing watches any more, so that no check would end it.
 */
export async function reopenAlert({
  ctx,
  input: { alertId, reason },
}: {
  ctx: Ctx;
  input: ReopenAlertRequest & { alertId: string };
}): Promise<AlertResponse> {
  requirePermission(ctx, 'alerts:write');
  return changeAlert(ctx, alertId, 'reopen', async (alert, transaction) => {
    if ((alert.beneathSilence ?? alert.state) === 'firing') return null;
    const { snapshot, transition } = reopen(alert, { at: ctx.now, reason });
    if (transition === null) throw notReopenable(`it is ${alert.state} and has not fired`, alert);
    if (alert.state === 'resolved') await requireLatestAndWatched(ctx, transaction, alertId, alert);
    return { fields: snapshot, entry: transition };
  });
}

async function requireLatestAndWatched(
  ctx: Ctx,
  transaction: MeteredTransaction,
  alertId: string,
  alert: Alert,
): Promise<void> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const episodes = alerts.where('fingerprint', '==', alert.fingerprint).orderBy('startedAt', 'desc');
  const [latest] = await transaction.query(episodes.limit(1));
  if (latest?.id !== alertId) throw notReopenable(`a later one came after it: ${latest?.id}`, alert);
  if (!(await isWatched(ctx, transaction, alert))) {
    throw notReopenable(unwatchedWords(alert), alert);
  }
}

/** Fields are looked at as they stand, so that a rule which was broken by hand counts as one that watches. */
async function isWatched(ctx: Ctx, transaction: MeteredTransaction, { ruleId, jobId }: Alert) {
  const { firestore } = ctx.db;
  if (ruleId !== null) {
    const rule = await transaction.get(collection(firestore, ctx.orgId, 'alert_rules').doc(ruleId));
    if (rule.get('enabled') !== true) return false;
  }
  if (jobId === null) return ruleId !== null;
  return (await transaction.get(collection(firestore, ctx.orgId, 'forecast_jobs').doc(jobId))).exists;
}

function unwatchedWords({ ruleId, jobId }: Alert): string {
  if (ruleId === null) return 'its job is gone';
  return jobId === null ? 'its rule is gone or disabled' : 'its rule is gone or disabled, or its job is gone';
}

const notReopenable = (why: string, { state }: Alert) =>
  new DomainError('failed-precondition', 'ALERT_NOT_REOPENABLE', `the alert cannot be reopened: ${why}`, {
    extensions: { state },
  });
