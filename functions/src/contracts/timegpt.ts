import { z } from 'zod';
import { modelNames } from './forecast.ts';
import { horizonMax, horizonSchema } from './level.ts';

/** Values of all series together that one request may carry. */
export const timeGptPointsMax = 1_000_000;

/** Values of one series: its work is done in one go, and others of the instance wait for as long. */
export const timeGptSeriesPointsMax = 100_000;

/** Series that one request may carry. */
export const timeGptSeriesMax = 10_000;

const faultsShown = 5;

/**
 * A long list of numbers. The elements are looked at by one loop that stops after a few faults: a schema for each
 * element would answer a million bad values with a million sentences.
 */
const numbers = <T>(isItem: (item: unknown) => boolean, expected: string, items: object) =>
  z
    .array(z.unknown(), 'expected a list of numbers')
    .check(({ value, issues }) => {
      for (let index = 0, faults = 0; index < value.length && faults < faultsShown; index++) {
        if (isItem(value[index])) continue;
        faults++;
        issues.push({ code: 'custom', path: [index], message: expected, input: value[index] });
      }
    })
    .transform((list) => list as readonly T[])
    .meta({ type: 'array', items });

const none = (what: string) => z.null(`${what}: leave it out, or send null`).optional();

const seriesSchema = z
  .object({
    y: numbers<number | null>(
      (item) => item === null || Number.isFinite(item),
      'expected a finite number, or null where a value is missing',
      { type: ['number', 'null'] },
    ).meta({ description: 'values of all series, one series after the other, each oldest first' }),
    sizes: numbers<number>(
      (item) => Number.isInteger(item) && Number(item) >= 1 && Number(item) <= timeGptSeriesPointsMax,
      `expected the number of values of a series, from 1 to ${timeGptSeriesPointsMax}`,
      { type: 'integer', minimum: 1, maximum: timeGptSeriesPointsMax },
    ).meta({ description: 'how many values each series has' }),
    X: none('exogenous features are not used here'),
    X_future: none('exogenous features are not used here'),
    categorical_exog: none('exogenous features are not used here'),
  })
  .superRefine(({ y, sizes }, { addIssue }) => {
    const fault = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if (sizes.length === 0) fault('sizes', 'expected at least one series');
    if (sizes.length > timeGptSeriesMax) fault('sizes', `expected at most ${timeGptSeriesMax} series`);
    if (y.length > timeGptPointsMax) fault('y', `expected at most ${timeGptPointsMax} values`);
    const sum = sizes.reduce((total, size) => total + size, 0);
    if (sum !== y.length)
      fault('sizes', `expected sizes that add up to the ${y.length} values of y, not ${sum}`);
  })
  .meta({ id: 'TimeGptSeries' });

/** Series as they stand on the wire: concatenated, with their sizes. */
export type TimeGptSeries = z.infer<typeof seriesSchema>;

const isModel = (name: string): boolean =>
  /^(timegpt-|azureai$)/.test(name) || (modelNames as readonly string[]).includes(name);

const percent = z
  .number('expected a level in percent')
  .gte(0, 'expected a level of at least 0 percent')
  .lt(100, 'expected a level below 100 percent');

const commonShape = {
  series: seriesSchema,
  freq: z
    .string('expected a pandas frequency such as "h", "D" or "MS"')
    .max(40, 'expected a pandas frequency such as "h", "D" or "MS"')
    .meta({ description: 'pandas frequency of all series', example: 'h' }),
  model: z
    .string()
    .max(100)
    .refine(isModel, `expected a name that starts with "timegpt-", or one of ${modelNames.join(', ')}`)
    .default('timegpt-1')
    .meta({
      description: 'any TimeGPT name stands for our ensemble; the name of a method of ours for that method',
    }),
  finetune_steps: z
    .literal(0, 'fine-tuning is not offered here: expected 0')
    .nullish()
    .meta({ description: 'only 0' }),
  finetuned_model_id: none('there are no fine-tuned models here'),
  feature_contributions: z
    .literal(false, 'there are no contributions of features without features: expected false')
    .nullish(),
  multivariate: z.literal(false, 'each series is forecast by itself: expected false').nullish(),
  hist_exog: z.array(z.unknown()).max(0, 'exogenous features are not used here: leave it out').nullish(),
  model_parameters: none('there are no parameters of the model to set here'),
} as const;

const levelListSchema = z
  .array(percent)
  .min(1, 'expected at least one level')
  .max(40, 'expected at most 40 levels')
  .nullish()
  .meta({ description: 'levels of the intervals in percent', example: [80, 95] });

const levelSchema = percent
  .default(99)
  .meta({ description: 'level of the interval outside of which a value is an anomaly' });

const stepSchema = z
  .number('expected a number of steps')
  .int('expected a whole number of steps')
  .min(1, 'expected at least 1');

/** Body of `POST /v2/forecast`. */
export const timeGptForecastRequestSchema = z
  .object({ ...commonShape, h: horizonSchema, level: levelListSchema })
  .meta({ id: 'TimeGptForecastRequest' });

export type TimeGptForecastRequest = z.infer<typeof timeGptForecastRequestSchema>;

/** Body of `POST /v2/cross_validation`. */
export const timeGptCrossValidationRequestSchema = z
  .object({
    ...commonShape,
    h: horizonSchema,
    n_windows: stepSchema.max(1_000, 'expected at most 1000 windows').default(1),
    step_size: stepSchema.nullish().meta({ description: 'between windows; h by default' }),
    level: levelListSchema,
    full_history: z
      .boolean()
      .default(false)
      .meta({ description: 'windows over the whole history; h, n_windows and step_size are not looked at' }),
  })
  .meta({ id: 'TimeGptCrossValidationRequest' });

export type TimeGptCrossValidationRequest = z.infer<typeof timeGptCrossValidationRequestSchema>;

/** Body of `POST /v2/anomaly_detection`. */
export const timeGptAnomalyRequestSchema = z
  .object({ ...commonShape, level: levelSchema })
  .meta({ id: 'TimeGptAnomalyRequest' });

export type TimeGptAnomalyRequest = z.infer<typeof timeGptAnomalyRequestSchema>;

/** Body of `POST /v2/online_anomaly_detection`. */
export const timeGptOnlineAnomalyRequestSchema = z
  .object({
    ...commonShape,
    level: levelSchema,
    detection_size: stepSchema.meta({ description: 'newest values of each series that are judged' }),
    h: horizonSchema.meta({ description: 'required by the protocol; the detector looks one step ahead' }),
    threshold_method: z
      .enum(['univariate', 'multivariate'], 'expected "univariate" or "multivariate"')
      .default('univariate')
      .meta({ description: 'judge each series, or all series of an instant together' }),
  })
  .meta({ id: 'TimeGptOnlineAnomalyRequest' });

export type TimeGptOnlineAnomalyRequest = z.infer<typeof timeGptOnlineAnomalyRequestSchema>;

/** Query of `GET /model_params`. */
export const timeGptModelParamsQuerySchema = z.object({
  model: commonShape.model.meta({ description: 'any model that the other operations take' }),
  freq: commonShape.freq.meta({ description: 'pandas frequency' }),
});

export type TimeGptModelParamsQuery = z.infer<typeof timeGptModelParamsQuerySchema>;

const listOfNumbers = z.array(z.number());
const indexes = z.array(z.number().int());
const intervals = z
  .record(z.string(), listOfNumbers)
  .nullable()
  .meta({
    description: '"lo-90" and "hi-90" for each level; null without levels',
    example: { 'lo-90': [1], 'hi-90': [3] },
  });

const tokensShape = {
  input_tokens: z.number().int().meta({ description: 'values sent' }),
  output_tokens: z.number().int().meta({ description: 'values forecast or judged' }),
  finetune_tokens: z.number().int().meta({ description: 'always 0' }),
} as const;

/** Answer of `POST /v2/forecast`: h values a series, one series after the other. */
export const timeGptForecastSchema = z
  .object({
    mean: listOfNumbers,
    intervals,
    weights_x: z.null(),
    feature_contributions: z.null(),
    ...tokensShape,
  })
  .meta({ id: 'TimeGptForecast' });

export type TimeGptForecast = z.infer<typeof timeGptForecastSchema>;

/** Answer of `POST /v2/cross_validation`; `idxs` count from 0 over `y` of the request. */
export const timeGptCrossValidationSchema = z
  .object({
    mean: listOfNumbers,
    sizes: indexes,
    idxs: indexes,
    intervals,
    feature_contributions: z.null(),
    ...tokensShape,
  })
  .meta({ id: 'TimeGptCrossValidation' });

export type TimeGptCrossValidation = z.infer<typeof timeGptCrossValidationSchema>;

/** Answer of `POST /v2/anomaly_detection`, about the newest `sizes` values of each series. */
export const timeGptAnomaliesSchema = z
  .object({
    mean: listOfNumbers,
    sizes: indexes,
    anomaly: z.array(z.boolean()),
    intervals,
    weights_x: z.null(),
    ...tokensShape,
  })
  .meta({ id: 'TimeGptAnomalies' });

export type TimeGptAnomalies = z.infer<typeof timeGptAnomaliesSchema>;

/** Answer of `POST /v2/online_anomaly_detection`. */
export const timeGptOnlineAnomaliesSchema = z
  .object({
    mean: listOfNumbers,
    sizes: indexes,
    idxs: indexes,
    anomaly: z.array(z.boolean()),
    anomaly_score: listOfNumbers.meta({ description: 'distance from the mean in standard deviations' }),
    accumulated_anomaly_score: listOfNumbers.nullable(),
    intervals,
    ...tokensShape,
  })
  .meta({ id: 'TimeGptOnlineAnomalies' });

export type TimeGptOnlineAnomalies = z.infer<typeof timeGptOnlineAnomaliesSchema>;

/** Answer of `GET /model_params`. */
export const timeGptModelParamsSchema = z
  .object({
    detail: z.object({
      input_size: z.number().int().meta({ description: 'newest values of a series that are of use' }),
      horizon: z.literal(horizonMax).meta({ description: 'longest horizon' }),
    }),
  })
  .meta({ id: 'TimeGptModelParams' });

export type TimeGptModelParams = z.infer<typeof timeGptModelParamsSchema>;

/** Answer of `GET /validate_api_key`. */
export const timeGptKeyStatusSchema = z
  .object({ message: z.string(), detail: z.string() })
  .meta({ id: 'TimeGptKeyStatus' });
