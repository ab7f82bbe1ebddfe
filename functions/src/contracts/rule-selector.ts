import { z } from 'zod';
import { seriesSelectorSchema } from './series-reference.ts';

/** Names forecast jobs: one by id, or all of the organization. */
const jobsSelectorSchema = z.strictObject({
  forecastJob: z
    .string('expected the id of a forecast job, or "*"')
    .regex(/^(\*|[A-Za-z0-9][A-Za-z0-9_-]{0,127})$/, 'expected the id of a forecast job, or "*"')
    .meta({ description: 'id of a forecast job; "*": each job' }),
});

/** What a rule watches: series, or forecast jobs. Which of them its condition is about says `ruleProblems`. */
export const ruleSelectorSchema = z
  .union(
    [...seriesSelectorSchema.options, jobsSelectorSchema],
    'expected either "metricId", or "metric" (a key) with optional "labels" that the series must carry, or "forecastJob" (an id or "*")',
  )
  .meta({ id: 'RuleSelector', example: { metric: 'flights.departures', labels: { airport: 'ATL' } } });

export type RuleSelector = z.infer<typeof ruleSelectorSchema>;
