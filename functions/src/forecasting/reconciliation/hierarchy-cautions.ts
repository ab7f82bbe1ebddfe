import type { ReconciliationCaution } from './plan-reconciliation.ts';

/** What a reader should know before trusting the forecasts of a hierarchy; closed, so that callers can switch on it. */
export type HierarchyCautionCode =
  | ReconciliationCaution['code']
  | 'leaves-left-out'
  | 'leaves-start-late'
  | 'leaves-end-early'
  | 'leaves-cut'
  | 'leaves-aggregated'
  | 'gaps-filled-in-sums'
  | 'hierarchy-not-tested'
  | 'reconciliation-not-useful';

/** A caution in words, beside its code. */
export interface HierarchyCaution {
  code: HierarchyCautionCode;
  message: string;
}
