import type { Failure } from './failure.ts';
import type { Patience } from './patience.ts';

/** Repeats an attempt that failed for the moment, as long as `patience` lasts; answers the last one. */
export async function attempts<Result extends object>(
  attempt: () => Promise<Result | { readonly failure: Failure }>,
  { attemptsMax, pauseMs, totalMs }: Patience,
  { clock, sleep }: { clock(): number; sleep(ms: number): Promise<void> },
): Promise<Result | { readonly failure: Failure }> {
  const startedAt = clock();
  for (let number = 1; ; number++) {
    const result = await attempt();
    const done = !('failure' in result) || !(result as { readonly failure: Failure }).failure.transient;
    if (done || number === attemptsMax || clock() - startedAt >= totalMs) return result;
    await sleep(pauseMs);
  }
}
