import type { Backend } from '../../../../scripts/start/backend.mjs';
import { runTicker } from '../../../../scripts/ticker/run-ticker.mjs';

const intervalMs = 2_000;

/** A schedule that is being ticked. `signal` aborts with it. */
export interface Ticking {
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

/** Ticks the schedule of a backend, in place of Cloud Scheduler, until it is stopped. */
export function keepTicking(backend: Backend): Ticking {
  const stopping = new AbortController();
  const ticker = runTicker(backend.tick, { intervalMs, signal: stopping.signal });
  return {
    signal: stopping.signal,
    stop: async () => {
      stopping.abort();
      await ticker;
    },
  };
}
