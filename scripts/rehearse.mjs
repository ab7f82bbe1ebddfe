/**
 * `npm run --silent rehearse -- --rule rule.json < series.jsonl`: what an alert rule would have done over the history in a
 * file. `--help` tells the rest; everything said besides the timeline goes to standard error.
 */
import { lineWriter } from './forecast/line-writer.mjs';
import { openStreams } from './forecast/open-streams.mjs';
import { exitCodes, runCommand } from './forecast/run-command.mjs';
import { parseOptions } from './rehearse/parse-options.mjs';
import { usage } from './rehearse/usage.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';
import { progressOn } from './start/progress.mjs';
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
  const { readParts } = await import('./rehearse/read-parts.mjs');
  const { runRehearsal } = await import('./rehearse/run-rehearsal.mjs');
  const parts = readParts(options);
  const { stderr, env } = process;
  const { source, target } = openStreams(options);
  const writer = lineWriter(target);
  const { failed, notes } = await runRehearsal(options, parts, {
    chunks: source,
    write: writer.write,
    progress: options.progress || stderr.isTTY ? progressOn(stderr, terminalStyle(stderr, env)) : undefined,
  });
  await writer.end();
  for (const note of notes) say(`note: ${note}`);
  if (failed > 0) say(`${failed} of the lines could not be read; each has an error line in its place.`);
  return failed === 0 ? exitCodes.done : exitCodes.someFailed;
}

runCommand('rehearse', main);
