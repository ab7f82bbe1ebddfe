import { z } from 'zod';
import { forecastJobResponseSchema, jobPhases } from '../../../contracts/forecast-job.ts';
import { listForecastJobs } from '../../../scheduling/list-forecast-jobs.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { jobExample } from './examples/forecast-job.ts';

/** `GET /v1/forecast-jobs` */
export const listForecastJobsRoute = memberRoute(['forecast-jobs:read'], {
  method: 'get',
  path: '/v1/forecast-jobs',
  operationId: 'listForecastJobs',
  tag: 'Forecast jobs',
  summary: 'List forecast jobs',
  description: 'The jobs of the organization, also those that were made in the console by hand.',
  query: listQuery({ phase: z.enum(jobPhases).optional().meta({ description: 'only jobs in this phase' }) }),
  success: {
    status: 200,
    description: 'A page of jobs.',
    schema: pageOf(forecastJobResponseSchema, 'ForecastJobPage'),
    example: { items: [jobExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listForecastJobs({ ctx, input: query }),
});
