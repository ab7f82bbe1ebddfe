import { DomainError, notFound } from '../../contracts/errors.ts';
import type { Export, ExportTask } from '../../contracts/export.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { doStep } from './do-step.ts';
import { attemptsMax, type ExportLimits, exportLimits } from './limits.ts';
import { moveOn } from './move-on.ts';

export interface ExportSliceCall {
  readonly ctx: Ctx;
  readonly input: ExportTask;
  readonly limits?: ExportLimits;
}

/**
 * What a delivery led to: steps were done and another task follows or not, somebody else moved the export (another delivery
 * or whoever cancelled it), or there is nothing to do any more.
 */
export type ExportSliceResult = 'continued' | 'ended' | 'overtaken' | 'over' | 'gone';

/**
 * Does the next steps of an export and queues a task for those after. May be called any number of times, also twice at once:
 * the parts of a step and the place where the next begins are written together, under a fence, so that each row of a file is
 * written once. A task that dies is delivered again, and goes on at the step that it died in.
 *
 * Throws what went wrong with a step, to be delivered again; after `attemptsMax` attempts the export has failed.
 */
export async function runExportSlice({
  ctx,
  input,
  limits = exportLimits,
}: ExportSliceCall): Promise<ExportSliceResult> {
  requirePermission(ctx, 'exports:write');
  if (input.orgId !== ctx.orgId) throw notFound('export', input.exportId);
  const { exportId } = input;
  let known = (await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'exports').doc(exportId))).data();
  if (known === undefined) return 'gone';
  if (known.finishedAt !== null) return 'over';
  for (let steps = 0; steps < limits.steps; steps += 1) {
    known = await stepOn(ctx, exportId, known, limits);
    if (known === undefined) return 'overtaken';
    if (known.finishedAt !== null) return 'ended';
  }
  await ctx.tasks.enqueueExport(input);
  return 'continued';
}

async function stepOn(
  ctx: Ctx,
  exportId: string,
  before: Export,
  limits: ExportLimits,
): Promise<Export | undefined> {
  try {
    const { changes, parts } = await doStep(ctx, exportId, before, limits);
    return await moveOn(ctx, exportId, before, changes, parts);
  } catch (error) {
    return noteFailure(ctx, exportId, before, error);
  }
}

/** Counts an attempt that failed, and throws it on; the last one ends the export. */
async function noteFailure(
  ctx: Ctx,
  exportId: string,
  before: Export,
  error: unknown,
): Promise<Export | undefined> {
  const failures = before.failures + 1;
  const detail = error instanceof DomainError ? error.message : 'an unexpected error, which is in the log';
  if (failures >= attemptsMax) {
    (ctx.warn ?? console.warn)(`export ${exportId} was given up`, error);
    return moveOn(ctx, exportId, before, { state: 'failed', message: detail, failures, finishedAt: ctx.now });
  }
  const message = `attempt ${failures} of ${attemptsMax} did not end well: ${detail}`;
  await moveOn(ctx, exportId, before, { failures, message });
  throw error;
}
