import { z } from 'zod';
import type { HeldJob } from './scheduler-job.ts';
import { schedulerJobName } from './scheduler-job-name.ts';

/** What Firestore takes as an id; people who make documents in the console choose ids as they like. */
const documentIdSchema = z
  .string()
  .regex(/^(?!\.{1,2}$)(?!__.*__$)[^/]{1,256}$/, 'expected the id of a document');

/** What a Cloud Scheduler job sends to the run endpoint. */
export const scheduledRunBodySchema = z.strictObject({ orgId: documentIdSchema, jobId: documentIdSchema });

/** A Cloud Scheduler job, and the forecast job that it is for; null where it does not say so. */
export interface TargetedJob {
  readonly name: string;
  readonly orgId: string | null;
  readonly jobId: string | null;
}

/** For which forecast job a held job was made. One whose body names another than its name does is for none. */
export function targetedJob(parent: string, { name, fields }: HeldJob): TargetedJob {
  const parsed = scheduledRunBodySchema.safeParse(jsonOf(fields.target.body));
  if (!parsed.success || schedulerJobName(parent, parsed.data.orgId, parsed.data.jobId) !== name) {
    return { name, orgId: null, jobId: null };
  }
  return { name, ...parsed.data };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
