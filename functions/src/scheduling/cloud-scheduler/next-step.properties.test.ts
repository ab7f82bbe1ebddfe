import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settings } from '../../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import { desiredJob } from './desired-job.ts';
import { nextStep, type SchedulerStep } from './next-step.ts';
import { type DesiredJob, type HeldJob, schedulerStates } from './scheduler-job.ts';

const jobs = fc
  .record({ hour: fc.integer({ min: 0, max: 2 }), paused: fc.boolean(), valid: fc.boolean() })
  .map(({ hour, paused, valid }) => {
    const schedule = valid ? `0 ${hour} * * *` : 'never';
    const spec = { selector: { metric: 'sales' }, schedule, horizon: 7, paused };
    return desiredJob(settings, 'org_a', { jobId: 'job_1', spec, status: null });
  });

const held = fc
  .tuple(jobs, fc.constantFrom(...schedulerStates))
  .map(([job, state]): HeldJob | null =>
    job === null ? null : { name: job.name, state, fields: job.fields },
  );

/** What Cloud Scheduler holds after a step that succeeds. */
function after(step: SchedulerStep, desired: DesiredJob | null, before: HeldJob | null): HeldJob | null {
  if (step.kind === 'delete' || desired === null) return null;
  if (step.kind === 'create') return { name: desired.name, state: 'ENABLED', fields: desired.fields };
  if (before === null) return null;
  if (step.kind === 'pause') return { ...before, state: 'PAUSED' };
  if (step.kind === 'resume') return { ...before, state: 'ENABLED' };
  const state = before.state === 'UPDATE_FAILED' ? 'ENABLED' : before.state;
  return { ...before, state, fields: desired.fields };
}

it('comes from anything held to anything desired in at most four steps', () => {
  fc.assert(
    fc.property(jobs, held, (desired, first) => {
      let holds = first;
      let steps = 0;
      for (let step = nextStep(desired, holds); step.kind !== 'none'; step = nextStep(desired, holds)) {
        holds = after(step, desired, holds);
        steps += 1;
        expect(steps).toBeLessThanOrEqual(4);
      }
      if (desired === null) expect(holds).toBeNull();
      else if (holds === null) expect(desired.paused).toBe(true);
      else {
        expect(holds.fields).toEqual(desired.fields);
        expect(holds.state === 'PAUSED').toBe(desired.paused && holds.state !== 'STATE_UNSPECIFIED');
      }
    }),
  );
});
