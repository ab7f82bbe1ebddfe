import type { z } from 'zod';
import { actorName } from '../contracts/context.ts';
import type { createForecastJobRequestSchema } from '../contracts/forecast-job.ts';
import { randomId } from '../contracts/ids.ts';
import type { Ctx } from '../firestore/context.ts';
import { creationEntryId } from '../operator/audit/change-entry-id.ts';
import { recordAudit } from '../operator/audit/record-audit.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { countSelected } from './count-selected.ts';
import { jobReference } from './job-document.ts';
import { parseSpec } from './job-spec.ts';
import { planStatus } from './plan-status.ts';
import { requireRoomForJob } from './require-room-for-job.ts';
import { type ForecastJobResponse, jobResponse } from './responses.ts';

export interface CreateForecastJobCall {
  readonly ctx: Ctx;
  readonly input: z.input<typeof createForecastJobRequestSchema>;
}

/**
 * Creates a job with its status, so that the answer has the next run already and the trigger finds nothing to do. A
 * schedule or time zone that makes no sense is refused, and a job that the plan has no room for; a metric that is not there yet is not, since it may come: the
 * status says so.
 */
export async function createForecastJob({ ctx, input }: CreateForecastJobCall): Promise<ForecastJobResponse> {
  requirePermission(ctx, 'forecast-jobs:write');
  const spec = await parseSpec(input);
  await requireRoomForJob(ctx);
  const selected = await countSelected(ctx, spec);
  const ref = jobReference(ctx, randomId('forecastJob'));
  const { orgId, now } = ctx;
  const status = planStatus({ spec, previous: null, orgId, jobId: ref.id, selected, now });
  const job = { spec, status, createdAt: ctx.now, updatedAt: ctx.now, createdBy: actorName(ctx.actor) };
  const entryId = creationEntryId(ref.path, ctx.now);
  await ctx.db.commit((writer) => {
    writer.create(ref, job);
    recordAudit(ctx, writer, {
      verb: 'create',
      type: 'forecast-job',
      id: ref.id,
      before: null,
      after: job,
      entryId,
    });
  });
  return jobResponse({ jobId: ref.id, ...job });
}
