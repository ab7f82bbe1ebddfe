import { isDeepStrictEqual } from 'node:util';
import { idSchema } from '../../contracts/ids.ts';
import { withDates } from '../../firestore/converter.ts';
import { lessonOf } from './lessons.ts';

type Fields = Record<string, unknown> | undefined;

/**
 * The metric whose lessons a write of an anomaly may have changed, from the document before and after it; undefined for
 * almost all writes, which are detection's on anomalies that nobody labelled.
 */
export function taughtMetric(before: Fields, after: Fields): string | undefined {
  if (isDeepStrictEqual(lessonIn(before), lessonIn(after))) return undefined;
  return idSchema('metric').safeParse((after ?? before)?.metricId).data;
}

const lessonIn = (fields: Fields) => lessonOf('ano_0', withDates(fields));
