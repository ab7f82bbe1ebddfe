import type { Check } from '../../alerting/check.ts';
import { describeAlert, thresholdOf } from '../../alerting/describe-alert.ts';
import { type ChangedEpisode, foldChecks } from '../../alerting/fold-checks.ts';
import { isOpen, type Policy } from '../../alerting/lifecycle.ts';
import { policyOf } from '../../alerting/policy-of.ts';
import { type Subject, selects } from '../../alerting/subject.ts';
import type { Alert } from '../../contracts/alert.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { type AlertEntry, alertChanged } from './alert-changed.ts';
import { alertIdOf, fingerprintOf } from './alert-ids.ts';

/** Episodes that one transaction opens at most: about 150 writes, far below what a commit may hold. */
const episodesMax = 50;

interface Round {
  readonly alerts: readonly AlertEntry[];
  readonly rest: readonly Check[];
}

/**
 * Leads the alert of one rule on one series through checks in order of time, and answers the alerts that are open or
 * were just changed.
 *
 * One transaction reads the latest episode (1 read, by `fingerprint` in order of `startedAt`), decides, and writes the
 * alert and its timeline together; ids follow from the instants of the data, so the same checks delivered twice, late
 * or at the same time write nothing twice. When nothing changes nothing is written. Only a series that flaps more than
 * `episodesMax` times in one delivery takes more than one transaction.
 */
export async function applyChecks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: {
    subject: Subject;
    checks: readonly Check[];
    /** Instead of the policy's, where what is too old to tell has been left out already. */
    freshFrom?: Date;
  };
}): Promise<readonly AlertEntry[]> {
  const ofRule = policyOf(input.subject.rule, ctx.now);
  const policy = { ...ofRule, freshFrom: input.freshFrom ?? ofRule.freshFrom };
  const alerts = new Map<string, AlertEntry>();
  let checks = input.checks;
  while (checks.length > 0) {
    const round = await ctx.db.transaction((transaction) =>
      applyRound(ctx, transaction, input.subject, checks, policy),
    );
    for (const entry of round.alerts) alerts.set(entry.alertId, entry);
    checks = round.rest;
  }
  return [...alerts.values()];
}

async function applyRound(
  ctx: Ctx,
  transaction: MeteredTransaction,
  subject: Subject,
  checks: readonly Check[],
  policy: Policy,
): Promise<Round> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const fingerprint = fingerprintOf(subject.ruleId, subject.metricId);
  const [found] = await transaction.query(
    alerts.where('fingerprint', '==', fingerprint).orderBy('startedAt', 'desc').limit(1),
  );
  const latest = found?.data();
  const folded = foldChecks(latest ?? null, checks, policy, episodesMax);
  const watched = folded.episodes.some(({ isNew }) => isNew)
    ? await isStillWatched(ctx, transaction, subject)
    : true;
  const changes = folded.episodes
    .filter(({ isNew }) => watched || !isNew)
    .map((episode) => {
      const before = episode.isNew ? null : (latest ?? null);
      return {
        alertId: alertIdOf(fingerprint, episode.snapshot.startedAt),
        before,
        after: alertOf(subject, episode, before, ctx.now),
        transitions: episode.transitions,
        rule: subject.rule,
      };
    });
  const written = await alertChanged(ctx, transaction, changes);
  const isWritten = written.some(({ alertId }) => alertId === found?.id);
  const keptOpen =
    found?.data().open === true && !isWritten ? [{ alertId: found.id, alert: found.data() }] : [];
  return { alerts: [...keptOpen, ...written], rest: watched ? folded.rest : [] };
}

/** Read before an episode is opened, so that a rule deleted or disabled meanwhile leaves no alert behind. */
async function isStillWatched(ctx: Ctx, transaction: MeteredTransaction, subject: Subject): Promise<boolean> {
  const rules = collection(ctx.db.firestore, ctx.orgId, 'alert_rules');
  const rule = (await transaction.get(rules.doc(subject.ruleId))).data();
  return rule?.enabled === true && selects(rule.selector, subject);
}

function alertOf(
  subject: Subject,
  { snapshot, breach }: ChangedEpisode,
  previous: Alert | null,
  now: Date,
): Alert {
  const { ruleId, rule, metricId, metric } = subject;
  const texts =
    breach === null && previous !== null
      ? previous
      : describeAlert(subject, breach ?? snapshot, snapshot.startedAt);
  return {
    ...snapshot,
    fingerprint: fingerprintOf(ruleId, metricId),
    open: isOpen(snapshot.state),
    ruleId,
    ruleName: rule.name,
    jobId: null,
    jobName: null,
    metricId,
    metricKey: metric.key,
    labels: { ...metric.labels, ...rule.labels },
    severity: rule.severity,
    summary: texts.summary,
    description: texts.description,
    threshold: thresholdOf(rule.condition),
    assignedTo: previous?.assignedTo ?? null,
    groupIds: previous?.groupIds ?? [],
    eventCount: previous?.eventCount ?? 0,
    updatedAt: now,
  };
}
