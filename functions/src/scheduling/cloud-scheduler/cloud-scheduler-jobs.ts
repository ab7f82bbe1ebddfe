import type { CloudSchedulerClient } from '@google-cloud/scheduler';
import type { Meter } from '../../firestore/meter.ts';
import { type Backoff, withBackoff } from './backoff.ts';
import type { SchedulerJobs } from './scheduler-job.ts';
import { heldJob, maskPaths, wireJob } from './wire-job.ts';

/** The most that Cloud Scheduler lists at a time. */
const listPageSize = 500;

export interface CloudSchedulerInput {
  readonly client: Pick<
    CloudSchedulerClient,
    'getJob' | 'createJob' | 'updateJob' | 'pauseJob' | 'resumeJob' | 'deleteJob' | 'listJobs'
  >;
  /** `projects/{project}/locations/{location}`. */
  readonly parent: string;
  readonly backoff: Backoff;
  /** How long one call may take. */
  readonly timeoutMs: number;
  /** Counts calls as Cloud Scheduler's quotas do: get and list are reads, all others writes; those tried again, too. */
  readonly meter: Meter;
}

/**
 * Cloud Scheduler through Google's client. The client's own retries are off: they leave out most methods and codes, and
 * go on for ten minutes.
 */
export function cloudSchedulerJobs(input: CloudSchedulerInput): SchedulerJobs {
  const { client, parent, backoff, timeoutMs, meter } = input;
  const options = { timeout: timeoutMs, retry: { retryCodes: [] }, maxRetries: 0 };
  const read = <T>(call: () => Promise<T>) =>
    withBackoff(backoff, () => {
      meter.countReads(1);
      return call();
    });
  const write = <T>(call: () => Promise<T>) =>
    withBackoff(backoff, () => {
      meter.countWrites(1);
      return call();
    });
  return {
    get: (name) => read(async () => heldJob((await client.getJob({ name }, options))[0])),
    create: (job) =>
      write(async () => heldJob((await client.createJob({ parent, job: wireJob(job) }, options))[0])),
    update: (job, fields) => {
      const updateMask = { paths: fields.map((field) => maskPaths[field]) };
      return write(async () =>
        heldJob((await client.updateJob({ job: wireJob(job), updateMask }, options))[0]),
      );
    },
    pause: (name) => write(async () => heldJob((await client.pauseJob({ name }, options))[0])),
    resume: (name) => write(async () => heldJob((await client.resumeJob({ name }, options))[0])),
    delete: (name) =>
      write(async () => {
        await client.deleteJob({ name }, options);
      }),
    list: (pageToken) =>
      read(async () => {
        const request = { parent, pageSize: listPageSize, pageToken: pageToken ?? '' };
        const [jobs, , answer] = await client.listJobs(request, { ...options, autoPaginate: false });
        return { jobs: jobs.map(heldJob), nextPageToken: answer?.nextPageToken || null };
      }),
  };
}
