import type { DeferredWork } from './deferred-work.ts';

/**
 * Does what waits when this process is told to stop. Cloud Run sends SIGTERM ten seconds before it ends an instance; the host
 * closes its server at the same signal, and leaves as much of that time as open calls take.
 */
export function flushOnStop(work: DeferredWork): void {
  process.once('SIGTERM', async () => {
    await work.flush();
    // Whoever else listens ends the process; if nobody does, listening has kept it from ending.
    if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
  });
}
