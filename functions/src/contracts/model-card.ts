import { z } from 'zod';
import { finiteNumber, orNull } from './common.ts';
import { explanationSchema } from './explanation.ts';
import { boundsSchema } from './forecast-options.ts';
import { forecastAggregateSchema, repairSchema } from './forecast-resolution.ts';
import { resolutionSchema } from './metric.ts';
import { moneySchema } from './money.ts';
import { askedRegressionSchema } from './regressors.ts';
import { tokenCountSchema } from './token-count.ts';

const errorPairSchema = z.object({ mase: finiteNumber.nullable(), smape: finiteNumber.nullable() });

/** The options that a forecast can be made again with. */
const askedSchema = z.object({
  model: z.string(),
  seasonLengths: z.array(z.number().int()).nullable().meta({ description: 'null where they were inferred' }),
  bounds: boundsSchema.nullable(),
  resolution: orNull(z.string()),
  aggregate: orNull(forecastAggregateSchema),
  timeZone: orNull(z.string()),
  repair: orNull(repairSchema),
  regression: askedRegressionSchema.optional().meta({
    description: 'regressors, events and holidays, without values that were sent along as history',
  }),
});

/** What was changed in the history that models saw; the stored points are as they were. */
const repairedSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('outlier'),
      at: z.date(),
      value: finiteNumber,
      replacement: finiteNumber,
    }),
    z.object({
      kind: z.literal('level-shift'),
      at: z.date(),
      from: finiteNumber,
      to: finiteNumber,
      scaled: z.boolean().meta({ description: 'moved by the ratio of the levels, not by their difference' }),
    }),
  ])
  .meta({ description: 'a value that was replaced, or a level to which what came before was moved' });

/** What a forecast rests on, for a person who asks "why should I believe this?". */
export const modelCardSchema = z
  .object({
    asked: orNull(askedSchema).meta({
      description: 'what was asked besides horizon and levels; null for forecasts from before it was kept',
    }),
    model: z.string().meta({ example: 'theta' }),
    weights: z.array(z.object({ name: z.string(), weight: finiteNumber })),
    candidates: z.array(
      z.object({ name: z.string(), mase: finiteNumber.nullable(), reason: z.string().optional() }),
    ),
    history: z.object({
      from: z.date(),
      to: z.date(),
      observed: z.number().int(),
      gridLength: z.number().int(),
      gapsFilled: z.number().int(),
      duplicates: z.number().int(),
      timeZone: z.string().default('UTC').meta({ description: 'wall clock of the steps' }),
      repairs: z.array(repairedSchema).default([]).meta({ description: 'the largest, at most 20' }),
      repairCount: z.number().int().default(0),
      newestAt: orNull(z.date()).meta({ description: 'instant of the newest point that was looked at' }),
      resolution: resolutionSchema,
      seasonLengths: z.array(z.number().int()),
      lastValue: orNull(finiteNumber).meta({ description: 'the newest value of the grid' }),
      inputHash: z.string().meta({ description: 'SHA-256 of instants and values that the engine saw' }),
    }),
    backtest: z
      .object({
        origins: z.number().int(),
        horizon: z.number().int(),
        mase: finiteNumber.nullable(),
        smape: finiteNumber.nullable(),
        bias: finiteNumber.nullable(),
        seasonalNaive: errorPairSchema,
        coverage: z.array(
          z.object({
            level: finiteNumber,
            empirical: finiteNumber.meta({ description: 'share inside, 0 to 1' }),
          }),
        ),
      })
      .nullable(),
    explanation: orNull(explanationSchema).meta({
      description: 'regressors, events and holidays; null where none were asked for',
    }),
    cautions: z.array(z.object({ code: z.string(), message: z.string() })),
    engineVersion: z.string(),
    durationMs: finiteNumber,
    cost: z.object({ documentReads: z.number().int(), documentWrites: z.number().int() }),
    tokens: tokenCountSchema.optional().meta({
      description: "what TimeGPT charged for: the series' share of the request; only where it answered",
    }),
    tokenCost: moneySchema
      .nullable()
      .optional()
      .meta({ description: 'what these tokens cost; null where the deployment names no price' }),
  })
  .meta({ id: 'ModelCard' });

export type ModelCard = z.infer<typeof modelCardSchema>;
