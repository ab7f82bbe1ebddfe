import { describe, expect, it } from 'vitest';
import { settings } from '../../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import { desiredJob } from './desired-job.ts';
import { differences, nextStep } from './next-step.ts';
import type { DesiredJob, HeldJob, SchedulerState } from './scheduler-job.ts';

const document = {
  jobId: 'Umsätze / täglich',
  spec: {
    name: 'sales',
    selector: { metric: 'sales' },
    schedule: '0 6 * * *',
    timeZone: 'Europe/Vienna',
    horizon: 7,
  },
  status: null,
};

function desired(changes: object = {}): DesiredJob {
  const job = desiredJob(settings, 'org_a', { ...document, spec: { ...document.spec, ...changes } });
  if (job === null) throw new Error('the spec of this test is wrong');
  return job;
}

const job = desired();
const held = (state: SchedulerState, fields = job.fields): HeldJob => ({ name: job.name, state, fields });

describe('the desired job', () => {
  it('says whose it is, whom it calls, in whose name, and how often again', () => {
    expect(job).toEqual({
      name: expect.stringMatching(
        /^projects\/demo-acme\/locations\/us-central1\/jobs\/intentvision-forecast-[0-9a-f]{32}$/,
      ),
      paused: false,
      fields: {
        description: 'IntentVision forecast job Umsätze / täglich of org_a: sales',
        schedule: '0 6 * * *',
        timeZone: 'Europe/Vienna',
        target: {
          uri: settings.runUrl,
          httpMethod: 'POST',
          contentType: 'application/json',
          body: '{"orgId":"org_a","jobId":"Umsätze / täglich"}',
          serviceAccountEmail: settings.serviceAccount,
          audience: settings.runUrl,
        },
        retries: {
          retryCount: 5,
          maxRetrySeconds: 600,
          minBackoffSeconds: 10,
          maxBackoffSeconds: 160,
          maxDoublings: 4,
        },
        attemptDeadlineSeconds: 60,
      },
    });
  });

  it('has a name of its own in each organization, and the same each time', () => {
    const name = (orgId: string) => desiredJob(settings, orgId, document)?.name;
    expect(name('org_a')).toBe(job.name);
    expect(name('org_b')).not.toBe(job.name);
  });

  it('keeps to the 500 characters of a description', () => {
    const jobId = 'x'.repeat(256);
    const job = desiredJob(settings, 'o'.repeat(211), {
      ...document,
      jobId,
      spec: { ...document.spec, name: '📈' },
    });
    expect(job?.fields.description).toHaveLength(500);
    expect(job?.fields.description.endsWith('\uFFFD')).toBe(true);
  });

  it.each([
    ['no spec', { ...document, spec: null }],
    ['a wrong cron', { ...document, spec: { ...document.spec, schedule: 'hourly' } }],
    ['a wrong time zone', { ...document, spec: { ...document.spec, timeZone: 'CEST' } }],
  ])('is none for %s', (_, wrong) => {
    expect(desiredJob(settings, 'org_a', wrong)).toBeNull();
  });
});

describe('the next step', () => {
  const paused = desired({ paused: true });
  const changed = desired({ schedule: '5 6 * * *' });
  it.each([
    ['nothing desired, nothing held', null, null, { kind: 'none' }],
    ['nothing desired', null, held('ENABLED'), { kind: 'delete' }],
    ['nothing held', job, null, { kind: 'create' }],
    ['nothing held of a paused job', paused, null, { kind: 'none' }],
    ['the same', job, held('ENABLED'), { kind: 'none' }],
    ['the same, state unknown', job, held('STATE_UNSPECIFIED'), { kind: 'none' }],
    ['paused, and both say so', paused, held('PAUSED'), { kind: 'none' }],
    ['to be paused', paused, held('ENABLED'), { kind: 'pause' }],
    ['to be resumed', job, held('PAUSED'), { kind: 'resume' }],
    ['changed', changed, held('ENABLED'), { kind: 'update', fields: ['schedule'] }],
    ['changed and to be resumed', changed, held('PAUSED'), { kind: 'update', fields: ['schedule'] }],
    ['disabled by the system', job, held('DISABLED'), { kind: 'delete' }],
    [
      'half updated',
      job,
      held('UPDATE_FAILED'),
      { kind: 'update', fields: expect.arrayContaining(['schedule', 'target', 'retries']) },
    ],
  ] as const)('of %s', (_, wanted, holds, step) => {
    expect(nextStep(wanted, holds)).toEqual(step);
  });

  it.each([
    ['description', 'edited by hand'],
    ['schedule', '1 6 * * *'],
    ['timeZone', 'UTC'],
    ['target', { ...job.fields.target, uri: 'https://elsewhere.example' }],
    ['target', { ...job.fields.target, serviceAccountEmail: 'other@demo-acme.iam.gserviceaccount.com' }],
    ['target', { ...job.fields.target, body: '{}' }],
    ['retries', { ...job.fields.retries, retryCount: 0 }],
    ['attemptDeadlineSeconds', 180],
  ])('sees that %s differs', (field, value) => {
    expect(differences(job, held('ENABLED', { ...job.fields, [field]: value }))).toEqual([field]);
  });
});
