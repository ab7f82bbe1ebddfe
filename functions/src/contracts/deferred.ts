/**
 * Work that no answer waits for: notes of use, counters. It is done soon after, once; it is lost with an instance that dies
 * without notice, so nothing may rest on it.
 */
export interface Deferred {
  /**
   * @param work what to do; what it throws is reported, and fails no call
   * @param delayMs how long it may wait for more of its kind, 0 by default. An instance that is told to stop does it at once
   */
  later(work: () => Promise<void>, delayMs?: number): void;
}
