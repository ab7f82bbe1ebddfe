import { expect } from 'vitest';
import type { JobTask, Seen } from './job-world.ts';
import { isFinal } from './once-invariants.ts';

interface Worker {
  readonly workerId: string;
  readonly clock: Date;
  /** The attempt that it holds, of the run or the batch of its task. */
  readonly attempt: number | undefined;
}

/**
 * Where runs are split: a step of a worker keeps forecasts, and changes batches, only while the run or the batch of its task
 * is its own before the step, by owner and attempt, or where it claims it in it. Whoever is at a batch or a planned run may
 * say how far that is, or end it. Answers the attempt that the worker holds now.
 */
export function checkSplitStep(worker: Worker, task: JobTask, before: Seen, after: Seen): number | undefined {
  const was = heldBy(task, before);
  const is = heldBy(task, after);
  if (was !== undefined && is !== undefined && is.attempt === was.attempt + 1) {
    const free =
      was.state === 'pending' || (was.leaseExpiresAt !== null && was.leaseExpiresAt <= worker.clock);
    expect([free, is.state, is.leaseOwner]).toEqual([true, 'running', worker.workerId]);
    return is.attempt;
  }
  const own =
    was?.state === 'running' && was.leaseOwner === worker.workerId && was.attempt === worker.attempt;
  if (own) return worker.attempt;
  expect(after.forecasts, `${worker.workerId} kept a forecast that is not its own to make`).toEqual(
    before.forecasts,
  );
  expect(after.batches, `${worker.workerId} wrote to a batch that is not its own`).toEqual(before.batches);
  const run = before.runs.get(task.runId);
  if (run === undefined || run.progress === null || isFinal(run)) expect(after).toEqual(before);
  return worker.attempt;
}

const heldBy = (task: JobTask, { runs, batches }: Seen) =>
  'batchId' in task ? batches.get(`${task.runId}/${task.batchId}`) : runs.get(task.runId);
