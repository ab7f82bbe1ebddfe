import type { Export, ExportResponse } from '../../../../contracts/export.ts';
import { exampleIds } from './ids.ts';

const done = { state: 'done', parts: 1 } as const;

/** As it is stored. */
export const storedExportExample: Export = {
  state: 'completed',
  message: '2 of 2 files done, 4,331 rows, 41,207 bytes compressed',
  files: [
    {
      ...{ ...done, name: 'anomalies.ndjson.gz', expected: 14, rows: 14, bytes: 2_107 },
      sha256: 'b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78',
    },
    {
      ...{ ...done, name: 'points.csv.gz', expected: null, rows: 4_317, bytes: 39_100 },
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  ],
  cursor: null,
  revision: 7,
  failures: 0,
  requestedBy: 'user:ada',
  createdAt: new Date('2026-11-21T11:58:00Z'),
  startedAt: new Date('2026-11-21T11:58:02Z'),
  updatedAt: new Date('2026-11-21T11:58:09Z'),
  finishedAt: new Date('2026-11-21T11:58:09Z'),
  expireAt: new Date('2026-11-28T11:58:00Z'),
};

const { cursor: _, revision: __, failures: ___, ...told } = storedExportExample;

export const exportExample: ExportResponse = { exportId: exampleIds.export, ...told };
