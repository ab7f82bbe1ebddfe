import { z } from 'zod';
import { finiteNumber, labelsSchema, metricKeySchema } from './common.ts';
import { idSchema } from './ids.ts';
import { timestampSchema } from './ingest.ts';
import { isTimeZone } from './time-zone.ts';

export const regressorsMax = 10;
export const eventsMax = 20;
const occurrencesMax = 500;
const windowMax = 31;
const futureMax = 2_000;

/** Coefficients of events and holidays: one for each, and for each step of its windows. */
export const eventCoefficientsMax = 60;

/** Longest horizon with regressors, events or holidays: a forecast document holds what each adds to each step. */
export const explainedHorizonMax = 500;

/** The event that holidays make when they count together. */
export const holidayName = 'holiday';

const ownNames = ['level', 'trend', 'errors', 'baseline', 'bounds', holidayName];

/** Names become fields of the forecast document. */
export const effectNameSchema = z
  .string('expected a name')
  .trim()
  .min(1, 'expected a name')
  .max(60, 'expected a name of at most 60 characters')
  .refine(
    (name) => !ownNames.includes(name) && !name.startsWith('__') && !name.startsWith('season '),
    `expected a name other than ${ownNames.join(', ')}, and not starting with "__" or "season "`,
  );

const pairsSchema = z
  .array(z.tuple([timestampSchema, finiteNumber], 'expected a pair [timestamp, value]'))
  .min(1, 'expected at least one value')
  .max(futureMax, `expected at most ${futureMax} values`);

/** As a map from instant to value too, since Firestore keeps no lists of lists. */
const valuesByInstantSchema = z
  .record(z.string(), finiteNumber)
  .refine((map) => Object.keys(map).length > 0, 'expected at least one value')
  .refine((map) => Object.keys(map).length <= futureMax, `expected at most ${futureMax} values`);

export const regressorFutureSchema = z
  .union(
    [z.enum(['stored', 'forecast']), pairsSchema, valuesByInstantSchema],
    'expected "stored", "forecast", [timestamp, value] pairs, or a map from instant to value',
  )
  .meta({
    description:
      'what is known of the steps ahead: values; `stored`, points of the metric that lie ahead (ingested with `planned`); `forecast`, it is forecast first. Without it the regressor acts `lag` steps late, at least the horizon.',
    example: { '2026-11-27': 1, '2026-11-28': 1 },
  });

const regressorShape = {
  name: effectNameSchema,
  metricId: idSchema('metric').optional(),
  metric: metricKeySchema.optional(),
  labels: labelsSchema.optional(),
  future: regressorFutureSchema.optional(),
  lag: z
    .number('expected a number of steps')
    .int('expected a whole number of steps')
    .min(0, 'expected at least 0 steps')
    .max(10_000, 'expected at most 10,000 steps')
    .optional()
    .meta({ description: 'steps by which it acts later' }),
} as const;

/** What is known beside a series and may explain it: another stored series, or values sent along. */
export const regressorSchema = z
  .strictObject({
    ...regressorShape,
    history: z
      .array(z.tuple([timestampSchema, finiteNumber], 'expected a pair [timestamp, value]'))
      .min(1, 'expected at least one value')
      .max(50_000, 'expected at most 50,000 values')
      .optional()
      .meta({ description: 'its values, instead of a stored series' }),
  })
  .superRefine((regressor, context) => {
    const named = [regressor.metricId, regressor.metric, regressor.history].filter(
      (given) => given !== undefined,
    );
    if (named.length !== 1)
      context.addIssue({
        code: 'custom',
        message: 'expected exactly one of "metricId", "metric" and "history"',
      });
    if (regressor.future === 'stored' && regressor.history !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['future'],
        message: 'expected values, or "forecast": only a stored metric can hold points ahead',
      });
  })
  .meta({ id: 'Regressor' });

export type Regressor = z.infer<typeof regressorSchema>;

const windowSchema = z
  .number('expected a number of steps')
  .int('expected a whole number of steps')
  .min(0, 'expected at least 0 steps')
  .max(windowMax, `expected at most ${windowMax} steps`);

const windows = {
  before: windowSchema.optional().meta({ description: 'steps before with an effect of their own each' }),
  after: windowSchema.optional().meta({ description: 'steps after with an effect of their own each' }),
} as const;

/** A special day or campaign, each occurrence with the same effect. */
export const eventSchema = z
  .strictObject({
    name: effectNameSchema,
    occurrences: z
      .array(
        z.strictObject({
          from: timestampSchema,
          to: timestampSchema
            .optional()
            .meta({ description: 'first instant after it; a moment where absent' }),
        }),
      )
      .min(1, 'expected at least one occurrence')
      .max(occurrencesMax, `expected at most ${occurrencesMax} occurrences`)
      .meta({ description: 'past ones, from which the effect is learnt, and those ahead' }),
    ...windows,
  })
  .meta({ id: 'SpecialEvent' });

export type SpecialEvent = z.infer<typeof eventSchema>;

export const holidayTypes = ['public', 'bank', 'school', 'optional', 'observance'] as const;

const codeSchema = (what: string, example: string) =>
  z
    .string(`expected a code of a ${what}`)
    .regex(/^[A-Za-z0-9-]{1,12}$/, `expected a code of a ${what}, such as "${example}"`)
    .meta({ example });

/** The holidays of a country, state or region. Which codes there are is known by the calendar. */
export const holidaysSchema = z
  .strictObject({
    country: codeSchema('country', 'AT'),
    state: codeSchema('state', 'BY').optional(),
    region: codeSchema('region', 'A').optional(),
    types: z
      .array(z.enum(holidayTypes))
      .min(1, 'expected at least one type')
      .optional()
      .meta({ description: 'which holidays count; public ones by default' }),
    grouping: z
      .enum(['together', 'each'])
      .optional()
      .meta({ description: 'one effect for all, the default, or one for each, which takes years to learn' }),
    ...windows,
    timeZone: z
      .string()
      .min(1)
      .max(64)
      .refine(isTimeZone, 'expected an IANA time zone such as "Europe/Vienna" or "UTC"')
      .optional()
      .meta({
        description:
          'where the days of the holidays begin: by default UTC for points that all lie at UTC midnight (dates), else the zone of the country',
      }),
  })
  .meta({ id: 'Holidays' });

export type Holidays = z.infer<typeof holidaysSchema>;

/** What may be asked of a forecast beside the series itself. */
export const regressionOptionsShape = {
  regressors: z
    .array(regressorSchema)
    .min(1, 'expected at least one regressor')
    .max(regressorsMax, `expected at most ${regressorsMax} regressors`)
    .optional(),
  events: z
    .array(eventSchema)
    .min(1, 'expected at least one event')
    .max(eventsMax, `expected at most ${eventsMax} events`)
    .optional(),
  holidays: holidaysSchema.optional(),
  regression: z.enum(['auto', 'always']).optional().meta({
    description:
      'auto (default): regressors, events and holidays are left out where the backtest is clearly better without; always: they are used',
  }),
  effects: z.enum(['auto', 'additive', 'multiplicative']).optional().meta({
    description: 'whether effects are added to the rest or multiply it; auto (default): what is likelier',
  }),
} as const;

export const regressionOptionsSchema = z.object(regressionOptionsShape);

export type RegressionOptions = z.infer<typeof regressionOptionsSchema>;

/** The same as a forecast document keeps it, without values that were sent along as history. */
export const askedRegressionSchema = z.object({
  ...regressionOptionsShape,
  regressors: z.array(z.object({ ...regressorShape, historySent: z.boolean().optional() })).optional(),
});

export type AskedRegression = z.infer<typeof askedRegressionSchema>;
