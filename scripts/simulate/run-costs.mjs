/**
 * What one run costs beside the sweep. Documents are counted by `due-to-done.emulator.test.ts`, with two years of hourly
 * history. Seconds are assumptions.
 */
export const runCosts = {
  reads: 33,
  writes: 5,
  /** Adding the task, and delivering it. */
  taskOperations: 2,
  /** One CPU and 1 GiB while a forecast is made from two years of hourly history. */
  seconds: 1,
  gib: 1,
  /**
   * `forecastJobWritten` sees that the sweep and the run wrote the job, and finds nothing to do: a read and the least that is
   * billed each time, 100 ms of a CPU, which requests at the same time share in fact.
   */
  triggers: 2,
  triggerSeconds: 0.1,
  triggerGib: 0.25,
};

/** Sweeps a month: one a minute, a CPU and 256 MiB for as long as it works. */
export const sweepsPerMonth = 60 * 24 * 30;
