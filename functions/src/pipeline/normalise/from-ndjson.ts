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
  text.split('\n').forEach((content, number) => {
    if (content.trim() === '') return;
    count.add('');
    const origin = { path: [index++], line: number + 1 };
    const point = parseLine(content);
    if (point === undefined) {
      builder.reject(
        [{ pointer: `/${origin.path[0]}`, detail: 'expected one JSON object on the line' }],
        origin,
      );
    } else {
      builder.addFlat(metric === undefined ? point : { metric, ...point }, origin);
    }
  });
  return builder.build();
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
