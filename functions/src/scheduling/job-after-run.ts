import type { Check } from '../alerting/check.ts';
import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { nextRunAfterRun } from './back-off.ts';
import type { JobDocument } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { lastRunOf } from './last-run.ts';
import { isObserved } from './plan-status.ts';
import { movedDueAt } from './planner/turns.ts';
import { type RunReport, refreshedStatus } from './run-report.ts';
import { specHash } from './spec-hash.ts';
import { statusMessage } from './status-message.ts';

/** A run that is over, for its job. */
export interface EndedRun {
  readonly runId: string;
  readonly scheduledFor: ForecastRun['scheduledFor'];
  readonly report: RunReport;
  /** The spec that the run was done by, to tell whether what it found is about the spec of now. */
  readonly spec: unknown;
  readonly now: Date;
}

/** What a run means for its job: the fields of the status that change, and what alerts of the job are to hear. */
export interface JobAfterRun {
  readonly changes: Partial<ForecastJobStatus>;
  readonly check: Check | null;
}

/**
 * What a run that is over means for its job; null where it says nothing of it (see `lastRunOf`). What the run found out of
 * its selector, and when the next run is, changes only where the spec is still the one that it was done by.
 */
export function jobAfterRun(job: JobDocument, ended: EndedRun): JobAfterRun | null {
  const { status } = job;
  const { report, now } = ended;
  const { state, message } = report;
  const lastRun = lastRunOf(job, ended.runId, {
    scheduledFor: ended.scheduledFor,
    finishedAt: now,
    state,
    message,
  });
  if (status === null || lastRun === null) return null;
  const before = status.failuresInRow;
  const failuresInRow = state === 'completed' ? 0 : state === 'failed' ? before + 1 : before;
  const { spec } = readSpec(job.spec);
  const check = checkOf(ended, failuresInRow, before);
  const same = specHash(job.spec) === specHash(ended.spec) && isObserved(status, job.spec);
  if (!same || spec === null) return { changes: { lastRun, failuresInRow }, check };
  const next = {
    ...status,
    lastRun,
    failuresInRow,
    ...(state === 'skipped' ? {} : nextRunAfterRun(spec, status, failuresInRow, now)),
    ...(report.selection === null ? {} : refreshedStatus(report.selection)),
  };
  const { nextRunAt, backOff, problems, seriesSelected, seriesAtLeast } = next;
  const dueAt = movedDueAt(status, nextRunAt);
  const found = { problems, seriesSelected, seriesAtLeast };
  const told = { message: statusMessage(next, spec.timeZone), nextRunAt, dueAt, backOff, ...found };
  return { changes: { lastRun, failuresInRow, ...told }, check };
}

/** A skipped run tells alerts nothing; a completed one only where there may be some, which costs reads. */
function checkOf(
  { runId, scheduledFor, report }: EndedRun,
  failuresInRow: number,
  before: number,
): Check | null {
  const seen = { at: scheduledFor, value: failuresInRow };
  if (report.state === 'completed' && before > 0) {
    return { ...seen, verdict: 'clear', reason: `${runId} was completed: ${report.message}` };
  }
  if (report.state !== 'failed') return null;
  const times = failuresInRow === 1 ? '1 failure' : `${failuresInRow} failures in a row`;
  return { ...seen, verdict: 'breached', reason: `${times}, the last of ${runId}: ${report.message}` };
}
