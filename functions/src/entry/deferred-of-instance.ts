import type { Deferred } from '../contracts/deferred.ts';
import { DeferredWork } from './deferred-work.ts';
import { flushOnStop } from './flush-on-stop.ts';
import { runtime } from './runtime.ts';

let current: Deferred | undefined;

/** What this instance does after its answers, and before it goes. */
export function deferredOfInstance(): Deferred {
  current ??= flushedOnStop();
  return current;
}

function flushedOnStop(): Deferred {
  const work = new DeferredWork((message, error) =>
    runtime().logger.write({ severity: 'WARNING', message, error }),
  );
  flushOnStop(work);
  return work;
}
