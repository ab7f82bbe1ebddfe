/** How often and how patiently Cloud Scheduler calls again when the run endpoint did not answer 2xx. */
export interface SchedulerRetries {
  readonly retryCount: number;
  readonly maxRetrySeconds: number;
  readonly minBackoffSeconds: number;
  readonly maxBackoffSeconds: number;
  readonly maxDoublings: number;
}

/** Whom Cloud Scheduler calls with what. */
export interface SchedulerTarget {
  readonly uri: string;
  readonly httpMethod: string;
  readonly contentType: string;
  readonly body: string;
  readonly serviceAccountEmail: string;
  readonly audience: string;
}

/** What can be set of a Cloud Scheduler job. */
export interface SchedulerFields {
  readonly description: string;
  /** Unix cron in the dialect of Cloud Scheduler. */
  readonly schedule: string;
  readonly timeZone: string;
  readonly target: SchedulerTarget;
  readonly retries: SchedulerRetries;
  readonly attemptDeadlineSeconds: number;
}

export type SchedulerField = keyof SchedulerFields;

/** The Cloud Scheduler job that a forecast job is to have. */
export interface DesiredJob {
  readonly name: string;
  readonly paused: boolean;
  readonly fields: SchedulerFields;
}

/** `DISABLED` by the system after an error; `UPDATE_FAILED` until an update succeeds. */
export const schedulerStates = [
  'ENABLED',
  'PAUSED',
  'DISABLED',
  'UPDATE_FAILED',
  'STATE_UNSPECIFIED',
] as const;

export type SchedulerState = (typeof schedulerStates)[number];

/** A job as Cloud Scheduler holds it. */
export interface HeldJob {
  readonly name: string;
  readonly state: SchedulerState;
  readonly fields: SchedulerFields;
}

export interface HeldPage {
  readonly jobs: readonly HeldJob[];
  /** Null on the last page. */
  readonly nextPageToken: string | null;
}

/** What is done with Cloud Scheduler. Every method throws `SchedulerError`. */
export interface SchedulerJobs {
  get(name: string): Promise<HeldJob>;
  create(job: DesiredJob): Promise<HeldJob>;
  update(job: DesiredJob, fields: readonly SchedulerField[]): Promise<HeldJob>;
  pause(name: string): Promise<HeldJob>;
  resume(name: string): Promise<HeldJob>;
  delete(name: string): Promise<void>;
  list(pageToken: string | null): Promise<HeldPage>;
}
