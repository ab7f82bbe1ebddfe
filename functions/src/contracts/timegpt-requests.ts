import { z } from 'zod';
import { modelNames } from './forecast-options.ts';
import { horizonSchema } from './level.ts';
import { featurePlaces, seriesSchema, type TimeGptSeries } from './timegpt-series.ts';

const none = (what: string) => z.null(`${what}: leave it out, or send null`).optional();

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
  multivariate: z.literal(false, 'each series is forecast by itself: expected false').nullish(),
  model_parameters: none('there are no parameters of the model to set here'),
} as const;

/** What only forecasts have. */
const forecastShape = {
  ...commonShape,
  feature_contributions: z
    .boolean()
    .nullish()
    .meta({ description: 'whether to answer what each feature adds to each value' }),
  feature_contributions_type: z
    .literal('shapley', 'expected "shapley", which is what each feature adds to a linear model')
    .nullish(),
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

const historicSchema = featurePlaces.meta({
  description: 'features of X that are known of the past only; the others are known of the value itself too',
});

interface Historic {
  readonly series: TimeGptSeries;
  readonly hist_exog?: readonly number[] | null | undefined;
}

function requireHistoric({ series, hist_exog }: Historic, { addIssue }: z.core.$RefinementCtx): void {
  const count = series.X?.length ?? 0;
  if (!hist_exog?.some((place) => place >= count)) return;
  const message = `expected places of the ${count} features of X`;
  addIssue({ code: 'custom', path: ['hist_exog'], message });
}

function requireFuture(
  { series, h }: { readonly series: TimeGptSeries; readonly h: number },
  { addIssue }: z.core.$RefinementCtx,
): void {
  const expected = series.sizes.length * h;
  series.X_future?.forEach(({ length }, feature) => {
    if (length === expected) return;
    const message = `expected h values for each series, ${expected}, not ${length}`;
    addIssue({ code: 'custom', path: ['series', 'X_future', feature], message });
  });
}

/** Body of `POST /v2/forecast`. */
export const timeGptForecastRequestSchema = z
  .object({ ...forecastShape, h: horizonSchema, level: levelListSchema })
  .superRefine(requireFuture)
  .meta({ id: 'TimeGptForecastRequest' });

export type TimeGptForecastRequest = z.infer<typeof timeGptForecastRequestSchema>;

/** Body of `POST /v2/cross_validation`. */
export const timeGptCrossValidationRequestSchema = z
  .object({
    ...forecastShape,
    hist_exog: historicSchema,
    h: horizonSchema,
    n_windows: stepSchema.max(1_000, 'expected at most 1000 windows').default(1),
    step_size: stepSchema.nullish().meta({ description: 'between windows; h by default' }),
    level: levelListSchema,
    full_history: z
      .boolean()
      .default(false)
      .meta({ description: 'windows over the whole history; h, n_windows and step_size are not looked at' }),
  })
  .superRefine(requireHistoric)
  .meta({ id: 'TimeGptCrossValidationRequest' });

export type TimeGptCrossValidationRequest = z.infer<typeof timeGptCrossValidationRequestSchema>;

/** Body of `POST /v2/anomaly_detection`. */
export const timeGptAnomalyRequestSchema = z
  .object({ ...commonShape, hist_exog: historicSchema, level: levelSchema })
  .superRefine(requireHistoric)
  .meta({ id: 'TimeGptAnomalyRequest' });

export type TimeGptAnomalyRequest = z.infer<typeof timeGptAnomalyRequestSchema>;

/** Body of `POST /v2/online_anomaly_detection`. */
export const timeGptOnlineAnomalyRequestSchema = z
  .object({
    ...commonShape,
    hist_exog: historicSchema,
    level: levelSchema,
    detection_size: stepSchema.meta({ description: 'newest values of each series that are judged' }),
    h: horizonSchema.meta({ description: 'required by the protocol; the detector looks one step ahead' }),
    threshold_method: z
      .enum(['univariate', 'multivariate'], 'expected "univariate" or "multivariate"')
      .default('univariate')
      .meta({ description: 'judge each series, or all series of an instant together' }),
  })
  .superRefine(requireHistoric)
  .meta({ id: 'TimeGptOnlineAnomalyRequest' });

export type TimeGptOnlineAnomalyRequest = z.infer<typeof timeGptOnlineAnomalyRequestSchema>;

/** Query of `GET /model_params`. */
export const timeGptModelParamsQuerySchema = z.object({
  model: commonShape.model.meta({ description: 'any model that the other operations take' }),
  freq: commonShape.freq.meta({ description: 'pandas frequency' }),
});

export type TimeGptModelParamsQuery = z.infer<typeof timeGptModelParamsQuerySchema>;
