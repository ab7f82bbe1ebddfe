import type { Deferred } from '../contracts/deferred.ts';
import { DeferredWork } from './deferred-work.ts';
import { runtime } from './runtime.ts';

let current: Deferred | undefined;

/**
 * What this instance does after its answers. Cloud Run sends SIGTERM ten seconds before it ends an instance; what waits is done
 * then, as far as the host, which closes its server at the same signal, leaves it the time.
 */
export function deferredOfInstance(): Deferred {
  current ??= flushedOnStop();
  return current;
}

function flushedOnStop(): Deferred {
  const work = new DeferredWork((message, error) =>
    runtime().logger.write({ severity: 'WARNING', message, error }),
  );
  process.once('SIGTERM', async () => {
    await work.flush();
    // Whoever else listens ends the process; if nobody does, listening has kept it from ending.
    if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
  });
  return work;
}
