import { z } from 'zod';
import { auditFields, labelNameSchema, nameSchema } from './common.ts';
import { idSchema } from './ids.ts';
import { matchersSchema } from './matchers.ts';

const editableShape = {
  name: nameSchema,
  enabled: z.boolean().default(true),
  sourceMatchers: matchersSchema.min(1, 'expected at least one matcher'),
  targetMatchers: matchersSchema.min(1, 'expected at least one matcher'),
  equal: z
    .array(labelNameSchema)
    .max(24)
    .default([])
    .meta({ description: 'labels that source and target must share; one that both lack counts as shared' }),
} as const;

/**
 * `organizations/{orgId}/inhibition_rules/{inhibitionId}`: while an alert that matches the source fires, alerts that match
 * the target are not told (Alertmanager: `inhibit_rules`). An alert that matches both sides is not inhibited by one of
 * which the same is true, itself included.
 */
export const inhibitionRuleSchema = z
  .object({ ...editableShape, ...auditFields })
  .meta({ id: 'InhibitionRule' });

export type InhibitionRule = z.infer<typeof inhibitionRuleSchema>;

export const createInhibitionRuleRequestSchema = z
  .strictObject(editableShape)
  .meta({ id: 'CreateInhibitionRuleRequest' });

export type CreateInhibitionRuleRequest = z.infer<typeof createInhibitionRuleRequestSchema>;

/** JSON merge patch (RFC 7396); each field given is replaced whole. */
export const updateInhibitionRuleRequestSchema = z
  .strictObject({
    name: nameSchema.optional(),
    enabled: z.boolean().optional(),
    sourceMatchers: editableShape.sourceMatchers.optional(),
    targetMatchers: editableShape.targetMatchers.optional(),
    equal: editableShape.equal.unwrap().optional(),
  })
  .meta({ id: 'UpdateInhibitionRuleRequest' });

export type UpdateInhibitionRuleRequest = z.infer<typeof updateInhibitionRuleRequestSchema>;

export const inhibitionRuleResponseSchema = inhibitionRuleSchema
  .extend({ inhibitionId: idSchema('inhibitionRule') })
  .meta({ id: 'InhibitionRuleResponse' });

export type InhibitionRuleResponse = z.infer<typeof inhibitionRuleResponseSchema>;
