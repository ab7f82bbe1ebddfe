import {
  createForecastJobRequestSchema,
  forecastJobResponseSchema,
} from '../../../contracts/forecast-job.ts';
import { createForecastJob } from '../../../scheduling/create-forecast-job.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { jobExample, jobSpecExample } from './examples/forecast-job.ts';

/** `POST /v1/forecast-jobs` */
export const createForecastJobRoute = memberRoute(['forecast-jobs:write'], {
  method: 'post',
  audit: 'forecast-job.create',
  path: '/v1/forecast-jobs',
  operationId: 'createForecastJob',
  tag: 'Forecast jobs',
  summary: 'Create a forecast job',
  description:
    'Forecasts the selected series on a cron schedule. A selector may name one series, or all of a key or of a pattern of keys that carry the given labels; series that come later are included.',
  body: jsonBody(createForecastJobRequestSchema, {
    hourly: { summary: 'Every hour, two days ahead', value: jobSpecExample },
    explained: {
      summary: 'Sales, with planned promotions and the holidays of Austria',
      value: {
        selector: { metric: 'shop.sales', labels: { shop: 'Graz' } },
        schedule: '0 5 * * *',
        horizon: 14,
        regressors: [
          { name: 'promotion', metric: 'shop.promotion', labels: { shop: 'Graz' }, future: 'stored' },
        ],
        holidays: { country: 'AT' },
      },
    },
    pattern: {
      summary: 'All load of the hosts of a team, every morning',
      value: {
        selector: { metric: 'cpu.*.load', labels: { team: 'web' } },
        schedule: '0 6 * * *',
        horizon: 24,
      },
    },
    nightly: {
      summary: 'All airports, every night in Vienna',
      value: {
        selector: { metric: 'flights.departures' },
        schedule: '30 2 * * *',
        timeZone: 'Europe/Vienna',
        horizon: 72,
      },
    },
  }),
  success: {
    status: 201,
    description: 'The job, with its next run.',
    schema: forecastJobResponseSchema,
    example: jobExample,
    location: ({ jobId }) => `/v1/forecast-jobs/${jobId}`,
  },
  problems: ['FORECAST_JOB_LIMIT_REACHED'],
  handle: ({ ctx, body }) => createForecastJob({ ctx, input: body }),
});
