import { DomainError } from '../../contracts/errors.ts';

/** The header in which Cloud Scheduler says for which instant of the schedule it calls. */
export const scheduleTimeHeader = 'X-CloudScheduler-ScheduleTime';

/** Calls are made again for ten minutes; one an hour late is none of Cloud Scheduler's. */
const lateMaxMs = 60 * 60_000;

/** How far ahead of ours the clock of Cloud Scheduler may be. */
const earlyMaxMs = 5 * 60_000;

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * The instant of the schedule that a call is for, cut to the minute, which is as finely as cron tells.
 *
 * @throws DomainError `invalid-argument` when it is absent, no instant, or far from now.
 */
export function scheduledInstant(header: string | undefined, now: Date): Date {
  const at = header !== undefined && rfc3339.test(header) ? Date.parse(header) : Number.NaN;
  const age = now.getTime() - at;
  if (!(age <= lateMaxMs && age >= -earlyMaxMs)) {
    const detail = `expected the header ${scheduleTimeHeader} with an instant of the last hour (RFC 3339)`;
    throw new DomainError('invalid-argument', 'VALIDATION_FAILED', detail, {
      fields: [{ pointer: '', detail }],
    });
  }
  return new Date(Math.floor(at / 60_000) * 60_000);
}
