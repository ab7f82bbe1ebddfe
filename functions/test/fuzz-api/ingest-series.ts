import type { Firestore } from 'firebase-admin/firestore';
import { chunkCollection, collection } from '../../src/firestore/collections.ts';
import { Database } from '../../src/firestore/database.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { ingestJson } from '../../src/pipeline/ingest/ingest-json.ts';
import { testContext } from '../support/context.ts';
import { type ExampleResource, exampleResources } from '../support/example-resources.ts';
import { testNow } from '../support/http-api.ts';

const hour = 3_600_000;
const hours = 24 * 30;

const points = (scale: number): [number, number][] =>
  Array.from({ length: hours }, (_, i) => [
    testNow.getTime() - (hours - i) * hour,
    scale * (10 + Math.sin((i * Math.PI) / 12) + (i % 7) / 10),
  ]);

/**
 * A month of hours for the series that the examples name, so that there is something to forecast and to judge. Gives the
 * example resources with the metric that has these points: it is found by its example id, too.
 */
export async function ingestSeries(firestore: Firestore, orgId: string): Promise<ExampleResource[]> {
  const ctx = testContext({ orgId, now: testNow, db: new Database(firestore) });
  const series = [
    { metric: 'flights.departures', labels: { airport: 'ATL' }, points: points(4) },
    { metric: 'flights.departures', labels: { airport: 'JFK' }, points: points(3) },
    { metric: 'shop.orders', points: points(7) },
    { metric: 'shop.sales', labels: { shop: 'Graz' }, points: points(9) },
    { metric: 'shop.promotion', labels: { shop: 'Graz' }, points: points(1) },
  ];
  const { metrics } = await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
  const metricId = metrics[0]?.metricId ?? '';
  const metric = (await collection(firestore, orgId, 'metrics').doc(metricId).get()).data();
  if (metric === undefined) throw new Error('what was ingested has no metric');
  const chunks = await chunkCollection(firestore, orgId, metricId).get();
  await Promise.all(
    chunks.docs.map((chunk) =>
      chunkCollection(firestore, orgId, exampleIds.metric).doc(chunk.id).set(chunk.data()),
    ),
  );
  // Two series of a metric have other labels, or nobody could tell them apart.
  const value = { ...metric, labels: { airport: 'ORD' } };
  return exampleResources.map((one) => (one.group === 'metrics' ? { ...one, value } : one));
}
