import { fromProto3JSON, type JSONObject } from 'proto3-json-serializer';
import type protobuf from 'protobufjs';
import { Failure } from './answers.ts';
import { jobType } from './service-definition.ts';

/** A Job message, as far as the service looks at it. */
export interface JobMessage extends protobuf.Message {
  name: string;
  schedule: string;
  state: number;
  httpTarget: { headers: Record<string, string> } & object;
  [field: string]: unknown;
}

export const states = { ENABLED: 1, PAUSED: 2, DISABLED: 3, UPDATE_FAILED: 4 } as const;

const camelCase = (path: string) => path.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const jobOf = (body: unknown): JobMessage =>
  fromProto3JSON(jobType as never, body as JSONObject) as unknown as JobMessage;

/** What Cloud Scheduler does with jobs, without running them. */
export class HeldJobs {
  readonly jobs = new Map<string, JobMessage>();

  get(name: string): JobMessage {
    const job = this.jobs.get(name);
    if (job === undefined) throw new Failure('NOT_FOUND', 'Job not found.');
    return job;
  }

  create(parent: string, body: unknown): JobMessage {
    const job = jobOf(body);
    if (!new RegExp(`^${parent}/jobs/[A-Za-z0-9_-]{1,500}$`).test(job.name)) {
      throw new Failure('INVALID_ARGUMENT', `Job name must be formatted: "${parent}/jobs/JOB_ID"`);
    }
    if (this.jobs.has(job.name)) throw new Failure('ALREADY_EXISTS', `Job ${job.name} already exists.`);
    job.state = states.ENABLED;
    return this.keep(job);
  }

  update(name: string, body: unknown, mask: readonly string[]): JobMessage {
    const job = this.get(name);
    const changes = jobOf({ ...(body as object), name });
    for (const path of mask) job[camelCase(path)] = changes[camelCase(path)];
    if (job.state === states.UPDATE_FAILED) job.state = states.ENABLED;
    return this.keep(job);
  }

  move(name: string, from: number, to: number): JobMessage {
    const job = this.get(name);
    if (job.state !== from) throw new Failure('FAILED_PRECONDITION', 'Job is not in the state for this.');
    job.state = to;
    return job;
  }

  delete(name: string): void {
    this.get(name);
    this.jobs.delete(name);
  }

  list(parent: string, pageSize: number, pageToken: string) {
    const all = [...this.jobs.values()].filter(({ name }) => name.startsWith(`${parent}/jobs/`));
    const from = Number(pageToken || 0);
    const until = from + pageSize;
    return { jobs: all.slice(from, until), nextPageToken: until < all.length ? String(until) : '' };
  }

  /** Cloud Scheduler refuses what is no crontab, and adds a header of its own. */
  private keep(job: JobMessage): JobMessage {
    const days = job.schedule.split(' ')[4];
    if (days === undefined || /7/.test(days)) {
      throw new Failure('INVALID_ARGUMENT', 'Schedule or time zone is invalid.');
    }
    Object.assign(job.httpTarget.headers, { 'User-Agent': 'Google-Cloud-Scheduler' });
    this.jobs.set(job.name, job);
    return job;
  }
}
