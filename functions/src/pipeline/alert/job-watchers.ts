import type { Query } from 'firebase-admin/firestore';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import type { AlertSeverity, Labels } from '../../contracts/common.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { jobFingerprintOf } from './alert-ids.ts';
import { parsedOrWarned } from './parsed-or-warned.ts';

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

/** What looks at the runs of a job: the job itself, or a rule. Each has alerts of its own. */
export interface JobWatcher {
  readonly fingerprint: string;
  /** Failures in a row from which on its alert fires; null where it only ends one from before. */
  readonly failures: number | null;
  /** Null for the job itself. */
  readonly watchedBy: { readonly ruleId: string; readonly rule: AlertRule } | null;
}

/** Rules that watch one job, at most: the first by id. All of them are told in the transaction that ends a run. */
export const jobRulesMax = 50;

/** The enabled rules that name a job, or every job. Query: `enabled ==` and `selector.forecastJob in`; indexes are merged. */
export const rulesOfJob = <T>(rules: Query<T>, jobId: string): Query<T> =>
  rules.where('enabled', '==', true).where('selector.forecastJob', 'in', [jobId, '*']).limit(jobRulesMax);

/**
 * What looks at the runs of a job, the job itself first. Read in the transaction that ends a run, so that a rule which is
 * changed or deleted meanwhile opens nothing. One read, or one for each rule; a rule that does not parse is left out.
 */
export async function jobWatchers(
  ctx: Ctx,
  transaction: MeteredTransaction,
  { jobId, alertAfter }: Pick<JobSubject, 'jobId' | 'alertAfter'>,
): Promise<readonly JobWatcher[]> {
  const own = { fingerprint: jobFingerprintOf(jobId), failures: alertAfter, watchedBy: null };
  const rules = collection(ctx.db.firestore, ctx.orgId, 'alert_rules');
  const found = await transaction.query(rulesOfJob(rules, jobId));
  const watching = found.flatMap((document): JobWatcher[] => {
    const rule = parsedOrWarned(ctx, document);
    if (rule?.condition.type !== 'forecast-job-failing') return [];
    const { id: ruleId } = document;
    const { failures } = rule.condition;
    return [{ fingerprint: jobFingerprintOf(jobId, ruleId), failures, watchedBy: { ruleId, rule } }];
  });
  return [own, ...watching];
}
