import { DomainError } from '../../contracts/errors.ts';
import { groupingNames, type HierarchySpec } from '../../contracts/hierarchy.ts';
import type { Metric } from '../../contracts/metric.ts';

/**
 * Refuses to sum by a label that none of the series carries, which is a slip of the pen: all of them would be summed
 * under no value. A label that some carry is fine.
 *
 * @throws {DomainError} `invalid-argument` (VALIDATION_FAILED) that names the labels there are
 */
export function requireKnownLabels(
  leaves: readonly { readonly metric: Metric }[],
  { by }: HierarchySpec,
): void {
  const known = new Set(leaves.flatMap(({ metric }) => Object.keys(metric.labels)));
  const fields = by.flatMap((grouping, index) =>
    groupingNames(grouping)
      .filter((name) => !known.has(name))
      .map((name) => ({
        pointer: `/by/${index}`,
        detail: `none of the series has a label ${JSON.stringify(name)}: expected ${expected(known)}`,
      })),
  );
  const [first] = fields;
  if (first !== undefined)
    throw new DomainError('invalid-argument', 'VALIDATION_FAILED', first.detail, { fields });
}

function expected(known: ReadonlySet<string>): string {
  return known.size === 0 ? '"*", since they have no labels' : `of ${[...known].sort().join(', ')}`;
}
