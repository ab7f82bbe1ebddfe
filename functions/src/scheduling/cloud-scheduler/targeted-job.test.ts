import { expect, it } from 'vitest';
import { parent, settings } from '../../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import { desiredJob } from './desired-job.ts';
import type { DesiredJob, HeldJob } from './scheduler-job.ts';
import { targetedJob } from './targeted-job.ts';

const spec = { selector: { metric: 'sales' }, schedule: '0 6 * * *', horizon: 7 };
const { name, fields } = desiredJob(settings, 'org_a', { jobId: 'job_1', spec, status: null }) as DesiredJob;
const held = (body: string): HeldJob => ({
  name,
  state: 'ENABLED',
  fields: { ...fields, target: { ...fields.target, body } },
});

it('reads for which forecast job a Cloud Scheduler job was made', () => {
  expect(targetedJob(parent, held(fields.target.body))).toEqual({ name, orgId: 'org_a', jobId: 'job_1' });
});

it.each(['', 'no json', '[]', '{"orgId":"org_b","jobId":"job_1"}', '{"orgId":"org_a"}'])(
  'is for none when its body is %j',
  (body) => {
    expect(targetedJob(parent, held(body))).toEqual({ name, orgId: null, jobId: null });
  },
);
