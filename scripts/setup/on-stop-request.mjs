/**
 * Calls back once when somebody wants this process to end: Ctrl-C, a terminal that closes, a polite kill, or the
 * sudden death of the process that started us through `run.mjs` (the IPC channel closes).
 *
 * @param {(reason: string) => void} callback
 */
export function onStopRequest(callback) {
  let called = false;
  const once = (/** @type {string} */ reason) => {
    if (called) return;
    called = true;
    callback(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => once(signal));
  if (process.connected) {
    process.on('disconnect', () => once('SIGTERM'));
    process.channel?.unref();
  }
}
