import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { settings } from '../../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import {
  claimsAt,
  type Issuer,
  sign,
  startIssuer,
} from '../../../test/support/cloud-scheduler/oidc-issuer.ts';
import { testContext } from '../../../test/support/context.ts';
import {
  addJob,
  addMetric,
  hourlySpec,
  jobDocument,
  storedJob,
  storedRuns,
} from '../../../test/support/forecast-jobs.ts';
import { testServices } from '../../../test/support/http-api.ts';
import { schedulerJobName } from '../../scheduling/cloud-scheduler/scheduler-job-name.ts';
import { schedulerTokenVerifier } from '../../scheduling/cloud-scheduler/scheduler-token.ts';
import { dispatchDueJobs } from '../../scheduling/dispatch-due-jobs.ts';
import { reconcileJob } from '../../scheduling/reconcile-job.ts';
import { createScheduledRunApp } from './scheduled-run-app.ts';

const ctx = testContext();
/** The hourly job is due at 13:00; Cloud Scheduler calls a little later. */
const due = new Date('2026-11-21T13:00:00Z');
const now = new Date('2026-11-21T13:00:02Z');

interface Call {
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly method?: string;
}

/** The endpoint at `now`, and a job that is due. */
async function start(at = now) {
  const issuer = await startIssuer();
  const services = { ...testServices(ctx.db.firestore), now: () => at };
  const { serviceAccount, runUrl: audience } = settings;
  const verify = schedulerTokenVerifier({ audience, serviceAccount, keysUrl: issuer.keysUrl, now: () => at });
  const app = createScheduledRunApp(services, verify);
  await addMetric(ctx);
  const jobId = await addJob(ctx, { spec: hourlySpec });
  await reconcileJob({ ctx, input: { jobId } });
  const own = schedulerJobName('', ctx.orgId, jobId).replace('/jobs/', '');
  const good = await sign(claimsAt(at), issuer.privateKey);
  const call = async ({
    token = good,
    headers = {},
    body = { orgId: ctx.orgId, jobId },
    method,
  }: Call = {}) => {
    const response = await app.request('/', {
      method: method ?? 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
        'X-CloudScheduler-JobName': own,
        'X-CloudScheduler-ScheduleTime': due.toISOString(),
        ...headers,
      },
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const untouched = async () => {
    expect((await storedRuns(ctx, jobId)).size).toBe(0);
    expect(services.tasks.runs).toEqual([]);
    expect((await storedJob(ctx, jobId)).status.nextRunAt).toEqual(due);
  };
  return { issuer, services, jobId, call, untouched };
}

describe("Cloud Scheduler's call", () => {
  it('hands out the run of its instant, as the sweep would, once', async () => {
    const { services, jobId, call } = await start();
    expect(await call()).toEqual({ status: 200, body: { dispatched: true } });
    const task = { orgId: ctx.orgId, jobId, runId: 'run_20261121T130000Z' };
    expect(services.entries.at(-1)).toMatchObject({ documentReads: 2, documentWrites: 2 });
    expect(services.tasks.runs).toEqual([task]);
    const runs = await storedRuns(ctx, jobId);
    expect([...runs.keys()]).toEqual([task.runId]);
    expect(runs.get(task.runId)).toMatchObject({ trigger: 'schedule', scheduledFor: due, state: 'pending' });
    const { status } = await storedJob(ctx, jobId);
    expect(status.nextRunAt).toEqual(new Date('2026-11-21T14:00:00Z'));
    expect(await call()).toEqual({ status: 200, body: { dispatched: false } });
    expect(services.tasks.runs).toHaveLength(1);
    expect(services.entries.at(-1)).toMatchObject({ documentReads: 1, documentWrites: 0 });
  });

  it('that dies before the task is queued is made good by the next', async () => {
    const { services, jobId, call } = await start();
    const queue = vi.spyOn(services.tasks, 'enqueueRun').mockRejectedValueOnce(new Error('no queue'));
    expect((await call()).status).toBe(500);
    queue.mockRestore();
    expect((await call()).body).toEqual({ dispatched: true });
    expect(services.tasks.runs).toHaveLength(1);
    expect((await storedRuns(ctx, jobId)).size).toBe(1);
  });

  it('twice at once makes one run', async () => {
    const { jobId, call } = await start();
    const answers = await Promise.all([call(), call(), call()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([...(await storedRuns(ctx, jobId)).keys()]).toEqual(['run_20261121T130000Z']);
  });

  it('counts its instant as come when our clock is behind', async () => {
    const { jobId, call } = await start(new Date('2026-11-21T12:59:58Z'));
    expect((await call()).body).toEqual({ dispatched: true });
    expect([...(await storedRuns(ctx, jobId)).keys()]).toEqual(['run_20261121T130000Z']);
  });

  it('and the sweep make one run between them, whoever comes first', async () => {
    const { jobId, call, services } = await start();
    const sweep = () => dispatchDueJobs({ db: ctx.db, tasks: services.tasks, now });
    await sweep();
    expect((await call()).body).toEqual({ dispatched: false });
    await sweep();
    expect([...(await storedRuns(ctx, jobId)).keys()]).toEqual(['run_20261121T130000Z']);
  });

  it.each([
    ['for an instant that the schedule does not have', {}, '2026-11-21T12:45:00Z', '2026-11-21T12:45:01Z'],
    ['of a paused job', { 'spec.paused': true }, due.toISOString(), now.toISOString()],
    ['of a job whose spec is wrong', { 'spec.horizon': -1 }, due.toISOString(), now.toISOString()],
  ])('%s starts nothing', async (_, changes, time, at) => {
    const { services, jobId, call } = await start(new Date(at));
    if (Object.keys(changes).length > 0) await jobDocument(ctx, jobId).update(changes);
    const { body } = await call({ headers: { 'X-CloudScheduler-ScheduleTime': time } });
    expect(body).toEqual({ dispatched: false });
    expect(services.tasks.runs).toEqual([]);
    expect((await storedRuns(ctx, jobId)).size).toBe(0);
  });

  it.each(['', 'yesterday', '2026-11-21T11:59:00Z', '2026-11-21T13:06:00Z'])(
    'is refused with the instant %j',
    async (time) => {
      const { call, untouched } = await start();
      const answer = await call({ headers: { 'X-CloudScheduler-ScheduleTime': time } });
      expect(answer).toMatchObject({ status: 400, body: { reason: 'VALIDATION_FAILED' } });
      await untouched();
    },
  );

  it.each([['{'], [[]], [{ orgId: '' }], [{ orgId: 'a', jobId: 'b', also: 1 }]])(
    'is refused with the body %j',
    async (body) => {
      const { call, untouched } = await start();
      expect((await call({ body })).status).toBe(400);
      await untouched();
    },
  );

  it('has one method', async () => {
    const { call } = await start();
    expect((await call({ method: 'GET' })).status).toBe(405);
  });
});

describe('nobody else', () => {
  const tokens: Record<string, (issuer: Issuer) => string | Promise<string>> = {
    'without a token': () => '',
    'with an API key': () => 'iv_Zk3qAAAAAAAAAAAAAAAAAAAAAAAA',
    'with a token that is not signed': () => new UnsecuredJWT(claimsAt(now)).encode(),
    'with a token signed by another key': async () =>
      sign(claimsAt(now), (await generateKeyPair('RS256')).privateKey),
    'with a key that the issuer does not publish': ({ privateKey }) =>
      sign(claimsAt(now), privateKey, 'key-2'),
    'with a token signed with the public key as a secret': async () =>
      new SignJWT(claimsAt(now))
        .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
        .sign(new TextEncoder().encode('a secret that is long enough for HS256')),
    'with a token of another issuer': ({ privateKey }) =>
      sign({ ...claimsAt(now), iss: 'https://accounts.example' }, privateKey),
    'with a token for another audience': ({ privateKey }) =>
      sign({ ...claimsAt(now), aud: `${settings.runUrl}/other` }, privateKey),
    'with a token of another account': ({ privateKey }) =>
      sign({ ...claimsAt(now), email: 'other@demo-acme.iam.gserviceaccount.com' }, privateKey),
    'with an email that nobody verified': ({ privateKey }) =>
      sign({ ...claimsAt(now), email_verified: false }, privateKey),
    'with a token without an email': ({ privateKey }) => {
      const { email: _, ...claims } = claimsAt(now);
      return sign(claims, privateKey);
    },
    'with a token that has expired': ({ privateKey }) =>
      sign(claimsAt(new Date(now.getTime() - 3_700_000)), privateKey),
    'with a token that never expires': ({ privateKey }) => {
      const { exp: _, ...claims } = claimsAt(now);
      return sign(claims, privateKey);
    },
  };

  it.each(Object.keys(tokens))('comes in %s', async (how) => {
    const { issuer, call, untouched, services } = await start();
    const token = await tokens[how]?.(issuer);
    const answer = await call({ token });
    expect(answer).toMatchObject({ status: 401, body: { reason: 'SCHEDULER_TOKEN_INVALID' } });
    await untouched();
    expect(services.entries.at(-1)).toMatchObject({ documentReads: 0, documentWrites: 0 });
  });

  it('is told more than that: every refusal reads the same', async () => {
    const { issuer, call } = await start();
    const details = new Set<unknown>();
    for (const make of Object.values(tokens)) {
      details.add((await call({ token: await make(issuer) })).body.detail);
    }
    expect(details.size).toBe(1);
  });

  it('comes in while the keys cannot be had, and Cloud Scheduler is asked to call again', async () => {
    const { issuer, call, untouched } = await start();
    issuer.state.down = true;
    expect(await call()).toMatchObject({ status: 503, body: { reason: 'SERVICE_UNAVAILABLE' } });
    await untouched();
    issuer.state.down = false;
    expect((await call()).status).toBe(200);
  });
});

describe('another organization', () => {
  it('is not reached by the Cloud Scheduler job of this one', async () => {
    const { call, services } = await start();
    const foreign = testContext();
    const jobId = await addJob(foreign, { spec: hourlySpec });
    await reconcileJob({ ctx: foreign, input: { jobId } });
    const answer = await call({ body: { orgId: foreign.orgId, jobId } });
    expect(answer).toMatchObject({ status: 403, body: { reason: 'SCHEDULER_JOB_FOREIGN' } });
    expect(services.tasks.runs).toEqual([]);
    expect((await storedRuns(foreign, jobId)).size).toBe(0);
  });

  it('does not have the job of this one', async () => {
    const { call, jobId, untouched } = await start();
    const orgId = 'org_other';
    const headers = { 'X-CloudScheduler-JobName': schedulerJobName(settings.parent, orgId, jobId) };
    expect((await call({ body: { orgId, jobId }, headers })).status).toBe(404);
    await untouched();
  });

  it('cannot be named by what is no id', async () => {
    const { call, untouched } = await start();
    for (const [orgId, jobId] of [
      [ctx.orgId, '..'],
      [ctx.orgId, 'a/runs/b'],
      ['a/b', 'c'],
    ] as const) {
      const headers = { 'X-CloudScheduler-JobName': schedulerJobName(settings.parent, orgId, jobId) };
      expect((await call({ body: { orgId, jobId }, headers })).status).toBe(400);
    }
    await untouched();
  });
});
