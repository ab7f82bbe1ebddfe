import fc from 'fast-check';
import { deleteForecastJob } from '../../../src/scheduling/delete-forecast-job.ts';
import { jobDocument } from '../forecast-jobs.ts';
import type { JobHistory } from './job-history.ts';

/** What a command may look at before it runs: how much there is to pick from. */
export interface JobModel {
  tasks: number;
  processes: number;
  deleted: boolean;
}

type JobCommand = fc.AsyncCommand<JobModel, JobHistory>;

/** A command, and what is there to pick from after it. */
function command(
  name: string,
  possible: (model: JobModel) => boolean,
  act: (history: JobHistory, model: JobModel) => Promise<void>,
): JobCommand {
  return {
    check: possible,
    toString: () => name,
    async run(model, history) {
      await act(history, model);
      await history.check();
      model.tasks = history.world.queue.length;
      model.processes = history.alive.length;
    },
  };
}

const always = (): boolean => true;
const skews = fc.integer({ min: -6, max: 6 });
const picks = fc.nat({ max: 5 });

const sweeps = fc
  .tuple(skews, fc.nat({ max: 8 }))
  .map(([skew, times]) =>
    command(`sweep(clock ${skew} min, ${times} steps)`, always, (history) => history.sweep(skew, times)),
  );

/** A task that stays in the queue is delivered again. */
const deliveries = fc
  .record({
    pick: picks,
    steps: fc.nat({ max: 5 }),
    stays: fc.boolean(),
    workerId: fc.constantFrom('worker-1', 'worker-2', 'worker-3'),
    skewMinutes: skews,
    fails: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
  })
  .map(({ pick, steps, stays, ...setting }) =>
    command(
      `deliver(${pick}, ${stays ? 'stays' : 'goes'}, ${JSON.stringify(setting)}, ${steps} steps)`,
      ({ tasks }) => tasks > 0,
      (history) => history.deliver(pick, stays, setting, steps),
    ),
  );

const steps = fc.tuple(picks, fc.integer({ min: 1, max: 6 })).map(([pick, times]) =>
  command(
    `step(${pick}, ${times} times)`,
    ({ processes }) => processes > 0,
    (history) => history.step(pick, times),
  ),
);

const crashes = fc.tuple(picks, fc.constantFrom('before', 'after')).map(([pick, when]) =>
  command(
    `crash(${pick}, ${when} its step)`,
    ({ processes }) => processes > 0,
    (history) => history.crash(pick, when),
  ),
);

const waits = fc
  .integer({ min: 1, max: 30 })
  .map((minutes) => command(`wait(${minutes} min)`, always, async ({ world }) => world.later(minutes)));

/** An edit by hand; the trigger meets it at once, or is late. */
const edits = fc
  .tuple(
    fc.constantFrom<Record<string, unknown>>(
      { 'spec.name': 'another name' },
      { 'spec.name': 'one more name' },
      { 'spec.paused': true },
      { 'spec.paused': false },
      { 'spec.schedule': '*/30 * * * *' },
      { 'spec.schedule': '0 * * * *' },
      { 'spec.schedule': 'hourly' },
      { 'spec.selector.labels': { airport: 'ATL' } },
    ),
    fc.boolean(),
  )
  .map(([fields, late]) =>
    command(
      `edit(${JSON.stringify(fields)}${late ? ', trigger late' : ''})`,
      ({ deleted }) => !deleted,
      async ({ world }) => {
        await jobDocument(world.ctx, world.jobId).update(fields);
        if (!late) await world.reconcile();
      },
    ),
  );

/** Deleted in the console, which leaves the runs, or through the API. */
const deletions = fc.constantFrom('API', 'console').map((where) =>
  command(
    `delete(${where})`,
    ({ deleted }) => !deleted,
    async ({ world }, model) => {
      model.deleted = true;
      const { ctx, jobId } = world;
      if (where === 'API') await deleteForecastJob({ ctx, input: { jobId } });
      else await jobDocument(ctx, jobId).delete();
    },
  ),
);

const changes = fc.oneof({ arbitrary: edits, weight: 5 }, { arbitrary: deletions, weight: 1 });

/** How the workers of the rounds after the commands fare, until they do well. */
export const workerFates = fc.array(fc.constantFrom('fails', 'dies'), { maxLength: 6 });

/** Sequences of what may happen to a job. What is listed more than once comes more often. */
export const jobCommands = (maxCommands: number) =>
  fc.commands<JobModel, JobHistory, false>(
    [sweeps, deliveries, deliveries, deliveries, steps, steps, steps, steps, steps, crashes, waits, changes],
    { maxCommands, size: 'max' },
  );
