/**
 * `npm run --silent forecast -- [options] < series.jsonl > forecasts.jsonl`: the engine of the functions for anyone with
 * a file. `--help` tells the rest; everything said besides the forecasts goes to standard error.
 */
import fs from 'node:fs';
import { lineWriter } from './forecast/line-writer.mjs';
import { openStreams } from './forecast/open-streams.mjs';
import { parseOptions } from './forecast/parse-options.mjs';
import { exitCodes, runCommand } from './forecast/run-command.mjs';
import { noProgress, seriesProgress } from './forecast/series-progress.mjs';
import { usage } from './forecast/usage.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';
import { terminalStyle } from './start/report/terminal-style.mjs';

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

runCommand('forecast', main);
