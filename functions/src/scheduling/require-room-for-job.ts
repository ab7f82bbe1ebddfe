import { DomainError } from '../contracts/errors.ts';
import { collection } from '../firestore/collections.ts';
import type { Ctx } from '../firestore/context.ts';

/**
 * Throws `failed-precondition` (FORECAST_JOB_LIMIT_REACHED) where the organization has as many jobs as its plan allows. Two
 * that are made at once may both find room; documents that clients write are counted, and refused by nobody.
 */
export async function requireRoomForJob({ db, orgId, usage }: Ctx): Promise<void> {
  if (usage === undefined) return;
  const { limits } = await usage.limits();
  const count = await db.count(collection(db.firestore, orgId, 'forecast_jobs'));
  if (count < limits.forecastJobs) return;
  throw new DomainError(
    'failed-precondition',
    'FORECAST_JOB_LIMIT_REACHED',
    `the plan has room for ${limits.forecastJobs} forecast jobs, and there are ${count}: delete one, or let one select more series`,
    { extensions: { limit: limits.forecastJobs, used: count } },
  );
}
