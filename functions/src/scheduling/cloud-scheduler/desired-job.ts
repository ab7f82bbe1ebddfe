import type { JobDocument } from '../job-document.ts';
import { readSpec } from '../job-spec.ts';
import { schedulerCron } from './scheduler-cron.ts';
import type { DesiredJob } from './scheduler-job.ts';
import { schedulerJobName } from './scheduler-job-name.ts';
import type { SchedulerSettings } from './settings.ts';

/** The longest description that Cloud Scheduler takes. */
const descriptionMax = 500;

/** The endpoint writes a document and enqueues a task; a minute is a hundred times what that takes. */
const attemptDeadlineSeconds = 60;

/** Five calls over ten minutes. What they do not achieve, the sweep does, which looks for what is overdue. */
const retries = {
  retryCount: 5,
  maxRetrySeconds: 600,
  minBackoffSeconds: 10,
  maxBackoffSeconds: 160,
  maxDoublings: 4,
} as const;

/**
 * The Cloud Scheduler job that a forecast job is to have; null when its spec is wrong, since then nothing is scheduled.
 * Pure: the same document gives the same job.
 */
export function desiredJob(
  { parent, serviceAccount, runUrl }: SchedulerSettings,
  orgId: string,
  { jobId, spec: raw, status }: Pick<JobDocument, 'jobId' | 'spec' | 'status'>,
): DesiredJob | null {
  const { spec, problems } = readSpec(raw);
  if (spec === null || problems.length > 0 || status?.phase === 'invalid') return null;
  return {
    name: schedulerJobName(parent, orgId, jobId),
    paused: spec.paused,
    fields: {
      description: descriptionOf(orgId, jobId, spec.name),
      schedule: schedulerCron(spec.schedule),
      timeZone: spec.timeZone,
      target: {
        uri: runUrl,
        httpMethod: 'POST',
        contentType: 'application/json',
        body: JSON.stringify({ orgId, jobId }),
        serviceAccountEmail: serviceAccount,
        audience: runUrl,
      },
      retries,
      attemptDeadlineSeconds,
    },
  };
}

/** Cut without half a character at the end, which would come back as another one. */
const descriptionOf = (orgId: string, jobId: string, name: string): string =>
  `IntentVision forecast job ${jobId} of ${orgId}: ${name}`.slice(0, descriptionMax).toWellFormed();
