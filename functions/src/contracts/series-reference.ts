import { z } from 'zod';
import { labelsSchema, metricKeySchema } from './common.ts';
import { idSchema } from './ids.ts';
import { keyPatternSchema } from './key-pattern.ts';

/** Names exactly one series: by id, or by key and all its labels. */
export const seriesReferenceSchema = z
  .union(
    [
      z.strictObject({ metricId: idSchema('metric') }),
      z.strictObject({ metric: metricKeySchema, labels: labelsSchema.default({}) }),
    ],
    'expected either "metricId", or "metric" (a key) with optional "labels"',
  )
  .meta({ id: 'SeriesReference' });

export type SeriesReference = z.infer<typeof seriesReferenceSchema>;

/** Names any number of series: one by id, or all of a key that carry (at least) the given labels. */
export const seriesSelectorSchema = z
  .union(
    [
      z.strictObject({ metricId: idSchema('metric') }),
      z.strictObject({ metric: metricKeySchema, labels: labelsSchema.default({}) }),
    ],
    'expected either "metricId", or "metric" (a key) with optional "labels" that the series must carry',
  )
  .meta({ id: 'SeriesSelector', example: { metric: 'flights.departures', labels: { airport: 'ATL' } } });

export type SeriesSelector = z.infer<typeof seriesSelectorSchema>;

/** Names the series of a forecast job: as a series selector does, and by a pattern of keys. */
export const jobSelectorSchema = z
  .union(
    [
      z.strictObject({ metricId: idSchema('metric') }),
      z.strictObject({ metric: keyPatternSchema, labels: labelsSchema.default({}) }),
    ],
    'expected either "metricId", or "metric" (a key, or a pattern of keys such as "cpu.*") with optional "labels" that the series must carry',
  )
  .meta({ id: 'JobSelector', example: { metric: 'flights.*', labels: { airport: 'ATL' } } });

export type JobSelector = z.infer<typeof jobSelectorSchema>;
