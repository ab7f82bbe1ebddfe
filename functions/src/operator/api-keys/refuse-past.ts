import { DomainError } from '../../contracts/errors.ts';

/** A key that is to end in the past is a mistake: to end one now, revoke it. */
export function refusePast(now: Date, expiresAt: Date | null | undefined): void {
  if (expiresAt == null || expiresAt > now) return;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    'the request body is not valid: /expiresAt has passed',
    { fields: [{ pointer: '/expiresAt', detail: 'expected an instant in the future' }] },
  );
}
