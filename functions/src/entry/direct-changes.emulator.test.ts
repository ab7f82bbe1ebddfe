import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  alertRule,
  forecastJobSpec,
  madeBefore,
  madeBy,
  requestTime,
} from '../../test/rules/support/documents.ts';
import { own, uidOf, useWorld } from '../../test/rules/support/world.ts';
import { spike } from '../../test/support/alerts.ts';
import { auditEntries } from '../../test/support/audited-calls.ts';
import { RecordedTasks, testContext } from '../../test/support/context.ts';
import { Database } from '../firestore/database.ts';
import { createAlertRule } from '../pipeline/alert/create-alert-rule.ts';
import { deleteAlertRule } from '../pipeline/alert/delete-alert-rule.ts';
import { updateAlertRule } from '../pipeline/alert/update-alert-rule.ts';
import { labelAnomaly } from '../pipeline/anomaly/label-anomaly.ts';
import { createForecastJob } from '../scheduling/create-forecast-job.ts';
import { updateForecastJob } from '../scheduling/update-forecast-job.ts';
import { alertRuleWritten } from './alert-rule-written.ts';
import { anomalyWritten } from './anomaly-written.ts';
import { forecastJobWritten } from './forecast-job-written.ts';
import { useRuntime } from './runtime.ts';

const world = useWorld('direct-changes');
const server = () => world.server as unknown as Firestore;
const triggers = {
  alert_rules: alertRuleWritten,
  forecast_jobs: forecastJobWritten,
  anomalies: anomalyWritten,
};
const now = new Date('2026-11-21T12:00:00Z');
const admin = uidOf('admin');
const ctx = () => testContext({ orgId: own, now, db: new Database(server()) });

type Watched = keyof typeof triggers;

const pathOf = (name: Watched, id: string) => `organizations/${own}/${name}/${id}`;
const stored = (name: Watched, id: string): Promise<DocumentSnapshot> => server().doc(pathOf(name, id)).get();

/** Does something to a document, and delivers the event of it: twice. Answers what the log has of the document. */
async function change<T>(name: Watched, id: string, act: () => Promise<T>) {
  const before = await stored(name, id);
  await act();
  await deliver(name, id, before, await stored(name, id));
  return entriesOf(id);
}

async function deliver(name: Watched, id: string, before: DocumentSnapshot, after: DocumentSnapshot) {
  const params = { orgId: own, ruleId: id, jobId: id, anomalyId: id };
  const event = { id: 'evt_1', data: { before, after }, params };
  for (const _ of [1, 2]) await triggers[name].run(event as never);
}

async function entriesOf(id: string) {
  const entries = [...(await auditEntries(server(), own)).values()];
  return entries
    .filter(({ resourceId }) => resourceId === id)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

beforeEach(() => {
  useRuntime({
    firestore: server(),
    tasks: new RecordedTasks(),
    logger: { write: () => undefined },
    verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
    now: () => now,
  });
});

describe('what a client writes under the rules', () => {
  it('is in the log once: a rule', async () => {
    const rule = pathOf('alert_rules', 'rul_1');
    const made = await change('alert_rules', 'rul_1', () =>
      world.as('admin').set(rule, { ...alertRule, ...madeBy(admin) }),
    );
    expect(made).toMatchObject([
      {
        action: 'alert-rule.create',
        actor: `user:${admin}`,
        before: null,
        requestId: 'evt_1',
        address: null,
      },
    ]);
    const changed = await change('alert_rules', 'rul_1', () =>
      world.as('admin').update(rule, { severity: 'critical', updatedAt: requestTime() }),
    );
    expect(changed.slice(1)).toMatchObject([
      {
        action: 'alert-rule.update',
        actor: 'direct:unknown',
        changed: ['severity', 'updatedAt'],
        before: { severity: 'warning' },
        after: { severity: 'critical' },
      },
    ]);
  });

  it('is in the log once: a job', async () => {
    const job = pathOf('forecast_jobs', 'job_1');
    const made = await change('forecast_jobs', 'job_1', () =>
      world.as('member').set(job, { spec: forecastJobSpec, ...madeBy(uidOf('member')) }),
    );
    expect(made).toMatchObject([{ action: 'forecast-job.create', actor: `user:${uidOf('member')}` }]);
    const changed = await change('forecast_jobs', 'job_1', () =>
      world.as('member').update(job, { 'spec.paused': true, updatedAt: requestTime() }),
    );
    expect(changed.slice(1)).toMatchObject([
      { action: 'forecast-job.update', after: { spec: { paused: true } } },
    ]);
  });

  it('is in the log once: each label, also one that was there before', async () => {
    const member = uidOf('member');
    const anomaly = pathOf('anomalies', 'ano_1');
    const { label: _, labelledBy: __, labelledAt: ___, ...found } = spike({ startAt: now });
    await change('anomalies', 'ano_1', () => server().doc(anomaly).set(found));
    expect(await entriesOf('ano_1')).toEqual([]);
    for (const label of ['true', 'false', 'true']) {
      await change('anomalies', 'ano_1', () =>
        world
          .as('member')
          .update(anomaly, { label, labelledBy: `user:${member}`, labelledAt: requestTime() }),
      );
    }
    const labels = (await entriesOf('ano_1')).map(({ action, actor, after }) => [
      action,
      actor,
      after?.label,
    ]);
    expect(labels).toEqual(
      ['true', 'false', 'true'].map((label) => ['anomaly.label', `user:${member}`, label]),
    );
  });

  it('is in the log without a name where the document names nobody whom rules vouch for', async () => {
    const job = { spec: forecastJobSpec, ...madeBefore, createdBy: 'system:somebody' };
    const [entry] = await change('forecast_jobs', 'job_2', () =>
      server().doc(pathOf('forecast_jobs', 'job_2')).set(job),
    );
    expect(entry).toMatchObject({ actor: 'direct:unknown' });
  });
});

describe('what a verb changed', () => {
  it('stands as the verb wrote it, and once: a rule, until it is deleted', async () => {
    const input = { ...alertRule, notify: null } as never;
    const { ruleId } = await createAlertRule({ ctx: ctx(), input });
    const none = await server().doc(pathOf('alert_rules', 'rul_none')).get();
    await deliver('alert_rules', ruleId, none, await stored('alert_rules', ruleId));
    await change('alert_rules', ruleId, () =>
      updateAlertRule({ ctx: ctx(), input: { ruleId, patch: { severity: 'critical' } } }),
    );
    await change('alert_rules', ruleId, () => deleteAlertRule({ ctx: ctx(), input: { ruleId } }));
    const entries = await entriesOf(ruleId);
    expect(entries.map(({ action }) => action).sort()).toEqual([
      'alert-rule.create',
      'alert-rule.delete',
      'alert-rule.update',
    ]);
    expect(entries.map(({ actor }) => actor)).toEqual(['user:ada', 'user:ada', 'user:ada']);
  });

  it('stands as the verb wrote it, and once: a job', async () => {
    const { hierarchy: _, ...spec } = forecastJobSpec;
    const { jobId } = await createForecastJob({ ctx: ctx(), input: spec as never });
    const none = await server().doc(pathOf('forecast_jobs', 'job_none')).get();
    await deliver('forecast_jobs', jobId, none, await stored('forecast_jobs', jobId));
    await change('forecast_jobs', jobId, () =>
      updateForecastJob({ ctx: ctx(), input: { jobId, patch: { paused: true } } }),
    );
    const entries = await entriesOf(jobId);
    expect(entries.map(({ action, actor }) => `${action} ${actor}`).sort()).toEqual([
      'forecast-job.create user:ada',
      'forecast-job.update user:ada',
    ]);
  });

  it('stands as the verb wrote it, and once: a label', async () => {
    await server()
      .doc(pathOf('anomalies', 'ano_2'))
      .set(spike({ startAt: now }));
    const entries = await change('anomalies', 'ano_2', () =>
      labelAnomaly({ ctx: ctx(), input: { anomalyId: 'ano_2', label: 'false' } }),
    );
    expect(entries).toMatchObject([{ action: 'anomaly.label', actor: 'user:ada' }]);
  });
});

describe('what the server writes of its own', () => {
  it.each([
    ['forecast_jobs', { status: { phase: 'scheduled' } }],
    ['alert_rules', { status: null }],
    ['anomalies', { score: 0.5 }],
  ] as const)('is not in the log: %s', async (name, fields) => {
    const documents = {
      forecast_jobs: { spec: forecastJobSpec },
      alert_rules: { ...alertRule, status: { problems: [], checkedAt: now } },
      anomalies: spike({ startAt: now }),
    };
    const id = `own_${name}`;
    await server()
      .doc(pathOf(name, id))
      .set({ ...documents[name], ...madeBefore });
    expect(await change(name, id, () => server().doc(pathOf(name, id)).update(fields))).toEqual([]);
  });

  it('nor is that a document is gone', async () => {
    await server()
      .doc(pathOf('forecast_jobs', 'job_3'))
      .set({ spec: forecastJobSpec, ...madeBefore });
    const entries = await change('forecast_jobs', 'job_3', () =>
      server().doc(pathOf('forecast_jobs', 'job_3')).delete(),
    );
    expect(entries).toEqual([]);
  });
});
