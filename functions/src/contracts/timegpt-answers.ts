import { z } from 'zod';
import { horizonMax } from './level.ts';

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

const weights = listOfNumbers.nullable().meta({
  description: 'share of each feature in what all features add, 0 to 1; null without features',
});

const contributions = z.array(listOfNumbers).nullable().meta({
  description:
    'where asked for: what each feature of X adds to each value of mean, and last what is left; they add up to mean',
});

/** Answer of `POST /v2/forecast`: h values a series, one series after the other. */
export const timeGptForecastSchema = z
  .object({
    mean: listOfNumbers,
    intervals,
    weights_x: weights,
    feature_contributions: contributions,
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
    feature_contributions: contributions,
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
    weights_x: weights,
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
