/**
 * `npm run --silent forecast -- [options] < series.jsonl > forecasts.jsonl`: the engine of the functions for anyone with
 * a file. `--help` tells the rest; everything said besides the forecasts goes to standard error.
 */
import fs from 'node:fs';
import { UsageError } from './forecast/errors.mjs';
import { lineWriter } from './forecast/line-writer.mjs';
import { openStreams } from './forecast/open-streams.mjs';
import { parseOptions } from './forecast/parse-options.mjs';
import { noProgress, seriesProgress } from './forecast/series-progress.mjs';
import { usage } from './forecast/usage.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { onStopRequest } from './setup/on-stop-request.mjs';
import { say } from './setup/say.mjs';
import { terminalStyle } from './start/report/terminal-style.mjs';

const exitCodes = { done: 0, someFailed: 1, usage: 2, stopped: 130, readerGone: 141 };

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(args) {
  await buildFunctions();
  const { modelNames } = await import('./forecast/model-names.mjs');
  const options = parseOptions(args, modelNames);
  if (options.help) {
    process.stdout.write(usage(modelNames));
    return exitCodes.done;
  }
  const { stderr, env } = process;
  const { source, target } = openStreams(options);
  const writer = lineWriter(target);
  const { failed, report } = await forecast(options, {
    chunks: source,
    write: writer.write,
    tell: (text) => stderr.write(text),
    progress:
      options.progress || stderr.isTTY
        ? seriesProgress(stderr, terminalStyle(stderr, env), () => performance.now())
        : noProgress,
    errorStream: stderr,
    env,
  });
  await writer.end();
  if (options.report !== undefined) fs.writeFileSync(options.report, report);
  else if (options.backtest) stderr.write(`\n${report}`);
  if (failed > 0) say(`${failed} of the lines could not be forecast; each has an error line in its place.`);
  return failed === 0 ? exitCodes.done : exitCodes.someFailed;
}

/**
 * One series at a time, or all together where they are to add up.
 *
 * @param {import('./forecast/parse-options.mjs').Options} options
 * @param {import('./forecast/run-forecasts.mjs').Surroundings} surroundings
 */
async function forecast({ reconcile, ...options }, surroundings) {
  if (reconcile === undefined) {
    const { runForecasts } = await import('./forecast/run-forecasts.mjs');
    return runForecasts(options, surroundings);
  }
  const { reconcileFile } = await import('./forecast/reconcile-file.mjs');
  const { cautions, ...made } = await reconcileFile({ ...options, reconcile }, surroundings);
  for (const caution of cautions) say(`note: ${caution}`);
  return made;
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
function exitCodeOf(error) {
  const { code, syscall } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EPIPE') return exitCodes.readerGone;
  if (error instanceof UsageError)
    say(`${error.message}\n\n  npm run --silent forecast -- --help   tells what there is.`);
  else say(error instanceof Error && syscall === undefined ? (error.stack ?? error.message) : String(error));
  return exitCodes.usage;
}

onStopRequest((reason) => process.exit(reason === 'SIGINT' ? exitCodes.stopped : 128 + 15));
main(process.argv.slice(2))
  .catch(exitCodeOf)
  .then((code) => process.exit(code));
