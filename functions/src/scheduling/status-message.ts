import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { JobDocument } from './job-document.ts';
import { readSpec } from './job-spec.ts';

/** An instant on the clock of a time zone, as a person writes it: `Sat 21 Nov 2026 06:00 UTC`. */
export function describeInstant(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const date = `${of('weekday')} ${of('day')} ${of('month').slice(0, 3)} ${of('year')}`;
  return `${date} ${of('hour')}:${of('minute')} ${timeZone}`;
}

export interface Told
  extends Pick<ForecastJobStatus, 'phase' | 'nextRunAt' | 'problems' | 'failuresInRow' | 'backOff'> {
  /** A run that a worker does or will do; until when it waits, where its data is late. */
  readonly underWay?: { readonly scheduledFor: Date; readonly waitsUntil?: Date };
}

/**
 * The status as a sentence: what goes on, what happens next, how often it has failed and what was put off for that, and where there is
 * a problem, the first one.
 */
export function statusMessage(status: Told, timeZone: string): string {
  const { phase, problems } = status;
  const trouble = firstProblem(problems);
  switch (phase) {
    case 'invalid':
      return `not scheduled, because the spec is wrong: ${trouble}`;
    case 'paused':
      return trouble === '' ? 'paused: nothing is scheduled' : `paused; when it runs again: ${trouble}`;
    case 'scheduled': {
      const next = `${now(status, timeZone)}${nextRun(status, timeZone)}`;
      return trouble === '' ? next : `${next}, skipped if this is still so: ${trouble}`;
    }
  }
}

function now({ underWay }: Told, timeZone: string): string {
  if (underWay === undefined) return '';
  const { scheduledFor, waitsUntil } = underWay;
  const does =
    waitsUntil === undefined
      ? 'is under way'
      : `waits for data until ${describeInstant(waitsUntil, timeZone)}`;
  return `the run of ${describeInstant(scheduledFor, timeZone)} ${does}; `;
}

function nextRun({ nextRunAt, failuresInRow, backOff }: Told, timeZone: string): string {
  if (nextRunAt === null) return 'no next run';
  const putOff = backOff !== null && backOff.until.getTime() === nextRunAt.getTime();
  const from = putOff ? `, put off from ${describeInstant(backOff.insteadOf, timeZone)}` : '';
  const times = failuresInRow === 1 ? 'a failure' : `${failuresInRow} failures in a row`;
  const after = failuresInRow === 0 ? '' : `, after ${times}`;
  return `next run ${describeInstant(nextRunAt, timeZone)}${from}${after}`;
}

/** The first problem with its place, and how many more there are; empty when there is none. */
export function firstProblem(problems: ForecastJobStatus['problems']): string {
  const [first, ...more] = problems;
  if (first === undefined) return '';
  const place = first.pointer === '' ? '' : `${first.pointer}: `;
  return `${place}${first.detail}${more.length === 0 ? '' : ` (and ${more.length} more)`}`;
}

/** The status of a job whose run has ended, as a sentence: that it is under way must not stay. */
export const messageAtRest = ({ status, spec }: JobDocument): string =>
  status === null ? '' : statusMessage(status, readSpec(spec).spec?.timeZone ?? 'UTC');
