import type { DocumentData } from 'firebase-admin/firestore';
import type { ForecastJobStatus } from '../../src/contracts/forecast-job.ts';
import type { ForecastRun } from '../../src/contracts/forecast-run.ts';
import { deterministicId, randomId } from '../../src/contracts/ids.ts';
import { collection, runCollection } from '../../src/firestore/collections.ts';
import type { Ctx } from '../../src/firestore/context.ts';
import { withDates } from '../../src/firestore/converter.ts';
import { collectionPath } from '../../src/firestore/paths.ts';

/** A spec as a person would write it into the console. */
export const hourlySpec = {
  name: 'ATL departures',
  selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
  schedule: '0 * * * *',
  horizon: 24,
} as const;

/** Makes the metric document of a series and answers its id. */
export async function addMetric(
  ctx: Ctx,
  key = 'flights.departures',
  labels: Readonly<Record<string, string>> = { airport: 'ATL' },
): Promise<string> {
  const metricId = deterministicId('metric', key, JSON.stringify(labels));
  await collection(ctx.db.firestore, ctx.orgId, 'metrics')
    .doc(metricId)
    .set({
      key,
      labels: { ...labels },
      unit: null,
      kind: 'gauge',
      resolution: null,
      seasonLengths: [],
      firstPointAt: null,
      lastPointAt: null,
      lastValue: null,
      pointCount: 0,
      retentionDays: null,
      layout: { span: 'month', generation: 1 },
      latestForecast: null,
      detectionSettings: null,
      detection: null,
      feedback: null,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
  return metricId;
}

/** Writes a job document as the console would: whatever is given, unchecked. Answers its id. */
export async function addJob(ctx: Ctx, document: DocumentData): Promise<string> {
  const jobId = randomId('forecastJob');
  await jobDocument(ctx, jobId).set(document);
  return jobId;
}

/** The raw document of a job. */
export const jobDocument = (ctx: Ctx, jobId: string) =>
  ctx.db.firestore.collection(collectionPath(ctx.orgId, 'forecast_jobs')).doc(jobId);

/** What the document of a job holds now, with dates. */
export async function storedJob(
  ctx: Ctx,
  jobId: string,
): Promise<{ spec: unknown; status: ForecastJobStatus }> {
  return withDates((await jobDocument(ctx, jobId).get()).data()) as {
    spec: unknown;
    status: ForecastJobStatus;
  };
}

/** The runs of a job by id. */
export async function storedRuns(ctx: Ctx, jobId: string): Promise<ReadonlyMap<string, ForecastRun>> {
  const { docs } = await runCollection(ctx.db.firestore, ctx.orgId, jobId).get();
  return new Map(docs.map((snapshot) => [snapshot.id, snapshot.data()]));
}
