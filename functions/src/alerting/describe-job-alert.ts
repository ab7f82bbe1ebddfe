import type { Alert } from '../contracts/alert.ts';
import { type AlertRule, descriptionMax, summaryMax } from '../contracts/alert-rule.ts';
import type { Labels } from '../contracts/common.ts';
import { thresholdOf } from './describe-alert.ts';
import { formatInstant, formatNumber } from './format.ts';
import { cut, renderTemplate } from './render-template.ts';

/** A forecast job, and the rule that watches it; null where the job asks for the alert itself. */
export interface WatchedJob {
  readonly jobId: string;
  readonly name: string;
  readonly labels: Labels;
  readonly watchedBy: { readonly ruleId: string; readonly rule: AlertRule } | null;
}

/** What is seen of the runs of a job: failures in a row, and the last of them in words. */
export type JobSight = Pick<Alert, 'value' | 'reason' | 'startedAt'>;

/**
 * Summary and description of the alert of a job that keeps failing: the annotations of its rule with their placeholders
 * filled in, or sentences of our own.
 */
export function describeJobAlert(
  job: WatchedJob,
  sight: JobSight,
): { readonly summary: string; readonly description: string } {
  const { summary, description } = job.watchedBy?.rule.annotations ?? {};
  const values = placeholdersOf(job, sight);
  const times = sight.value === 1 ? 'has failed' : `has failed ${sight.value} times in a row`;
  return {
    summary:
      summary === undefined
        ? cut(`forecast job "${job.name}" ${times}`, summaryMax)
        : renderTemplate(summary, values, summaryMax),
    description:
      description === undefined
        ? cut(defaultDescription(job, times, sight), descriptionMax)
        : renderTemplate(description, values, descriptionMax),
  };
}

function defaultDescription({ jobId, name, watchedBy }: WatchedJob, times: string, { reason }: JobSight) {
  const by = watchedBy === null ? '' : ` It is watched by rule "${watchedBy.rule.name}".`;
  return `Forecast job "${name}" (${jobId}) ${times}: ${reason}.${by} The alert ends with the next run that is completed.`;
}

/** What annotations of a rule on jobs may mention; the list in `docs/alerts.md` is this one. */
function placeholdersOf(
  { jobId, name, labels, watchedBy }: WatchedJob,
  { value, reason, startedAt }: JobSight,
): ReadonlyMap<string, string> {
  if (watchedBy === null) return new Map();
  const { ruleId, rule } = watchedBy;
  const number = (one: number | null) => (one === null ? 'unknown' : formatNumber(one));
  return new Map([
    ['value', number(value)],
    ['threshold', number(thresholdOf(rule.condition))],
    ['job', name],
    ['jobId', jobId],
    ['rule', rule.name],
    ['ruleId', ruleId],
    ['severity', rule.severity],
    ['reason', reason],
    ['startedAt', formatInstant(startedAt)],
    ...Object.entries({ ...labels, ...rule.labels }).map(
      ([label, text]) => [`labels.${label}`, text] as const,
    ),
  ]);
}
