import { z } from 'zod';
import { labelNameSchema, labelValueSchema, metricKeySchema } from '../../../contracts/common.ts';
import { metricResponseSchema } from '../../../contracts/metric.ts';

import { listMetrics } from '../../../pipeline/store/list-metrics.ts';
import { memberRoute } from '../define-route.ts';
import { pageOf, pageParameters } from '../page.ts';
import { metricExample } from './examples/metric.ts';

const labelPrefix = 'label.';

const labelFilterSchema = z
  .string()
  .refine(
    (name) =>
      name.startsWith(labelPrefix) && labelNameSchema.safeParse(name.slice(labelPrefix.length)).success,
  );

/** Fixed parameters, and any number of `label.<name>=<value>`. */
const listMetricsQuerySchema = z
  .object({ key: metricKeySchema.optional(), ...pageParameters })
  .catchall(labelValueSchema)
  .superRefine((query, context) => {
    const known = new Set(['key', ...Object.keys(pageParameters)]);
    const unknown = Object.keys(query).filter(
      (name) => !known.has(name) && !labelFilterSchema.safeParse(name).success,
    );
    if (unknown.length > 0) context.addIssue({ code: 'unrecognized_keys', keys: unknown, input: query });
  });

/** `GET /v1/metrics` */
export const listMetricsRoute = memberRoute(['metrics:read'], {
  method: 'get',
  path: '/v1/metrics',
  operationId: 'listMetrics',
  metrics: 'own',
  tag: 'Metrics',
  summary: 'List metrics',
  description:
    'The series of the organization. Filter by `key`, and by labels that a series must carry: `label.airport=ATL`, one parameter for each label.',
  query: listMetricsQuerySchema,
  success: {
    status: 200,
    description: 'A page of metrics.',
    schema: pageOf(metricResponseSchema, 'MetricPage'),
    example: { items: [metricExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query: { key, pageSize, pageToken, ...filters } }) =>
    listMetrics({ ctx, input: { key, pageSize, pageToken, labels: labelsOf(filters) } }),
});

const labelsOf = (filters: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).map(([name, value]) => [name.slice(labelPrefix.length), value]));
