import type { IngestResponse } from '../../../../contracts/ingest.ts';
import { exampleIds } from './ids.ts';

export const ingestExample: IngestResponse = {
  accepted: 997,
  rejected: 1,
  duplicates: 2,
  metrics: [
    {
      metricId: exampleIds.metric,
      key: 'flights.departures',
      labels: { airport: 'ATL' },
      accepted: 997,
      created: false,
    },
  ],
  errors: [{ pointer: '/points/17/value', detail: 'expected a finite number' }],
  errorsOmitted: 0,
};
