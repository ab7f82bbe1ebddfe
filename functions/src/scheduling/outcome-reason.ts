import type { DomainError } from '../contracts/errors.ts';
import type { OutcomeReason } from '../contracts/forecast-run.ts';

/** Cautions of a forecast that name its outcome, the gravest first. */
const doubts: readonly (readonly [code: string, reason: OutcomeReason])[] = [
  ['zero-history', 'constant'],
  ['constant-history', 'constant'],
  ['short-history', 'too-short'],
];

/** What is the matter with a series that was forecast all the same; null where nothing is. */
export function reasonToDoubt(cautions: readonly { readonly code: string }[]): OutcomeReason | null {
  return doubts.find(([code]) => cautions.some((caution) => caution.code === code))?.[1] ?? null;
}

/** What is the matter with a series that was not forecast: by the reason of the error, else by its code. */
export function reasonOfError({ code, reason, fields }: DomainError): OutcomeReason {
  if (reason === 'SERIES_EMPTY' || reason === 'NO_OBSERVATIONS') return 'no-data';
  if (reason === 'SERIES_TOO_SHORT') return 'too-short';
  if (reason === 'QUOTA_EXCEEDED') return 'quota-exceeded';
  switch (code) {
    case 'not-found':
      // A metric that is missing among the regressors is named by a field; without one it is the series itself.
      return fields.length > 0 ? 'regressor-missing' : 'metric-missing';
    case 'failed-precondition':
      return 'not-possible';
    case 'invalid-argument':
      return 'refused';
    default:
      return 'error';
  }
}
