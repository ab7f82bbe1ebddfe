import type { ExportResponse } from '../../contracts/export.ts';
import type { Page, PageQuery } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { exportResponse } from './export-response.ts';

/** Exports, the latest first. Query: by `createdAt` descending. */
export async function listExports({
  ctx,
  input,
}: {
  readonly ctx: Ctx;
  readonly input: PageQuery;
}): Promise<Page<ExportResponse>> {
  requirePermission(ctx, 'exports:read');
  const exports = collection(ctx.db.firestore, ctx.orgId, 'exports');
  const order = { field: 'createdAt', direction: 'desc' } as const;
  const { items, nextPageToken } = await readPage(ctx.db, exports, order, input);
  return { items: items.map((one) => exportResponse(one.id, one.data())), nextPageToken };
}
