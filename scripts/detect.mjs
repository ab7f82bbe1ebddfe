/**
 * `npm run --silent detect -- [options] < series.jsonl > scores.jsonl`: the detector of the functions for anyone with a
 * file. `--help` tells the rest; everything said besides the scores goes to standard error.
 */
import { parseOptions } from './detect/parse-options.mjs';
import { usage } from './detect/usage.mjs';
import { lineWriter } from './forecast/line-writer.mjs';
import { openStreams } from './forecast/open-streams.mjs';
import { exitCodes, runCommand } from './forecast/run-command.mjs';
import { noProgress, seriesProgress } from './forecast/series-progress.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';
import { terminalStyle } from './start/report/terminal-style.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(args) {
  const options = parseOptions(args);
  if (options.help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  await buildFunctions();
  const { runDetections } = await import('./detect/run-detections.mjs');
  const { stderr, env } = process;
  const { source, target } = openStreams(options);
  const writer = lineWriter(target);
  const { failed } = await runDetections(options, {
    chunks: source,
    write: writer.write,
    progress:
      options.progress || stderr.isTTY
        ? seriesProgress(stderr, terminalStyle(stderr, env), () => performance.now())
        : noProgress,
  });
  await writer.end();
  if (failed > 0) say(`${failed} of the lines could not be read; each has an error line in its place.`);
  return failed === 0 ? exitCodes.done : exitCodes.someFailed;
}

runCommand('detect', main);
