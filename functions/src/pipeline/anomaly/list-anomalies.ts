import type { Query } from 'firebase-admin/firestore';
import type { Anomaly, AnomalySeverity } from '../../contracts/anomaly.ts';
import type { Page, PageQuery } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { instantOrThrow } from '../normalise/instant-or-throw.ts';
import { requireListed } from '../store/require-listed.ts';
import type { AnomalyResponse } from './get-anomaly.ts';

export interface ListAnomaliesInput extends PageQuery {
  readonly metricId?: string | undefined;
  readonly severity?: AnomalySeverity | undefined;
  /** Only anomalies that start at this instant or later. */
  readonly from?: string | number | undefined;
}

/** Anomalies, the latest first. Query: equality on `metricId` and `severity`, range and order on `startAt`. */
export async function listAnomalies({
  ctx,
  input: { metricId, severity, from, ...page },
}: {
  ctx: Ctx;
  input: ListAnomaliesInput;
}): Promise<Page<AnomalyResponse>> {
  requirePermission(ctx, 'anomalies:read');
  await requireListed(ctx, metricId);
  let query: Query<Anomaly> = collection(ctx.db.firestore, ctx.orgId, 'anomalies');
  if (metricId !== undefined) query = query.where('metricId', '==', metricId);
  if (severity !== undefined) query = query.where('severity', '==', severity);
  if (from !== undefined)
    query = query.where('startAt', '>=', new Date(instantOrThrow(from, '/from', ctx.now)));
  const { items, nextPageToken } = await readPage(
    ctx.db,
    query,
    { field: 'startAt', direction: 'desc' },
    page,
  );
  return { items: items.map((one) => ({ anomalyId: one.id, ...one.data() })), nextPageToken };
}
