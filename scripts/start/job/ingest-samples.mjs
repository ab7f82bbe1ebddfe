import { formatCount } from '../report/format.mjs';
import { sampleRequests } from './sample-requests.mjs';

/**
 * @typedef {import('../wire.mjs').IngestAnswer} IngestAnswer
 * @typedef {import('../wire.mjs').JobResult['ingestion']} Ingestion
 */

/**
 * Sends all samples through the ingestion endpoint.
 *
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {readonly import('../../samples/load-samples.mjs').SampleSeries[]} samples
 * @param {import('../progress.mjs').Progress} progress
 * @returns {Promise<Ingestion>}
 * @throws {Error} when a point was refused: the samples are known to be good
 */
export async function ingestSamples(api, samples, progress) {
  const total = samples.reduce((sum, { points }) => sum + points.length, 0);
  const startedAt = performance.now();
  /** @type {Ingestion} */
  const done = { points: 0, rejected: 0, requests: 0, durationMs: 0, byFormat: {} };
  for (const { format, metric, contentType, body } of sampleRequests(samples)) {
    progress.update(
      `Ingesting ${metric} as ${format}: ${formatCount(done.points)} of ${formatCount(total)} points are in …`,
    );
    /** @type {IngestAnswer} */
    const answer = await api.postText('/v1/ingest', contentType, body);
    const [problem] = answer.errors;
    if (problem !== undefined) throw new Error(`A point was refused: ${problem.pointer}: ${problem.detail}`);
    done.points += answer.accepted;
    done.requests += 1;
    done.byFormat[format] = (done.byFormat[format] ?? 0) + answer.accepted;
  }
  return { ...done, durationMs: performance.now() - startedAt };
}
