import type { ForecastJobSpec, ForecastJobStatus } from '../contracts/forecast-job.ts';
import { nextRunAfter } from '../cron/cron.ts';
import { backOffMaxMs, backOffMs } from './limits.ts';

/** How long after the failure that is the `failures`th in a row the next run may begin: doubled each time, up to a bound. */
export function backOffAfter(failures: number): number {
  return Math.min(backOffMaxMs, backOffMs * 2 ** (failures - 1));
}

/**
 * The next run of a scheduled job after one of its runs has ended: put off after a failure, to the first instant of the
 * schedule that is far enough ahead; brought back after a success. As it is where nothing changes.
 *
 * @param failures in a row, this run included; 0 after a success
 */
export function nextRunAfterRun(
  spec: ForecastJobSpec,
  { nextRunAt, backOff }: Pick<ForecastJobStatus, 'nextRunAt' | 'backOff'>,
  failures: number,
  now: Date,
): Pick<ForecastJobStatus, 'nextRunAt' | 'backOff'> {
  if (nextRunAt === null) return { nextRunAt, backOff: null };
  if (failures === 0) {
    const wasPutOff = backOff !== null && backOff.until.getTime() === nextRunAt.getTime();
    return { nextRunAt: wasPutOff ? nextRunAfter(spec, now) : nextRunAt, backOff: null };
  }
  const earliest = new Date(now.getTime() + backOffAfter(failures));
  const until = nextRunAt >= earliest ? null : nextRunAfter(spec, earliest);
  if (spec.onFailure?.backOff === false || until === null) return { nextRunAt, backOff };
  return { nextRunAt: until, backOff: { until, insteadOf: nextRunAt } };
}
