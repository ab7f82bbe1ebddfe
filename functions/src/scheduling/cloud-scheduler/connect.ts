import { setTimeout } from 'node:timers/promises';
import type { CloudSchedulerClient } from '@google-cloud/scheduler';
import { Meter } from '../../firestore/meter.ts';
import type { Backoff } from './backoff.ts';
import { cloudSchedulerJobs } from './cloud-scheduler-jobs.ts';
import type { SchedulerJobs } from './scheduler-job.ts';

/** Four calls within some seconds; what lasts longer is for the next delivery of the event. */
export const clientBackoff: Backoff = {
  attemptsMax: 4,
  firstWaitMs: 500,
  waitMaxMs: 8_000,
  sleep: (ms) => setTimeout(ms),
  random: Math.random,
};

/** An answer takes a fraction of a second. */
const timeoutMs = 10_000;

export interface ConnectInput {
  readonly parent: string;
  /** What Google's client is built with; where it is, it finds address and credentials itself. */
  readonly clientOptions?: ConstructorParameters<typeof CloudSchedulerClient>[0];
  readonly backoff?: Backoff;
  readonly timeoutMs?: number;
  readonly meter?: Meter;
}

/**
 * Cloud Scheduler. The client is loaded here and not before: with the sweep as trigger nobody waits for it. It speaks
 * HTTP/JSON (`fallback`), which spares an instance that makes a call now and then a gRPC channel.
 */
export async function connectCloudScheduler(input: ConnectInput): Promise<SchedulerJobs> {
  const scheduler = await import('@google-cloud/scheduler');
  const client = new scheduler.CloudSchedulerClient({ fallback: true, ...input.clientOptions });
  return cloudSchedulerJobs({
    client,
    parent: input.parent,
    backoff: input.backoff ?? clientBackoff,
    timeoutMs: input.timeoutMs ?? timeoutMs,
    meter: input.meter ?? new Meter(),
  });
}
