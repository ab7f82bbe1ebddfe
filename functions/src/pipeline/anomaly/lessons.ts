import { z } from 'zod';
import { anomalySchema } from '../../contracts/anomaly.ts';
import { anomalyKindSchema, anomalyLabelSchema } from '../../contracts/feedback.ts';
import type { Metric } from '../../contracts/metric.ts';
import { describeLesson, extentOfPeak, type Lesson } from '../../detection/index.ts';

type KeptLesson = NonNullable<Metric['feedback']>['lessons'][number];

/**
 * What a lesson is made from. Labels are also set by hand in the console, where nobody checks them: what is not needed is
 * not looked at, and an instant of labelling that is none counts as absent.
 */
const labelledSchema = anomalySchema
  .pick({ startAt: true, value: true, expected: true, lower: true, upper: true, points: true, extent: true })
  .extend({
    kind: anomalyKindSchema,
    label: anomalyLabelSchema,
    labelledAt: z.date().nullable().catch(null),
  });

/** The lesson of an anomaly document (instants as Date); undefined where it has no label, or makes no sense. */
export function lessonOf(anomalyId: string, document: unknown): KeptLesson | undefined {
  const { data } = labelledSchema.safeParse(document);
  if (data === undefined) return undefined;
  const { label, labelledAt, startAt, points, value: peakValue, ...peak } = data;
  const extent = data.extent ?? extentOfPeak({ ...peak, peakValue }, points);
  const lesson = { anomalyId, label, labelledAt, startAt, extent: { ...extent, kinds: [...extent.kinds] } };
  return { ...lesson, effect: describeLesson(heeded(lesson)) };
}

/** The lessons of a metric as detection takes them. */
export const lessonsOf = ({ feedback }: Pick<Metric, 'feedback'>): Lesson[] =>
  feedback === null ? [] : feedback.lessons.map(heeded);

/** A label without an instant is as old as its anomaly. */
function heeded({ anomalyId, label, labelledAt, startAt, extent }: Omit<KeptLesson, 'effect'>): Lesson {
  const startsAt = startAt.getTime();
  return { anomalyId, label, labelledAt: labelledAt?.getTime() ?? startsAt, startAt: startsAt, extent };
}
