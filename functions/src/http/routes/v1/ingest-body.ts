import { z } from 'zod';
import { flatPointSchema, ingestRequestSchema } from '../../../contracts/ingest.ts';
import type { ReceivedBody } from '../../body/received-body.ts';
import { bodyBytesMax } from '../../limits.ts';
import type { RequestBody } from '../request-body.ts';

const pointExample = {
  metric: 'flights.departures',
  labels: { airport: 'ATL' },
  timestamp: '2026-11-21T04:00:00Z',
  value: 31,
};

const seriesExample = {
  series: [
    {
      metric: 'flights.departures',
      labels: { airport: 'ATL' },
      unit: 'flights',
      points: [
        ['2026-11-21T03:00:00Z', 18],
        ['2026-11-21T04:00:00Z', 31],
      ],
    },
  ],
};

const csvExample = `timestamp,metric,airport,value
2026-11-21T03:00:00Z,flights.departures,ATL,18
2026-11-21T04:00:00Z,flights.departures,ATL,31
`;

/** Three ways to write the same points. The verbs check them point by point. */
export const ingestBody: RequestBody<ReceivedBody> = {
  content: {
    'application/json': {
      schema: ingestRequestSchema,
      examples: {
        points: { summary: 'Points that name their series', value: { points: [pointExample] } },
        series: { summary: 'Series with their points below (compact)', value: seriesExample },
      },
    },
    'application/x-ndjson': {
      schema: z
        .string()
        .meta({ description: `one point a line: ${Object.keys(flatPointSchema.shape).join(', ')}` }),
      examples: {
        lines: { summary: 'One JSON point a line', value: `${JSON.stringify(pointExample)}\n` },
      },
    },
    'text/csv': {
      schema: z.string().meta({
        description:
          'header with timestamp, value, and metric unless the query names one; optional unit and kind; every other column is a label',
      }),
      examples: { table: { summary: 'Labels as columns', value: csvExample } },
    },
  },
  bytesMax: bodyBytesMax,
  read: (received) => received,
};
