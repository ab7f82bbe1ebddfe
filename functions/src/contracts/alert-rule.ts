import { z } from 'zod';
import { anomalySeveritySchema } from './anomaly.ts';
import {
  auditFields,
  finiteNumber,
  labelNameSchema,
  labelsSchema,
  labelValueSchema,
  nameSchema,
  severitySchema,
} from './common.ts';
import { idSchema } from './ids.ts';
import { notifySchema } from './notify.ts';
import { booleanQuerySchema, pageQuerySchema } from './pagination.ts';
import { seriesSelectorSchema } from './series-reference.ts';

const durationSchema = z.number().int('expected whole seconds').min(0, 'expected 0 seconds or more');

/** `value > 500` on what was observed, point by point. */
export const thresholdConditionSchema = z.strictObject({
  type: z.literal('threshold'),
  operator: z.enum(['>', '>=', '<', '<=']),
  threshold: finiteNumber,
});

/** `will cross 500 within 6 hours with probability ≥ 0.8`, computed from the forecast distribution. */
export const forecastBreachConditionSchema = z.strictObject({
  type: z.literal('forecast-breach'),
  direction: z.enum(['above', 'below']),
  threshold: finiteNumber,
  withinSeconds: durationSchema.min(1, 'expected at least 1 second'),
  probability: z
    .number()
    .gt(0, 'expected a probability above 0')
    .lte(1, 'expected a probability up to 1')
    .default(0.8),
});

/** An anomaly of at least this severity is under way. */
export const anomalyConditionSchema = z.strictObject({
  type: z.literal('anomaly'),
  minimumSeverity: anomalySeveritySchema.default('medium'),
});

export const conditionSchema = z
  .discriminatedUnion('type', [
    thresholdConditionSchema,
    forecastBreachConditionSchema,
    anomalyConditionSchema,
  ])
  .meta({ id: 'AlertCondition' });

export type AlertCondition = z.infer<typeof conditionSchema>;

/** Longest texts of a rule, and of what they become in an alert. */
export const summaryMax = 1_024;
export const descriptionMax = 4_096;

const editableShape = {
  name: nameSchema.meta({ example: 'ATL departures above 60 an hour soon' }),
  enabled: z.boolean().default(true),
  selector: seriesSelectorSchema,
  condition: conditionSchema,
  forSeconds: durationSchema
    .default(0)
    .meta({ description: 'how long the condition must hold before the alert fires' }),
  recovery: z
    .strictObject({ threshold: finiteNumber })
    .nullable()
    .default(null)
    .meta({ description: 'hysteresis: a firing threshold alert resolves only beyond this value' }),
  severity: severitySchema.default('warning'),
  labels: labelsSchema.default({}),
  annotations: z
    .strictObject({
      summary: z.string().max(summaryMax).optional(),
      description: z.string().max(descriptionMax).optional(),
    })
    .default({}),
  notify: notifySchema.nullable().default(null).meta({
    description: 'how its alerts are told; null: as the notification policies say',
  }),
} as const;

/** `organizations/{orgId}/alert_rules/{ruleId}`: what to watch for. One alert for each series that it selects. */
export const alertRuleSchema = z.object({ ...editableShape, ...auditFields }).meta({ id: 'AlertRule' });

export type AlertRule = z.infer<typeof alertRuleSchema>;

export const createAlertRuleRequestSchema = z
  .strictObject(editableShape)
  .meta({ id: 'CreateAlertRuleRequest' });

export type CreateAlertRuleRequest = z.infer<typeof createAlertRuleRequestSchema>;

/**
 * JSON merge patch (RFC 7396) on the fields that people edit; null takes a label or an annotation away. `condition`
 * and `selector` are replaced whole.
 */
export const updateAlertRuleRequestSchema = z
  .strictObject({
    name: editableShape.name.optional(),
    enabled: z.boolean().optional(),
    selector: seriesSelectorSchema.optional(),
    condition: conditionSchema.optional(),
    forSeconds: durationSchema.optional(),
    recovery: z.strictObject({ threshold: finiteNumber }).nullable().optional(),
    severity: severitySchema.optional(),
    labels: z.record(labelNameSchema, labelValueSchema.nullable()).optional(),
    annotations: z
      .strictObject({
        summary: z.string().max(summaryMax).nullable().optional(),
        description: z.string().max(descriptionMax).nullable().optional(),
      })
      .optional(),
    notify: notifySchema.nullable().optional(),
  })
  .meta({ id: 'UpdateAlertRuleRequest' });

export type UpdateAlertRuleRequest = z.infer<typeof updateAlertRuleRequestSchema>;

export const alertRuleResponseSchema = alertRuleSchema
  .extend({ ruleId: idSchema('alertRule') })
  .meta({ id: 'AlertRuleResponse' });

/** Filters of `GET /v1/alert-rules`. */
export const alertRuleQuerySchema = pageQuerySchema.extend({
  enabled: booleanQuerySchema.optional(),
});

export type AlertRuleQuery = z.infer<typeof alertRuleQuerySchema>;
