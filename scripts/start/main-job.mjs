import { once } from 'node:events';
import { say } from '../setup/say.mjs';
import { runTicker } from '../ticker/run-ticker.mjs';
import { demonstrate } from './demonstrate.mjs';
import { progressOn } from './progress.mjs';
import { renderSummary } from './report/summary.mjs';
import { terminalStyle } from './report/terminal-style.mjs';

/** Cloud Scheduler sweeps once a minute. More often here, so that nobody waits for a minute to be over twice. */
const tickIntervalMs = 3_000;

/**
 * Runs the main job on a backend, prints its summary to standard output, and unless `once` goes on serving until the
 * signal aborts.
 *
 * @param {{ backend: import('./backend.mjs').Backend, receiver: import('./job/receive-webhooks.mjs').WebhookReceiver, once: boolean, signal: AbortSignal, env?: NodeJS.ProcessEnv }} input
 * @throws {Error} what went wrong, or the reason of the signal when it ended the job before its summary
 */
export async function mainJob({ backend, receiver, once: stopWhenDone, signal, env = process.env }) {
  const stopping = new AbortController();
  const ticker = runTicker(backend.tick, {
    intervalMs: tickIntervalMs,
    signal: AbortSignal.any([signal, stopping.signal]),
  });
  try {
    const progress = progressOn(process.stderr, terminalStyle(process.stderr, env));
    const result = await demonstrate({ backend, receiver, progress, signal });
    process.stdout.write(`\n${renderSummary(result, backend, terminalStyle(process.stdout, env))}\n`);
    if (stopWhenDone) return;
    say('Serving until Ctrl-C; forecast jobs go on running as scheduled.');
    if (!signal.aborted) await once(signal, 'abort');
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    stopping.abort();
    await ticker;
  }
}
