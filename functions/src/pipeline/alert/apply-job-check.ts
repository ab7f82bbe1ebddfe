import type { Check } from '../../alerting/check.ts';
import { describeJobAlert } from '../../alerting/describe-job-alert.ts';
import { decide, isOpen, type Policy, type Snapshot } from '../../alerting/lifecycle.ts';
import { reopenAfterSeconds } from '../../alerting/policy-of.ts';
import type { Alert } from '../../contracts/alert.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { type AlertChange, alertChanged } from './alert-changed.ts';
import { alertIdOf } from './alert-ids.ts';
import { type JobSubject, type JobWatcher, jobWatchers } from './job-watchers.ts';

/** An alert fires at once, at whatever instant the run was due: a run that is made up for has failed now. */
const policyOf = ({ watchedBy }: JobWatcher): Policy => ({
  forSeconds: 0,
  recovery: null,
  keepFiringSeconds: 0,
  noData: 'keep',
  freshFrom: new Date(0),
  reopenAfterSeconds: watchedBy?.rule.notify?.repeatIntervalSeconds ?? reopenAfterSeconds,
});

/**
 * Leads the alerts of a forecast job, its own and those of rules, through what a run of it came to, in the transaction that
 * writes the run down: one read or one for each rule, one for each that it bears on (the latest episode), silences where one
 * fires; then the writes (alert and timeline), and what waking groups takes. `check.at` is the scheduled instant of the run,
 * so a run that comes late or twice changes nothing; `check.value` counts failures in a row.
 *
 * @returns documents written
 */
export async function applyJobCheck(
  ctx: Ctx,
  transaction: MeteredTransaction,
  subject: JobSubject,
  check: Check,
): Promise<number> {
  const watchers = await jobWatchers(ctx, transaction, subject);
  const changes: AlertChange[] = [];
  for (const watcher of watchers.filter((one) => bearsOn(one, check))) {
    const change = await changeOf(ctx, transaction, subject, watcher, check);
    if (change !== null) changes.push(change);
  }
  const before = transaction.writes;
  if (changes.length > 0) await alertChanged(ctx, transaction, changes);
  return transaction.writes - before;
}

/** Fewer failures than it asks for say nothing, and do not end an alert that is open. */
const bearsOn = ({ failures }: JobWatcher, { verdict, value }: Check): boolean =>
  verdict !== 'breached' || (failures !== null && value !== null && value >= failures);

async function changeOf(
  ctx: Ctx,
  transaction: MeteredTransaction,
  subject: JobSubject,
  watcher: JobWatcher,
  check: Check,
): Promise<AlertChange | null> {
  const { fingerprint, watchedBy } = watcher;
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const [found] = await transaction.query(
    alerts.where('fingerprint', '==', fingerprint).orderBy('startedAt', 'desc').limit(1),
  );
  const latest = found?.data() ?? null;
  const { snapshot, transition } = decide(latest, check, policyOf(watcher));
  if (snapshot === null || snapshot === latest) return null;
  const alertId = alertIdOf(fingerprint, snapshot.startedAt);
  const before = found?.id === alertId ? latest : null;
  return {
    ...{ alertId, before, after: alertOf(subject, watcher, snapshot, before, check, ctx.now) },
    transitions: transition === null ? [] : [transition],
    ...(watchedBy === null ? {} : { rule: watchedBy.rule }),
  };
}

function alertOf(
  subject: JobSubject,
  { fingerprint, failures, watchedBy }: JobWatcher,
  snapshot: Snapshot,
  kept: Alert | null,
  { verdict }: Check,
  now: Date,
): Alert {
  const { jobId, name, metricId, metricKey, labels, severity } = subject;
  const texts =
    verdict === 'breached' || kept === null
      ? describeJobAlert({ jobId, name, labels, watchedBy }, snapshot)
      : kept;
  return {
    ...snapshot,
    fingerprint,
    open: isOpen(snapshot.state),
    ruleId: watchedBy?.ruleId ?? null,
    ruleName: watchedBy?.rule.name ?? null,
    jobId,
    jobName: name,
    metricId,
    metricKey,
    labels: { ...labels, ...watchedBy?.rule.labels },
    severity: watchedBy?.rule.severity ?? severity,
    summary: texts.summary,
    description: texts.description,
    threshold: failures,
    assignedTo: kept?.assignedTo ?? null,
    groupIds: kept?.groupIds ?? [],
    eventCount: kept?.eventCount ?? 0,
    updatedAt: now,
  };
}
