import { z } from 'zod';
import { alertStateSchema } from './alert.ts';
import { createAlertRuleRequestSchema } from './alert-rule.ts';
import { finiteNumber, labelsSchema } from './common.ts';
import { idSchema } from './ids.ts';
import { withheldReasons } from './notification-delivery.ts';
import {
  rehearsedInhibitionsSchema,
  rehearsedPoliciesSchema,
  rehearsedSilencesSchema,
} from './rehearsal-parts.ts';
import { createSilenceRequestSchema } from './silence.ts';

const instant = createSilenceRequestSchema.shape.endsAt;

const rangeShape = {
  from: instant.meta({ description: 'points from here on are evaluated', example: '2026-11-01T00:00:00Z' }),
  to: instant.optional().meta({ description: 'where the clock stops; now where absent' }),
  forecastEvery: z
    .number('expected whole steps')
    .int('expected whole steps')
    .min(1, 'expected at least 1 step')
    .max(100_000, 'expected at most 100,000 steps')
    .optional()
    .meta({ description: 'steps from one forecast to the next; a season of the series where absent' }),
  policies: rehearsedPoliciesSchema
    .optional()
    .meta({ description: 'in the place of those of the organization' }),
  silences: rehearsedSilencesSchema
    .optional()
    .meta({ description: 'in the place of those of the organization' }),
  inhibitions: rehearsedInhibitionsSchema.optional().meta({
    description: 'in the place of those of the organization',
  }),
} as const;

/** `POST /v1/alert-rules/{ruleId}/rehearse`. */
export const rehearseSavedRuleRequestSchema = z
  .strictObject(rangeShape)
  .meta({ id: 'RehearseSavedRuleRequest' });

export type RehearseSavedRuleRequest = z.infer<typeof rehearseSavedRuleRequestSchema>;

/** `POST /v1/alert-rules:rehearse`. */
export const rehearseRuleRequestSchema = z
  .strictObject({ rule: createAlertRuleRequestSchema, ...rangeShape })
  .meta({ id: 'RehearseRuleRequest' });

const noticeShape = { at: z.date(), channelId: z.string().nullable() } as const;

const entrySchema = z.object({
  metricId: z.string(),
  at: z.date(),
  from: alertStateSchema,
  to: alertStateSchema,
  reason: z.string(),
  value: finiteNumber.nullable(),
  sent: z.array(
    z.object({
      ...noticeShape,
      kind: z.enum(['alerts', 'escalation', 'acknowledged']),
      reason: z.string(),
      notification: z
        .number()
        .int()
        .meta({ description: 'the same where one message tells of several alerts' }),
    }),
  ),
  withheld: z.array(z.object({ ...noticeShape, reason: z.enum(withheldReasons) })),
});

const scoreSchema = z.object({
  forecasts: z.number().int(),
  breaches: z.array(
    z.object({
      metricId: z.string(),
      at: z.date().meta({ description: 'first observation across the threshold' }),
      value: finiteNumber,
      foretoldAt: z.date().nullable(),
      leadTimeSeconds: finiteNumber.nullable().meta({ description: 'null where it was missed' }),
    }),
  ),
  falseAlarms: z.array(z.object({ metricId: z.string(), firedAt: z.date() })),
  calibration: z.array(
    z.object({
      from: finiteNumber,
      to: finiteNumber,
      forecasts: z.number().int(),
      cameTrue: z.number().int(),
      meanProbability: finiteNumber,
      frequency: finiteNumber,
    }),
  ),
});

/** What would have happened. */
export const rehearsalResponseSchema = z
  .object({
    ruleId: idSchema('alertRule').nullable().meta({ description: 'null for a rule that is not saved' }),
    from: z.date(),
    to: z.date(),
    stoppedAt: z.date().nullable().meta({
      description:
        'where the time of the request was over, from which on nothing was rehearsed; null: at `to`',
    }),
    series: z.array(
      z.object({
        metricId: z.string(),
        metric: z.string(),
        labels: labelsSchema,
        points: z.number().int().meta({ description: 'that were evaluated' }),
      }),
    ),
    moreSeries: z.boolean().meta({ description: 'the rule selects more series than one request rehearses' }),
    transitions: z.number().int(),
    timeline: z
      .array(entrySchema)
      .meta({ description: 'the first of the transitions, each with its notices' }),
    episodes: z.array(
      z.object({
        metricId: z.string(),
        startedAt: z.date(),
        firedAt: z.date().nullable(),
        endedAt: z.date().nullable(),
        firingSeconds: finiteNumber,
      }),
    ),
    notifications: z.object({
      sent: z.number().int(),
      channels: z.array(
        z.object({
          channelId: z
            .string()
            .nullable()
            .meta({ description: 'null: what was over before anybody was told' }),
          sent: z.number().int(),
          withheld: z.partialRecord(z.enum(withheldReasons), z.number().int()),
        }),
      ),
    }),
    forecast: scoreSchema.nullable().meta({ description: 'for rules on forecasts' }),
  })
  .meta({ id: 'RehearsalResponse' });

export type RehearsalResponse = z.infer<typeof rehearsalResponseSchema>;
