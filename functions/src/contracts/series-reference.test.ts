import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { createAlertRuleRequestSchema } from './alert-rule.ts';
import { createBackfillRequestSchema } from './anomaly-backfill.ts';
import { forecastJobSpecSchema } from './forecast-job.ts';
import { hierarchyForecastRequestSchema } from './hierarchy-forecast.ts';
import { regressorSchema } from './regressors.ts';
import { jobSelectorSchema } from './series-reference.ts';
import { fieldProblems } from './validation.ts';

const problemsOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : fieldProblems(error);
};

const job = { schedule: '0 * * * *', horizon: 24 };
const selector = { metric: 'cpu.*', labels: { host: 'a' } };

describe('a pattern of keys', () => {
  test('selects the series of a forecast job', () => {
    expect(jobSelectorSchema.parse({ metric: '*.p99' })).toEqual({ metric: '*.p99', labels: {} });
    expect(problemsOf(forecastJobSpecSchema, { ...job, selector })).toEqual([]);
  });

  test('is refused beside a hierarchy, whose series are of one metric', () => {
    const hierarchy = { by: ['*'] };
    expect(problemsOf(forecastJobSpecSchema, { ...job, selector, hierarchy })).toEqual([
      {
        pointer: '/selector/metric',
        detail: 'expected one metric key beside "hierarchy": only series of one metric add up',
      },
    ]);
  });

  const rule = { name: 'hot', condition: { type: 'threshold', operator: '>', threshold: 1 } };
  test.each([
    ['an alert rule', createAlertRuleRequestSchema, { ...rule, selector }, '/selector/metric'],
    ['a backfill', createBackfillRequestSchema, selector, '/metric'],
    ['a regressor', regressorSchema, { name: 'load', ...selector }, '/metric'],
    [
      'the forecast of a hierarchy',
      hierarchyForecastRequestSchema,
      { ...selector, by: ['*'], horizon: 24 },
      '/metric',
    ],
  ])('is refused in words by %s', (_, schema, value, pointer) => {
    expect(problemsOf(schema, value)).toEqual([
      {
        pointer,
        detail: 'expected one metric key: only the selector of a forecast job takes a pattern with "*"',
      },
    ]);
  });
});
