import type { ForecastRequest } from '../forecast-request.ts';
import type { Aggregate } from '../transforms/aggregate.ts';
import type { Observation } from '../transforms/regularise.ts';
import type { Labels } from './hierarchy.ts';
import type { ReconciliationMethod } from './reconciliation-request.ts';

/** A series that others are the sums of. */
export interface HierarchyLeaf {
  readonly labels: Labels;
  /** Any order; duplicates, gaps and none at all allowed. */
  readonly observations: readonly Observation[];
  /** How values denser than the common steps become one of them. Default the request's, else `sum`, right for amounts. */
  readonly aggregate?: Aggregate;
}

/** A request for leaves and their sums. Options as in `ForecastRequest`; `bounds` are those of each leaf. */
export interface HierarchyRequest extends Omit<ForecastRequest, 'observations'> {
  readonly leaves: readonly HierarchyLeaf[];
  /** Label names to sum by: `[[], ['region']]` for the total and the regions. */
  readonly groupings: readonly (readonly string[])[];
  /** Default `auto`: MinT where the errors are known, else WLS structural. */
  readonly method?: 'auto' | ReconciliationMethod;
}
