import { actorName } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Export, ExportResponse } from '../../contracts/export.ts';
import { deterministicId, randomId } from '../../contracts/ids.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { exportFiles } from './export-files.ts';
import { exportResponse } from './export-response.ts';
import { exportDays } from './limits.ts';
import { messageOf } from './message.ts';

export interface StartExportCall {
  readonly ctx: Ctx;
  /** The same key names the same export, however often it is sent. */
  readonly input: { readonly idempotencyKey?: string | undefined };
}

const dayMs = 86_400_000;

/**
 * Has everything that the organization owns written into files, and answers the document on which it tells how far it is. One
 * at a time. Two reads and two writes.
 *
 * @throws {DomainError} `failed-precondition` (EXPORT_RUNNING) while another one is under way
 */
export async function startExport({ ctx, input }: StartExportCall): Promise<ExportResponse> {
  requirePermission(ctx, 'exports:write');
  const key = input.idempotencyKey;
  const exportId = key === undefined ? randomId('export') : deterministicId('export', ctx.orgId, key);
  const stored = await createOrGet(ctx, exportId);
  if (stored.finishedAt === null) await ctx.tasks.enqueueExport({ orgId: ctx.orgId, exportId });
  return exportResponse(exportId, stored);
}

/** Query: `finishedAt == null`. */
async function createOrGet(ctx: Ctx, exportId: string): Promise<Export> {
  const exports = collection(ctx.db.firestore, ctx.orgId, 'exports');
  return ctx.db.transaction(async (transaction) => {
    const known = (await transaction.get(exports.doc(exportId))).data();
    if (known !== undefined) return known;
    const [running] = await transaction.query(exports.where('finishedAt', '==', null).limit(1));
    if (running !== undefined) throw alreadyRunning(running.id);
    const planned = plannedExport(ctx);
    transaction.create(exports.doc(exportId), planned);
    const after = exportResponse(exportId, planned);
    recordAudit(ctx, transaction, { verb: 'create', type: 'export', id: exportId, before: null, after });
    return planned;
  });
}

function plannedExport(ctx: Ctx): Export {
  const none = { expected: null, rows: 0, bytes: 0, parts: 0, sha256: null };
  const files = [...exportFiles.keys()].map((name) => ({ name, state: 'waiting' as const, ...none }));
  return {
    ...{ state: 'pending', message: messageOf(files), files, cursor: null, revision: 0, failures: 0 },
    requestedBy: actorName(ctx.actor),
    ...{ createdAt: ctx.now, startedAt: null, updatedAt: ctx.now, finishedAt: null },
    expireAt: new Date(ctx.now.getTime() + exportDays * dayMs),
  };
}

const alreadyRunning = (exportId: string): DomainError =>
  new DomainError(
    'failed-precondition',
    'EXPORT_RUNNING',
    `the export ${exportId} is under way: wait for it, or cancel it`,
    { extensions: { exportId } },
  );
