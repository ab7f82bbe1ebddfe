import type { Check } from '../../alerting/check.ts';
import { decide, isOpen, type Policy, type Snapshot } from '../../alerting/lifecycle.ts';
import { reopenAfterSeconds } from '../../alerting/policy-of.ts';
import { cut } from '../../alerting/render-template.ts';
import type { Alert } from '../../contracts/alert.ts';
import { summaryMax } from '../../contracts/alert-rule.ts';
import type { AlertSeverity, Labels } from '../../contracts/common.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { alertChanged } from './alert-changed.ts';
import { alertIdOf, jobFingerprintOf } from './alert-ids.ts';

/** The forecast job that an alert is about. */
export interface JobSubject {
  readonly jobId: string;
  readonly name: string;
  readonly metricId: string | null;
  readonly metricKey: string | null;
  readonly labels: Labels;
  readonly severity: AlertSeverity;
  /** Failures in a row from which on the alert fires; null where the job no longer asks for one. */
  readonly alertAfter: number | null;
}

/** An alert fires at once, at whatever instant the run was due: a run that is made up for has failed now. */
const policy: Policy = {
  forSeconds: 0,
  recovery: null,
  keepFiringSeconds: 0,
  noData: 'keep',
  freshFrom: new Date(0),
  reopenAfterSeconds,
};

/**
 * Leads the alert of a forecast job through what a run of it came to, in the transaction that writes the run down: one
 * read (the latest episode; silences, where it fires), then the writes (alert and timeline), and what waking its groups
 * takes. `check.at` is the scheduled instant of the run, so a run that comes late or twice changes nothing; `check.value`
 * counts failures in a row.
 *
 * @returns documents written
 */
export async function applyJobCheck(
  ctx: Ctx,
  transaction: MeteredTransaction,
  subject: JobSubject,
  check: Check,
): Promise<number> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const fingerprint = jobFingerprintOf(subject.jobId);
  const [found] = await transaction.query(
    alerts.where('fingerprint', '==', fingerprint).orderBy('startedAt', 'desc').limit(1),
  );
  const latest = found?.data() ?? null;
  const { snapshot, transition } = decide(latest, check, policy);
  if (snapshot === null || snapshot === latest) return 0;
  const alertId = alertIdOf(fingerprint, snapshot.startedAt);
  const kept = found?.id === alertId ? latest : null;
  const after = alertOf(subject, snapshot, fingerprint, kept, check, ctx.now);
  const transitions = transition === null ? [] : [transition];
  const before = transaction.writes;
  await alertChanged(ctx, transaction, [{ alertId, before: kept, after, transitions }]);
  return transaction.writes - before;
}

function alertOf(
  subject: JobSubject,
  snapshot: Snapshot,
  fingerprint: string,
  kept: Alert | null,
  { verdict }: Check,
  now: Date,
): Alert {
  const { jobId, name, metricId, metricKey, labels, severity, alertAfter } = subject;
  const texts = verdict === 'breached' || kept === null ? textsOf(subject, snapshot) : kept;
  return {
    ...snapshot,
    fingerprint,
    open: isOpen(snapshot.state),
    ruleId: null,
    ruleName: null,
    jobId,
    jobName: name,
    metricId,
    metricKey,
    labels: { ...labels },
    severity,
    summary: texts.summary,
    description: texts.description,
    threshold: alertAfter,
    assignedTo: kept?.assignedTo ?? null,
    groupIds: kept?.groupIds ?? [],
    eventCount: kept?.eventCount ?? 0,
    updatedAt: now,
  };
}

function textsOf({ jobId, name }: JobSubject, { value, reason }: Snapshot) {
  const times = value === 1 ? 'has failed' : `has failed ${value} times in a row`;
  return {
    summary: cut(`forecast job "${name}" ${times}`, summaryMax),
    description: `Forecast job "${name}" (${jobId}) ${times}: ${reason}. The alert ends with the next run that is completed.`,
  };
}
