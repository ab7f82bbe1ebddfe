import type { DocumentReference, Query } from 'firebase-admin/firestore';
import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { batchesOf } from './run-lease.ts';

/** The batches of a run that are not done. */
export const openBatches = (runRef: DocumentReference<ForecastRun>): Query<ForecastBatch> =>
  batchesOf(runRef).where('state', 'in', ['pending', 'running']);
