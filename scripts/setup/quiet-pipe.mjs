/**
 * Loaded before every script (`run.mjs`): ends it quietly when the reader of its standard output goes away (`| head`), with the
 * exit code that a shell gives to a command ended by SIGPIPE. Node ignores that signal, and without this the error of the
 * stream would end the script with a stack trace. A script that listens to the error itself decides first.
 */
export const readerGoneCode = 141;

process.stdout.on('error', (error) => {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  if (process.stdout.listenerCount('error') > 1) return;
  if (code === 'EPIPE') process.exit(readerGoneCode);
  throw error;
});
