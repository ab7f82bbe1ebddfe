import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import { parseInstant } from './instant.ts';

/**
 * Points sent along with a request, as observations: `at` in ms UTC. Unlike ingestion, a request about its own points
 * is all or nothing: a forecast of half of them would be of another series.
 *
 * @throws {DomainError} `invalid-argument` naming every instant at fault.
 */
export function inlineObservations(
  points: readonly (readonly [string | number, number])[],
  unit: TimestampUnit,
  now: Date,
): { at: number; value: number }[] {
  const fields: FieldProblem[] = [];
  const observations: { at: number; value: number }[] = [];
  points.forEach(([timestamp, value], index) => {
    const instant = parseInstant(timestamp, unit, now.getTime());
    if ('at' in instant) observations.push({ at: instant.at, value });
    else fields.push({ pointer: `/points/${index}/0`, detail: instant.problem });
  });
  if (fields.length === 0) return observations;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `${fields.length} of the points have no usable instant`,
    {
      fields,
    },
  );
}
