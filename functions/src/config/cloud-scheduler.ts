import { forecastJobTrigger, region } from './deployment.ts';

/** Where Cloud Scheduler jobs live and what they call; as `SchedulerSettings` of `scheduling`. */
export interface CloudSchedulerConfig {
  readonly parent: string;
  readonly serviceAccount: string;
  readonly runUrl: string;
}

/** Whether this deployment has a Cloud Scheduler job for each forecast job. */
export const usesCloudScheduler = (trigger: typeof forecastJobTrigger = forecastJobTrigger): boolean =>
  trigger === 'cloud-scheduler';

/**
 * How long the sweep leaves a due job to Cloud Scheduler before it starts the run itself: longer than Cloud Scheduler is
 * ordinarily late and calls again after a first failure.
 */
export const sweepDelayMs = usesCloudScheduler() ? 5 * 60_000 : 0;

/**
 * The settings in the environment: `SCHEDULER_SERVICE_ACCOUNT` (required), `SCHEDULER_LOCATION` for another location than
 * the functions', `SCHEDULER_RUN_URL` for another address of `runScheduledForecastJob` than the one that Cloud Functions
 * give it. Undefined where the sweep is the trigger.
 *
 * @throws Error naming what is missing.
 */
export function cloudSchedulerConfig(
  trigger: typeof forecastJobTrigger = forecastJobTrigger,
): CloudSchedulerConfig | undefined {
  if (!usesCloudScheduler(trigger)) return undefined;
  const project = required('GCLOUD_PROJECT');
  const { SCHEDULER_LOCATION: location, SCHEDULER_RUN_URL: runUrl } = process.env;
  return {
    parent: `projects/${project}/locations/${location?.trim() || region}`,
    serviceAccount: required('SCHEDULER_SERVICE_ACCOUNT'),
    runUrl: runUrl?.trim() || `https://${region}-${project}.cloudfunctions.net/runScheduledForecastJob`,
  };
}

function required(name: string): string {
  const value = process.env[name]?.trim() ?? '';
  if (value === '') throw new Error(`the trigger cloud-scheduler needs ${name} in the environment`);
  return value;
}
