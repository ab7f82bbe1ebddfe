import { setImmediate } from 'node:timers/promises';
import { DomainError } from '../../contracts/errors.ts';

/** Forecasts that one request may ask for; with short series they take about half of the time that clients wait. */
export const forecastsMax = 1_000;

/** Numbers that one answer may hold, about 20 bytes each. */
export const numbersMax = 500_000;

/** Official clients wait for a minute: what takes longer is refused while they still listen. */
const timeMsMax = 45_000;

/**
 * Does each item's work in turn, and lets other requests of the instance have their turn in between.
 *
 * @throws {DomainError} `invalid-argument` (WORK_TOO_LARGE) when the time is up
 */
export async function workThrough<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  elapsedMs: () => number = stopwatch(),
): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    if (elapsedMs() > timeMsMax)
      throw workTooLarge(
        `${results.length} of ${items.length} parts were done within ${timeMsMax / 1_000} s`,
      );
    results.push(work(item));
    await setImmediate();
  }
  return results;
}

/** Refuses before any work is done what is too much for one request. */
export function requireAffordable(work: { readonly forecasts: number; readonly numbers: number }): void {
  if (work.forecasts > forecastsMax)
    throw workTooLarge(
      `this asks for ${work.forecasts} forecasts, one request makes at most ${forecastsMax}`,
    );
  if (work.numbers > numbersMax)
    throw workTooLarge(`the answer would hold ${work.numbers} numbers, at most ${numbersMax} are answered`);
}

const workTooLarge = (what: string): DomainError =>
  new DomainError(
    'invalid-argument',
    'WORK_TOO_LARGE',
    `too much for one request: ${what}. Send fewer series a request (num_partitions in Nixtla's client)`,
  );

function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => performance.now() - startedAt;
}
