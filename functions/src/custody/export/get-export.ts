import type { ExportResponse } from '../../contracts/export.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { exportResponse } from './export-response.ts';
import { loadExport } from './load-export.ts';

/** How far an export is, and its files. */
export async function getExport({
  ctx,
  input: { exportId },
}: {
  readonly ctx: Ctx;
  readonly input: { readonly exportId: string };
}): Promise<ExportResponse> {
  requirePermission(ctx, 'exports:read');
  return exportResponse(exportId, await loadExport(ctx, exportId));
}
