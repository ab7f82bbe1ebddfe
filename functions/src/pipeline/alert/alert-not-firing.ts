import type { AlertState } from '../../contracts/alert.ts';
import { DomainError } from '../../contracts/errors.ts';

/** What only an alert that fires can be. */
export function alertNotFiring(state: AlertState, what: 'acknowledged' | 'resolved'): DomainError {
  return new DomainError(
    'failed-precondition',
    'ALERT_NOT_FIRING',
    `the alert is ${state}: only a firing alert can be ${what}`,
    { extensions: { state } },
  );
}
