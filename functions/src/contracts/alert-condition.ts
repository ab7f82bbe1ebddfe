import { z } from 'zod';
import { anomalySeveritySchema } from './anomaly.ts';
import { finiteNumber } from './common.ts';
import { timeZoneSchema } from './time-zone.ts';

export const ruleSecondsSchema = z
  .number('expected whole seconds')
  .int('expected whole seconds')
  .min(0, 'expected 0 seconds or more');

const daySeconds = 86_400;

/** Longest window of a condition. How much of it can be read at once is in `docs/alerts.md`. */
export const windowSecondsMax = 31 * daySeconds;

const percentiles = ['p50', 'p90', 'p95', 'p99'] as const;

export const windowAggregates = [
  'average',
  'minimum',
  'maximum',
  'sum',
  'count',
  'last',
  ...percentiles,
] as const;

export type WindowAggregate = (typeof windowAggregates)[number];

/** One number for the observations of the time that ends with the newest of them: `(at − seconds, at]`. */
export const windowSchema = z
  .strictObject({
    seconds: ruleSecondsSchema
      .min(1, 'expected at least 1 second')
      .max(windowSecondsMax, 'expected at most 31 days'),
    aggregate: z.enum(windowAggregates).default('average'),
    minimumPoints: z
      .number()
      .int('expected a whole number of points')
      .min(1, 'expected at least 1 point')
      .max(10_000, 'expected at most 10,000 points')
      .default(1)
      .meta({ description: 'a window with fewer decides nothing' }),
  })
  .meta({ id: 'AlertWindow', example: { seconds: 3_600, aggregate: 'p95', minimumPoints: 30 } });

export type AlertWindow = z.infer<typeof windowSchema>;

/** `value > 500` on what was observed: point by point, or over a window that ends at each point. */
export const thresholdConditionSchema = z.strictObject({
  type: z.literal('threshold'),
  operator: z.enum(['>', '>=', '<', '<=']),
  threshold: finiteNumber,
  window: windowSchema.optional(),
});

/** `will cross 500 within 6 hours with probability ≥ 0.8`, computed from the forecast distribution. */
export const forecastBreachConditionSchema = z.strictObject({
  type: z.literal('forecast-breach'),
  direction: z.enum(['above', 'below']),
  threshold: finiteNumber,
  withinSeconds: ruleSecondsSchema.min(1, 'expected at least 1 second'),
  probability: z
    .number()
    .gt(0, 'expected a probability above 0')
    .lte(1, 'expected a probability up to 1')
    .default(0.8),
});

/** Points that `count` looks back over, at most. */
export const countedPointsMax = 50;

/** An anomaly of at least this severity, and score, is under way; with `count`, in so many of the last points. */
export const anomalyConditionSchema = z.strictObject({
  type: z.literal('anomaly'),
  minimumSeverity: anomalySeveritySchema.default('medium'),
  minimumScore: z
    .number()
    .min(0, 'expected at least 0')
    .max(1, 'expected at most 1')
    .optional()
    .meta({ description: 'surprise at the peak' }),
  count: z
    .strictObject({
      atLeast: z.number().int('expected a whole number').min(1, 'expected at least 1'),
      of: z
        .number()
        .int('expected a whole number')
        .min(1, 'expected at least 1')
        .max(countedPointsMax, `expected at most ${countedPointsMax}`),
    })
    .refine(({ atLeast, of }) => atLeast <= of, { path: ['atLeast'], error: 'expected at most "of"' })
    .optional()
    .meta({ description: 'so many of the last points are anomalous', example: { atLeast: 3, of: 5 } }),
});

/** What was observed has changed by so much since the same time, by the wall clock, of the day or the week before. */
export const changeConditionSchema = z.strictObject({
  type: z.literal('change'),
  against: z.enum(['last-day', 'last-week']),
  direction: z.enum(['rise', 'fall', 'either']).default('either'),
  by: z
    .number()
    .gt(0, 'expected more than 0')
    .meta({ description: 'in the unit of the series, or in percent' }),
  unit: z.enum(['absolute', 'percent']).default('percent'),
  window: windowSchema
    .extend({
      seconds: ruleSecondsSchema
        .min(1, 'expected at least 1 second')
        .max(daySeconds, 'expected at most a day'),
    })
    .default({ seconds: 3_600, aggregate: 'average', minimumPoints: 1 })
    .meta({ description: 'what is compared: this window, and the one that ends at the same time before' }),
  timeZone: timeZoneSchema
    .optional()
    .meta({ description: 'of the wall clock; that of the detection settings of the series where absent' }),
});

/** Nothing has come for so long. */
export const absenceConditionSchema = z.strictObject({
  type: z.literal('absence'),
  afterSeconds: ruleSecondsSchema
    .min(60, 'expected at least 60 seconds')
    .max(windowSecondsMax, 'expected at most 31 days'),
});

/** A forecast job has failed so many times in a row, and no run was completed since. */
export const forecastJobFailingConditionSchema = z.strictObject({
  type: z.literal('forecast-job-failing'),
  failures: z
    .number('expected a number of failures')
    .int('expected a whole number of failures')
    .min(1, 'expected at least 1 failure')
    .max(100, 'expected at most 100 failures')
    .default(3)
    .meta({ description: 'runs in a row that are failed' }),
});

export const conditionSchema = z
  .discriminatedUnion('type', [
    thresholdConditionSchema,
    forecastBreachConditionSchema,
    anomalyConditionSchema,
    changeConditionSchema,
    absenceConditionSchema,
    forecastJobFailingConditionSchema,
  ])
  .meta({ id: 'AlertCondition' });

export type AlertCondition = z.infer<typeof conditionSchema>;

/** What becomes of the alerts of a rule when nothing comes for so long. */
export const noDataSchema = z
  .strictObject({
    policy: z.enum(['keep', 'resolve', 'alert']).meta({
      description:
        'keep: the alert stays and says so; resolve: it ends; alert: it fires, and one is opened where none is',
    }),
    afterSeconds: absenceConditionSchema.shape.afterSeconds,
  })
  .meta({ id: 'AlertNoData', example: { policy: 'alert', afterSeconds: 7_200 } });

export type NoData = z.infer<typeof noDataSchema>;

/** When an alert that fires is over. */
export const recoverySchema = z
  .strictObject({
    threshold: finiteNumber.optional().meta({
      description: 'hysteresis: a firing threshold alert is calm only at this value or beyond it',
    }),
    forSeconds: ruleSecondsSchema.optional().meta({
      description: 'how long it must have been calm before it ends (keep_firing_for of Prometheus)',
    }),
  })
  .refine(
    ({ threshold, forSeconds }) => threshold !== undefined || forSeconds !== undefined,
    'expected "threshold", "forSeconds" or both',
  )
  .meta({ id: 'AlertRecovery', example: { threshold: 50, forSeconds: 600 } });

export type Recovery = z.infer<typeof recoverySchema>;
