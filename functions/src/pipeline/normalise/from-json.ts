import { z } from 'zod';
import { finiteNumber } from '../../contracts/common.ts';
import { DomainError } from '../../contracts/errors.ts';
import {
  flatPointSchema,
  ingestEnvelopeSchema,
  pointsPerBatchMax,
  timestampSchema,
} from '../../contracts/ingest.ts';
import { fieldProblems, parseOrThrow } from '../../contracts/validation.ts';
import { BatchBuilder, type NormalisedBatch, type RefuseMetric } from './batch.ts';

const seriesHeadSchema = flatPointSchema
  .omit({ timestamp: true, value: true })
  .extend({ points: z.array(z.unknown(), 'expected a list of [timestamp, value] pairs') });

const pairSchema = z.tuple([timestampSchema, finiteNumber], 'expected a pair [timestamp, value]');

/**
 * The JSON body of an ingest request. A bare list of points is taken as `{ "points": […] }`. Points of a metric that `refusal`
 * has words for are rejected with them.
 *
 * @throws {DomainError} `invalid-argument` when the envelope is wrong, holds nothing, or holds too many points.
 */
export function normaliseJson(body: unknown, now: Date, refusal?: RefuseMetric): NormalisedBatch {
  const envelope = parseOrThrow(
    ingestEnvelopeSchema,
    Array.isArray(body) ? { points: body } : body,
    'request body',
  );
  return normaliseEnvelope(envelope, now, refusal);
}

/** The same for an envelope that was checked as part of a larger request. */
export function normaliseEnvelope(
  envelope: z.infer<typeof ingestEnvelopeSchema>,
  now: Date,
  refusal?: RefuseMetric,
): NormalisedBatch {
  const { points, series, timestampUnit, planned } = envelope;
  if (points === undefined && series === undefined) {
    throw new DomainError(
      'invalid-argument',
      'VALIDATION_FAILED',
      'the request body holds neither points nor series',
      {
        fields: [{ pointer: '/points', detail: 'expected a list of points (or "series")' }],
      },
    );
  }
  const builder = new BatchBuilder(timestampUnit, { now, planned, refusal });
  const count = new PointCount();
  count.add('/points', points?.length);
  points?.forEach((point, index) => {
    builder.addFlat(point, { path: ['points', index] });
  });
  series?.forEach((one, index) => {
    addSeries(builder, one, ['series', index], count);
  });
  return builder.build();
}

function addSeries(
  builder: BatchBuilder,
  raw: unknown,
  path: readonly PropertyKey[],
  count: PointCount,
): void {
  const head = seriesHeadSchema.safeParse(raw);
  if (!head.success) {
    builder.reject(fieldProblems(head.error, path), { path });
    return;
  }
  const { points, ...series } = head.data;
  count.add('/series', points.length);
  points.forEach((point, index) => {
    const origin = { path: [...path, 'points', index] };
    const pair = pairSchema.safeParse(point);
    if (!pair.success) builder.reject(fieldProblems(pair.error, origin.path), origin);
    else builder.addPoint({ ...series, timestamp: pair.data[0], value: pair.data[1] }, origin, 0);
  });
}

/** Refuses a batch past the limit before work is spent on it. */
export class PointCount {
  #count = 0;

  add(pointer: string, points = 1): void {
    this.#count += points;
    if (this.#count <= pointsPerBatchMax) return;
    throw new DomainError(
      'invalid-argument',
      'BATCH_TOO_LARGE',
      `a batch holds at most ${pointsPerBatchMax} points: send the rest in further batches`,
      { fields: [{ pointer, detail: `expected at most ${pointsPerBatchMax} points` }] },
    );
  }
}
