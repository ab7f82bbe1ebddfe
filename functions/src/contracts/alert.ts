import { z } from 'zod';
import {
  finiteNumber,
  labelNameSchema,
  labelValueSchema,
  metricKeySchema,
  orNull,
  severitySchema,
} from './common.ts';
import { idSchema } from './ids.ts';
import { booleanQuerySchema, pageQuerySchema } from './pagination.ts';

export const alertStates = ['inactive', 'pending', 'firing', 'acknowledged', 'resolved'] as const;

export const alertStateSchema = z.enum(alertStates);

export type AlertState = z.infer<typeof alertStateSchema>;

/** States in which an episode still goes on. */
export const openAlertStates: readonly AlertState[] = ['pending', 'firing', 'acknowledged'];

/**
 * `organizations/{orgId}/alerts/{alertId}`: one episode of one rule on one series, or of one forecast job that keeps
 * failing. `fingerprint` is the same for all episodes of a rule and series, or of a job; at most one of them is `open`.
 */
export const alertSchema = z
  .object({
    fingerprint: z.string(),
    open: z.boolean(),
    state: alertStateSchema,
    ruleId: z.string().nullable().meta({ description: 'null for the alert of a forecast job' }),
    ruleName: z.string().nullable(),
    jobId: orNull(z.string()).meta({
      description: 'the forecast job that keeps failing; null for the alert of a rule',
    }),
    jobName: orNull(z.string()),
    metricId: z.string().nullable().meta({ description: 'null for a job that selects by key' }),
    metricKey: metricKeySchema
      .nullable()
      .meta({ description: 'null for a job that selects by id or pattern' }),
    labels: z
      .record(labelNameSchema, labelValueSchema)
      .meta({ description: "labels of the series and of the rule; the rule's win" }),
    severity: severitySchema,
    summary: z.string(),
    description: z.string(),
    reason: z.string().meta({ description: 'what was seen, in words and numbers' }),
    value: orNull(finiteNumber),
    threshold: orNull(finiteNumber),
    crossing: orNull(
      z.object({
        probability: finiteNumber,
        at: z.date().nullable(),
        earliest: z.date().nullable(),
        latest: z.date().nullable(),
        forecastId: z.string().nullable(),
      }),
    ).meta({ description: 'for forecast rules: how likely, and when' }),
    anomalyId: orNull(z.string()),
    startedAt: z.date().meta({ description: 'first instant at which the condition held' }),
    firedAt: orNull(z.date()),
    acknowledgedAt: orNull(z.date()),
    acknowledgedBy: orNull(z.string()),
    resolvedAt: orNull(z.date()),
    evaluatedThrough: z.date().meta({ description: 'instant of the data that the state rests on' }),
    undecidedAt: orNull(z.date()).meta({
      description:
        'latest instant for which a check reached no verdict; in doubt while after evaluatedThrough',
    }),
    updatedAt: z.date(),
  })
  .meta({ id: 'Alert' });

export type Alert = z.infer<typeof alertSchema>;

/** `…/alerts/{alertId}/events/{eventId}`: one change of state, with who and why. Never changed once written. */
export const alertEventSchema = z
  .object({
    at: z.date(),
    from: alertStateSchema,
    to: alertStateSchema,
    reason: z.string(),
    actor: z.string(),
    value: orNull(finiteNumber),
    recordedAt: z.date(),
  })
  .meta({ id: 'AlertEvent' });

export type AlertEvent = z.infer<typeof alertEventSchema>;

export const alertResponseSchema = alertSchema
  .extend({ alertId: idSchema('alert') })
  .meta({ id: 'AlertResponse' });

export const alertDetailResponseSchema = alertResponseSchema
  .extend({ timeline: z.array(alertEventSchema.extend({ eventId: z.string() })) })
  .meta({ id: 'AlertDetailResponse' });

/** Filters of `GET /v1/alerts`; those given must all hold. */
export const alertQuerySchema = pageQuerySchema.extend({
  state: alertStateSchema.optional(),
  open: booleanQuerySchema.optional(),
  ruleId: idSchema('alertRule').optional(),
  jobId: idSchema('forecastJob').optional(),
  metricId: idSchema('metric').optional(),
});

export type AlertQuery = z.infer<typeof alertQuerySchema>;

/** `POST /v1/alerts/{alertId}:acknowledge`. */
export const acknowledgeAlertRequestSchema = z
  .strictObject({
    note: z
      .string()
      .trim()
      .min(1, 'expected a note')
      .max(1_024, 'expected at most 1,024 characters')
      .optional()
      .meta({
        description: 'what whoever reads the timeline should know',
        example: 'de-icing, back by 16:00',
      }),
  })
  .meta({ id: 'AcknowledgeAlertRequest' });

export type AcknowledgeAlertRequest = z.infer<typeof acknowledgeAlertRequestSchema>;
