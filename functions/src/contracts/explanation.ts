import { z } from 'zod';
import { finiteNumber, orNull } from './common.ts';

/** Which regressor explained a forecast, and what of it was seen. */
const regressorUsedSchema = z.object({
  name: z.string(),
  metricId: orNull(z.string()).meta({ description: 'null where its values were sent along' }),
  future: z.enum(['none', 'given', 'stored', 'forecast']),
  lag: z.number().int(),
  observed: z.number().int().meta({ description: 'points seen, those ahead included' }),
  to: z.date().meta({ description: 'the last of them' }),
  filled: z
    .number()
    .int()
    .meta({ description: 'steps without a value, which the last one before stands for' }),
  inputHash: z.string().meta({ description: 'SHA-256 of instants and values seen' }),
});

/** What a forecast owes to regressors, events and holidays. */
export const explanationSchema = z
  .object({
    method: z.enum(['ensemble with effects', 'regression', 'ensemble']),
    effects: z.enum(['additive', 'multiplicative']),
    regressors: z.array(regressorUsedSchema),
    events: z.array(
      z.object({
        name: z.string(),
        occurrences: z.number().int(),
        closed: z.boolean().meta({ description: 'all its past steps were 0, so those ahead are' }),
      }),
    ),
    calendar: orNull(z.string()).meta({ example: 'AT, date-holidays 3.37.0, days of Europe/Vienna' }),
    coefficients: z
      .array(z.object({ name: z.string(), value: finiteNumber, standardError: finiteNumber }))
      .meta({
        description:
          'of regressors and events: in the unit of the series, or the logarithm of a factor where effects multiply',
      }),
    notUsedBecause: orNull(z.string()).meta({ description: 'why the ensemble forecast alone' }),
  })
  .meta({ id: 'Explanation' });

export type Explanation = z.infer<typeof explanationSchema>;

/** What each term adds to the mean of one step; with `baseline`, what is neither, it adds up. Terms that add 0 are left out. */
export const stepContributionsSchema = z
  .record(z.string(), finiteNumber)
  .meta({ example: { baseline: 130.2, promotion: 38.5 } });
