import type { TimestampUnit } from '../../contracts/ingest.ts';
import { BatchBuilder, type BatchTerms, type NormalisedBatch } from './batch.ts';
import { PointCount } from './from-json.ts';

export interface TextOptions extends BatchTerms {
  readonly timestampUnit: TimestampUnit;
  /** Metric key of records that name none. */
  readonly metric?: string | undefined;
}

/** Newline-delimited JSON: one point a line; blank lines are passed over, a bad line costs only itself. */
export function normaliseNdjson(
  text: string,
  { timestampUnit, metric, ...terms }: TextOptions,
): NormalisedBatch {
  const builder = new BatchBuilder(timestampUnit, terms);
  const count = new PointCount();
  let index = 0;
  let line = 0;
  for (const content of linesOf(text)) {
    line += 1;
    if (content.trim() === '') continue;
    count.add('');
    const origin = { path: [index++], line };
    const point = parseLine(content);
    if (point === undefined) {
      builder.reject(
        [{ pointer: `/${origin.path[0]}`, detail: 'expected one JSON object on the line' }],
        origin,
      );
    } else {
      builder.addFlat(metric === undefined ? point : { metric, ...point }, origin);
    }
  }
  return builder.build();
}

/** One line after the other, so that a body of millions of empty ones is no list of millions. */
function* linesOf(text: string): Generator<string> {
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from);
    const to = found === -1 ? text.length : found;
    yield text.slice(from, to);
    from = to + 1;
  }
}

function parseLine(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
