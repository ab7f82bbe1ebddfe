import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThroughClient } from 'google-auth-library';
import { toProto3JSON } from 'proto3-json-serializer';
import { onTestFinished } from 'vitest';
import { Meter } from '../../../src/firestore/meter.ts';
import type { Backoff } from '../../../src/scheduling/cloud-scheduler/backoff.ts';
import { connectCloudScheduler } from '../../../src/scheduling/cloud-scheduler/connect.ts';
import type { SchedulerJobs } from '../../../src/scheduling/cloud-scheduler/scheduler-job.ts';
import type { HttpRule } from '../google-service-definition.ts';
import { Failure, type FailureStatus, httpStatusOf } from './answers.ts';
import { HeldJobs, states } from './held-jobs.ts';
import { httpRules } from './service-definition.ts';

/** `silence`: no answer, and nothing done; `deaf`: it is done, and no answer; `hang up`: the connection is closed. */
export type Fault = FailureStatus | 'silence' | 'deaf' | 'hang up';

/**
 * A server that speaks Cloud Scheduler's protocol (HTTP/JSON by the `google.api.http` rules of the client library's own
 * proto definitions, messages encoded and decoded by the same), keeps jobs, and fails when told to.
 */
export class FakeCloudScheduler {
  readonly held = new HeldJobs();
  /** Methods in the order in which they were called. */
  readonly calls: string[] = [];
  /** The most that a page of a list holds, whatever is asked for. */
  pageMax = 500;
  /** Called when a request comes, before it is answered: what happens meanwhile. */
  meanwhile: (method: string) => Promise<void> = async () => undefined;
  private readonly faults = new Map<string, Fault[]>();

  /** The next calls of `method` are answered so. */
  answer(method: string, ...faults: readonly Fault[]): void {
    this.faults.set(method, [...(this.faults.get(method) ?? []), ...faults]);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://scheduler');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const rule = httpRules.find(({ verb, path }) => verb === request.method && path.test(url.pathname));
    if (rule === undefined)
      throw new Error(`no method of the service is at ${request.method} ${url.pathname}`);
    this.calls.push(rule.method);
    await this.meanwhile(rule.method);
    const fault = this.faults.get(rule.method)?.shift();
    if (fault === 'silence') return;
    if (fault === 'hang up') {
      response.destroy();
      return;
    }
    try {
      if (fault !== undefined && fault !== 'deaf') throw new Failure(fault, `told to answer ${fault}`);
      const answer = this.perform(rule, url, text === '' ? {} : JSON.parse(text));
      if (fault === 'deaf') return;
      const message = rule.responseType.create(answer);
      send(response, 200, toProto3JSON(message as never, { numericEnums: true }));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const code = httpStatusOf[error.status];
      send(response, code, { error: { code, message: error.message, status: error.status } });
    }
  }

  private perform({ method, path }: HttpRule, url: URL, body: unknown): object {
    const [, name = ''] = path.exec(decodeURIComponent(url.pathname)) ?? [];
    const query = (key: string) => url.searchParams.get(key) ?? '';
    switch (method) {
      case 'GetJob':
        return this.held.get(name);
      case 'CreateJob':
        return this.held.create(name, body);
      case 'UpdateJob':
        return this.held.update(name, body, query('updateMask').split(','));
      case 'PauseJob':
        return this.held.move(name, states.ENABLED, states.PAUSED);
      case 'ResumeJob':
        return this.held.move(name, states.PAUSED, states.ENABLED);
      case 'DeleteJob':
        this.held.delete(name);
        return {};
      case 'ListJobs':
        return this.held.list(name, Math.min(this.pageMax, Number(query('pageSize'))), query('pageToken'));
      default:
        throw new Error(`${method} is not served`);
    }
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body));
}

export const parent = 'projects/demo-acme/locations/us-central1';

export const settings = {
  parent,
  serviceAccount: 'scheduler@demo-acme.iam.gserviceaccount.com',
  runUrl: 'https://run.example/runScheduledForecastJob',
};

/**
 * The real client against a server of this test's own. Waits between calls are written down and not waited for. Tests in
 * which the server says nothing shorten the time that one call may take.
 */
export async function startCloudScheduler(timeoutMs = 20_000): Promise<{
  server: FakeCloudScheduler;
  scheduler: SchedulerJobs;
  waits: number[];
  meter: Meter;
}> {
  const server = new FakeCloudScheduler();
  const listener = createServer((request, response) => {
    server.handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(501).end();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => {
    listener.closeAllConnections();
    listener.close();
  });
  const waits: number[] = [];
  const backoff: Backoff = {
    attemptsMax: 4,
    firstWaitMs: 500,
    waitMaxMs: 8_000,
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 0,
  };
  const meter = new Meter();
  const { port } = listener.address() as AddressInfo;
  const clientOptions = {
    protocol: 'http',
    apiEndpoint: '127.0.0.1',
    port,
    projectId: 'demo-acme',
    authClient: new PassThroughClient() as never,
  };
  const scheduler = await connectCloudScheduler({ parent, clientOptions, backoff, timeoutMs, meter });
  return { server, scheduler, waits, meter };
}
