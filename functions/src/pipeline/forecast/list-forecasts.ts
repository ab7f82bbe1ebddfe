import type { Query } from 'firebase-admin/firestore';
import type { Forecast } from '../../contracts/forecast.ts';
import type { Page, PageQuery } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { requireListed } from '../store/require-listed.ts';
import { answeredForecast } from './answered-forecast.ts';
import type { ForecastResponse } from './forecast-metric.ts';

export interface ListForecastsInput extends PageQuery {
  readonly metricId?: string | undefined;
  readonly sumId?: string | undefined;
  readonly jobId?: string | undefined;
}

/** Forecasts, the latest first, of one metric, sum or job, or of all. Query: equality on either, by `madeAt` descending. */
export async function listForecasts({
  ctx,
  input: { metricId, sumId, jobId, ...page },
}: {
  ctx: Ctx;
  input: ListForecastsInput;
}): Promise<Page<ForecastResponse>> {
  requirePermission(ctx, 'forecasts:read');
  await requireListed(ctx, metricId);
  let query: Query<Forecast> = collection(ctx.db.firestore, ctx.orgId, 'forecasts');
  if (metricId !== undefined) query = query.where('metricId', '==', metricId);
  if (sumId !== undefined) query = query.where('sumId', '==', sumId);
  if (jobId !== undefined) query = query.where('jobId', '==', jobId);
  const { items, nextPageToken } = await readPage(
    ctx.db,
    query,
    { field: 'madeAt', direction: 'desc' },
    page,
  );
  return {
    items: items.map((one) => ({ forecastId: one.id, ...answeredForecast(one.data()) })),
    nextPageToken,
  };
}
