import { z } from 'zod';
import { finiteNumber, orNull } from './common.ts';
import { idSchema } from './ids.ts';

/** What a member says of an anomaly. */
export const anomalyLabels = ['true', 'false', 'expected'] as const;

export const anomalyLabelSchema = z.enum(anomalyLabels);

export const anomalyKindSchema = z.enum([
  'spike',
  'dip',
  'level-shift',
  'trend-change',
  'variance-change',
  'flat-line',
  'missing',
  'unseen-pattern',
]);

/** How far an anomaly went: the measures by which feedback tells what is similar. */
export const extentSchema = z
  .object({
    kinds: z.array(anomalyKindSchema).meta({ description: 'kinds of its anomalous points' }),
    side: z.enum(['above', 'below', 'none']).meta({ description: 'side of the expected on which it began' }),
    distance: finiteNumber
      .min(0)
      .meta({ description: 'farthest from the expected, in the unit of the metric' }),
    bandWidths: finiteNumber
      .min(0)
      .nullable()
      .meta({ description: 'the same in widths of the band; null where the band has none' }),
    gapMs: finiteNumber
      .min(0)
      .meta({ description: 'longest time without a point, where that is what is missed' }),
    points: z.number().int().min(0).meta({ description: 'anomalous points' }),
  })
  .meta({ id: 'AnomalyExtent' });

/** A label that stands on an anomaly, as detection heeds it. */
export const lessonSchema = z
  .object({
    anomalyId: idSchema('anomaly'),
    label: anomalyLabelSchema,
    labelledAt: orNull(z.date()),
    startAt: z.date().meta({ description: 'start of the anomaly; the lesson is about later ones' }),
    extent: extentSchema,
    effect: z.string().meta({ description: 'what follows from it, in words' }),
  })
  .meta({ id: 'Lesson' });

/** On the metric document: what its labels teach. Derived from the labels that stand on the anomalies of the metric. */
export const feedbackSchema = z.object({ lessons: z.array(lessonSchema) }).meta({ id: 'Feedback' });

/** On the metric document: what was not reported because of its lessons. */
export const loweredSchema = z
  .object({
    count: z.number().int().min(0),
    lastAt: z.date().meta({ description: 'start of the last one' }),
    explanation: z.string().meta({ description: 'why the last one was not reported' }),
  })
  .meta({ id: 'LoweredAnomalies' });

/** `PATCH /v1/anomalies/{anomalyId}` */
export const labelAnomalyRequestSchema = z
  .strictObject({
    label: anomalyLabelSchema.nullable().meta({
      description: 'true: it was one; false: it was none; expected: it was to be expected; null: not known',
    }),
  })
  .meta({ id: 'LabelAnomalyRequest' });

export type LabelAnomalyRequest = z.infer<typeof labelAnomalyRequestSchema>;
