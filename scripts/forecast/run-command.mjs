import { onStopRequest } from '../setup/on-stop-request.mjs';
import { say } from '../setup/say.mjs';
import { UsageError } from './errors.mjs';

/** Exit codes of the commands that read a file of series. */
export const exitCodes = { done: 0, someFailed: 1, usage: 2, stopped: 130, readerGone: 141 };

/**
 * Runs a command of this name and ends the process with its exit code: also when it throws, is stopped, or when the
 * reader of its output goes away.
 *
 * @param {string} name as npm knows it
 * @param {(args: string[]) => Promise<number>} main
 */
export function runCommand(name, main) {
  onStopRequest((reason) => process.exit(reason === 'SIGINT' ? exitCodes.stopped : 128 + 15));
  main(process.argv.slice(2))
    .catch((error) => exitCodeOf(name, error))
    .then((code) => process.exit(code));
}

/**
 * @param {string} name
 * @param {unknown} error
 * @returns {number} exit code
 */
function exitCodeOf(name, error) {
  const { code, syscall } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EPIPE') return exitCodes.readerGone;
  if (error instanceof UsageError)
    say(`${error.message}\n\n  npm run --silent ${name} -- --help   tells what there is.`);
  else say(error instanceof Error && syscall === undefined ? (error.stack ?? error.message) : String(error));
  return exitCodes.usage;
}
