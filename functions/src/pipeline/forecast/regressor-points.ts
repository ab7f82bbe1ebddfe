import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import type { Regressor } from '../../contracts/regressors.ts';
import type { Ctx } from '../../firestore/context.ts';
import { parseInstant } from '../normalise/instant.ts';
import { loadMetric, namedMetricId } from '../store/get-metric.ts';
import { readPoints, type StoredPoint } from '../store/read-points.ts';

/** Chunk documents that one regressor may take. */
const chunksMax = 400;

/** What is known of one regressor, oldest first. */
export interface RegressorPoints {
  readonly metricId: string | null;
  /** History, and points ahead that are stored. */
  readonly points: readonly StoredPoint[];
  /** Values that were sent along for the steps ahead. */
  readonly given: readonly StoredPoint[];
}

/** Where to look, ms UTC: the history from `from`, and ahead until `to`. */
export interface RegressorSpan {
  readonly from: number;
  readonly to: number;
  /** First instant ahead. */
  readonly ahead: number;
}

/** Finds the stored points of a regressor. */
export type RegressorReader = (
  regressor: Regressor,
  index: number,
  span: RegressorSpan,
) => Promise<{ readonly metricId: string | null; readonly points: readonly StoredPoint[] }>;

/**
 * What is known of a regressor: values of the request, or what `read` finds of a metric.
 *
 * @throws {DomainError} `invalid-argument` for instants that are none; as `read` does
 */
export async function regressorPoints(
  read: RegressorReader,
  regressor: Regressor,
  { span, index, unit }: { span: RegressorSpan; index: number; unit: TimestampUnit },
): Promise<RegressorPoints> {
  const { future, history } = regressor;
  const base = ['regressors', index];
  const given = typeof future === 'object' ? parsePoints(pairsOf(future), [...base, 'future'], unit) : [];
  if (history === undefined) return { ...(await read(regressor, index, span)), given };
  return { metricId: null, points: parsePoints(history, [...base, 'history'], unit), given };
}

/**
 * Reads regressors of the organization of `ctx`, and of no other. Points ahead are read only where `future` is `stored`.
 *
 * @throws {DomainError} `not-found` for a metric of another organization, as for none; `invalid-argument` for one too
 * dense to be read for a forecast
 */
export function storedRegressors(ctx: Ctx): RegressorReader {
  return async (regressor, index, span) => {
    const metricId = namedMetricId(regressor);
    await requireMetric(ctx, metricId, index);
    const to = regressor.future === 'stored' ? span.to : span.ahead;
    const { points, completeTo } = await readPoints(ctx, metricId, { from: span.from, to, chunksMax });
    if (completeTo < to) throw tooDense(regressor.name, index);
    return { metricId, points };
  };
}

/** A metric that is missing here is not the series that is forecast: the error names the field. */
async function requireMetric(ctx: Ctx, metricId: string, index: number): Promise<void> {
  await loadMetric(ctx, metricId).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'not-found') throw error;
    const fields = [{ pointer: `/regressors/${index}`, detail: error.message }];
    throw new DomainError(error.code, error.reason, error.message, { fields, cause: error });
  });
}

/** Pairs, or the same as a map from instant to value. */
function pairsOf(future: Extract<Regressor['future'], object>): [string | number, number][] {
  return Array.isArray(future) ? future : Object.entries(future);
}

/** Instants of a request about its own points may lie anywhere: they are plans, not observations. */
function parsePoints(
  pairs: readonly (readonly [string | number, number])[],
  path: readonly (string | number)[],
  unit: TimestampUnit,
): StoredPoint[] {
  const points: StoredPoint[] = [];
  const fields: FieldProblem[] = [];
  pairs.forEach(([timestamp, value], index) => {
    const instant = parseInstant(timestamp, unit, Number.POSITIVE_INFINITY);
    if ('at' in instant) points.push({ at: instant.at, value });
    else fields.push({ pointer: `/${[...path, index].join('/')}`, detail: instant.problem });
  });
  if (fields.length === 0) return points.sort((a, b) => a.at - b.at);
  const message = `${fields.length} of the values have no usable instant`;
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', message, { fields });
}

const tooDense = (name: string, index: number): DomainError => {
  const detail = `${name} has points in more than ${chunksMax} documents over the history of the series: expected a coarser one`;
  return new DomainError('invalid-argument', 'VALIDATION_FAILED', detail, {
    fields: [{ pointer: `/regressors/${index}`, detail }],
  });
};
