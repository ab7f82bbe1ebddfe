import type { Identity } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';

/** Whether the caller may touch metrics of this key: any, unless an API key is restricted to prefixes. */
export function mayTouchMetric({ restrictions }: Identity, key: string): boolean {
  return restrictions?.metricPrefixes?.some((prefix) => key.startsWith(prefix)) ?? true;
}

/** The prefixes that the caller is restricted to; undefined for whoever may touch every metric. */
export const metricPrefixesOf = ({ restrictions }: Identity): readonly string[] | undefined =>
  restrictions?.metricPrefixes ?? undefined;

/** Says of a metric key why the caller may not touch it; undefined where it may. */
export function metricRefusal(identity: Identity): (key: string) => string | undefined {
  const prefixes = (metricPrefixesOf(identity) ?? []).map((prefix) => JSON.stringify(prefix)).join(' or ');
  return (key) =>
    mayTouchMetric(identity, key)
      ? undefined
      : `expected a metric whose key begins with ${prefixes}, which this API key is restricted to`;
}

/**
 * Refuses a caller that is restricted to prefixes of metrics, where a verb reaches further than one metric.
 *
 * @throws DomainError `permission-denied`
 */
export function requireEveryMetric(identity: Identity): void {
  const metricPrefixes = metricPrefixesOf(identity);
  if (metricPrefixes === undefined) return;
  throw new DomainError(
    'permission-denied',
    'KEY_RESTRICTED_TO_METRICS',
    'this operation reaches every metric of the organization, and the API key is restricted to some: use a key without metricPrefixes',
    { extensions: { metricPrefixes } },
  );
}
