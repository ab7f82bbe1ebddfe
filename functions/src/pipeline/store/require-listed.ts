import { DomainError } from '../../contracts/errors.ts';
import type { Ctx } from '../../firestore/context.ts';
import { metricPrefixesOf } from '../../operator/rbac/metric-access.ts';
import { loadMetric } from './get-metric.ts';

/**
 * Before a list of what belongs to metrics: a key that is restricted to prefixes names one of its metrics. Others are not asked
 * for anything, and cost no read.
 *
 * @throws DomainError `invalid-argument` where it names none; `not-found` where it may not touch that one, as where there is none
 */
export async function requireListed(ctx: Ctx, metricId: string | undefined): Promise<void> {
  if (metricPrefixesOf(ctx) === undefined) return;
  if (metricId === undefined) throw metricNotNamed();
  await loadMetric(ctx, metricId);
}

const metricNotNamed = (): DomainError =>
  new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    'the query is not valid: an API key that is restricted to metrics lists one metric at a time',
    { fields: [{ pointer: '/metricId', detail: 'expected the metric whose list is asked for' }] },
  );
