import { Buffer } from 'node:buffer';
import type { protos } from '@google-cloud/scheduler';
import {
  type DesiredJob,
  type HeldJob,
  type SchedulerField,
  type SchedulerFields,
  type SchedulerState,
  schedulerStates,
} from './scheduler-job.ts';

type WireJob = protos.google.cloud.scheduler.v1.IJob;
type Duration = protos.google.protobuf.IDuration;

/** Paths of an update mask by field of ours. */
export const maskPaths: Readonly<Record<SchedulerField, string>> = {
  description: 'description',
  schedule: 'schedule',
  timeZone: 'time_zone',
  target: 'http_target',
  retries: 'retry_config',
  attemptDeadlineSeconds: 'attempt_deadline',
};

/** A job as `google.cloud.scheduler.v1.Job`. */
export function wireJob({ name, fields }: DesiredJob): WireJob {
  const { description, schedule, timeZone, target, retries, attemptDeadlineSeconds } = fields;
  const { uri, contentType, body, serviceAccountEmail, audience } = target;
  return {
    name,
    description,
    schedule,
    timeZone,
    httpTarget: {
      uri,
      httpMethod: target.httpMethod as 'POST',
      headers: { 'Content-Type': contentType },
      body: Buffer.from(body),
      oidcToken: { serviceAccountEmail, audience },
    },
    retryConfig: {
      retryCount: retries.retryCount,
      maxRetryDuration: { seconds: retries.maxRetrySeconds },
      minBackoffDuration: { seconds: retries.minBackoffSeconds },
      maxBackoffDuration: { seconds: retries.maxBackoffSeconds },
      maxDoublings: retries.maxDoublings,
    },
    attemptDeadline: { seconds: attemptDeadlineSeconds },
  };
}

/**
 * What Cloud Scheduler holds, as far as we set it; what is absent is empty, or zero. Headers that it adds by itself
 * (`User-Agent`) are left out.
 */
export function heldJob(job: WireJob): HeldJob {
  return { name: job.name ?? '', state: stateOf(job.state), fields: fieldsOf(job) };
}

function fieldsOf({ httpTarget, retryConfig, ...job }: WireJob): SchedulerFields {
  const headers = Object.entries(httpTarget?.headers ?? {});
  return {
    description: job.description ?? '',
    schedule: job.schedule ?? '',
    timeZone: job.timeZone ?? '',
    target: {
      uri: httpTarget?.uri ?? '',
      httpMethod: String(httpTarget?.httpMethod ?? ''),
      contentType: headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '',
      body: textOf(httpTarget?.body),
      serviceAccountEmail: httpTarget?.oidcToken?.serviceAccountEmail ?? '',
      audience: httpTarget?.oidcToken?.audience ?? '',
    },
    retries: {
      retryCount: retryConfig?.retryCount ?? 0,
      maxRetrySeconds: secondsOf(retryConfig?.maxRetryDuration),
      minBackoffSeconds: secondsOf(retryConfig?.minBackoffDuration),
      maxBackoffSeconds: secondsOf(retryConfig?.maxBackoffDuration),
      maxDoublings: retryConfig?.maxDoublings ?? 0,
    },
    attemptDeadlineSeconds: secondsOf(job.attemptDeadline),
  };
}

const secondsOf = (duration: Duration | null | undefined): number =>
  Number(duration?.seconds ?? 0) + (duration?.nanos ?? 0) / 1e9;

/** Bytes arrive as such, or in base64. */
const textOf = (body: Uint8Array | string | null | undefined): string =>
  (typeof body === 'string' ? Buffer.from(body, 'base64') : Buffer.from(body ?? [])).toString('utf8');

/** In the order of the numbers of the enum. */
const numbered = ['STATE_UNSPECIFIED', 'ENABLED', 'PAUSED', 'DISABLED', 'UPDATE_FAILED'] as const;

function stateOf(state: WireJob['state']): SchedulerState {
  const name = typeof state === 'number' ? numbered[state] : state;
  return schedulerStates.find((known) => known === name) ?? 'STATE_UNSPECIFIED';
}
