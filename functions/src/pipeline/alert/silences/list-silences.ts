import type { Query } from 'firebase-admin/firestore';
import type { Page } from '../../../contracts/pagination.ts';
import type { Silence, SilenceQuery } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { readPage } from '../../../firestore/pages.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import type { SilenceResponse } from './get-silence.ts';

/** The silences of the organization, latest start first. Query: optional equality on `state`, in order of `startsAt`. */
export async function listSilences({
  ctx,
  input: { state, ...page },
}: {
  ctx: Ctx;
  input: SilenceQuery;
}): Promise<Page<SilenceResponse>> {
  requirePermission(ctx, 'silences:read');
  let query: Query<Silence> = collection(ctx.db.firestore, ctx.orgId, 'silences');
  if (state !== undefined) query = query.where('state', '==', state);
  const order = { field: 'startsAt', direction: 'desc' } as const;
  const { items, nextPageToken } = await readPage(ctx.db, query, order, page);
  return { items: items.map((one) => ({ silenceId: one.id, ...one.data() })), nextPageToken };
}
