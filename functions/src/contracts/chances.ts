import { z } from 'zod';
import { finiteNumber, orNull } from './common.ts';

/** Most quantiles of one forecast, and most values of all its quantiles: they are kept with it. */
export const quantilesMax = 99;
export const quantileValuesMax = 20_000;

/** Most sample paths of one answer, and most values of all its paths. */
export const pathsMax = 1_000;
export const pathValuesMax = 200_000;

export const crossingsMax = 10;

/** Probabilities of quantiles. */
export const quantilesSchema = z
  .array(
    z
      .number('expected a probability')
      .gt(0, 'expected a probability above 0')
      .lt(1, 'expected a probability below 1'),
  )
  .min(1, 'expected at least one probability')
  .max(quantilesMax, `expected at most ${quantilesMax} probabilities`)
  .transform((probabilities) => [...new Set(probabilities)].sort((a, b) => a - b))
  .meta({
    description: 'probabilities of the quantiles that each point gets; 0.1 and 0.9 end the interval of 80 %',
    example: [0.1, 0.5, 0.9],
  });

/** Which threshold, from which side, and until when. */
export const crossingQuestionShape = {
  threshold: finiteNumber.meta({ example: 500 }),
  direction: z
    .enum(['above', 'below'], 'expected above or below')
    .meta({ description: 'above: reaches the threshold or more; below: reaches it or less' }),
  withinSeconds: z
    .number('expected whole seconds')
    .int('expected whole seconds')
    .min(1, 'expected at least 1 second')
    .optional()
    .meta({ description: 'after the newest observation; the whole horizon by default', example: 86_400 }),
} as const;

const crossingQuestionSchema = z.strictObject(crossingQuestionShape);

export type CrossingQuestion = z.infer<typeof crossingQuestionSchema>;

export const crossingQuestionsSchema = z
  .array(crossingQuestionSchema)
  .min(1, 'expected at least one threshold')
  .max(crossingsMax, `expected at most ${crossingsMax} thresholds`)
  .meta({ description: 'thresholds of which the forecast says how probably, and when, they are crossed' });

/** A question with its answer, as a forecast keeps it. */
export const crossingSchema = z
  .object({
    ...crossingQuestionShape,
    withinSeconds: orNull(z.number()).meta({ description: 'null for the whole horizon' }),
    probability: finiteNumber.meta({
      description: 'that at least one step within the time is across, jointly over the steps',
    }),
    alreadyCrossed: orNull(z.boolean()).meta({
      description: 'the newest observation is across; null where it is not known',
    }),
    at: orNull(z.date()).meta({
      description: 'median instant of the first step across, given that there is one',
    }),
    earliest: orNull(z.date()).meta({ description: 'a tenth of the first crossings come before' }),
    latest: orNull(z.date()).meta({ description: 'a tenth of the first crossings come after' }),
  })
  .meta({ id: 'Crossing' });

export type CrossingAnswer = z.infer<typeof crossingSchema>;

/** Number and seed of sample paths. */
export const samplePathsQuerySchema = z
  .strictObject({
    count: z
      .number('expected a number of paths')
      .int('expected a whole number of paths')
      .min(1, 'expected at least 1 path')
      .max(pathsMax, `expected at most ${pathsMax} paths`),
    seed: z
      .number('expected a whole number')
      .int('expected a whole number')
      .min(0, 'expected 0 or more')
      .max(2 ** 32 - 1, 'expected less than 2³²')
      .default(1),
  })
  .meta({
    description: 'paths that the series may take, independent draws; the same seed gives the same paths',
    example: { count: 100, seed: 7 },
  });

export const samplePathsSchema = z
  .array(z.array(finiteNumber))
  .meta({ description: 'one array of the values of all steps for each path; answered, but not kept' });

/**
 * What may come at each step: everything that a forecast says of its chances is read off it. Between quantiles linear in
 * the normal score of the probability.
 */
export const distributionSchema = z
  .object({
    quantiles: z.array(z.object({ probability: finiteNumber, values: z.array(finiteNumber) })).meta({
      description: 'ascending by probability; one value for each step, before bounds are applied',
    }),
    bounds: z.object({
      minimum: orNull(finiteNumber),
      maximum: orNull(finiteNumber),
      integer: z.boolean().default(false),
    }),
  })
  .meta({ id: 'ForecastDistribution' });

export type ForecastDistribution = z.infer<typeof distributionSchema>;

/** For refinements of requests: whether all quantiles asked for can be kept. */
export const quantilesFit = ({
  horizon,
  quantiles = [],
}: {
  horizon: number;
  quantiles?: readonly number[] | undefined;
}): boolean => horizon * quantiles.length <= quantileValuesMax;

export const quantilesFitMessage = {
  path: ['quantiles'],
  message: `expected at most ${quantileValuesMax} values, the number of quantiles times the horizon`,
};
