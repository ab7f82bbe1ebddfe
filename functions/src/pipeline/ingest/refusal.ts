import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import { jsonPointer } from '../../contracts/validation.ts';
import type { SeriesBatch } from '../normalise/batch.ts';

/** Good points that a limit refuses. */
export interface Refusal {
  readonly reason: 'QUOTA_EXCEEDED' | 'SERIES_LIMIT_REACHED' | 'CARDINALITY_LIMIT_REACHED';
  readonly detail: string;
  /** Of the series, those points that are refused. */
  readonly series: Pick<SeriesBatch, 'points' | 'origins'>;
  /** What `detail` names, as members of its own. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number | undefined;
}

/** Points of refusals. */
export const refusedPoints = (refusals: readonly Refusal[]): number =>
  refusals.reduce((sum, { series }) => sum + series.points.size, 0);

/** The first so many refused points, each with the limit that refuses it. */
export function refusedProblems(refusals: readonly Refusal[], countMax: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const { reason, detail, series } of refusals) {
    for (const { path, line } of series.origins) {
      if (problems.length >= countMax) return problems;
      problems.push({
        pointer: jsonPointer(path),
        detail,
        reason,
        ...(line === undefined ? {} : { line }),
      });
    }
  }
  return problems;
}

/** Nothing of a batch was stored, and the first of these limits is why. */
export function allRefused(
  [first]: readonly [Refusal, ...Refusal[]],
  counts: Readonly<Record<string, unknown>>,
  fields: readonly FieldProblem[],
): DomainError {
  const { reason, detail, extensions, retryAfterSeconds } = first;
  const options = {
    fields,
    extensions: { ...counts, ...extensions },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  const message = `no point was stored: ${detail}`;
  switch (reason) {
    case 'QUOTA_EXCEEDED':
      return new DomainError('resource-exhausted', 'QUOTA_EXCEEDED', message, options);
    case 'SERIES_LIMIT_REACHED':
      return new DomainError('resource-exhausted', 'SERIES_LIMIT_REACHED', message, options);
    case 'CARDINALITY_LIMIT_REACHED':
      return new DomainError('resource-exhausted', 'CARDINALITY_LIMIT_REACHED', message, options);
  }
}
