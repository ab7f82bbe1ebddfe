import { DomainError } from '../../contracts/errors.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import { futureMs, parseInstant } from './instant.ts';

/** An instant of a request in ms UTC, or `invalid-argument` at `pointer`. A range may end a little after now. */
export function instantOrThrow(
  value: string | number,
  pointer: string,
  now: Date,
  unit: TimestampUnit = 'auto',
  aheadMs = futureMs,
): number {
  const parsed = parseInstant(value, unit, now.getTime() + futureMs, aheadMs);
  if ('at' in parsed) return parsed.at;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request is not valid: ${pointer}: ${parsed.problem}`,
    {
      fields: [{ pointer, detail: parsed.problem }],
    },
  );
}
