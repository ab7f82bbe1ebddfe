/**
 * The functions emulator starts a process for each task that runs at the same time, 100 MB each and half a minute on a
 * busy machine; a developer's two hundred batches must not start two hundred.
 */
const emulatedMax = 3;

/** Tasks of a queue that run at the same time: as many as named in the cloud, few on the emulator. */
export function taskConcurrency(inCloud: number): number {
  return process.env.FUNCTIONS_EMULATOR === 'true' ? Math.min(emulatedMax, inCloud) : inCloud;
}
