import type { Erasure } from '../../contracts/erasure.ts';
import { DomainError } from '../../contracts/errors.ts';

/**
 * An erasure that was taken back.
 *
 * @throws {DomainError} `failed-precondition` (ERASURE_STARTED) where documents are being deleted, or are gone
 */
export function cancelled(erasure: Erasure, now: Date): Erasure {
  if (erasure.state !== 'scheduled' || erasure.startedAt !== null)
    throw new DomainError(
      'failed-precondition',
      'ERASURE_STARTED',
      'erasing has begun: what is gone cannot be brought back',
    );
  const ended = { finishedAt: now, nextAt: null, updatedAt: now, revision: erasure.revision + 1 };
  return { ...erasure, state: 'cancelled', message: 'taken back', ...ended };
}
