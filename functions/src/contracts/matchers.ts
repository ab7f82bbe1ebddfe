import { z } from 'zod';
import { labelNameSchema } from './common.ts';

/** Matchers of one list, at most. */
export const matchersMax = 20;

/**
 * One condition on one label of an alert, as in Alertmanager: equal, not equal, or matching a regular expression (RE2,
 * anchored at both ends) or not. A label that an alert does not have counts as empty.
 */
export const matcherSchema = z
  .strictObject({
    label: labelNameSchema,
    operator: z.enum(['=', '!=', '=~', '!~'], 'expected "=", "!=", "=~" or "!~"').default('='),
    value: z.string('expected a string').max(1_024, 'expected at most 1,024 characters'),
  })
  .meta({ id: 'Matcher', example: { label: 'airport', operator: '=', value: 'ATL' } });

export type Matcher = z.infer<typeof matcherSchema>;

/** Matchers that must all hold; an empty list matches every alert. */
export const matchersSchema = z
  .array(matcherSchema)
  .max(matchersMax, `expected at most ${matchersMax} matchers`)
  .meta({
    description:
      'conditions on labels of an alert that must all hold. Beside the labels of series and rule there are "alertname" (name of the rule), "ruleId", "severity", "metric", "metricId" and "jobId"',
  });
