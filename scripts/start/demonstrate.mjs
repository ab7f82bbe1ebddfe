import { loadSamples } from '../samples/load-samples.mjs';
import { alertRules } from './job/alert-rules.mjs';
import { apiClient } from './job/api-client.mjs';
import { makeForecastJobs } from './job/forecast-jobs.mjs';
import { ingestSamples } from './job/ingest-samples.mjs';
import { openAccount } from './job/open-account.mjs';
import { readAlerts, readSeriesResults } from './job/read-results.mjs';
import { tellByWebhook, waitForMessages } from './job/tell-by-webhook.mjs';
import { waitForAnalysis } from './job/wait-for-analysis.mjs';
import { waitForRuns } from './job/wait-for-runs.mjs';
import { formatCount, formatDuration, formatInstant } from './report/format.mjs';

/**
 * The main job, through the API and the schedule alone: account, rules, samples, scheduled forecasts, and what came
 * of it. Somebody has to tick the schedule meanwhile.
 *
 * @param {{ backend: import('./backend.mjs').Backend, receiver: import('./job/receive-webhooks.mjs').WebhookReceiver,
 *   progress: import('./progress.mjs').Progress, signal: AbortSignal }} input `receiver` listens where the backend may send to
 * @returns {Promise<import('./wire.mjs').JobResult>}
 */
export async function demonstrate({ backend, receiver, progress, signal }) {
  progress.done(`The API serves at ${backend.apiUrl} (read ${backend.apiUrl}/docs meanwhile).`);
  progress.update('Opening an account …');
  const account = await openAccount(backend, signal);
  progress.done(`Signed up ${account.email}; organization ${account.organizationId} and an API key made.`);
  const api = apiClient(backend.apiUrl, { Authorization: `Bearer ${account.apiKey}` }, signal);

  await tellByWebhook(api, receiver);
  progress.done(`A webhook at ${receiver.host} made the channel of all alerts.`);

  const samples = loadSamples({ now: backend.clock.now().getTime() });
  const rules = alertRules(samples);
  for (const rule of rules) await api.post('/v1/alert-rules', rule);
  progress.done(`${rules.length} alert rules made: ${rules.map(({ name }) => name).join('; ')}.`);

  const ingestion = await ingestSamples(api, samples, progress);
  progress.done(
    `${formatCount(ingestion.points)} points of ${samples.length} series ingested in ${formatDuration(ingestion.durationMs)}.`,
  );

  const { jobs, dueAt } = await makeForecastJobs(api, backend.clock);
  progress.done(`${jobs.length} forecast jobs made, due at ${formatInstant(dueAt)} UTC.`);

  const watchedFrom = Date.now();
  await waitForAnalysis(api, samples, progress, signal);
  progress.done(
    `All series searched for anomalies (${formatDuration(Date.now() - watchedFrom)} after ingestion).`,
  );

  if (backend.clock.advanceTo) {
    backend.clock.advanceTo(dueAt);
    progress.done(
      `Clock of this process moved on to ${formatInstant(dueAt, 1_000)} UTC, to wait for no minute.`,
    );
  }
  const runs = await waitForRuns(api, jobs, { dueAt, clock: backend.clock }, progress, signal);
  const lateMs = backend.clock.now().getTime() - dueAt.getTime();
  progress.done(`All jobs run by the schedule, ${formatDuration(lateMs)} after they were due.`);

  progress.update('Reading the results …');
  const series = await readSeriesResults(api, samples, runs);
  const alerts = await readAlerts(api);
  progress.update('Waiting for the notifications …');
  const messages = await waitForMessages(receiver, alerts, signal);
  progress.done(`${messages.length} notifications came by webhook.`);
  return { account, ingestion, jobs: runs, series, alerts, messages };
}
