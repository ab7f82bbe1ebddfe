import { z } from 'zod';
import { conditionSchema, noDataSchema, recoverySchema, ruleSecondsSchema } from './alert-condition.ts';
import {
  auditFields,
  labelNameSchema,
  labelsSchema,
  labelValueSchema,
  nameSchema,
  orNull,
  severitySchema,
} from './common.ts';
import { idSchema } from './ids.ts';
import { notifySchema } from './notify.ts';
import { booleanQuerySchema, pageQuerySchema } from './pagination.ts';
import { ruleSelectorSchema } from './rule-selector.ts';

export type { AlertCondition } from './alert-condition.ts';

/** Longest texts of a rule, and of what they become in an alert. */
export const summaryMax = 1_024;
export const descriptionMax = 4_096;

const editableShape = {
  name: nameSchema.meta({ example: 'ATL departures above 60 an hour soon' }),
  enabled: z.boolean().default(true),
  selector: ruleSelectorSchema,
  condition: conditionSchema,
  forSeconds: ruleSecondsSchema
    .default(0)
    .meta({ description: 'how long the condition must hold before the alert fires' }),
  recovery: recoverySchema
    .nullable()
    .default(null)
    .meta({ description: 'when a firing alert is over; null: as soon as the condition does not hold' }),
  noData: noDataSchema
    .nullable()
    .default(null)
    .meta({ description: 'when nothing comes any more; null: alerts stay as they are' }),
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

/** `organizations/{orgId}/alert_rules/{ruleId}`: what to watch for. One alert for each series, or forecast job, that it selects. */
export const alertRuleSchema = z
  .object({
    ...editableShape,
    status: orNull(
      z.object({
        problems: z.array(z.object({ pointer: z.string(), detail: z.string() })),
        checkedAt: z.date(),
      }),
    ).meta({ description: 'what is wrong with a rule that was written by hand; null where nothing is' }),
    ...auditFields,
  })
  .meta({ id: 'AlertRule' });

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
    selector: ruleSelectorSchema.optional(),
    condition: conditionSchema.optional(),
    forSeconds: ruleSecondsSchema.optional(),
    recovery: recoverySchema.nullable().optional(),
    noData: noDataSchema.nullable().optional(),
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
