import type { z } from 'zod';
import { updateForecastJobRequestSchema } from '../contracts/forecast-job.ts';
import type { Precondition } from '../contracts/precondition.ts';
import { parseOrThrow } from '../contracts/validation.ts';
import type { Ctx } from '../firestore/context.ts';
import { changeEntryId } from '../operator/audit/change-entry-id.ts';
import { recordAudit } from '../operator/audit/record-audit.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { countSelected } from './count-selected.ts';
import { documentOf, jobReference, requireJob } from './job-document.ts';
import { parseSpec } from './job-spec.ts';
import { isObserved, planStatus } from './plan-status.ts';
import { type ForecastJobResponse, jobResponse } from './responses.ts';

export interface UpdateForecastJobCall {
  readonly ctx: Ctx;
  readonly input: {
    readonly jobId: string;
    readonly patch: z.input<typeof updateForecastJobRequestSchema>;
    readonly precondition?: Precondition | undefined;
  };
}

/**
 * Merges a patch into the spec of a job and reconciles it, in one transaction. Each field given is replaced whole, null
 * removes it. The spec that results must be right, also where the one before was not.
 */
export async function updateForecastJob({ ctx, input }: UpdateForecastJobCall): Promise<ForecastJobResponse> {
  requirePermission(ctx, 'forecast-jobs:write');
  const patch = parseOrThrow(updateForecastJobRequestSchema, input.patch, 'patch of the forecast job');
  const ref = jobReference(ctx, input.jobId);
  return ctx.db.transaction(async (transaction) => {
    const found = await transaction.get(ref);
    const job = requireJob(found);
    input.precondition?.(jobResponse(job));
    const spec = await parseSpec(patched(job.spec, patch));
    const status = isObserved(job.status, spec)
      ? job.status
      : planStatus({
          spec,
          previous: job.status,
          orgId: ctx.orgId,
          jobId: input.jobId,
          selected: await countSelected(ctx, spec),
          now: ctx.now,
        });
    const after = { ...job, spec, status, updatedAt: ctx.now };
    transaction.update(ref, { spec, status, updatedAt: ctx.now });
    recordAudit(ctx, transaction, {
      verb: 'update',
      type: 'forecast-job',
      id: input.jobId,
      before: documentOf(job),
      after: documentOf(after),
      entryId: changeEntryId(found),
    });
    return jobResponse(after);
  });
}

function patched(spec: unknown, patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const before = spec !== null && typeof spec === 'object' ? spec : {};
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const merged = { ...before, ...Object.fromEntries(given) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
