import { z } from 'zod';
import { finiteNumber } from './common.ts';
import { idSchema } from './ids.ts';

/** Bins of probability in a calibration table: tenths. */
export const calibrationBins = 10;

const count = z.number().int().min(0);

/**
 * `…/alert_rules/{ruleId}/calibration/{conditionKey}_{metricId}`: what a forecast-breach rule said of one series, and what
 * became of it. One document for each series, so that they do not get in each other's way; a changed condition has others.
 */
export const calibrationSchema = z
  .object({
    conditionKey: z.string().meta({ description: 'hash of the condition that the predictions are of' }),
    metricId: z.string(),
    pending: z
      .record(
        z.string(),
        z.object({
          origin: z.date().meta({ description: 'newest observation that the forecast saw' }),
          until: z.date().meta({ description: 'end of the window' }),
          probability: finiteNumber,
          steps: count.meta({ description: 'of the forecast within the window' }),
        }),
      )
      .default({})
      .meta({
        description: 'predictions whose window is not over, by the hundredth of a window that they fall in',
      }),
    bins: z
      .array(z.object({ count, sumProbability: finiteNumber, cameTrue: count }))
      .max(calibrationBins)
      .default([])
      .meta({ description: 'by tenths of the probability, from 0 on' }),
    sumSquaredError: finiteNumber.default(0),
    breached: z
      .object({ count, cameTrue: count })
      .default({ count: 0, cameTrue: 0 })
      .meta({ description: 'predictions that were at least as probable as the rule asks' }),
    unsettled: count
      .default(0)
      .meta({ description: 'windows over which too little, or something else, was observed' }),
    updatedAt: z.date(),
  })
  .meta({ id: 'Calibration' });

export type Calibration = z.infer<typeof calibrationSchema>;

/** `GET /v1/alert-rules/{ruleId}/calibration` */
export const calibrationResponseSchema = z
  .object({
    ruleId: idSchema('alertRule'),
    summary: z.string().meta({ example: 'of 40 predictions with p ≥ 0.8, 36 came true' }),
    predictions: count.meta({ description: 'whose window is over, and over which enough was observed' }),
    pending: count.meta({ description: 'whose window is not over, or is yet to be looked at' }),
    unsettled: count.meta({ description: 'not counted: too little was observed in their window' }),
    cameTrue: count,
    brierScore: finiteNumber.nullable().meta({
      description: 'mean squared difference of probability and outcome: 0 is best; null without predictions',
    }),
    breached: z.object({ probability: finiteNumber, count, cameTrue: count }).nullable().meta({
      description: 'those that were at least as probable as the rule asks; null for a rule on something else',
    }),
    bins: z.array(
      z.object({
        from: finiteNumber,
        to: finiteNumber,
        count,
        cameTrue: count,
        meanProbability: finiteNumber.nullable(),
        frequency: finiteNumber
          .nullable()
          .meta({ description: 'share that came true; near meanProbability where honest' }),
      }),
    ),
    series: count.meta({ description: 'that the table is of' }),
    complete: z.boolean().meta({ description: 'false where the rule has more series than are added up' }),
  })
  .meta({ id: 'CalibrationResponse' });

export type CalibrationResponse = z.infer<typeof calibrationResponseSchema>;
